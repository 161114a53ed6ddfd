"""When is a group of figures worth a picture, and what is on it?

A picture is drawn where sources differ or a number moved over time. Each of its labels is a
slice of an article or a fixed string; the words beside it say the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import Ask
from bot.figures import measure_label
from bot.messages import ChartBlock
from knowledge.claim import Claim
from knowledge.compare import Group, Relation
from knowledge.intervals import interval_of
from knowledge.model import Bound, FigureKind
from knowledge.store.rows import FigureRecord

_DRAWN = frozenset({FigureKind.QUANTITY, FigureKind.PERCENT, FigureKind.MONEY})
_SAME = frozenset({Relation.AGREE, Relation.UNRELATED})


def chart_blocks(ask: Ask, group: Group, figures: Sequence[FigureRecord]) -> list[ChartBlock]:
    """The picture of a group, if it is worth one."""
    if len(figures) < 2 or any(figure.figure.kind not in _DRAWN for figure in figures):
        return []
    days = {claim.day for claim in group.claims if claim.dated}
    sources = {(claim.article, claim.claimant) for claim in group.claims}
    differ = group.strongest is not None and group.strongest.relation not in _SAME
    if not (differ and len(sources) > 1) and len(days) < 3:
        return []
    from bot.charts import MOST_MARKS, Chart, Mark, described, draw

    shown = list(zip(group.claims, figures, strict=True))[:MOST_MARKS]
    colours = {name: n for n, name in enumerate(dict.fromkeys(claim.claimant for claim, _ in shown))}
    title = _title(ask, group, figures)
    marks = tuple(
        Mark(record.phrase, _note(ask, record), *_extent(claim), _day(claim), colours[claim.claimant])
        for claim, record in shown
    )
    chart = Chart(title, marks)
    return [ChartBlock(described(chart), draw(chart), title, tuple(record.receipt for _, record in shown))]


def _title(ask: Ask, group: Group, figures: Sequence[FigureRecord]) -> str:
    """What is counted, and of whom where all are of one."""
    label = measure_label(ask, group.measure or "")
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
