"""Deadlines that share one timer end what is late, and nothing else."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord.deadlines import Alarms, Deadline


class TestAlarms:
    """What is due is called; what was called off is not."""

    async def test_the_next_due_is_called_first_whenever_it_was_set(self):
        """Alarms ring when they are due, not in the order in which they were set, and each once."""
        alarms = Alarms()
        rung: list[str] = []
        for name, after_s in (("last", 0.06), ("first", 0.01), ("second", 0.03)):
            alarms.set(after_s, lambda name=name: rung.append(name))
        await asyncio.sleep(0.045)
        assert rung == ["first", "second"]
        await asyncio.sleep(0.05)
        assert rung == ["first", "second", "last"]

    async def test_what_was_called_off_does_not_ring_and_holds_up_nothing(self):
        """After an alarm is called off, others ring in time, those set later too."""
        alarms = Alarms()
        rung: list[str] = []
        off = alarms.set(0.01, lambda: rung.append("off"))
        alarms.set(0.02, lambda: rung.append("on"))
        alarms.call_off(off)
        await asyncio.sleep(0.04)
        assert rung == ["on"]
        alarms.set(0.01, lambda: rung.append("later"))
        await asyncio.sleep(0.03)
        assert rung == ["on", "later"]

    async def test_many_at_once_take_one_timer(self, monkeypatch):
        """A hundred deadlines that are all kept ask the loop for a single timer."""
        loop = asyncio.get_running_loop()
        asked: list[float] = []
        call_at = loop.call_at

        def counted(when, *arguments, **options):
            asked.append(when)
            return call_at(when, *arguments, **options)

        monkeypatch.setattr(loop, "call_at", counted)
        alarms = Alarms()
        for _ in range(100):
            with Deadline(5.0, alarms):
                pass
        assert len(asked) == 1


class TestDeadline:
    """It behaves as `asyncio.timeout` does."""

    async def test_what_is_late_ends_with_a_timeout(self):
        """A block that waits too long ends with TimeoutError, and its task goes on uncancelled."""
        with pytest.raises(TimeoutError), Deadline(0.01, Alarms()):
            await asyncio.sleep(5)
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0
        await asyncio.sleep(0)

    async def test_what_is_in_time_is_left_alone(self):
        """A block that ends in time is not disturbed afterwards."""
        task = asyncio.current_task()
        assert task is not None
        with Deadline(0.01, Alarms()):
            await asyncio.sleep(0)
        await asyncio.sleep(0.03)
        assert task.cancelling() == 0

    async def test_an_end_from_outside_is_no_timeout(self):
        """A task that somebody cancels ends as cancelled."""

        async def wait() -> None:
            with Deadline(5.0, Alarms()):
                await asyncio.sleep(5)

        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    async def test_the_inner_of_two_ends_the_inner_block_only(self):
        """A deadline inside another leaves the outer block its time."""
        alarms = Alarms()
        with Deadline(5.0, alarms):
            with pytest.raises(TimeoutError), Deadline(0.01, alarms):
                await asyncio.sleep(5)
            await asyncio.sleep(0)
