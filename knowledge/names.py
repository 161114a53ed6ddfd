"""Who is meant by a name? Stand-in while knowledge/names/ is on its way; remove when it is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import PersonKind


@dataclass(frozen=True, slots=True)
class NameRow:
    """One alias of one person, as the store gives it."""

    person: int
    alias: str
    kind: PersonKind
    weight: int


class Tier(StrEnum):
    """How a typed name was recognised."""

    EXACT = "exact"
    ALIAS = "alias"
    TRANSLITERATED = "transliterated"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A person who may be meant."""

    person: int
    alias: str
    tier: Tier
    score: float


class NameIndex:
    """Names by their words."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        self._by_word: dict[str, list[NameRow]] = {}
        for row in rows:
            for word in row.alias.casefold().split():
                self._by_word.setdefault(word, []).append(row)

    def find(self, typed: str, limit: int = 5) -> tuple[NameMatch, ...]:
        """Best first, one per person."""
        best: dict[int, NameMatch] = {}
        for word in typed.casefold().split():
            for row in self._by_word.get(word, ()):
                best.setdefault(row.person, NameMatch(row.person, row.alias, Tier.ALIAS, 100.0))
        return tuple(best.values())[:limit]

    def lead(self, words: Sequence[str]) -> tuple[tuple[NameMatch, ...], int]:
        """Whom the first words name, and how many of them."""
        found = self.find(words[0]) if words else ()
        return found, 1 if found else 0

    def within(self, text: str) -> tuple[tuple[int, int, tuple[NameMatch, ...]], ...]:
        """Names anywhere in a text."""
        return tuple((text.find(w), text.find(w) + len(w), m) for w in text.split() if (m := self.find(w)))

    def complete(self, prefix: str, limit: int = 25) -> tuple[NameMatch, ...]:
        """Names that begin like this."""
        words = [w for w in self._by_word if w.startswith(prefix.casefold())]
        return tuple(m for w in words for m in self.find(w))[:limit]
