"""Telegram's limits are held in every window of time, and waiting is in order."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.pacing import Pacing, Window


class Clock(asyncio.SelectorEventLoop):
    """A loop whose time passes only while nothing can run."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self.now = max(self.now, self._scheduled[0]._when)
        super()._run_once()


@settings(max_examples=50)
@given(st.lists(st.floats(0, 3), max_size=40), st.integers(1, 5))
def test_no_window_of_time_lets_more_through(pauses, most):
    """However the requests come, any second holds at most as many as allowed, in the order of asking."""
    asked, passed = [], []

    async def ask(window, loop, n, at):
        await asyncio.sleep(at)
        asked.append(n)
        await window.take()
        passed.append((loop.time(), n))

    async def all_of_them(loop):
        window = Window(most, 1.0)
        await asyncio.gather(*(ask(window, loop, n, at) for n, at in enumerate(sorted(pauses))))

    loop = Clock()
    loop.run_until_complete(all_of_them(loop))
    loop.close()
    times = [at for at, _ in passed]
    assert all(later - earlier >= 1.0 - 1e-6 for earlier, later in zip(times, times[most:], strict=False))
    assert [n for _, n in passed] == asked


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from([0.0, 0.1, 0.2])), min_size=2, max_size=6))
def test_what_is_held_up_on_its_way_does_not_make_a_second_too_full(runs):
    """Messages to many chats at once, runs of them up to 0.2 s late: no second sees more than 30 arrive."""
    delays_s = [delay_s for count, delay_s in runs for _ in range(count)]
    arrived = []

    async def all_of_them(loop):
        async def send(delay_s):
            await asyncio.sleep(delay_s)
            arrived.append(loop.time())

        pacing = Pacing()
        await asyncio.gather(
            *(
                pacing.process_request(send, (delay_s,), {}, "sendMessage", {"chat_id": n}, None)
                for n, delay_s in enumerate(delays_s, 1)
            )
        )

    loop = Clock()
    loop.run_until_complete(all_of_them(loop))
    loop.close()
    arrived.sort()
    assert len(arrived) == len(delays_s)
    assert all(later - earlier >= 1.0 - 1e-6 for earlier, later in zip(arrived, arrived[30:], strict=False))
