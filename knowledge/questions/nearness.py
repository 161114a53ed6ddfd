"""How near are the words and people of a question to a place in an article? A number from 0 to about 1.

They count by where they stand: in the sentence itself, its passage, the passage before, the article's
title, elsewhere in it. What a place is, a sentence, a quote or a figure, is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from knowledge.model import Mention
from knowledge.questions.asking import Asked
from knowledge.questions.forms import Form
from knowledge.questions.somebody import Somebody, without_sides
from knowledge.questions.surroundings import (
    ARTICLE,
    BEFORE,
    NOWHERE,
    PASSAGE,
    SENTENCE,
    TITLE,
    Surroundings,
    folded_of,
    stems_of,
)
from knowledge.questions.terms import Term, listed, words_listed
from knowledge.record import Record
from knowledge.stems import fold, stem
from knowledge.store.rows import PassageRecord

_TOLD_BY_OTHERS = 2
"""Words of a question that a sentence may tell by others."""
_TELLING = 3
"""Words or people of a question in a sentence that make it likely that it tells the last by another word."""
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers)\b", re.IGNORECASE)


class Nearness:
    """How near are the words and people of a question to a place in an article?"""

    def __init__(self, record: Record, asked: Asked) -> None:
        self._record = record
        self._asked = asked
        self.around = Surroundings(record)
        self._namesakes: dict[Somebody, frozenset[int]] = {}

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

    def fit(  # noqa: PLR0913, PLR0917  (words, where, and what else speaks for it)
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
        levels = [(t, self.around.level(t.stems, passage, sentence)) for t in terms]
        levels = self._with_akin(levels, passage, sentence)
        if any(level <= ARTICLE and t.required and t.text[0].isupper() for t, level in levels):
            return 0.0  # a place or body that is named elsewhere in the article
        if any(level == NOWHERE and self._is_other_day(t, passage) for t, level in levels):
            return 0.0
        people = [
            self._subject_level(p, subject, subject_id)
            if subject
            else self.person_level(p, passage, sentence)
            for p in self._asked.people
        ]
        if any(level < TITLE for level in people):
            return 0.0
        required = [level for t, level in levels if t.required]
        if people and not required and max(people) <= TITLE:
            return 0.0  # nothing but a name, and that only in the title
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

    def _is_other_day(self, term: Term, passage: PassageRecord) -> bool:
        """Whether a day of the week is asked for, and the article only names others; of figures a month, too.

        Of what else happened in a month an article of that month need not name it.
        """
        kinds = ("months", "weekdays") if self._asked.form is Form.FIGURES else ("weekdays",)
        for kind in kinds:
            if listed(term.english, kind):
                others = frozenset(map(stem, words_listed(kind))) - term.stems
                return self.around.level(others, passage, "") > NOWHERE
        return False

    def _with_akin(
        self, levels: list[tuple[Term, float]], passage: PassageRecord, sentence: str
    ) -> list[tuple[Term, float]]:
        """The levels, where a word or two that are not near are told by other words of the sentence itself.

        These are none that the question has, too. One that only may say it does where three others of the
        question, words or people, stand there, and two of these where four do.
        """
        far = [t for t, level in levels if t.required and level <= ARTICLE]
        if not 0 < len(far) <= _TOLD_BY_OTHERS:
            return levels
        others = [(t, level) for t, level in levels if t not in far]
        near = [level for t, level in others if t.required]
        near += [self.person_level(p, passage, sentence) for p in self._asked.people]
        here = near.count(SENTENCE)
        if not here or (len(far) > 1 and min(near) < PASSAGE):
            return levels
        likely = here >= _TELLING + len(far) - 1 and min(near) >= PASSAGE
        there = stems_of(sentence).difference(*(t.stems for t, _ in others))
        if not all((t.akin | t.loose if likely else t.akin) & there for t in far):
            return levels
        return [*others, *((t, PASSAGE) for t in far)]

    def _subject_level(self, somebody: Somebody, subject: Mention, subject_id: int | None) -> float:
        """Whether a figure is this person's."""
        named = folded_of(subject.name)
        return SENTENCE if subject_id in somebody.people or named <= folded_of(somebody.typed) else NOWHERE

    def person_level(self, somebody: Somebody, passage: PassageRecord, sentence: str) -> float:
        """The nearest place where somebody is named, or told of by a role, from `SENTENCE` to `NOWHERE`."""
        told = [self.around.level(t.stems, passage, sentence) for t in somebody.role]
        return max(self._named_level(somebody, passage, sentence), min(told, default=NOWHERE))

    def _named_level(self, somebody: Somebody, passage: PassageRecord, sentence: str) -> float:
        named = passage.id in self._present[somebody]
        words = self.surnames[somebody]
        if self._asked.speaker and not named and passage.id in self._of_namesakes(somebody):
            return NOWHERE
        if words & folded_of(without_sides(sentence)) and (named or len(words) == 1):
            return SENTENCE
        if named or words & folded_of(passage.text):
            return PASSAGE
        if self.is_meant(somebody, passage, sentence):
            return PASSAGE
        if words & folded_of(self.around.before(passage)):
            return BEFORE
        return TITLE if words & folded_of(self.around.heading(passage.article)) else NOWHERE

    def is_meant(self, somebody: Somebody, passage: PassageRecord, sentence: str) -> bool:
        """Whether a sentence only says "he" of somebody who is the last that is named before it."""
        if not _PRONOUN.search(sentence):
            return False
        return bool(self.around.last_named(passage) & somebody.people)

    def _of_namesakes(self, somebody: Somebody) -> frozenset[int]:
        """The passages that name others of the same surname."""
        if somebody not in self._namesakes:
            found = {m.person for w in self.surnames[somebody] for m in self._record.names.find(w)}
            others = self._record.people(sorted(found - somebody.people))
            same = [p.id for p in others if fold(p.name.split()[-1]) in self.surnames[somebody]]
            self._namesakes[somebody] = frozenset(i for p in same for i in self._record.passages_naming(p))
        return self._namesakes[somebody]
