"""Which figures of the record are about one thing, and which two of them differ most?

Worked out over all articles when a build is made, so that no answer waits for it; looked up by the figures
that a question asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.claim import claim_in, claim_of
from knowledge.compare import DISAGREEMENTS, Difference, Group, Relation, groups_of, strongest
from knowledge.record import Record
from knowledge.store.rows import FigureGroup, FigureKey

if TYPE_CHECKING:
    from knowledge.store.encoding import ReadArticle, Row


@dataclass(frozen=True, slots=True)
class Placing:
    """The rows of all groups, and where each figure of each article stands.

    `places[i][j]` is the id of the group of figure `j` of article `i`, and its turn there.
    """

    rows: tuple[Row, ...]
    places: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class InGroup:
    """Those figures of one group that were asked for, in order of their days."""

    group: FigureGroup
    keys: tuple[FigureKey, ...]


def place(articles: Sequence[ReadArticle]) -> Placing:
    """Group the figures of all articles, each group numbered as its first figure is."""
    claims = [
        claim_in(read, figure, f"{number:012}")
        for read in articles
        for number, figure in enumerate(read.extraction.figures, read.numbers.figure)
    ]
    rows: list[Row] = []
    places: dict[int, tuple[int, int]] = {}
    for group in groups_of(claims):
        first = int(group.claims[0].receipt)
        places.update((int(claim.receipt), (first, turn)) for turn, claim in enumerate(group.claims))
        rows.append(_row(first, group))
    return Placing(
        tuple(rows),
        tuple(
            tuple(places[number] for number, _ in enumerate(a.extraction.figures, a.numbers.figure))
            for a in articles
        ),
    )


def _row(number: int, group: Group) -> Row:
    found = group.strongest
    return {
        "id": number,
        "relation": found.relation.value if found else None,
        "times": found.times if found else None,
        "one": int(found.one.receipt) if found else None,
        "other": int(found.other.receipt) if found else None,
        "strength": group.strength,
        "size": len(group.claims),
        "measure": group.measure,
    }


def asked_for(record: Record, keys: Iterable[FigureKey]) -> tuple[InGroup, ...]:
    """The figures by their groups, those that disagree most first."""
    ordered = sorted(keys, key=lambda key: (key.group, key.turn))
    found = {number: tuple(members) for number, members in groupby(ordered, key=lambda key: key.group)}
    groups = record.figure_groups(list(found))
    return tuple(InGroup(group, found[group.id]) for group in groups)


def disputed(record: Record, groups: Sequence[InGroup] | None = None) -> tuple[InGroup, ...]:
    """Those of the groups (of all, if None) whose figures cannot all be true, the widest apart first."""
    if groups is not None:
        return tuple(group for group in groups if _is_disputed(record, group))
    wanted = record.groups_related([relation.value for relation in DISAGREEMENTS])
    return asked_for(record, record.figure_keys_in([group.id for group in wanted]))


def _is_disputed(record: Record, asked: InGroup) -> bool:
    """Whether what was asked for of a group is in dispute; what agrees as a whole agrees in part."""
    if asked.group.relation not in DISAGREEMENTS:
        return False
    found = difference_in(record, asked)
    return found is not None and found.is_disagreement


def difference_in(record: Record, asked: InGroup) -> Difference | None:
    """The strongest difference among the figures asked for; None where no two are comparable."""
    group, ids = asked.group, {key.id for key in asked.keys}
    if group.relation is None or len(ids) < 2:
        return None
    if group.one in ids and group.other in ids:
        one, other = map(claim_of, record.figures([group.one, group.other]))
        return Difference(Relation(group.relation), one, other, group.times or 1.0)
    return strongest([claim_of(figure) for figure in record.figures([key.id for key in asked.keys])])
