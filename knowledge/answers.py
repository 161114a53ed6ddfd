"""What in the record answers a question? Figures, quotes or sentences, best first.

An answer holds every word that was asked for, or the people: in its own sentence at best, else
in its passage or its article's title. Where none does, nothing is found: rather no answer than
one to another question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeVar

from knowledge.asking import Asked, Form, Somebody, Term
from knowledge.extract.counted import is_person
from knowledge.model import Bound, FigureKind, Mention, PassageKind, Span
from knowledge.record import Record
from knowledge.search import one_of
from knowledge.sought import sought_in
from knowledge.stems import fold, indexed_words, stem
from knowledge.store.rows import ArticleRecord, FigureRecord, PassageRecord, QuoteRecord
from knowledge.tokens import sentences_of

T = TypeVar("T")
SENTENCE, PASSAGE, BEFORE, TITLE, ARTICLE, NOWHERE = 1.0, 0.8, 0.6, 0.5, 0.3, 0.0
_MOST = 60
_LATEST = 100
_RARE = 5_000
"""Postings up to which words are looked for one by one."""
_SHOWN = 3
_VAGUE = 0.1
_OTHER_SOURCE = 0.3
"""What it costs a figure that its sentence does not name whose count is wanted."""
_SPEAKER = 0.75
"""What it counts that the speaker is the one asked about."""
_ENOUGH = 0.6
_TRIGGER = 0.5
"""What the word that asks for a measure still counts where the figure has that measure."""
_OF_PLACES = frozenset({"population"})
_ONE_EVENT = frozenset({"crowd_size"})
"""Measures of which an article has several: a word that stands elsewhere in it says nothing."""
_NEAR_BEST = 0.15
_NEAR_BEST_FIGURE = 0.35
"""Figures of one thing differ in how their sentence puts it, so more of them are shown."""
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_PROSE = frozenset({PassageKind.BODY, PassageKind.HEADLINE})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that answers: `place` is the sentence, `answer` the part that does."""

    passage: PassageRecord
    place: Span
    answer: Span


def figures_for(record: Record, asked: Asked) -> tuple[FigureRecord, ...]:
    """The figures that answer, best first."""
    scale = _Scale(record, asked)
    scored = [(scale.figure(f), -f.id, f) for f in _figure_candidates(record, asked, scale)]
    ordered = sorted(scored, reverse=True, key=lambda s: s[:2])
    return tuple(_best(((score, f) for score, _, f in ordered), _NEAR_BEST_FIGURE))


def quotes_for(record: Record, asked: Asked) -> tuple[QuoteRecord, ...]:
    """The quotes that answer: of the speaker, on the topic. One report of each quotation."""
    scale = _Scale(record, asked)
    scored = [(scale.quote(q), -q.id, q) for q in _quote_candidates(record, asked)]
    ordered = sorted(scored, reverse=True, key=lambda s: s[:2])
    reports: dict[int, tuple[float, QuoteRecord]] = {}
    for score, _, quote in ordered:
        reports.setdefault(quote.group, (score, quote))
    return tuple(_best(reports.values()))


def sentences_for(record: Record, asked: Asked) -> tuple[Sentence, ...]:
    """The sentences that answer a question of another form, or of one that nothing else answers."""
    if asked.speaker:
        asked = replace(asked, people=(*asked.people, asked.speaker))
    if not asked.required:
        return ()
    scale = _Scale(record, asked)
    scored: list[tuple[float, int, PassageRecord, Span]] = []
    for passage in _passage_candidates(record, asked, scale):
        for n, cut in enumerate(sentences_of(passage.text, Span(0, len(passage.text)))):
            score = scale.sentence(passage, cut.span)
            if score >= _ENOUGH:
                scored.append((score, -passage.id * 100 - n, passage, cut.span))
    return tuple(_sought(record, asked, sorted(scored, reverse=True, key=lambda s: s[:2])))


def _sought(
    record: Record, asked: Asked, scored: Iterable[tuple[float, int, PassageRecord, Span]]
) -> Iterable[Sentence]:
    """The first that hold what is of the sort asked for, near the best of them."""
    best: float | None = None
    shown = 0
    for score, _, passage, cut in scored:
        if shown == _SHOWN or (best is not None and score < best - _NEAR_BEST):
            return
        if answer := sought_in(record, asked, passage, cut):
            best = score if best is None else best
            shown += 1
            start = passage.span.start
            yield Sentence(passage, Span(cut.start + start, cut.end + start), answer)


def _best(scored: Iterable[tuple[float, T]], near: float = _NEAR_BEST) -> list[T]:
    """Those that are near the best, if the best is good enough."""
    good = [(score, found) for score, found in scored if score >= _ENOUGH]
    return [found for score, found in good if score >= good[0][0] - near]


class _Scale:
    """How well does a place in an article fit a question?"""

    def __init__(self, record: Record, asked: Asked) -> None:
        self._record = record
        self._asked = asked
        self._articles: dict[int, frozenset[str]] = {}
        self._previous: dict[int, str] = {}
        self._years: dict[int, int | None] = {}

    @cached_property
    def surnames(self) -> dict[Somebody, frozenset[str]]:
        """Of each person named in the question, the words that name them in an article."""
        return {
            somebody: frozenset(
                fold(alias.text.split()[-1]) for p in somebody.people for alias in self._record.aliases(p)
            )
            for somebody in self._asked.people
        }

    @cached_property
    def _present(self) -> dict[Somebody, frozenset[int]]:
        return {
            somebody: frozenset(i for p in somebody.people for i in self._record.passages_naming(p))
            for somebody in self._asked.people
        }

    def figure(self, figure: FigureRecord) -> float:
        """0 where the figure is no answer."""
        asked, kind = self._asked, figure.figure.kind
        if asked.kinds and kind not in asked.kinds:
            return 0.0
        passage = self._record.passage_at(figure.article.id, figure.figure.span.start)
        if passage is None or not self._right_year(figure.article, passage.text, figure):
            return 0.0
        unit, measure = figure.figure.unit, figure.figure.measure or ""
        if asked.persons and unit and not (unit == "people" or is_person(unit)):
            return 0.0
        of_measure = measure in asked.measures
        phrase = _stems(figure.phrase) | {stem(unit or ""), stem(measure)}
        counted = sum(bool(t.stems & phrase) for t in asked.counted)
        if not of_measure and not counted:
            if asked.counted and unit:
                return 0.0  # it counts something else
            if asked.measures and not self._of_measure_by_words(figure, passage):
                return 0.0
        terms = [
            replace(t, weight=_TRIGGER) if of_measure and measure in t.measures else t
            for t in asked.terms
            if not t.stems & phrase
        ]
        if (
            of_measure
            and measure in _ONE_EVENT
            and any(self._level(t.stems, passage, figure.context) < BEFORE for t in terms if t.required)
        ):
            return 0.0
        first = kind is asked.kinds[0] if asked.kinds else False
        anchor = 1.0 * of_measure + counted + 0.5 * (kind is not FigureKind.QUANTITY)
        if measure in _OF_PLACES and not self._of_place(figure, passage, terms):
            return 0.0
        subject = figure.figure.subject
        fit = self._fit(terms, passage, figure.context, anchor, subject, figure.subject, least=PASSAGE)
        elsewhere = any(t.weight > 1 and not t.stems & _stems(figure.context) for t in terms)
        vague = figure.figure.bound is Bound.VAGUE
        gains = 0.1 * first + 0.2 * of_measure + 0.1 * counted
        return fit and fit + gains - _OTHER_SOURCE * elsewhere - _VAGUE * vague

    def _of_place(self, figure: FigureRecord, passage: PassageRecord, terms: Sequence[Term]) -> bool:
        """Whether a figure of a place is of the one asked about: named as its subject, or before it."""
        at = figure.figure.phrase.end - figure.figure.context.start
        before, after = _stems(figure.context[:at]), _stems(figure.context[at:])
        subject = _stems(figure.figure.subject.name) if figure.figure.subject else before
        asked = [t for t in terms if t.required and "population" not in t.measures]
        return all(
            t.stems & subject
            or (
                not t.stems & after
                and self._level(t.stems, passage, figure.context) in {BEFORE, TITLE, PASSAGE}
            )
            for t in asked
        )

    def _of_measure_by_words(self, figure: FigureRecord, passage: PassageRecord) -> bool:
        """Whether the words about a figure are what was asked for; of a bare number, its passage's too."""
        bare = figure.figure.unit in {None, "people"} and figure.figure.measure in {None, "people"}
        words = _stems(passage.text if bare else figure.context)
        return any(t.stems & words for t in self._asked.terms if t.measures & self._asked.measures)

    def quote(self, quote: QuoteRecord) -> float:
        """0 where the quote is no answer."""
        asked = self._asked
        if asked.speaker and quote.person not in asked.speaker.people:
            return 0.0
        name = _stems(quote.quote.speaker.name) if quote.quote.speaker else frozenset()
        if not all(t.stems & name for t in asked.described):
            return 0.0
        passage = self._record.passage_at(quote.article.id, quote.quote.span.start)
        if passage is None or not self._right_year(quote.article, passage.text + quote.context):
            return 0.0
        anchor = _SPEAKER if asked.speaker else 0.0
        terms = [t for t in asked.terms if t not in asked.described]
        fit = self._fit(terms, passage, f"{quote.context} {quote.content}", anchor + bool(asked.described))
        literal = sum(bool(t.stems & _stems(quote.content)) for t in asked.required)
        return fit and fit + 0.1 * literal / max(1, len(asked.required))

    def sentence(self, passage: PassageRecord, cut: Span) -> float:
        """0 where the sentence is no answer."""
        if not self._right_year(passage.article, passage.text):
            return 0.0
        words = cut.of(passage.text)
        if self._asked.form is Form.PERSON and not all(t.stems & _stems(words) for t in self._asked.required):
            return 0.0
        return self._fit(self._asked.terms, passage, words, 0.0)

    def _fit(  # noqa: PLR0913, PLR0917  (words, where, and what else speaks for it)
        self,
        terms: Sequence[Term],
        passage: PassageRecord,
        sentence: str,
        anchor: float,
        subject: Mention | None = None,
        subject_id: int | None = None,
        least: float = SENTENCE,
    ) -> float:
        """How near the words and people are, from 0 to 1; 0 where one that is required is not there."""
        levels = [(t, self._level(t.stems, passage, sentence)) for t in terms]
        people = [
            self._subject_level(p, subject, subject_id)
            if subject
            else self._person_level(p, passage, sentence)
            for p in self._asked.people
        ]
        if any(level < TITLE for level in people):
            return 0.0
        required = [level for t, level in levels if t.required]
        missing = sum(level == NOWHERE for level in required)
        far = sum(level == ARTICLE for level in required)
        weights = len(required) + len(people) + anchor
        if missing > (0.25 * weights if anchor else 0):
            return 0.0
        if far > (0.5 * weights if anchor else len(required) >= 3):
            return 0.0
        if not anchor and max((*required, *people), default=NOWHERE) < least:
            return 0.0
        total = sum(t.weight for t, _ in levels) + len(people) + anchor
        return (sum(t.weight * level for t, level in levels) + sum(people) + anchor) / total if total else 0.0

    def _level(self, stems: frozenset[str], passage: PassageRecord, sentence: str) -> float:
        if stems & _stems(sentence):
            return SENTENCE
        if stems & _stems(passage.text):
            return PASSAGE
        if stems & _stems(self._before(passage)):
            return BEFORE
        if stems & _stems(f"{passage.article.title.value or ''} {passage.article.outlet.value or ''}"):
            return TITLE
        return ARTICLE if stems & self._article_stems(passage.article.id) else NOWHERE

    def _subject_level(self, somebody: Somebody, subject: Mention, subject_id: int | None) -> float:
        """Whether a figure is this person's."""
        named = _folded(subject.name)
        return SENTENCE if subject_id in somebody.people or named <= _folded(somebody.typed) else NOWHERE

    def _person_level(self, somebody: Somebody, passage: PassageRecord, sentence: str) -> float:
        named = passage.id in self._present[somebody]
        words = self.surnames[somebody]
        if words & _folded(sentence) and (named or len(words) == 1):
            return SENTENCE
        if named or words & _folded(passage.text):
            return PASSAGE
        if words & _folded(self._before(passage)):
            return BEFORE
        return TITLE if words & _folded(passage.article.title.value or "") else NOWHERE

    def _before(self, passage: PassageRecord) -> str:
        """The passage before this one in its article."""
        if passage.id not in self._previous:
            found = self._record.passages([passage.id - 1])
            same = found and found[0].article.id == passage.article.id
            self._previous[passage.id] = found[0].text if same else ""
        return self._previous[passage.id]

    def _article_stems(self, article: int) -> frozenset[str]:
        if article not in self._articles:
            self._articles[article] = _stems(self._record.article_text(article))
        return self._articles[article]

    def _right_year(self, article: ArticleRecord, text: str, figure: FigureRecord | None = None) -> bool:
        """Whether the place speaks of the year that was asked for, if one was."""
        year = self._asked.year
        if year is None or str(year) in text:
            return True
        if _YEAR.search(text):
            return False
        if figure and figure.figure.as_of and figure.figure.as_of.first:
            return figure.figure.as_of.first.year == year
        if article.published.value:
            return article.published.value.year == year
        if article.id not in self._years:
            years = Counter(_YEAR.findall(self._record.article_text(article.id)))
            self._years[article.id] = int(years.most_common(1)[0][0]) if years else None
        return self._years[article.id] == year


def _figure_candidates(record: Record, asked: Asked, scale: _Scale) -> tuple[FigureRecord, ...]:
    ids = dict.fromkeys(record.figure_ids(sorted(asked.measures))[-_LATEST:] if asked.measures else ())
    for somebody in asked.people:
        ids.update(dict.fromkeys(record.figure_ids_of(sorted(somebody.people))[-_LATEST:]))
    for match in _matches(record, asked, scale):
        ids.update(dict.fromkeys(record.matching("figure", match, _MOST)))
    for somebody in asked.people:  # a figure may stand in a sentence that only says "he"
        naming = record.passages_naming(next(iter(somebody.people)))[-_MOST:]
        for article in dict.fromkeys(p.article.id for p in record.passages(naming)):
            ids.update(dict.fromkeys(record.figure_ids_in(article)))
    return record.figures(list(ids))


def _quote_candidates(record: Record, asked: Asked) -> tuple[QuoteRecord, ...]:
    people = sorted(asked.speaker.people) if asked.speaker else []
    ids: dict[int, None] = {}
    telling = _rare(record, asked.required)
    if telling:
        words = [w for t in telling for w in t.words]
        ids.update(dict.fromkeys(record.matching("quote", one_of(words), _MOST, people=people)))
    if people:
        ids.update(dict.fromkeys(record.quote_ids(people)[: _LATEST // 2]))
    return record.quotes(list(ids))


def _passage_candidates(record: Record, asked: Asked, scale: _Scale) -> Iterable[PassageRecord]:
    ids: dict[int, None] = {}
    for match in _matches(record, asked, scale):
        ids.update(dict.fromkeys(record.matching("passage", match, _MOST)))
    return (p for p in record.passages(list(ids)) if p.kind in _PROSE)


def _matches(record: Record, asked: Asked, scale: _Scale) -> Iterable[str]:
    """All words and names; all words; any of the rarer ones. Never so many rows that ranking them is slow."""
    required = [t for t in asked.required if t.words]
    words = [one_of(t.words) for t in required]
    names = [one_of(names) for names in scale.surnames.values() if names and all(map(_plain, names))]
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


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(m.group()) for m in indexed_words(text))


@lru_cache(maxsize=1 << 12)
def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(m.group()) for m in indexed_words(text))
