"""How well does a place in an article fit a question? A number from 0, no answer, to about 1.

Words and people count by where they stand: in the sentence itself, its passage, the passage
before, the article's title, elsewhere in it. Nothing is looked for here; `answers` does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from knowledge.claim import claim_of
from knowledge.extract.counted import is_person
from knowledge.lexicon import lexicon
from knowledge.model import Bound, FigureKind, Mention, Span
from knowledge.questions.asking import Asked
from knowledge.questions.deeds import is_undone, lacks_doer
from knowledge.questions.forms import Form
from knowledge.questions.somebody import Somebody
from knowledge.questions.surroundings import (
    ARTICLE,
    BEFORE,
    NOWHERE,
    PASSAGE,
    SENTENCE,
    TITLE,
    Surroundings,
    folded_of,
    keys_of,
    stems_of,
)
from knowledge.questions.terms import Term, listed
from knowledge.record import Record
from knowledge.sameness import side_of
from knowledge.search import is_among
from knowledge.stems import fold, indexed_words, stem
from knowledge.store.rows import FigureRecord, PassageRecord, QuoteRecord

_VAGUE = 0.1
_OTHER_SOURCE = 0.3
"""What it costs a figure that its sentence does not name whose count is wanted."""
_SPEAKER = 0.75
"""What it counts that the speaker is the one asked about."""
_TRIGGER = 0.5
"""What the word that asks for a measure still counts where the figure has that measure."""
_OF_PLACES = frozenset({"population"})
_ONE_EVENT = frozenset({"crowd_size"})
"""Measures of which an article has several: a word that stands elsewhere in it says nothing."""
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers)\b", re.IGNORECASE)
_FOR_OR_AGAINST = re.compile(r"\b(?:anti|pro)[-‐‑]\w+", re.IGNORECASE)


class Scale:
    """How well does a place in an article fit a question?"""

    def __init__(self, record: Record, asked: Asked) -> None:
        self._record = record
        self._asked = asked
        self._around = Surroundings(record)
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

    def figure(self, figure: FigureRecord) -> float:
        """0 where the figure is no answer."""
        asked, kind = self._asked, figure.figure.kind
        if asked.kinds and kind not in asked.kinds:
            return 0.0
        passage = self._record.passage_at(figure.article.id, figure.figure.span.start)
        if passage is None or not self._around.of_year(asked.year, figure.article, passage.text, figure):
            return 0.0
        unit, measure = figure.figure.unit, figure.figure.measure or ""
        if asked.side and measure in _ONE_EVENT and side_of(claim_of(figure)) not in {asked.side, None}:
            return 0.0
        if self._done and measure not in self._done and not self._does(figure):
            return 0.0  # the same people, and something else that was done to them
        if asked.persons and unit and not (unit == "people" or is_person(unit)):
            return 0.0
        if (
            self._verb
            and measure not in self._verb.measures
            and not self._verb.stems & stems_of(figure.context)
        ):
            return 0.0  # of the same, and not said to have been done to them
        of_measure = measure in asked.measures
        phrase = stems_of(figure.phrase) | {stem(unit or ""), stem(measure)}
        counted = sum(bool(t.stems & phrase) for t in asked.counted)
        if kind is FigureKind.ORDINAL and kind is not asked.kinds[0] and not counted:
            return 0.0  # "the fourth secretary" counts secretaries
        if kind is FigureKind.QUANTITY and FigureKind.MONEY in asked.kinds[:1] and not _names(asked, phrase):
            return 0.0  # "how much water" asks for litres of it, and for no number of anything else
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
            and any(
                self._around.level(t.stems, passage, figure.context) < BEFORE for t in terms if t.required
            )
        ):
            return 0.0
        if asked.counted and any(
            self._around.level(t.stems, passage, figure.context) <= ARTICLE
            for t in terms
            if t.required and t not in asked.counted
        ):
            return 0.0  # the same things, and what is asked of them is told elsewhere
        first = kind is asked.kinds[0] if asked.kinds else False
        anchor = 1.0 * of_measure + counted + 0.5 * (kind is not FigureKind.QUANTITY)
        if measure in _OF_PLACES and not self._of_place(figure, passage, terms):
            return 0.0
        subject = figure.figure.subject
        fit = self._fit(terms, passage, figure.context, anchor, subject, figure.subject, least=PASSAGE)
        elsewhere = any(t.weight > 1 and not t.stems & stems_of(figure.context) for t in terms)
        vague = figure.figure.bound is Bound.VAGUE
        gains = 0.1 * first + 0.2 * of_measure + 0.1 * counted
        return fit and fit + gains - _OTHER_SOURCE * elsewhere - _VAGUE * vague

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
                and self._around.level(t.stems, passage, figure.context) in {BEFORE, TITLE, PASSAGE}
            )
            for t in asked
        )

    def _of_measure_by_words(self, figure: FigureRecord, passage: PassageRecord) -> bool:
        """Whether the words about a figure are what was asked for; of a bare number, its passage's too."""
        bare = figure.figure.unit in {None, "people"} and figure.figure.measure in {None, "people"}
        words = stems_of(passage.text if bare else figure.context)
        return any(t.stems & words for t in self._asked.terms if t.measures & self._asked.measures)

    def quote(self, quote: QuoteRecord) -> float:
        """0 where the quote is no answer."""
        asked = self._asked
        if asked.form is Form.SAID and any(quote.person in somebody.people for somebody in asked.people):
            return 0.0  # who said it of them was somebody else
        if asked.speaker and quote.person not in asked.speaker.people and not self._speaks_with_others(quote):
            return 0.0
        name = stems_of(quote.quote.speaker.name) if quote.quote.speaker else frozenset()
        if not all(t.stems & name for t in asked.described):
            return 0.0
        passage = self._record.passage_at(quote.article.id, quote.quote.span.start)
        if passage is None or not self._around.of_year(
            asked.year, quote.article, passage.text + quote.context
        ):
            return 0.0
        anchor = _SPEAKER if asked.speaker else 0.0
        said = f"{quote.context} {quote.content}"
        terms = [t for t in asked.terms if t not in asked.described]
        if [self._around.level(t.stems, passage, said) for t in asked.required] in ([BEFORE], [ARTICLE]):
            return 0.0  # a topic of what stands around it
        if asked.speaker and len(asked.required) > 1:
            terms = self._without_commonest(terms, said)
        fit = self._fit(terms, passage, said, anchor + bool(asked.described))
        literal = sum(bool(t.stems & stems_of(quote.content)) for t in asked.required)
        told = bool(asked.manner & stems_of(quote.context))
        return fit and fit + 0.1 * literal / max(1, len(asked.required)) + 0.1 * told

    def _without_commonest(self, terms: list[Term], said: str) -> list[Term]:
        """The topic without its commonest word, where somebody's words have all others of it."""
        required = [t for t in terms if t.required]
        common = max(required, key=lambda t: sum(self._record.stems.get(s, 0) for s in t.stems))
        words = stems_of(said)
        others = all(t.stems & words for t in required if t is not common)
        return [replace(t, weight=_TRIGGER) if t is common and others else t for t in terms]

    def _speaks_with_others(self, quote: QuoteRecord) -> bool:
        """Whether the one asked about is one of several whose words these are."""
        return quote.person is None and is_among(self._speaker_names, quote)

    @cached_property
    def _speaker_names(self) -> frozenset[str]:
        people = self._asked.speaker.people if self._asked.speaker else ()
        return frozenset(alias.text for person in people for alias in self._record.aliases(person))

    def sentence(self, passage: PassageRecord, cut: Span) -> float:
        """0 where the sentence is no answer."""
        if not self._around.of_year(self._asked.year, passage.article, passage.text):
            return 0.0
        words = cut.of(passage.text)
        wanted = (*self._asked.described, *self._unspoken)
        if not all(t.stems & stems_of(passage.text) for t in wanted):
            return 0.0
        if self._asked.form is Form.QUOTES and not self._speaks_in(words):
            return 0.0
        if self._asked.whether and not all(w & folded_of(words) for w in self.surnames.values()):
            return 0.0
        if self._asked.form is Form.PERSON:
            if not self._together(words, passage):
                return 0.0
        elif self._asked.owned and not self._owned(keys_of(words)):
            return 0.0
        if self._asked.form is Form.WHEN and not self._asked.ahead and is_undone(words, self._asked.required):
            return 0.0
        if self._asked.deed and lacks_doer(words, self._asked.deed):
            return 0.0
        dated = bool(self._asked.year and self._asked.people and str(self._asked.year) in words)
        if not dated and not self._asked.required:
            return 0.0
        return self._fit(self._asked.terms, passage, words, 1.0 * dated)

    def _speaks_in(self, words: str) -> bool:
        """Whether a sentence names the one whose words are wanted, and has a verb of speech.

        An "anti-Brandt" banner names nobody who speaks.
        """
        words = _FOR_OR_AGAINST.sub(" ", words)
        names = self.surnames.get(self._asked.speaker) if self._asked.speaker else None
        spoken = any(listed(m.group(), "speech") for m in indexed_words(words))
        return spoken and bool(names is None or names & folded_of(words))

    @cached_property
    def _unspoken(self) -> Sequence[Term]:
        """Where nobody is known to be asked about, all that is told of them: it must stand together."""
        return self._asked.required if self._asked.form is Form.QUOTES and not self._asked.speaker else ()

    def literal(self, words: str) -> int:
        """How many words asked for a sentence has themselves, rather than others that say nearly the same."""
        return sum(stem(t.text) in stems_of(words) for t in self._asked.required)

    def has_clue(self, words: str) -> bool:
        """Whether a sentence has a word that leads to what is asked for: to a cause, or a means."""
        return bool(self._asked.clue) and any(
            listed(m.group(), self._asked.clue) for m in indexed_words(words)
        )

    def _together(self, words: str, passage: PassageRecord) -> bool:
        """Whether a sentence has every word asked for; side by side, where they are one description.

        Of two words as many others may stand between: "mayor of the city of Brest". One of the others may
        stand around the sentence: "the shooting" of Tulsa.
        """
        required = self._asked.required
        missing = [t for t in required if not t.stems & stems_of(words)]
        around = stems_of(passage.text) | stems_of(self._around.heading(passage.article))
        enough = len(required) + len(self._asked.people) - len(missing) >= 2 and not self._asked.nominal
        if len(missing) > 1 or not all(enough and t.stems & around for t in missing):
            return False
        if self._asked.owned:
            return self._owned(keys_of(words))
        if not self._asked.close or len(required) < 2:
            return True
        keys = keys_of(words)
        reach = 2 * len(required)
        return any(all(t.stems & set(keys[at : at + reach]) for t in required) for at in range(len(keys)))

    def _owned(self, keys: Sequence[str]) -> bool:
        """Whether what is asked for is not somebody else's: "Farr's wife", where Brandt's is wanted."""
        names = {stem(word) for words in self.surnames.values() for word in words}
        for term in self._asked.required:
            places = [at for at, key in enumerate(keys) if key in term.stems]
            others = [
                at
                for at in places
                if keys[at] == stem(term.text) and keys[at - 1 : at] == ["s"] and keys[at - 2] not in names
            ]
            if places and len(others) == len(places):
                return False
        return True

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
        levels = [(t, self._around.level(t.stems, passage, sentence)) for t in terms]
        if any(level <= ARTICLE and t.required and t.text[0].isupper() for t, level in levels):
            return 0.0  # a place or body that is named elsewhere in the article
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

    def _subject_level(self, somebody: Somebody, subject: Mention, subject_id: int | None) -> float:
        """Whether a figure is this person's."""
        named = folded_of(subject.name)
        return SENTENCE if subject_id in somebody.people or named <= folded_of(somebody.typed) else NOWHERE

    def _person_level(self, somebody: Somebody, passage: PassageRecord, sentence: str) -> float:
        named = passage.id in self._present[somebody]
        words = self.surnames[somebody]
        if self._asked.speaker and not named and passage.id in self._of_namesakes(somebody):
            return NOWHERE
        if words & folded_of(_FOR_OR_AGAINST.sub(" ", sentence)) and (named or len(words) == 1):
            return SENTENCE
        if named or words & folded_of(passage.text):
            return PASSAGE
        if words & folded_of(self._around.before(passage)) or self._is_meant(somebody, passage, sentence):
            return BEFORE
        return TITLE if words & folded_of(passage.article.title.value or "") else NOWHERE

    def _is_meant(self, somebody: Somebody, passage: PassageRecord, sentence: str) -> bool:
        """Whether a sentence only says "he" of somebody who is the last that is named before it."""
        if not _PRONOUN.search(sentence):
            return False
        return bool(self._around.last_named(passage) & somebody.people)

    def _of_namesakes(self, somebody: Somebody) -> frozenset[int]:
        """The passages that name others of the same surname."""
        if somebody not in self._namesakes:
            found = {m.person for w in self.surnames[somebody] for m in self._record.names.find(w)}
            others = self._record.people(sorted(found - somebody.people))
            same = [p.id for p in others if fold(p.name.split()[-1]) in self.surnames[somebody]]
            self._namesakes[somebody] = frozenset(i for p in same for i in self._record.passages_naming(p))
        return self._namesakes[somebody]


def _names(asked: Asked, phrase: frozenset[str]) -> bool:
    """Whether a figure's words are among those of the question."""
    return any(t.stems & phrase for t in asked.terms)
