"""How is the bot doing? What it counted and timed since it started; never what anybody wrote.

The numbers are kept for Prometheus and for `/status`; nothing here serves or shows them.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_ERRORS_KEPT = 20
_TIMES_KEPT = 2000
_BUCKETS_S = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60)


@dataclass(frozen=True, slots=True)
class Failure:
    """One of our own mistakes, under the id that its asker saw."""

    at: str
    code: str
    command: str


class Health:
    """Counts of one App. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.started = datetime.now(UTC)
        self.failures: deque[Failure] = deque(maxlen=_ERRORS_KEPT)
        self.adapters: dict[str, str] = {}
        self._times_s: deque[float] = deque(maxlen=_TIMES_KEPT)
        self._questions = Counter(
            "onrecord_questions",
            "Questions, by platform, command and how they ended.",
            ["platform", "command", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "onrecord_answer_seconds",
            "From a question to its answer.",
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._articles = Gauge(
            "onrecord_articles", "Articles of the build that answers.", registry=self.registry
        )

    def count(self, platform: str, command: str, status: str, began_s: float) -> None:
        """A question was answered that began at `began_s` of `time.perf_counter`."""
        taken_s = time.perf_counter() - began_s
        self._questions.labels(platform, command, status).inc()
        self._seconds.observe(taken_s)
        self._times_s.append(taken_s)

    def failed(self, code: str, command: str) -> None:
        """One of our own mistakes was answered with the id `code`."""
        self.failures.append(Failure(datetime.now(UTC).isoformat(timespec="seconds"), code, command))

    def set_articles(self, count: int) -> None:
        """How many articles the build that answers has."""
        self._articles.set(count)

    def percentiles_ms(self, *shares: float) -> tuple[float, ...]:
        """The answer times that these shares of the last questions stayed within; zeros before the first."""
        times = sorted(self._times_s)
        if not times:
            return (0.0,) * len(shares)
        return tuple(1000 * times[min(len(times) - 1, int(share * len(times)))] for share in shares)
