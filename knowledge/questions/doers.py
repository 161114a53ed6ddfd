"""Did those do it of whom the question says so? A sentence may tell the same deed of somebody else.

"Brandt signed" is no answer to when Ode signed. Only who is named before the verb is judged; one whom
the sentence does not name ("he signed") may be whoever is asked about, unless it says "she".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.model import Span
from knowledge.questions.asking import Asked
from knowledge.questions.deeds import is_passive, is_undone, is_verb
from knowledge.questions.forms import Form
from knowledge.questions.nearness import Nearness
from knowledge.questions.somebody import Somebody
from knowledge.questions.surroundings import folded_of, stems_of
from knowledge.questions.terms import Term
from knowledge.record import Record
from knowledge.stems import indexed_words, stem
from knowledge.store.rows import PassageRecord
from knowledge.tokens import sentences_of

_OPEN = re.compile(r"\b(?:he|she|they|it|we|i|you)\b|\bto\W+$", re.IGNORECASE)
"""What before a verb leaves open whose it is: a pronoun, or "to" right there."""
_HE_OR_SHE = re.compile(r"\b(?:(?P<female>she)|(?P<male>he))(?:['’]\w+)?\W+(?:\w+\W+){0,2}$", re.IGNORECASE)


class Doers:
    """Those of whom a question says that they did something."""

    def __init__(self, record: Record, asked: Asked, near: Nearness) -> None:
        self._record = record
        self._asked = asked
        self._near = near

    def are_others(self, passage: PassageRecord, words: str) -> bool:
        """Whether a sentence tells of a deed that others did than those who are asked about."""
        return any(self._is_of_others(deed, somebody, passage, words) for somebody, deed in self._asked.doers)

    def _is_of_others(self, deed: Term, somebody: Somebody, passage: PassageRecord, words: str) -> bool:
        """Whether a deed is told, each time of another; where the sentence does not tell it, in its passage.

        To answer whom they did it to it must be told there, as done.
        """
        told, whole = deed.stems | deed.akin, passage.text
        whom = self._asked.form is Form.PERSON
        if whom and (is_undone(words, (deed,)) or not told & stems_of(whole)):
            return True
        if told & stems_of(words):
            return self._did_others(deed, somebody, [words])
        sentences = [cut.span.of(whole) for cut in sentences_of(whole, Span(0, len(whole)))]
        # Beside a sentence that names who is asked about another's deed says nothing against it.
        named = self._near.surnames[somebody] & folded_of(words)
        return self._did_others(deed, somebody, sentences, even_named=not named)

    def _did_others(
        self, deed: Term, somebody: Somebody, sentences: Sequence[str], *, even_named: bool = True
    ) -> bool:
        """Whether sentences tell a deed, each time of another: of a "she", or `even_named`."""
        verbs = [
            (sentence, verb.start())
            for sentence in sentences
            for verb in indexed_words(sentence)
            if stem(verb.group()) in deed.stems and is_verb(verb.group())
        ]
        return bool(verbs) and all(
            self._is_other_pronoun(sentence[:at], somebody)
            or (even_named and self._is_other_name(sentence, at, somebody))
            for sentence, at in verbs
        )

    def _is_other_pronoun(self, before: str, somebody: Somebody) -> bool:
        """Whether the words before a verb end in a "she", who is not this man."""
        pronoun, gender = _HE_OR_SHE.search(before), self._gender(somebody)
        return bool(pronoun and gender and pronoun.lastgroup != gender)

    def _is_other_name(self, sentence: str, at: int, somebody: Somebody) -> bool:
        """Whether before a verb at a place somebody else is named, who then did it, or may have."""
        before = sentence[:at]
        if self._near.surnames[somebody] & folded_of(before) or _OPEN.search(before):
            return False
        return not is_passive(sentence, at) and bool(self._record.last_named(before))

    def _gender(self, somebody: Somebody) -> str | None:
        """What all agree on who can be meant."""
        genders = {person.gender for person in self._record.people(sorted(somebody.people))}
        return genders.pop() if len(genders) == 1 else None
