"""How well does a quote or a sentence fit a question? A number from 0, no answer, to about 1.

Beside how near its words and people are (`nearness`), it is asked who speaks, whether what is asked for
was done, and whose it is. Nothing is looked for here; `answers` does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from knowledge.model import Span
from knowledge.questions.asking import Asked
from knowledge.questions.deeds import is_undone, lacks_doer
from knowledge.questions.doers import Doers
from knowledge.questions.forms import Form
from knowledge.questions.nearness import Nearness
from knowledge.questions.somebody import without_sides
from knowledge.questions.surroundings import (
    ARTICLE,
    BEFORE,
    NOWHERE,
    PASSAGE,
    SENTENCE,
    folded_of,
    keys_of,
    stems_of,
)
from knowledge.questions.terms import Term, listed
from knowledge.record import Record
from knowledge.search import is_among
from knowledge.stems import fold, indexed_words, stem
from knowledge.store.rows import PassageRecord, QuoteRecord

_SPEAKER = 0.75
"""What it counts that the speaker is the one asked about."""
_MARKED = re.compile(r"[“\"‘'«][A-ZА-ЯЁ][^“”\"’»]{2,40}[”\"’'»]")
_TOLD = 3
"""Words asked for that a sentence must have, all there are, to be of somebody whom it only calls "he"."""
_BEHIND = 60
"""Characters behind a verb of speech in which its speaker is named: "said the mayor, Ann Roe"."""
_LAST = re.compile(r"(\w+?)(?:['’]s)? $")
_TRIGGER = 0.5
"""What the commonest word of a topic still counts where a quote has all others."""


class Scale:
    """How well does a quote or a sentence fit a question?"""

    def __init__(self, record: Record, asked: Asked, near: Nearness) -> None:
        self._record = record
        self._asked = asked
        self._near = near
        self._doers = Doers(record, asked, near)

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
        if passage is None or not self._near.around.of_year(
            asked.year, quote.article, passage.text + quote.context
        ):
            return 0.0
        anchor = _SPEAKER if asked.speaker else 0.0
        said = f"{quote.context} {quote.content}"
        terms = [t for t in asked.terms if t not in asked.described]
        if asked.setting and not self._is_set(terms, passage):
            return 0.0  # it was said at another place
        levels = [self._near.around.level(t.stems, passage, said) for t in asked.required]
        of_them = any(self._near.person_level(p, passage, said) == SENTENCE for p in asked.people)
        if levels in ([BEFORE], [ARTICLE]) and not of_them:
            return 0.0  # a topic of what stands around it
        if asked.speaker and len(asked.required) > 1:
            terms = self._without_commonest(terms, said)
        fit = self._near.fit(terms, passage, said, anchor + bool(asked.described))
        literal = sum(bool(t.stems & stems_of(quote.content)) for t in asked.required)
        told = bool(asked.manner & stems_of(quote.context))
        return fit and fit + 0.1 * literal / max(1, len(asked.required)) + 0.1 * told

    def _is_set(self, setting: Sequence[Term], passage: PassageRecord) -> bool:
        """Whether a passage is of an occasion: its venue must stand near, of other words one anywhere."""
        named = [t for t in setting if t.text in self._asked.venue]
        if named:
            return any(self._near.around.level(t.stems, passage, "") > ARTICLE for t in named)
        return not setting or any(self._is_told(t, passage) for t in setting)

    def _is_told(self, term: Term, passage: PassageRecord) -> bool:
        """Whether the article of a passage has a word at all."""
        return self._near.around.level(term.stems, passage, "") > NOWHERE

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

    @cached_property
    def _required(self) -> tuple[Term, ...]:
        """The words that an answer must hold."""
        return self._asked.required

    def sentence(self, passage: PassageRecord, cut: Span) -> float:
        """0 where the sentence is no answer."""
        if not self._near.around.of_year(self._asked.year, passage.article, passage.text):
            return 0.0
        words = cut.of(passage.text)
        wanted = (*self._asked.described, *self._unspoken)
        if not all(t.stems & stems_of(passage.text) for t in wanted):
            return 0.0
        if self._asked.form is Form.QUOTES and not self._says(passage, cut):
            return 0.0
        if self._asked.whether and not self._is_about_them(passage, words):
            return 0.0
        if self._asked.form is Form.PERSON:
            if not self._together(words, passage):
                return 0.0
        elif self._asked.owned and not self._owned(keys_of(words)):
            return 0.0
        if self._asked.form is Form.WHEN and not self._asked.ahead:
            whole = all(t.stems & stems_of(words) for t in self._required)
            if is_undone(words if whole else passage.text, self._required):
                return 0.0
        if self._asked.whether and not self._is_told_near(passage, words):
            return 0.0
        if self._asked.deed and not self._is_done(self._asked.deed, passage, words):
            return 0.0
        if self._doers.are_others(passage, words):
            return 0.0
        dated = bool(self._asked.year and self._asked.people and str(self._asked.year) in words)
        if not dated and not self._required:
            return 0.0
        titled = bool(self._asked.head and self._is_named(self._asked.head, words))
        return self._near.fit(self._asked.terms, passage, words, 1.0 * (dated or titled))

    def _is_about_them(self, passage: PassageRecord, words: str) -> bool:
        """Whether a sentence names those asked about, or tells all else that is asked of "him" or "her"."""
        absent = [p for p, w in self._near.surnames.items() if not p.role and not w & folded_of(words)]
        if not absent:
            return True
        there = stems_of(words)
        told = len(self._required) >= _TOLD and all((t.stems | t.akin) & there for t in self._required)
        return told and len(absent) == 1 and self._near.is_meant(absent[0], passage, words)

    def _is_done(self, deed: Term, passage: PassageRecord, words: str) -> bool:
        """Whether a sentence says who did it; of a deed whose day is asked, whether it is told there."""
        if self._asked.form is Form.PERSON:
            return not lacks_doer(words, deed)
        if any(
            stem(verb.group()) in deed.stems and self._is_of_others(words[: verb.start()])
            for verb in indexed_words(words)
        ):
            return False
        told = (deed.stems | deed.akin) & stems_of(passage.text)
        others = sum(not t.stems.isdisjoint(stems_of(words)) for t in self._required if t is not deed)
        return bool(told) or others > 1

    def _is_of_others(self, before: str) -> bool:
        """Whether what follows these words of a sentence is said of others than those asked about."""
        named = any(names & folded_of(before) for names in self._near.surnames.values())
        return not named and bool(self._record.last_named(before))

    def _is_told_near(self, passage: PassageRecord, words: str) -> bool:
        """Whether yes or no can be read of it: what is asked is told there, all but a word, and as done."""
        there = stems_of(words)
        levels = [
            SENTENCE if t.akin & there else self._near.around.level(t.stems, passage, words)
            for t in self._required
        ]
        here = max(levels, default=SENTENCE) >= PASSAGE
        levels += [self._near.person_level(p, passage, words) for p in self._asked.people]
        far = sum(level <= ARTICLE for level in levels)
        enough = here and (not far or levels.count(SENTENCE) > 2 * far)
        return enough and not is_undone(words, self._required, whether=True)

    def _says(self, passage: PassageRecord, cut: Span) -> bool:
        """Whether a sentence has a verb of speech, and names the one whose words are wanted as who says it.

        That one is named last before the verb, or first behind it; an "anti-Brandt" banner names nobody who
        speaks.
        """
        words, speaker = cut.of(passage.text), self._asked.speaker
        verbs = [m for m in indexed_words(words) if listed(m.group(), "speech")]
        if speaker is None:
            return bool(verbs)
        names = self._near.surnames.get(speaker)
        if names is not None and not names & folded_of(without_sides(words)):
            return False
        theirs = [
            verb
            for verb in verbs
            if self._record.last_named(passage.text[: cut.start + verb.start()]) & speaker.people
            or self._first_named(words[verb.end() :][:_BEHIND]) & speaker.people
        ]
        if any(names and _ending(words[: verb.start()]) & names for verb in theirs):
            return True
        start = passage.span.start + cut.start
        return any(not self._is_others(passage, start + verb.start(), speaker.people) for verb in theirs)

    def _is_others(self, passage: PassageRecord, verb: int, people: frozenset[int]) -> bool:
        """Whether a verb of speech is on record as that of others, and is no part of what they say."""
        here = self._near.around.quoted_at(passage.article.id, verb)
        said = any(content.start <= verb < content.end for q in here for content in q.quote.contents)
        return bool(here) and not said and all(q.person is not None and q.person not in people for q in here)

    def _first_named(self, words: str) -> frozenset[int]:
        """Who can be meant by the first name in a text."""
        return next(
            (frozenset(m.person for m in found) for *_, found in self._record.names.within(words)),
            frozenset(),
        )

    @cached_property
    def _unspoken(self) -> Sequence[Term]:
        """Where nobody is known to be asked about, all that is told of them: it must stand together."""
        return self._required if self._asked.form is Form.QUOTES and not self._asked.speaker else ()

    def literal(self, words: str) -> int:
        """How many words asked for a sentence has themselves, rather than others that say nearly the same."""
        return sum(stem(t.english) in stems_of(words) for t in self._required)

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
        required = self._required
        described = self._asked.owned or self._asked.close or self._asked.nominal
        missing = [t for t in required if not (t.stems if described else t.stems | t.akin) & stems_of(words)]
        around = stems_of(passage.text) | stems_of(self._near.around.heading(passage.article))
        if len(missing) == 1 and self._asked.head and self._is_named(self._asked.head, words):
            return self._is_told(missing[0], passage)
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

    def _is_named(self, head: Term, words: str) -> bool:
        """Whether a name in quotation marks says what it is the name of: “March for Bread”."""
        return any(head.stems & stems_of(name.group()) for name in _MARKED.finditer(words))

    def _owned(self, keys: Sequence[str]) -> bool:
        """Whether what is asked for is not somebody else's: "Farr's wife", where Brandt's is wanted."""
        names = {stem(word) for words in self._near.surnames.values() for word in words}
        for term in self._required:
            places = [at for at, key in enumerate(keys) if key in term.stems]
            others = [
                at
                for at in places
                if keys[at] == stem(term.text) and keys[at - 1 : at] == ["s"] and keys[at - 2] not in names
            ]
            if places and len(others) == len(places):
                return False
        return True


def _ending(words: str) -> frozenset[str]:
    """The last word of some, without its 's; none where a mark follows."""
    last = _LAST.search(words)
    return frozenset({fold(last.group(1))}) if last else frozenset()
