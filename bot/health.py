"""How is the bot doing? What it counted and timed since it started; never what anybody wrote.

Nothing here serves or shows the numbers: `/status` and `/stats` do, and the page for monitors.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter, deque
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

BUCKETS_S = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60)
"""The times that answers are told apart by: at most so long, and longer than all."""

_ERRORS_KEPT = 20
_TIMES_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Failure:
    """One of our own mistakes, under the id that its asker saw."""

    at: str
    code: str
    command: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted up to a moment.

    `questions` are by platform, command and how they ended; `within` has for each of `BUCKETS_S` the
    answers that took no longer, `seconds` is what all took together.
    """

    questions: dict[tuple[str, str, str], int]
    within: tuple[int, ...]
    seconds: float


class Health:
    """Counts of one App. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC)
        self.failures: deque[Failure] = deque(maxlen=_ERRORS_KEPT)
        self.adapters: dict[str, str] = {}
        self._times_s: deque[float] = deque(maxlen=_TIMES_KEPT)
        self._questions = Counter[tuple[str, str, str]]()
        self._in_bucket = [0] * (len(BUCKETS_S) + 1)
        self._seconds = 0.0
        self._counting = threading.Lock()

    def count(self, platform: str, command: str, status: str, began_s: float) -> None:
        """A question was answered that began at `began_s` of `time.perf_counter`."""
        taken_s = time.perf_counter() - began_s
        with self._counting:
            self._questions[platform, command, status] += 1
            self._in_bucket[bisect_left(BUCKETS_S, taken_s)] += 1
            self._seconds += taken_s
            self._times_s.append(taken_s)

    @property
    def counted(self) -> Counted:
        """The counts as they are now."""
        with self._counting:
            within = tuple(accumulate(self._in_bucket[:-1]))
            return Counted(dict(self._questions), within, self._seconds)

    def failed(self, code: str, command: str) -> None:
        """One of our own mistakes was answered with the id `code`."""
        self.failures.append(Failure(datetime.now(UTC).isoformat(timespec="seconds"), code, command))

    def percentiles_ms(self, *shares: float) -> tuple[float, ...]:
        """The answer times that these shares of the last questions stayed within; zeros before the first."""
        with self._counting:
            times = sorted(self._times_s)
        if not times:
            return (0.0,) * len(shares)
        return tuple(1000 * times[min(len(times) - 1, int(share * len(times)))] for share in shares)
