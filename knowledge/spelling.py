"""Which word of the record was meant by one that it does not have? Small slips only, never by force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz.distance import OSA

from knowledge.stems import fold

_SURE = 6
"""From this length on, one letter may stand for another: "horse" is no "house"."""
_LONG = 8
"""From this length on, two slips are allowed."""


class Spelling:
    """A vocabulary, with how often each word stands in it, by first letter and length.

    A correction looks at few words. Words of less than `shortest` letters are never put right, and
    those of less than six only where a letter was left out or two changed places.
    """

    def __init__(self, vocabulary: Mapping[str, int], shortest: int = _SURE) -> None:
        self._shortest = shortest
        self._counts: dict[str, int] = defaultdict(int)
        for word, count in vocabulary.items():
            self._counts[fold(word)] += count
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._counts:
            self._near[word[0], len(word)].append(word)

    def correct(self, word: str) -> str | None:
        """The most frequent of the nearest words; None where the word is known, short or far from all."""
        word = fold(word)
        if (
            word in self._counts
            or len(word) < self._shortest - (self._shortest < _SURE)
            or not word.isalpha()
        ):
            return None
        slips = 2 if len(word) >= _LONG else 1
        found: list[tuple[int, int, str]] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            for known in self._near.get((word[0], length), ()):
                distance = OSA.distance(word, known, score_cutoff=slips)
                if distance <= slips and len(known) >= self._shortest and self._likely(word, known):
                    found.append((distance, -self._counts[known], known))
        return min(found)[2] if found else None

    @staticmethod
    def _likely(word: str, known: str) -> bool:
        """Whether a short word is another of which a letter was left out or two changed places."""
        return len(word) >= _SURE or len(known) > len(word) or sorted(word) == sorted(known)
