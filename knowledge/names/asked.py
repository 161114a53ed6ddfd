"""What is asked of the index of names, and what does it hold and answer? Values only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.spelling import TypedWord
from knowledge.names.vocabulary import Hit, Tier

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
        title = known.is_title(word.text) or known.is_role(word.text)
        particle = known.is_particle(word.text)
        preposition = known.is_preposition(word.text)
        short = len(word.text) == 2 and not hits and not (title or particle or preposition)
        initials = len(word.text) == 1 or word.dotted or short
        loose_end = title or particle or preposition or (initials and (len(word.text) == 1 or not hits))
        return cls(word.text, hits, initials, loose_end, preposition)


@dataclass(frozen=True, slots=True)
class Fit:
    """An alias that accounts for what was typed.

    `missing` of its own words were not typed; `left` typed words are not its own.
    """

    alias: Alias
    tier: Tier
    slips: int
    missing: int
    left: int = 0
    oblique: bool = False


def rejoined(words: Sequence[TypedWord]) -> Iterable[list[TypedWord]]:
    """The typed words with two neighbours written as one ("mc namee")."""
    for at in range(len(words) - 1):
        one, other = words[at], words[at + 1]
        joined = replace(one, text=one.text + other.text, end=other.end)
        yield [*words[:at], joined, *words[at + 2 :]]


def split_in_two(word: TypedWord) -> Iterable[list[TypedWord]]:
    """One typed word written as two: a space was lost ("janedoe"), or a letter hit for it ("janebdoe")."""
    text = word.text
    for at in range(_SHORTEST_HALF, len(text) - _SHORTEST_HALF + 1):
        for after in (at, at + 1) if at + _SHORTEST_HALF < len(text) else (at,):
            yield [replace(word, text=text[:at]), replace(word, text=text[after:])]
