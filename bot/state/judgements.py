"""What the record's keepers found when they looked at random records: right or wrong, each counted once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, select

from bot.state.store import State
from bot.state.tables import judgement

_Z = 1.959963984540054
"""Of the normal distribution, for 95 %."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How many records of a kind were judged, and how many of them were right."""

    kind: str
    right: int
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the precision lies, by Wilson's score with 95 % confidence."""
        return wilson(self.right, self.count)


def wilson(right: int, count: int) -> tuple[float, float]:
    """Wilson's score interval of `right` out of `count`; (0, 1) of nothing.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference.
    """
    if not count:
        return 0.0, 1.0
    share, spread = right / count, _Z * _Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / count + spread / (4 * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def judge(state: State, actor: str, receipt: str, kind: str, *, right: bool) -> None:
    """Keep what `actor` says of a record, in place of what they said before."""
    before = (judgement.c.actor == actor) & (judgement.c.receipt == receipt)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with state.writing() as connection:
        connection.execute(delete(judgement).where(before))
        connection.execute(
            insert(judgement).values(at=at, actor=actor, receipt=receipt, kind=kind, right=int(right))
        )


def judged(state: State) -> tuple[Judged, ...]:
    """What was found, by kind of record; a record that two people judged differently is wrong."""
    each = select(judgement.c.kind, func.min(judgement.c.right).label("right")).group_by(judgement.c.receipt)
    records = each.subquery()
    counted = select(records.c.kind, func.sum(records.c.right), func.count()).group_by(records.c.kind)
    with state.engine.connect() as connection:
        rows = connection.execute(counted.order_by(records.c.kind)).all()
    return tuple(Judged(str(kind), int(right), int(count)) for kind, right, count in rows)
