"""Telegram's limits are held in every window of time, and waiting is in order."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.pacing import Window


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
