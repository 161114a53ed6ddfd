"""When is a group of figures worth a picture, and what is on it?

A picture is drawn where sources differ or a number moved over time. Each of its labels is a
slice of an article or a fixed string; the words beside it say the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import Ask
from bot.figures import measure_label
from bot.messages import ChartBlock
from knowledge.claim import Claim, claim_of
from knowledge.compare import Difference, Relation
from knowledge.intervals import interval_of
from knowledge.model import Bound, FigureKind
from knowledge.store.rows import FigureRecord

_DRAWN = frozenset({FigureKind.QUANTITY, FigureKind.PERCENT, FigureKind.MONEY})
_SAME = frozenset({Relation.AGREE, Relation.UNRELATED})


def chart_blocks(
    ask: Ask, figures: Sequence[FigureRecord], difference: Difference | None
) -> list[ChartBlock]:
    """The picture of the figures of a group, if it is worth one; of the first, if there are too many."""
    if len(figures) < 2 or not all(map(may_be_drawn, figures)):
        return []
    claims = [claim_of(figure) for figure in figures]
    days = {claim.day for claim in claims if claim.dated}
    sources = {(claim.article, claim.claimant) for claim in claims}
    differ = difference is not None and difference.relation not in _SAME
    if not (differ and len(sources) > 1) and len(days) < 3:
        return []
    from bot.charts import MOST_MARKS, Chart, Mark, described, drawn

    claims, figures = claims[:MOST_MARKS], figures[:MOST_MARKS]
    colours = {name: n for n, name in enumerate(dict.fromkeys(claim.claimant for claim in claims))}
    title = _title(ask, figures)
    marks = tuple(
        Mark(record.phrase, _note(ask, record), *_extent(claim), _day(claim), colours[claim.claimant])
        for claim, record in zip(claims, figures, strict=True)
    )
    chart = Chart(title, marks)
    return [ChartBlock(described(chart), drawn(chart), title, tuple(record.receipt for record in figures))]


def may_be_drawn(figure: FigureRecord) -> bool:
    """Whether figures of its kind are put on a line: not ages, ordinals, days."""
    return figure.figure.kind in _DRAWN


def _title(ask: Ask, figures: Sequence[FigureRecord]) -> str:
    """What is counted, and of whom where all are of one."""
    label = measure_label(ask, figures[0].figure.measure or "")
    subjects = {figure.figure.subject.name for figure in figures if figure.figure.subject}
    return " · ".join([label, *subjects]) if len(subjects) == 1 else label


def _extent(claim: Claim) -> tuple[float | None, float | None, float | None]:
    """The dot, and the bar from low to high; the end of a bar that goes on is None."""
    amount = claim.amount
    if amount.bound is Bound.EXACT:
        return amount.value, amount.value, amount.value
    interval = interval_of(amount)
    low = interval.low if interval.low > 0 else None
    high = interval.high if interval.high != float("inf") else None
    return amount.value if amount.high is None else None, low, high


def _note(ask: Ask, record: FigureRecord) -> str:
    """Who says so, and where it stands."""
    claimant = record.figure.claimant
    article = record.article
    parts = [
        claimant.name if claimant else ask.wording.text("claimant-article"),
        article.outlet.value or article.title.value or article.name,
    ]
    return " · ".join(parts)


def _day(claim: Claim) -> str:
    return claim.day.isoformat() if claim.dated and claim.day else ""
