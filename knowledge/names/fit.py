"""Does one alias account for every word somebody typed?

Checks a single candidate; which are candidates is the index's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.asked import Alias, Asked, Fit
from knowledge.names.spelling import spelling
from knowledge.names.vocabulary import Tier, Vocabulary

_ORDER = {tier: place for place, tier in enumerate(Tier)}
_LONE = 7  # letters that a mistyped given name must have to be looked for alone


@dataclass(frozen=True, slots=True)
class Check:
    """The words asked against one alias; `others` are all the aliases of its person."""

    alias: Alias
    asked: Sequence[Asked]
    others: Sequence[Alias]
    vocabulary: Vocabulary

    def fit(self) -> Fit | None:
        """How the alias accounts for the words asked, None if it does not."""
        taken = self._assigned()
        met = {place for place in taken if place is not None}
        left = [number for number, place in enumerate(taken) if place is None]
        if not met or not all(self._may_be_left(number, taken) for number in left):
            return None
        if not self._gender_fits(left):
            return None
        hits = [self.asked[n].hits[self.alias.words[p]] for n, p in enumerate(taken) if p is not None]
        worst = max((hit.tier for hit in hits), key=_ORDER.__getitem__)
        slips = sum(hit.slips for hit in hits)
        form = self._form(met, worst, slips, whole=not left)
        if form is None or slips > 1 + len(hits):
            return None
        tier = max(worst, form, key=_ORDER.__getitem__)
        oblique = any(hit.oblique for hit in hits)
        dropped = sum(not (self.asked[n].loose_end or known.is_patronymic(self.asked[n].text)) for n in left)
        return Fit(self.alias, tier, slips, len(self.alias.words) - len(met), dropped, oblique)

    def _assigned(self) -> list[int | None]:
        """For each word asked the place in the alias that it is, each place used once, best fits first."""
        taken: list[int | None] = [None] * len(self.asked)
        offers = [
            (_ORDER[hit.tier], hit.slips + hit.oblique, abs(number - place), number, place)
            for number, word in enumerate(self.asked)
            for place, known_word in enumerate(self.alias.words)
            if (hit := word.hits.get(known_word)) is not None
        ]
        used: set[int] = set()
        for _, _, _, number, place in sorted(offers):
            if taken[number] is None and place not in used:
                taken[number] = place
                used.add(place)
        return taken

    def _may_be_left(self, number: int, taken: Sequence[int | None]) -> bool:
        """Whether a typed word that the alias lacks may stand all the same."""
        word = self.asked[number]
        if self.alias.kind is not PersonKind.PERSON:
            return word.preposition or (word.loose_end and not word.initials and number == 0)
        if word.initials and not word.hits:
            return self._initials_agree(number, taken)
        if word.loose_end:
            return any(place is not None for place in taken[number + 1 :])
        if len({place for place in taken if place is not None}) >= 2:
            return known.is_patronymic(word.text) or _is_between(number, taken)
        return bool(known.given_of(word.text)) and not any(len(other.words) > 1 for other in self.others)

    def _gender_fits(self, left: Sequence[int]) -> bool:
        """Whether the titles typed fit the given names of the person: "Mrs" is not a Dmitry's."""
        titles = {known.gender_of_title(self.asked[number].text) for number in left} - {None}
        if not titles or self.alias.kind is not PersonKind.PERSON:
            return True
        given = {self.vocabulary.words[other.words[0]] for other in self.others if len(other.words) > 1}
        genders = set(map(known.gender_of, given)) - {None}
        return not genders or not genders.isdisjoint(titles)

    def _initials_agree(self, number: int, taken: Sequence[int | None]) -> bool:
        """Whether initials fit: the first of them all is a given name's, the rest may be a patronymic's."""
        first = next(n for n, word in enumerate(self.asked) if word.initials and taken[n] is None)
        if first != number:
            return True
        letter, words = self.asked[number].text[0], self.alias.words
        if len(words) > 1:
            rest = [word for place, word in enumerate(words[:-1]) if place not in taken]
            return any(self._starts(word, letter) for word in rest)
        full = [other for other in self.others if len(other.words) > 1 and other.words[-1] == words[0]]
        return not full or any(self._starts(other.words[0], letter) for other in full)

    def _starts(self, word: int, letter: str) -> bool:
        """Whether a known word, in letters or in sound, starts with the letter."""
        typed, theirs = spelling(letter), self.vocabulary.spellings[word]
        sounds = {key[:1] for key in typed.tight}
        return theirs.roman[:1] == typed.roman[:1] or any(key[:1] in sounds for key in theirs.tight)

    def _form(self, met: set[int], worst: Tier, slips: int, *, whole: bool) -> Tier | None:
        """What part of the alias was typed; None if it is too little to name somebody."""
        if self.alias.kind is not PersonKind.PERSON:
            return self._organisation_form(met, worst)
        if len(met) == len(self.alias.words):
            return Tier.EXACT if whole and not self.alias.derived else Tier.ALIAS
        if len(self.alias.words) - 1 in met:
            return Tier.ALIAS
        lone = worst is Tier.FUZZY and len(met) == 1
        unlike = slips > 1 or max(len(word.text) for word in self.asked) < _LONE
        return None if lone and unlike else Tier.PARTIAL

    def _organisation_form(self, met: set[int], worst: Tier) -> Tier | None:
        words = [self.vocabulary.words[number] for number in self.alias.words]
        counted = {
            place for place, word in enumerate(words) if not known.is_preposition(word) and word != "and"
        }
        if counted <= met:
            return Tier.ALIAS if self.alias.derived else Tier.EXACT
        if worst is Tier.FUZZY or self.alias.derived:
            return None
        first = min(counted)
        telling = any(not known.is_generic(words[place]) for place in met)
        if len(met & counted) >= 2 and (max(counted) in met or (first in met and telling)):
            return Tier.PARTIAL
        return Tier.PARTIAL if first in met and not known.is_generic(words[first]) else None


def _is_between(number: int, taken: Sequence[int | None]) -> bool:
    """Whether a typed word stands between a given name and a surname that were both met."""
    before = [place for place in taken[:number] if place is not None]
    after = [place for place in taken[number + 1 :] if place is not None]
    return bool(before) and bool(after) and max(before) < min(after)
