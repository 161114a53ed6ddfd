"""What in the record answers a question? Figures, quotes or sentences, best first.

An answer holds every word that was asked for, or the people: in its own sentence at best, else
in its passage or its article's title. Where none does, nothing is found: rather no answer than
one to another question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from knowledge.extract.places import modifiers
from knowledge.model import PROSE, Span
from knowledge.questions.asking import Asked
from knowledge.questions.figure_scale import FigureScale
from knowledge.questions.forms import Form
from knowledge.questions.nearness import Nearness
from knowledge.questions.scale import Scale
from knowledge.questions.sought import sought_in
from knowledge.questions.surroundings import stems_of
from knowledge.questions.terms import Term, listed
from knowledge.record import Record
from knowledge.search import one_of, said_together
from knowledge.stems import fold, indexed_words
from knowledge.store.rows import FigureRecord, PassageRecord, QuoteRecord
from knowledge.tokens import sentences_of

T = TypeVar("T")
_MOST = 60
_LATEST = 100
_RARE = 5_000
"""Postings up to which words are looked for one by one."""
_SHOWN = 3
_OWN_WORDS = 2
"""Words in quotation marks from which on they are looked for as they stand."""
_ENOUGH = 0.6
_ENOUGH_FOR_A_NUMBER = 0.8
"""What a sentence must reach whose number is no figure of the record."""
_CLUE = 0.1
"""What a sentence gains that has a word by which it tells why or how, where that is asked."""
_NEAR_BEST = 0.15
_NEAR_BEST_FIGURE = 0.35
"""Figures of one thing differ in how their sentence puts it, so more of them are shown."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that answers: `place` is the sentence, `answer` the part that does."""

    passage: PassageRecord
    place: Span
    answer: Span


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures, best first. Where `counted` is not empty, none counts what that word of the question says.

    Then `may_count` says whether they can all the same: where that is a word for whoever was there, or they
    leave open what they count.
    """

    found: tuple[FigureRecord, ...]
    counted: str = ""
    may_count: bool = True


def figures_for(record: Record, asked: Asked) -> Figures:
    """The figures that answer; where none does, the nearest: of the same measure, counting others."""
    near = Nearness(record, asked)
    scale = FigureScale(record, asked, near)
    scored = [(scale.fit(f), -f.id, f) for f in _figure_candidates(record, asked, near)]
    ordered = sorted(scored, reverse=True, key=lambda s: s[:2])
    best = _best(((score, f) for score, _, f in ordered), _NEAR_BEST_FIGURE)
    counting = [f for f in best if scale.counts(f)]
    if counting or not best:
        return Figures(tuple(counting))
    word = asked.counted[0]
    general = listed(word.text, "anybody") or fold(word.text).removesuffix("s") in modifiers()
    nearest = [f for f in best if general or _may_count(f, word)]
    return Figures(tuple(nearest or best), word.text, may_count=bool(nearest))


def _may_count(figure: FigureRecord, word: Term) -> bool:
    """Whether a figure leaves open what it counts, or says it by another word: their "members"."""
    unit = figure.figure.unit
    return unit is None or (unit != "people" and bool(word.stems & stems_of(figure.context)))


def quotes_for(record: Record, asked: Asked) -> tuple[QuoteRecord, ...]:
    """The quotes that answer: of the speaker, on the topic. One report of each quotation."""
    if word_for_word := _with_words(record, asked.quotation):
        return word_for_word
    scale = Scale(record, asked, Nearness(record, asked))
    scored = [(scale.quote(q), -q.id, q) for q in _quote_candidates(record, asked)]
    ordered = sorted(scored, reverse=True, key=lambda s: s[:2])
    reports: dict[int, tuple[float, QuoteRecord]] = {}
    for score, _, quote in ordered:
        first = reports.setdefault(quote.group, (score, quote))
        if first[1].is_headline and not quote.is_headline:
            reports[quote.group] = first[0], quote
    return tuple(_best(reports.values()))


def _with_words(record: Record, words: Sequence[str]) -> tuple[QuoteRecord, ...]:
    """The quotes that have these words side by side, one report of each: one that says who passed it on.

    A headline's is only shown where no other has them.
    """
    if len(words) < _OWN_WORDS:
        return ()
    found = record.quotes(record.matching("quote", f'"{" ".join(words)}"', _MOST))
    said = [fold(word) for word in words]
    reports: dict[int, QuoteRecord] = {}
    for quote in sorted(found, key=lambda q: (q.quote.via is None, q.is_headline)):
        have = [fold(m.group()) for m in indexed_words(quote.content)]
        if any(have[at : at + len(said)] == said for at in range(len(have))):
            reports.setdefault(quote.group, quote)
    return tuple(reports.values())


def sentences_for(record: Record, asked: Asked) -> tuple[Sentence, ...]:
    """The sentences that answer a question of another form, or of one that nothing else answers."""
    if asked.speaker:
        asked = replace(asked, people=(*asked.people, asked.speaker))
    if not asked.required and not (asked.people and asked.year):
        return ()
    near = Nearness(record, asked)
    scale = Scale(record, asked, near)
    vague = asked.must or (asked.clue == "causes" and len(asked.required) + len(asked.people) < 2)
    enough = _ENOUGH_FOR_A_NUMBER if asked.form is Form.FIGURES else _ENOUGH
    scored: list[tuple[tuple[float, int, int], PassageRecord, Span]] = []
    for passage in _passage_candidates(record, asked, near):
        for n, cut in enumerate(sentences_of(passage.text, Span(0, len(passage.text)))):
            score = scale.sentence(passage, cut.span)
            if score < enough:
                continue
            telling = scale.has_clue(cut.span.of(passage.text))
            if telling or not vague:
                score += _CLUE * telling
                rank = (score, scale.literal(cut.span.of(passage.text)), -passage.id * 100 - n)
                scored.append((rank, passage, cut.span))
    return tuple(_sought(record, asked, sorted(scored, reverse=True, key=lambda s: s[0])))


def _sought(
    record: Record, asked: Asked, scored: Iterable[tuple[tuple[float, int, int], PassageRecord, Span]]
) -> Iterable[Sentence]:
    """The first that hold what is of the sort asked for, near the best of them."""
    best: float | None = None
    shown = 0
    places: set[int] = set()
    for (score, *_), passage, cut in scored:
        if shown == _SHOWN or (best is not None and score < best - _NEAR_BEST):
            return
        if passage.id in places:
            continue
        if answer := sought_in(record, asked, passage, cut):
            best = score if best is None else best
            shown += 1
            places.add(passage.id)
            start = passage.span.start
            yield Sentence(passage, Span(cut.start + start, cut.end + start), answer)


def _best(scored: Iterable[tuple[float, T]], near: float = _NEAR_BEST) -> list[T]:
    """Those that are near the best, if the best is good enough."""
    good = [(score, found) for score, found in scored if score >= _ENOUGH]
    return [found for score, found in good if score >= good[0][0] - near]


def _figure_candidates(record: Record, asked: Asked, near: Nearness) -> tuple[FigureRecord, ...]:
    ids = dict.fromkeys(record.figure_ids(sorted(asked.measures))[-_LATEST:] if asked.measures else ())
    for somebody in asked.people:
        ids.update(dict.fromkeys(record.figure_ids_of(sorted(somebody.people))[-_LATEST:]))
    for match in _matches(record, asked, near):
        ids.update(dict.fromkeys(record.matching("figure", match, _MOST)))
    for somebody in asked.people:  # a figure may stand in a sentence that only says "he"
        naming = record.passages_naming(next(iter(somebody.people)))[-_MOST:]
        for article in dict.fromkeys(p.article.id for p in record.passages(naming)):
            ids.update(dict.fromkeys(record.figure_ids_in(article)))
    return record.figures(list(ids), asked.kinds)


def _quote_candidates(record: Record, asked: Asked) -> tuple[QuoteRecord, ...]:
    people = sorted(asked.speaker.people) if asked.speaker else []
    ids: dict[int, None] = {}
    telling = _rare(record, asked.required)
    if telling:
        words = [w for t in telling for w in t.words]
        ids.update(dict.fromkeys(record.matching("quote", one_of(words), _MOST, people=people)))
    if people:
        ids.update(dict.fromkeys(record.quote_ids(people)[: _LATEST // 2]))
    return record.quotes(list(ids)) or said_together(record, people)


def _passage_candidates(record: Record, asked: Asked, near: Nearness) -> Iterable[PassageRecord]:
    ids: dict[int, None] = {}
    for match in _matches(record, asked, near):
        ids.update(dict.fromkeys(record.matching("passage", match, _MOST)))
    return (p for p in record.passages(list(ids)) if p.kind in PROSE)


def _matches(record: Record, asked: Asked, near: Nearness) -> Iterable[str]:
    """All words and names; all words; any of the rarer ones. Never so many rows that ranking them is slow."""
    required = [t for t in asked.required if t.words]
    words = [one_of(t.words) for t in required]
    names = [one_of(names) for names in near.surnames.values() if names and all(map(_plain, names))]
    if not words and not names:
        return
    rarest = min((_postings(record, t) for t in required), default=0)
    if rarest <= 4 * _RARE:
        yield " AND ".join(words + names)
        if names and words:
            yield " AND ".join(words)
    telling = _rare(record, required)
    if len(telling) > 1:
        yield " OR ".join(one_of(t.words) for t in telling)


def _rare(record: Record, terms: Sequence[Term]) -> list[Term]:
    """The rarest terms, together in few enough passages."""
    chosen: list[Term] = []
    postings = 0
    for term in sorted(terms, key=lambda t: _postings(record, t)):
        postings += _postings(record, term)
        if postings > _RARE:
            break
        if term.words:
            chosen.append(term)
    return chosen


def _postings(record: Record, term: Term) -> int:
    return sum(record.stems.get(s, 0) for s in term.stems)


def _plain(word: str) -> bool:
    return word.isalnum()
