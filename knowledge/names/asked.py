"""Does one alias account for every word somebody typed?

The types of the index, and the check of a single candidate. Looks nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.spelling import TypedWord, spelling
from knowledge.names.vocabulary import Hit, Tier, Vocabulary

_ORDER = {tier: place for place, tier in enumerate(Tier)}
_SHORTEST_HALF = 3  # letters of a word that was run together with another


@dataclass(frozen=True, slots=True)
class NameRow:
    """One alias of one person, as the store gives it; `weight` is how often it is mentioned."""

    person: int
    alias: str
    kind: PersonKind
    weight: int


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Somebody who can be meant: by which alias, understood how, how surely (0 to 100)."""

    person: int
    alias: str
    tier: Tier
    score: float


@dataclass(frozen=True, slots=True)
class Alias:
    """An alias in the index: its words are numbers in the vocabulary.

    `derived` says that the words are not the alias's own but another name of the same
    organisation, by the lexicon.
    """

    person: int
    text: str
    kind: PersonKind
    words: tuple[int, ...]
    derived: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A typed word with the known words it can be, and what else it can be."""

    text: str
    hits: Mapping[int, Hit]
    initials: bool  # "A.", "VV"
    loose_end: bool  # a title, a particle, a preposition, an initial: may be left unaccounted for
    preposition: bool

    @classmethod
    def of(cls, word: TypedWord, hits: Mapping[int, Hit]) -> Asked:
        """The word as it was typed, with what was looked up for it."""
        title, particle = known.is_title(word.text), known.is_particle(word.text)
        preposition = known.is_preposition(word.text)
        short = len(word.text) == 2 and not hits and not (title or particle or preposition)
        initials = len(word.text) == 1 or word.dotted or short
        loose_end = title or particle or preposition or (initials and (len(word.text) == 1 or not hits))
        return cls(word.text, hits, initials, loose_end, preposition)


@dataclass(frozen=True, slots=True)
class Fit:
    """An alias that accounts for all that was typed; `missing` of its own words were not typed."""

    alias: Alias
    tier: Tier
    slips: int
    missing: int


def fit(
    alias: Alias, asked: Sequence[Asked], others: Sequence[Alias], vocabulary: Vocabulary
) -> Fit | None:
    """How `alias` accounts for the words asked, None if it does not; `others` are its person's aliases."""
    taken = _assign(alias, asked)
    met = {place for place in taken if place is not None}
    if not met:
        return None
    left = [number for number, place in enumerate(taken) if place is None]
    if not all(_may_be_left(number, alias, asked, taken, others, vocabulary) for number in left):
        return None
    hits = [asked[n].hits[alias.words[place]] for n, place in enumerate(taken) if place is not None]
    worst = max((hit.tier for hit in hits), key=_ORDER.__getitem__)
    slips = sum(hit.slips for hit in hits)
    if slips > 1 + len(hits):
        return None
    by_form = _form(alias, met, asked, vocabulary, worst, whole=not left)
    if by_form is None:
        return None
    tier = max(worst, by_form, key=_ORDER.__getitem__)
    # An initial that was met stands for a word of the alias.
    return Fit(alias, tier, slips, max(0, len(alias.words) - len(met)))


def rejoined(words: Sequence[TypedWord]) -> Iterable[list[TypedWord]]:
    """The typed words with two neighbours written as one ("mc namee")."""
    for at in range(len(words) - 1):
        one, other = words[at], words[at + 1]
        joined = replace(one, text=one.text + other.text, end=other.end)
        yield [*words[:at], joined, *words[at + 2 :]]


def split_in_two(word: TypedWord) -> Iterable[list[TypedWord]]:
    """One typed word written as two ("alexanderlukashenko")."""
    text = word.text
    for at in range(_SHORTEST_HALF, len(text) - _SHORTEST_HALF + 1):
        yield [replace(word, text=text[:at]), replace(word, text=text[at:])]


def _assign(alias: Alias, asked: Sequence[Asked]) -> list[int | None]:
    """For each word asked the place in the alias that it is, each place used once, best fits first."""
    taken: list[int | None] = [None] * len(asked)
    offers = sorted(
        (_ORDER[hit.tier], hit.slips, abs(number - place), number, place)
        for number, word in enumerate(asked)
        for place, known_word in enumerate(alias.words)
        if (hit := word.hits.get(known_word)) is not None
    )
    used: set[int] = set()
    for _, _, _, number, place in offers:
        if taken[number] is None and place not in used:
            taken[number] = place
            used.add(place)
    return taken


def _may_be_left(
    number: int,
    alias: Alias,
    asked: Sequence[Asked],
    taken: Sequence[int | None],
    others: Sequence[Alias],
    vocabulary: Vocabulary,
) -> bool:
    """Whether a typed word that the alias lacks may stand all the same."""
    word = asked[number]
    if alias.kind is not PersonKind.PERSON:
        return word.preposition or (word.loose_end and not word.initials and number == 0)
    if word.initials and not word.hits:
        return _initials_agree(word.text, alias, asked, taken, others, vocabulary)
    if word.loose_end:
        return any(place is not None for place in taken[number + 1 :])
    full = len({place for place in taken if place is not None}) >= 2
    if full:
        return known.is_patronymic(word.text) or _is_between(number, taken)
    return bool(known.given_of(word.text)) and not any(len(other.words) > 1 for other in others)


def _is_between(number: int, taken: Sequence[int | None]) -> bool:
    """Whether a typed word stands between a given name and a surname that were both met."""
    before = [place for place in taken[:number] if place is not None]
    after = [place for place in taken[number + 1 :] if place is not None]
    return bool(before) and bool(after) and max(before) < min(after)


def _initials_agree(
    initials: str,
    alias: Alias,
    asked: Sequence[Asked],
    taken: Sequence[int | None],
    others: Sequence[Alias],
    vocabulary: Vocabulary,
) -> bool:
    """Whether initials fit: the first of them all is a given name's, the rest may be a patronymic's."""
    first = next(n for n, word in enumerate(asked) if word.initials and taken[n] is None)
    if asked[first].text != initials:
        return True
    used = {place for place in taken if place is not None}
    if len(alias.words) > 1:
        given = [alias.words[place] for place in range(len(alias.words) - 1) if place not in used]
        return any(_starts(word, initials[0], vocabulary) for word in given)
    full = [other for other in others if len(other.words) > 1 and other.words[-1] == alias.words[0]]
    return not full or any(_starts(other.words[0], initials[0], vocabulary) for other in full)


def _starts(word: int, letter: str, vocabulary: Vocabulary) -> bool:
    """Whether a known word, in letters or in sound, starts with the letter."""
    typed, theirs = spelling(letter), vocabulary.spellings[word]
    return theirs.roman[:1] == typed.roman[:1] or any(
        mine[:1] == key[:1] for mine in typed.tight for key in theirs.tight
    )


def _form(
    alias: Alias, met: set[int], asked: Sequence[Asked], vocabulary: Vocabulary, worst: Tier, *, whole: bool
) -> Tier | None:
    """What part of the alias was typed; None if it is too little to name somebody."""
    if alias.kind is not PersonKind.PERSON:
        return _organisation_form(alias, met, vocabulary, worst)
    if len(met) == len(alias.words):
        return Tier.ALIAS if alias.derived or not whole else Tier.EXACT
    if len(alias.words) - 1 in met:
        return Tier.ALIAS
    lone = worst is Tier.FUZZY and len(met) == 1
    if lone and max(len(word.text) for word in asked) < 7:
        return None
    return Tier.PARTIAL


def _organisation_form(alias: Alias, met: set[int], vocabulary: Vocabulary, worst: Tier) -> Tier | None:
    words = [vocabulary.words[number] for number in alias.words]
    counted = {
        place for place, word in enumerate(words) if not known.is_preposition(word) and word != "and"
    }
    if counted <= met:
        return Tier.ALIAS if alias.derived else Tier.EXACT
    if worst is Tier.FUZZY or alias.derived:
        return None
    if len(met & counted) >= 2 and max(counted) in met:
        return Tier.PARTIAL
    first = min(counted)
    return Tier.PARTIAL if first in met and not known.is_generic(words[first]) else None
