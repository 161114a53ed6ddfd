"""How well does a figure fit a question for a number? 0, no answer, to about 1.

A figure answers by what it counts or measures, by what was done to those, by whose it is and where.
Nothing is looked for here; `answers` does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from knowledge.claim import claim_of
from knowledge.extract.counted import is_person
from knowledge.lexicon import lexicon
from knowledge.model import Bound, FigureKind
from knowledge.questions.asking import Asked
from knowledge.questions.doers import Doers
from knowledge.questions.nearness import Nearness
from knowledge.questions.numbers import is_anothers, is_elsewhere
from knowledge.questions.surroundings import ARTICLE, BEFORE, PASSAGE, TITLE, stems_of
from knowledge.questions.terms import Term, listed
from knowledge.record import Record
from knowledge.sameness import side_of
from knowledge.stems import stem
from knowledge.store.rows import FigureRecord, PassageRecord

_VAGUE = 0.1
_OTHER_SOURCE = 0.3
"""What it costs a figure that its sentence does not name whose count is wanted."""
_NO_SIDE = 0.4
"""What it costs a crowd that its sentence does not say for whom it came, where that is asked."""
_TRIGGER = 0.5
"""What the word that asks for a measure still counts where the figure has that measure."""
_ANYBODY = re.compile(r"\ban?\W+$", re.IGNORECASE)
_AGES = re.compile(r"\b(?:and|or) (?:older|over|under|younger|up)\b|\b(?:under|over) (?:the )?age\b|\bages\b")
"""What says of an age that it is one of many people."""
_OF_SOMEBODY = frozenset({"votes", "vote_share"})
_OF_PLACES = frozenset({"population"})
_ONE_EVENT = frozenset({"crowd_size"})
"""Measures of which an article has several: a word that stands elsewhere in it says nothing."""


class FigureScale:
    """How well does a figure fit a question?"""

    def __init__(self, record: Record, asked: Asked, near: Nearness) -> None:
        self._record = record
        self._asked = asked
        self._near = near
        self._doers = Doers(record, asked, near)

    def fit(self, figure: FigureRecord) -> float:
        """0 where the figure is no answer."""
        asked, kind = self._asked, figure.figure.kind
        if asked.kinds and kind not in asked.kinds:
            return 0.0
        passage = self._record.passage_at(figure.article.id, figure.figure.span.start)
        if passage is None:
            return 0.0
        if not self._near.around.of_year(asked.year, figure.article, passage.text, figure):
            return 0.0
        if not (self._is_of_sort(figure) and self._is_theirs(figure)):
            return 0.0
        if is_elsewhere(asked, figure.context, figure.place or ""):
            return 0.0
        if asked.unit and asked.unit not in stems_of(figure.context):
            return 0.0  # so many days are no years
        measure = figure.figure.measure or ""
        of_measure = measure in asked.measures
        phrase = stems_of(figure.phrase) | {stem(figure.figure.unit or ""), stem(measure)}
        counted = sum(bool(t.stems & phrase) for t in asked.counted)
        if not self._measures(figure, passage, phrase, counted):
            return 0.0
        terms = [
            replace(t, weight=_TRIGGER) if of_measure and measure in t.measures else t
            for t in asked.terms
            if not t.stems & phrase
        ]
        if not self._is_told_there(figure, passage, terms):
            return 0.0
        if self._doers.are_others(passage, figure.context):
            return 0.0
        first = kind is asked.kinds[0] if asked.kinds else False
        anchor = 1.0 * of_measure + counted + 0.5 * (kind is not FigureKind.QUANTITY)
        subject = figure.figure.subject
        fit = self._near.fit(terms, passage, figure.context, anchor, subject, figure.subject, least=PASSAGE)
        elsewhere = any(t.weight > 1 and not t.stems & stems_of(figure.context) for t in terms)
        vague = figure.figure.bound is Bound.VAGUE
        gains = 0.1 * first + 0.2 * of_measure + 0.1 * counted
        sideless = measure in _ONE_EVENT and self._side(figure) != asked.side
        return fit and fit + gains - _OTHER_SOURCE * elsewhere - _VAGUE * vague - _NO_SIDE * sideless

    def _side(self, figure: FigureRecord) -> str | None:
        """For whom a crowd came, as far as its sentence says so; None where no side is asked about."""
        is_asked = self._asked.side and figure.figure.measure in _ONE_EVENT
        return side_of(claim_of(figure)) if is_asked else None

    def _is_of_sort(self, figure: FigureRecord) -> bool:
        """Whether it can be of those who are counted, and of what was done to them or by them."""
        asked, unit, measure = self._asked, figure.figure.unit, figure.figure.measure or ""
        if self._side(figure) not in {asked.side, None}:
            return False
        if asked.persons and unit and not (unit == "people" or is_person(unit)):
            return False
        if self._done and measure not in self._done and not self._does(figure):
            return False  # the same people, and something else that was done to them
        verb = self._verb
        return not verb or measure in verb.measures or bool(verb.stems & stems_of(figure.context))

    def _measures(
        self, figure: FigureRecord, passage: PassageRecord, phrase: frozenset[str], counted: int
    ) -> bool:
        """Whether it is of the measure that is asked for, or counts what is."""
        asked, kind = self._asked, figure.figure.kind
        if kind is FigureKind.ORDINAL and kind is not asked.kinds[0] and not counted:
            return False  # "the fourth secretary" counts secretaries
        if kind is FigureKind.QUANTITY and FigureKind.MONEY in asked.kinds[:1] and not _names(asked, phrase):
            return False  # "how much water" asks for litres of it, and for no number of anything else
        if figure.figure.measure in asked.measures or counted:
            return True
        if asked.counted and figure.figure.unit:
            return False  # it counts something else
        return not asked.measures or self._of_measure_by_words(figure, passage)

    def _is_told_there(self, figure: FigureRecord, passage: PassageRecord, terms: Sequence[Term]) -> bool:
        """Whether what is asked of it is told near it, and not somewhere else in its article."""
        measure, around = figure.figure.measure or "", self._near.around
        levels = [(t, around.level(t.stems, passage, figure.context)) for t in terms if t.required]
        here = sum(t.stems & stems_of(figure.context) != frozenset() for t in terms if t.required)
        if figure.figure.kind is FigureKind.AGE and 2 * here < len(levels):
            return False  # of somebody else
        if figure.figure.kind is FigureKind.DURATION and not levels and len(terms) == 1:
            deed = terms[0]
            if not listed(deed.text, "light") and not (deed.stems | deed.akin) & stems_of(figure.context):
                return False  # it is how long something else went on
        one_event = measure in self._asked.measures and measure in _ONE_EVENT
        if one_event and any(level < BEFORE for _, level in levels):
            return False
        if not one_event and len(levels) > 2 and 3 * here < len(levels):
            return False  # most of what is asked is said somewhere else
        counted = self._asked.counted
        if counted and any(level <= ARTICLE and t not in counted for t, level in levels):
            return False  # the same things, and what is asked of them is told elsewhere
        return measure not in _OF_PLACES or self._of_place(figure, passage, terms)

    def _is_theirs(self, figure: FigureRecord) -> bool:
        """Whether what has no subject can be of those asked about; an age or votes: of who is named last."""
        if figure.figure.subject or not self._asked.people:
            return True
        at = figure.figure.phrase.start - figure.figure.context.start
        if is_anothers(self._record, self._asked, figure.context[:at]):
            return False
        owned = figure.figure.kind is FigureKind.AGE or figure.figure.measure in _OF_SOMEBODY
        if not owned:
            return True
        if figure.figure.kind is FigureKind.AGE and _AGES.search(figure.context):
            return False
        last = self._record.last_named(figure.context[:at])
        if not last and _ANYBODY.search(figure.context[:at]):
            return False  # "a 61-year-old baker"
        return not last or any(last & somebody.people for somebody in self._asked.people)

    @cached_property
    def _counted(self) -> tuple[Term, ...]:
        """The nouns of what is counted; a verb right after them ("protesters died") is none."""
        return tuple(t for n, t in enumerate(self._asked.counted) if not (n and t.measures))

    @cached_property
    def _verb(self) -> Term | None:
        """What is said of those who are counted, right after them: in "how many voters registered" that."""
        after = self._asked.terms[len(self._asked.counted) :] if self._asked.counted else ()
        verb = after[0] if after else None
        return verb if verb and verb.required and verb.text.endswith("ed") else None

    @cached_property
    def _done(self) -> frozenset[str]:
        """The measures of what was done by or to those who are counted, if any are named."""
        others = [t for t in self._asked.terms if t not in self._counted] if self._counted else ()
        return self._asked.measures & {m for t in others for m in t.measures}

    def _does(self, figure: FigureRecord) -> bool:
        """Whether a figure without a measure of its own is of what was done, by its sentence."""
        words = stems_of(figure.context)
        own = figure.figure.measure in lexicon("measures")
        return not own and any(t.stems & words for t in self._asked.terms if t.measures & self._done)

    def counts(self, figure: FigureRecord) -> bool:
        """Whether it counts what the question names, rather than people or things of another name."""
        nouns = self._counted
        measure = figure.figure.measure or ""
        phrase = stems_of(figure.phrase) | {stem(figure.figure.unit or ""), stem(measure)}
        return not nouns or any(t.stems & phrase or measure in t.measures for t in nouns)

    def _of_place(self, figure: FigureRecord, passage: PassageRecord, terms: Sequence[Term]) -> bool:
        """Whether a figure of a place is of the one asked about: named as its subject, or before it."""
        at = figure.figure.phrase.end - figure.figure.context.start
        before, after = stems_of(figure.context[:at]), stems_of(figure.context[at:])
        subject = stems_of(figure.figure.subject.name) if figure.figure.subject else before
        asked = [t for t in terms if t.required and "population" not in t.measures]
        return all(
            t.stems & subject
            or (
                not t.stems & after
                and self._near.around.level(t.stems, passage, figure.context) in {BEFORE, TITLE, PASSAGE}
            )
            for t in asked
        )

    def _of_measure_by_words(self, figure: FigureRecord, passage: PassageRecord) -> bool:
        """Whether the words about a figure are what was asked for; of a bare number, its passage's too."""
        bare = figure.figure.unit in {None, "people"} and figure.figure.measure in {None, "people"}
        words = stems_of(passage.text if bare else figure.context)
        return any(t.stems & words for t in self._asked.terms if t.measures & self._asked.measures)


def _names(asked: Asked, phrase: frozenset[str]) -> bool:
    """Whether a figure's words are among those of the question."""
    return any(t.stems & phrase for t in asked.terms)
