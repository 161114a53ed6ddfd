"""What happens to whoever has waited too long? All deadlines of the adapter share one timer of the loop.

Nearly every answer is there long before its deadlines, and a timer of the loop for each of them
would cost more than writing the answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any


class Alarms:
    """Calls what is due and was not called off. For one event loop."""

    def __init__(self) -> None:
        self._due: dict[int, tuple[float, Callable[[], object]]] = {}
        self._last = 0
        self._timer: asyncio.TimerHandle | None = None

    def set(self, after_s: float, call: Callable[[], object]) -> int:
        """Have `call` called after so many seconds; the number by which it is called off."""
        loop = asyncio.get_running_loop()
        at = loop.time() + after_s
        self._last += 1
        self._due[self._last] = at, call
        if self._timer is None or at < self._timer.when():
            self._ring_at(at, loop)
        return self._last

    def call_off(self, number: int) -> None:
        """Forget what was set, if it was not called yet. The timer may ring in vain: that is cheaper."""
        self._due.pop(number, None)

    def _ring_at(self, at: float, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(at, self._ring, loop)

    def _ring(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        now = loop.time()
        due = [(number, call) for number, (at, call) in self._due.items() if at <= now]
        for number, call in due:
            del self._due[number]
            call()
        if self._due:
            self._ring_at(min(at for at, _ in self._due.values()), loop)


class Deadline:
    """What takes longer than `within_s` seconds ends with `TimeoutError`, as under `asyncio.timeout`."""

    __slots__ = ("_alarm", "_alarms", "_cancelled_before", "_expired", "_task", "_within_s")
    _task: asyncio.Task[Any]

    def __init__(self, within_s: float, alarms: Alarms) -> None:
        self._within_s = within_s
        self._alarms = alarms
        self._expired = False

    def __enter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("only a task can be told that its time is up")
        self._task = task
        self._cancelled_before = task.cancelling()
        self._alarm = self._alarms.set(self._within_s, self._expire)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._alarms.call_off(self._alarm)
        # Whoever else ends the task meanwhile is not to be taken for the deadline.
        outlasted = self._expired and self._task.uncancel() <= self._cancelled_before
        if outlasted and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def _expire(self) -> None:
        self._expired = True
        self._task.cancel()
