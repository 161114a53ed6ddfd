"""Which words of known names can a typed word be?

Equal in letters or in sound, or within a few slips of the finger. Every distinct word is kept
once; what names it stands in is the index's business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names.inflection import nominatives
from knowledge.names.known import given_of
from knowledge.names.slips import allowed, are_two_names, endings_agree, is_slip, slips_between
from knowledge.names.spelling import Spelling, is_cyrillic, spelling


class Tier(StrEnum):
    """How a name was understood, surest first."""

    EXACT = "exact"  # as it is written in the articles, but for case and accents
    ALIAS = "alias"  # a surname alone, an acronym, another name of the same
    TRANSLITERATED = "transliterated"  # another script, romanisation, language or case
    LAYOUT = "layout"  # typed on another keyboard layout
    PARTIAL = "partial"  # a given name alone, some words of an organisation's name
    FUZZY = "fuzzy"  # mistyped


SURE = frozenset({Tier.EXACT, Tier.ALIAS})
"""How a name is understood as it stands: nothing has to be said of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """That a typed word may be a known one: how, and after how many slips."""

    tier: Tier
    slips: int = 0
    oblique: bool = False  # the typed word was taken for a case of the known one


_MOST = 40  # near words looked at
_SAME, _SOUND, _CASE = Hit(Tier.EXACT), Hit(Tier.TRANSLITERATED), Hit(Tier.TRANSLITERATED, oblique=True)


class Vocabulary:
    """The distinct folded words of all names, numbered, with the ways to look them up."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self.spellings: tuple[Spelling, ...] = tuple(map(spelling, self.words))
        self._numbers = {word: number for number, word in enumerate(self.words)}
        self._roman: dict[str, list[int]] = defaultdict(list)
        self._sounds: dict[str, list[int]] = defaultdict(list)
        self._given: dict[int, list[int]] = defaultdict(list)
        self._tails: dict[str, list[int]] = defaultdict(list)
        for number, keys in enumerate(self.spellings):
            self._add(number, keys)
        self._letters = _Shelves((keys.roman, number) for number, keys in enumerate(self.spellings))
        self._keys = _Shelves(
            (key, number) for number, keys in enumerate(self.spellings) for key in keys.loose
        )

    def _add(self, number: int, keys: Spelling) -> None:
        self._roman[keys.roman].append(number)
        self._tails[keys.roman[1:]].append(number)
        for key in keys.tight | keys.loose:
            self._sounds[key].append(number)
        for line in given_of(self.words[number]):
            self._given[line].append(number)

    def equal(self, word: str) -> dict[int, Hit]:
        """The known words that are the folded `word` in another case, script or language."""
        found: dict[int, Hit] = {}
        for place, form in enumerate(nominatives(word)):
            keys = spelling(form)
            sound = _CASE if place else _SOUND
            same = _SAME if form == word else sound
            for number in self._roman.get(keys.roman, ()):
                one_script = is_cyrillic(form) == is_cyrillic(self.words[number])
                found.setdefault(number, same if one_script else sound)
            for key in keys.tight | keys.loose:
                for number in self._sounds.get(key, ()):
                    found.setdefault(number, sound)
            for line in given_of(form):
                for number in self._given.get(line, ()):
                    found.setdefault(number, sound)
        return found

    def near(self, word: str, *, supported: bool) -> dict[int, Hit]:
        """The known words that `word` may be a slip for; more is forgiven with a second word's support."""
        form = nominatives(word)[0]
        keys = spelling(form)
        slips = self._shifted(keys.roman)
        reach = allowed(len(keys.roman), supported=supported)
        for number, cost in self._letters.near(keys.roman, reach):
            slips[number] = min(cost, slips.get(number, cost))
        for key in keys.loose:
            for number, cost in self._keys.near(key, allowed(len(key), supported=supported)):
                slips[number] = min(cost, slips.get(number, cost))
        return {
            number: Hit(Tier.FUZZY, cost)
            for number, cost in slips.items()
            if self._may_be(form, keys, number, cost, supported=supported)
        }

    def _shifted(self, roman: str) -> dict[int, int]:
        """The words that differ in their first letter alone: another, one more, one less, two swapped."""
        if len(roman) < 4:
            return {}
        changed = [
            n for n in self._tails.get(roman[1:], ()) if is_slip(roman[0], self.spellings[n].roman[:1])
        ]
        lost = self._tails.get(roman, ()) if len(roman) > 4 else ()
        more = self._roman.get(roman[1:], ()) if len(roman) > 5 else ()
        swapped = self._roman.get(roman[1] + roman[0] + roman[2:], ())
        return dict.fromkeys((*changed, *lost, *more, *swapped), 1)

    def _may_be(self, form: str, keys: Spelling, number: int, cost: int, *, supported: bool) -> bool:
        """Whether a near word can be meant: not when both are names of their own."""
        other, theirs = self.words[number], self.spellings[number]
        if cost > allowed(min(len(keys.roman), len(theirs.roman)), supported=supported):
            return False
        if are_two_names(form, other):
            return False
        if keys.roman + "h" == theirs.roman:  # half of a final ch, sh or kh: the ending is not yet typed
            return True
        return endings_agree(keys.loose, theirs.loose, cost, supported=supported)


class _Shelves:
    """Strings put where a slip leaves them findable: by their first sign with the second, and with the third.

    One slip changes the second sign or the third, or moves them by one place, so that the
    string is still on one of four shelves; a slip in the first sign is no business of theirs.
    """

    def __init__(self, filed: Iterable[tuple[str, int]]) -> None:
        self._shelves: dict[tuple[str, int], _Shelf] = defaultdict(_Shelf)
        for text, number in sorted(filed, key=lambda pair: len(pair[0])):
            self._shelves[text[:2], 1].put(text, number)
            self._shelves[text[:1] + text[2:3], 2].put(text, number)

    def near(self, text: str, reach: int) -> Iterator[tuple[int, int]]:
        """The strings with the same first sign within `reach` slips: (number, slips)."""
        if not reach:
            return
        places = {text[:2], text[:1] + text[2:3]}
        for shelf in [self._shelves.get((signs, place)) for signs in places for place in (1, 2)]:
            yield from shelf.near(text, reach) if shelf else ()


@dataclass(slots=True)
class _Shelf:
    """Strings in order of length, with their numbers."""

    texts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def put(self, text: str, number: int) -> None:
        self.texts.append(text)
        self.numbers.append(number)

    def near(self, text: str, reach: int) -> Iterator[tuple[int, int]]:
        first = bisect_left(self.texts, len(text) - reach, key=len)
        last = bisect_left(self.texts, len(text) + reach + 1, key=len)
        some = self.texts[first:last]
        for other, _, place in process.extract(
            text, some, scorer=OSA.distance, score_cutoff=reach, limit=_MOST
        ):
            cost = slips_between(text, other)
            if cost <= reach:
                yield self.numbers[first + place], cost
