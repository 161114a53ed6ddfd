"""What does a new build answer that the old one did not, and the other way round?

Compared are answers, not rows: a quotation that stands in another file now is no news. Only articles that
can have changed are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from knowledge.compare import DISAGREEMENTS
from knowledge.record import Record
from knowledge.store.rows import FigureRecord, PersonRecord, QuoteRecord

R = TypeVar("R", QuoteRecord, FigureRecord)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of one article, measure and claimant that has another value now."""

    measure: str
    article: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Respoken:
    """A quote of one article that has another speaker now; "" is nobody."""

    content: str
    article: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure whose figures are others now: the phrases that came and that went."""

    measure: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody who is quoted otherwise now: how many quotes came and went."""

    name: str
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Merged:
    """People of the old build who are one in the new."""

    name: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """The difference of two builds. Articles by name, quotes and figures as counts with their receipts."""

    articles_added: tuple[str, ...] = ()
    articles_removed: tuple[str, ...] = ()
    quotes_added: tuple[str, ...] = ()
    quotes_removed: tuple[str, ...] = ()
    figures_added: tuple[str, ...] = ()
    figures_removed: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    respoken: tuple[Respoken, ...] = ()
    counted: tuple[Counted, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    disputes_added: int = 0
    disputes_removed: int = 0
    merged: tuple[Merged, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether both builds answer alike."""
        return self == Diff(skipped=self.skipped)


def diff(old: Path | None, new: Path) -> Diff:
    """How the build `new` differs from `old` (from nothing, if None)."""
    after = Record(new)
    before = Record(old) if old else None
    try:
        return _diff(before, after)
    finally:
        after.close()
        if before:
            before.close()


def as_json(change: Diff) -> Any:
    """A difference as it is handed from one process to another."""
    return _codec().dump_python(change, mode="json")


def from_json(given: Any) -> Diff:
    """The difference that `as_json` gave."""
    return _codec().validate_python(given)


@cache
def _codec() -> TypeAdapter[Diff]:
    return TypeAdapter(Diff)


def _diff(before: Record | None, after: Record) -> Diff:
    old_articles = {a.name for a in before.articles.values()} if before else set()
    new_articles = {a.name for a in after.articles.values()}
    alike = _alike(before, after)
    old_quotes, new_quotes = _quotes(before, alike), _quotes(after, alike)
    respoken = [_respoken(old_quotes[key], new_quotes[key]) for key in new_quotes.keys() & old_quotes.keys()]
    old_figures, new_figures = _figures(before, alike), _figures(after, alike)
    shared = new_figures.keys() & old_figures.keys()
    moved = [_moved(old_figures[key], new_figures[key]) for key in shared]
    old_disputes, new_disputes = _disputes(before), _disputes(after)
    return Diff(
        tuple(sorted(new_articles - old_articles)),
        tuple(sorted(old_articles - new_articles)),
        _only(new_quotes, old_quotes),
        _only(old_quotes, new_quotes),
        _only(new_figures, old_figures),
        _only(old_figures, new_figures),
        tuple(sorted((m for m in moved if m), key=lambda m: (m.measure, m.article, m.new))),
        tuple(sorted((r for r in respoken if r), key=lambda r: (r.article, r.content))),
        _counted(_without(new_figures, old_figures), _without(old_figures, new_figures)),
        _spoken(_without(new_quotes, old_quotes), _without(old_quotes, new_quotes)),
        len(new_disputes - old_disputes),
        len(old_disputes - new_disputes),
        tuple(_merged(before, after)) if before else (),
        tuple(sorted(after.skipped().items())),
    )


def _alike(before: Record | None, after: Record) -> frozenset[str]:
    """The names of the articles whose records are the same in both builds, so that none is read."""
    if before is None or any(before.facts.get(key) != after.facts.get(key) for key in ("schema", "code")):
        return frozenset()
    sides = []
    for record in (before, after):
        corrected = record.corrected_articles()
        sides.append({(a.name, a.content_hash) for a in record.articles.values() if a.id not in corrected})
    return frozenset(name for name, _ in sides[0] & sides[1])


def _others(record: Record, alike: AbstractSet[str]) -> list[int]:
    return [article.id for article in record.articles.values() if article.name not in alike]


def _disputes(record: Record | None) -> frozenset[frozenset[str]]:
    """The receipts of the two figures that differ most, of each group that is in dispute."""
    if record is None:
        return frozenset()
    groups = record.groups_related([relation.value for relation in DISAGREEMENTS])
    pairs = [(group.one, group.other) for group in groups if group.one and group.other]
    codes = {f.id: f.receipt for f in record.figures([number for pair in pairs for number in pair])}
    return frozenset(frozenset((codes[one], codes[other])) for one, other in pairs)


def _without(here: Mapping[Hashable, R], there: Mapping[Hashable, R]) -> list[R]:
    """What is here without what is there, too."""
    return [record for key, record in here.items() if key not in there]


def _counted(came: Iterable[FigureRecord], went: Iterable[FigureRecord]) -> tuple[Counted, ...]:
    """The measures whose figures changed, those with most changes first."""
    phrases: dict[str, tuple[list[str], list[str]]] = {}
    for side, figures in enumerate((came, went)):
        for figure in figures:
            if figure.figure.measure:
                phrases.setdefault(figure.figure.measure, ([], []))[side].append(figure.phrase)
    found = [Counted(measure, tuple(new), tuple(old)) for measure, (new, old) in phrases.items()]
    return tuple(sorted(found, key=lambda c: (-len(c.came) - len(c.went), c.measure)))


def _spoken(came: Iterable[QuoteRecord], went: Iterable[QuoteRecord]) -> tuple[Spoken, ...]:
    """Who is quoted otherwise, those with most changes first."""
    counts: dict[str, list[int]] = {}
    for side, quotes in enumerate((came, went)):
        for quote in quotes:
            if quote.quote.speaker and quote.person is not None:
                counts.setdefault(quote.quote.speaker.name, [0, 0])[side] += 1
    found = [Spoken(name, new, old) for name, (new, old) in counts.items()]
    return tuple(sorted(found, key=lambda s: (-s.came - s.went, s.name)))


def _quotes(record: Record | None, alike: AbstractSet[str]) -> Mapping[Hashable, QuoteRecord]:
    """The quotes by what is said, in which article, and the turn among those that say the same."""
    if record is None:
        return {}
    turns: Counter[Hashable] = Counter()
    found: dict[Hashable, QuoteRecord] = {}
    for quote in record.quotes(record.quote_ids_of_articles(_others(record, alike))):
        key = (quote.article.name, quote.content, quote.quote.kind)
        turns[key] += 1
        found[*key, turns[key]] = quote
    return found


def _respoken(old: QuoteRecord, new: QuoteRecord) -> Respoken | None:
    """The change of one quote, if somebody else is said to speak now."""
    before, after = (q.quote.speaker.name if q.quote.speaker else "" for q in (old, new))
    return None if before == after else Respoken(new.content, new.article.name, before, after)


def _figures(record: Record | None, alike: AbstractSet[str]) -> Mapping[Hashable, FigureRecord]:
    """The figures by article, measure, claimant, subject and turn among those that share them."""
    if record is None:
        return {}
    turns: Counter[Hashable] = Counter()
    found: dict[Hashable, FigureRecord] = {}
    for record_ in record.figures(record.figure_ids_of_articles(_others(record, alike))):
        figure = record_.figure
        claimant = figure.claimant.name if figure.claimant else None
        subject = figure.subject.name if figure.subject else None
        key = (record_.article.name, figure.kind, figure.measure, figure.unit, claimant, subject)
        turns[key] += 1
        found[*key, turns[key]] = record_
    return found


def _value(record: FigureRecord) -> tuple[object, ...]:
    figure = record.figure
    return figure.bound, figure.value, figure.high, figure.vague_low, figure.vague_high


def _moved(old: FigureRecord, new: FigureRecord) -> Moved | None:
    """The change of one figure, if its value changed."""
    if _value(old) == _value(new):
        return None
    return Moved(new.figure.measure or "", new.article.name, old.phrase, new.phrase)


def _only(here: Mapping[Hashable, R], there: Mapping[Hashable, R]) -> tuple[str, ...]:
    """The receipts of what is here and not there."""
    return tuple(record.receipt for record in _without(here, there))


def _merged(before: Record, after: Record) -> Iterable[Merged]:
    """People of the new build that hold the names of two or more of the old."""
    owners = {alias: person for person, alias, _, _ in before.alias_rows()}
    names = {person.id: person.name for person in before.all_people}
    held: dict[int, set[int]] = {}
    for person, alias, _, _ in after.alias_rows():
        if alias in owners:
            held.setdefault(person, set()).add(owners[alias])
    people: Mapping[int, PersonRecord] = {p.id: p for p in after.all_people}
    for person, former in held.items():
        if len(former) > 1:
            yield Merged(people[person].name, tuple(sorted(names[f] for f in former)))
