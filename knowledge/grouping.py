"""Which figures of the record are about one thing, and which two of them differ most?

Worked out over all articles when a build is made, so that no answer waits for it; looked up by the figures
that a question asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from knowledge.before import Before
from knowledge.claim import Claim, claim_in, claim_of
from knowledge.compare import DISAGREEMENTS, Difference, Relation, strongest
from knowledge.gathering import Group, gathered, group_of
from knowledge.record import Record
from knowledge.store.encoding import ReadArticle, Row, written_people
from knowledge.store.rows import FigureGroup, FigureKey


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


def place(articles: Sequence[ReadArticle], before: Before | None = None) -> Placing:
    """Group the figures of all articles, each group numbered as its first figure is.

    Only those measures are gone through of which something is otherwise than before.
    """
    past = _Past.of(articles, before) if before else _Past()
    claims = [
        claim_in(read, figure, _receipt(number))
        for read in articles
        if any(measure not in past.settled for measure, _, _ in read.gist.figures)
        for number, figure in enumerate(read.extraction.figures, read.numbers.figure)
        if figure.measure not in past.settled
    ]
    rows: list[Row] = [row for row in past.rows.values() if row["measure"] in past.settled]
    places = dict(past.places)
    for members in gathered(claims, past.groups, past.gone):
        first = int(members[0].receipt)
        places.update((int(claim.receipt), (first, turn)) for turn, claim in enumerate(members))
        rows.append(past.row_of(members) or _row(first, group_of(members)))
    return Placing(
        tuple(rows),
        tuple(
            tuple(places[number] for number, _ in enumerate(a.gist.figures, a.numbers.figure))
            for a in articles
        ),
    )


@dataclass(frozen=True, slots=True)
class _Past:
    """How figures were grouped in the build before.

    `settled` are the measures of which every figure is as it was; `groups` say by receipt where figures
    that are as they were stood, `gone` are the others of that time with their groups.
    """

    settled: frozenset[str | None] = frozenset()
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    rows: Mapping[int, Row] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    gone: Sequence[tuple[Claim, str]] = ()

    @classmethod
    def of(cls, articles: Sequence[ReadArticle], before: Before) -> _Past:
        same: list[ReadArticle] = []
        others: list[ReadArticle] = []
        for read in articles:
            (same if _is_as_it_was(read, before) else others).append(read)
        kept = {read.numbers.article for read in same}
        lost = [was.numbers.article for was in before.articles.values() if was.numbers.article not in kept]
        # An article that came may have the number of one that went.
        lookups, stood = (
            before.lookups,
            {n: (group, turn) for n, group, turn in before.lookups.placed_figures()},
        )
        records = lookups.figures(lookups.figure_ids_of_articles(lost))
        changed = {measure for read in others for measure, _, _ in read.gist.figures}
        changed |= {record.figure.measure for record in records}
        rows = {row["id"]: row for row in lookups.all_figure_groups()}
        measures = {measure for read in same for measure, _, _ in read.gist.figures}
        as_it_was = {
            number: stood[number]
            for read in same
            for number, _ in enumerate(read.gist.figures, read.numbers.figure)
        }
        return cls(
            frozenset(measures - changed),
            as_it_was,
            rows,
            {_receipt(number): _receipt(group) for number, (group, _) in as_it_was.items()},
            [(replace(claim_of(r), receipt=_receipt(r.id)), _receipt(stood[r.id][0])) for r in records],
        )

    def row_of(self, members: Sequence[Claim]) -> Row | None:
        """The row that a group had, if it is as it was."""
        first = members[0].receipt
        if any(self.groups.get(claim.receipt) != first for claim in members):
            return None
        row = self.rows[int(first)]
        return row if row["size"] == len(members) else None


def _is_as_it_was(read: ReadArticle, before: Before) -> bool:
    """Whether all is the same that a figure of the article is grouped by."""
    was = before.articles.get(read.key)
    return was is not None and (was.people, was.names) == (written_people(read.people), read.names)


def _receipt(number: int) -> str:
    """A figure's number as a claim's receipt, in an order that is that of the numbers."""
    return f"{number:012}"


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
