"""What a benchmark gives, and how CPU time is taken."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: ours and the peer's in the same unit, their ratio, and the limit it is held to."""

    what: str
    ours: float
    peer: float
    unit: str
    ratio: float
    limit: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one benchmark; `peer` names what is measured against, `note` how."""

    title: str
    peer: str
    note: str
    rows: tuple[Row, ...]


def at_most(what: str, ours: float, peer: float, unit: str, limit: float) -> Row:
    """A cost: ours / peer is to be at most `limit`."""
    ratio = ours / peer if peer else float("inf")
    return Row(what, ours, peer, unit, ratio, f"≤ {limit:g}", ratio <= limit)


def at_least(what: str, ours: float, peer: float, unit: str, limit: float) -> Row:
    """A yield: ours / peer is to be at least `limit`."""
    ratio = ours / peer if peer else float("inf")
    return Row(what, ours, peer, unit, ratio, f"≥ {limit:g}", ratio >= limit)


def cpu_s(run: Callable[[], object], least_s: float = 0.3) -> float:
    """CPU seconds of one call, as the median of at least five, each repeated to be long enough to measure."""
    run()
    times: list[float] = []
    spent = 0.0
    while len(times) < 5 or spent < least_s:
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
        spent += times[-1]
        if spent > 20:
            break
    return statistics.median(times)


Calls = Sequence[Callable[[], object]]


def side_by_side_us(ours: Calls, peers: Calls, rounds: int = 5) -> tuple[tuple[float, float], ...]:
    """(p50, p99) of our calls and of the peers', in microseconds of CPU time.

    The calls take turns, so that a slow moment of the machine meets both; each counts with its best of
    `rounds`.
    """
    best = [[float("inf")] * len(calls) for calls in (ours, peers)]
    for _ in range(rounds):
        for n in range(max(len(ours), len(peers))):
            for times, calls in zip(best, (ours, peers), strict=True):
                if n < len(calls):
                    begin = time.process_time_ns()
                    calls[n]()
                    times[n] = min(times[n], time.process_time_ns() - begin)
    return tuple(_percentiles_us(times) for times in best)


def percentiles_us(calls: Calls, rounds: int = 5) -> tuple[float, float]:
    """p50 and p99 of calls that have no peer."""
    return side_by_side_us(calls, (), rounds)[0]


def _percentiles_us(times_ns: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times_ns) or [float("nan")]
    return ordered[len(ordered) // 2] / 1000, ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] / 1000


def peak_mb() -> float:
    """The most memory this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def emit(tables: Iterable[Table]) -> None:
    """Print tables as JSON, for the report that started this process."""
    sys.stdout.write(json.dumps([asdict(table) for table in tables], ensure_ascii=False))
