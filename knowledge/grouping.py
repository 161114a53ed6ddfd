"""Which figures of the record are about one thing, and which two of them differ most?

Worked out over all articles when a build is made, so that no answer waits for it; looked up by the figures
that a question asks for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from knowledge.before import Before
from knowledge.claim import Claim, claim_in, claim_of, claim_stored, key_of
from knowledge.compare import DISAGREEMENTS, Difference, Relation, strongest
from knowledge.gathering import Group, Line, Met, gathered, group_of, line_of, met_of
from knowledge.record import Record
from knowledge.store.encoding import ReadArticle, Row
from knowledge.store.rows import FigureGroup, FigureKey

_AT_ONCE = 16
"""Figures read for one that is asked for: where one of a line is compared those after it mostly are."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where figures stand, by number: the id of their group, and the turn there; and the rows of groups.

    With a build before, only what is otherwise than there: `ended` are the groups that are no more.
    """

    rows: tuple[Row, ...]
    places: Mapping[int, tuple[int, int]]
    ended: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class InGroup:
    """Those figures of one group that were asked for, in order of their days."""

    group: FigureGroup
    keys: tuple[FigureKey, ...]


def place(articles: Sequence[ReadArticle], before: Before | None = None) -> Placing:
    """Group the figures of all articles, each group numbered as its first figure is.

    `articles` go by their numbers. Only those lines are gone through of which something is otherwise
    than before, and of what was gathered before only what must be compared is read.
    """
    others = [read for read in articles if not before or not _is_as_it_was(read, before)]
    claims = _Claims(articles)
    came = [met_of(claims[n], n) for r in others for n, _ in enumerate(r.gist.figures, r.numbers.figure)]
    met_before = _met_before(before, articles, others, came) if before else []
    if before:
        claims.hold(before, met_before)
    rows: list[Row] = []
    places: dict[int, tuple[int, int]] = {}
    found = gathered([*came, *met_before], claims.__getitem__)
    for first, members in found.items():
        if members:
            places.update((one.number, (first, turn)) for turn, one in enumerate(members))
            rows.append(_row(first, group_of([claims[one.number] for one in members])))
    return Placing(tuple(rows), places, frozenset(first for first, members in found.items() if not members))


class _Claims(dict[int, Claim]):
    """The figures as claims, by number, which is their receipt; each is made when it is first asked for.

    Those that are held as they were in the build before are read from there, some of one line at once.
    """

    def __init__(self, articles: Sequence[ReadArticle]) -> None:
        super().__init__()
        self._articles = articles
        self._firsts = [read.numbers.figure for read in articles]
        self._before: Before | None = None
        self._lines: dict[int, list[int]] = {}

    def hold(self, before: Before, met: Iterable[Met]) -> None:
        """Read those that stay from the build before."""
        self._before = before
        lines: defaultdict[Line, list[int]] = defaultdict(list)
        for one in met:
            if one.stays:
                lines[one.line].append(one.number)
        for line in lines.values():
            line.sort()
            self._lines.update(dict.fromkeys(line, line))

    def __missing__(self, number: int) -> Claim:
        if self._before and number in self._lines:
            line = self._lines[number]
            at = bisect_left(line, number)
            rows = self._before.lookups.claimed(line[at : at + _AT_ONCE])
            self.update((row[0], claim_stored(row)) for row in rows)
        else:
            read = self._articles[bisect_right(self._firsts, number) - 1]
            figure = read.extraction.figures[number - read.numbers.figure]
            self[number] = claim_in(read, figure, str(number))
        return self[number]


def _met_before(
    before: Before, articles: Sequence[ReadArticle], others: Sequence[ReadArticle], came: Sequence[Met]
) -> list[Met]:
    """The figures of the build before, of those lines of which something is otherwise."""
    same = {a.numbers.article for a in articles} - {a.numbers.article for a in others}
    held = {was.numbers.article: was for was in before.articles.values()}
    measures = {one.line[0] for one in came}
    measures |= before.lookups.measures_of_articles(list(held.keys() - same))
    rows = before.lookups.met_figures(measures)
    line_at = cache(lambda measure, person, name, kind: line_of(measure, key_of(person, name), kind))
    lines = [line_at(*row[4:]) for row in rows]
    changed = {one.line for one in came}
    changed |= {line for line, (_, article, *_) in zip(lines, rows, strict=True) if article not in same}
    return [
        Met(day or held[article].published or "", held[article].name, number, line, group, article in same)
        for line, (number, article, day, group, *_) in zip(lines, rows, strict=True)
        if line in changed
    ]


def _is_as_it_was(read: ReadArticle, before: Before) -> bool:
    """Whether all is the same that a figure of the article is grouped by."""
    return before.has_people_of(read) and before.articles[read.key].names == read.names


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
