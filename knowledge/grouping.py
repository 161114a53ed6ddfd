"""Which figures of the record are about one thing, and which two of them differ most?

Worked out over all articles when a build is made, so that no answer waits for it; looked up by the figures
that a question asks for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby

from knowledge.before import Before
from knowledge.claim import Claim, claim_in, claim_of, key_of
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
    figures = _Figures(articles)
    came = [one for read in others for one in figures.met_in(read)]
    past = _Past(before, {a.numbers.article for a in articles} - {a.numbers.article for a in others}, came)

    def whole(met: Met) -> Claim:
        return past.claim(met) if met.number in past.same else figures.claim(met.number)

    rows: list[Row] = []
    places: dict[int, tuple[int, int]] = {}
    groups: set[int] = set()
    for members in gathered([*came, *past.met], whole):
        first = members[0].number
        groups.add(first)
        if all(one.group == first for one in members) and len(members) == past.sizes[first]:
            continue
        places.update((one.number, (first, turn)) for turn, one in enumerate(members))
        rows.append(_row(first, group_of([whole(one) for one in members])))
    return Placing(tuple(rows), places, frozenset(past.sizes.keys() - groups))


class _Figures:
    """The figures of articles, by number."""

    def __init__(self, articles: Sequence[ReadArticle]) -> None:
        self._articles = articles
        self._firsts = [read.numbers.figure for read in articles]
        self._claims: dict[int, Claim] = {}

    def claim(self, number: int) -> Claim:
        """A figure as a claim; the number is its receipt."""
        claim = self._claims.get(number)
        if claim is None:
            read = self._articles[bisect_right(self._firsts, number) - 1]
            figure = read.extraction.figures[number - read.numbers.figure]
            claim = self._claims[number] = claim_in(read, figure, str(number))
        return claim

    def met_in(self, read: ReadArticle) -> Iterator[Met]:
        """The figures of an article, as they are met when none was gathered before."""
        for number, _ in enumerate(read.gist.figures, read.numbers.figure):
            yield met_of(self.claim(number), number)


class _Past:
    """How figures were grouped in the build before, as far as something of their line is otherwise.

    `met` are all the figures of that time, `sizes` the numbers of members by group, `same` those figures
    that are as they were; these are read some of one line at once.
    """

    def __init__(self, before: Before | None, same: AbstractSet[int], came: Sequence[Met]) -> None:
        """The past of the articles that are the `same`, by number; the figures that `came` are others'."""
        self.met: list[Met] = []
        self.sizes: Counter[int] = Counter()
        self.same: set[int] = set()
        self._same_by_line: defaultdict[Line, list[int]] = defaultdict(list)
        self._claims: dict[int, Claim] = {}
        if before is None:
            return
        self._lookups = before.lookups
        held = {was.numbers.article: was for was in before.articles.values()}
        gone = list(held.keys() - same)
        measures = {one.line[0] for one in came} | self._lookups.measures_of_articles(gone)
        rows = self._lookups.met_figures(measures)
        lines = [line_of(measure, key_of(person, name), kind) for *_, measure, person, name, kind in rows]
        changed = {one.line for one in came}
        changed |= {line for line, (_, article, *_) in zip(lines, rows, strict=True) if article not in same}
        for line, (number, article, day, group, *_) in zip(lines, rows, strict=True):
            if line in changed:
                was, stays = held[article], article in same
                self.met.append(Met(day or was.published or "", was.name, number, line, group, stays))
                self.sizes[group] += 1
                if stays:
                    self.same.add(number)
                    self._same_by_line[line].append(number)

    def claim(self, met: Met) -> Claim:
        """A figure that is as it was, as a claim; the number is its receipt."""
        claim = self._claims.get(met.number)
        if claim is None:
            line = self._same_by_line[met.line]
            at = bisect_left(line, met.number)
            for record in self._lookups.figures(line[at : at + _AT_ONCE]):
                self._claims[record.id] = replace(claim_of(record), receipt=str(record.id))
            claim = self._claims[met.number]
        return claim


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
