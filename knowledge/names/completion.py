"""Which names begin with what has been typed so far?

Answers while somebody types, so it only walks sorted words and postings; it forgives nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from knowledge.names.asked import Alias, NameMatch
from knowledge.names.spelling import spelling, words_of
from knowledge.names.vocabulary import Tier, Vocabulary

_SHORT = 3  # prefixes up to this long have their answers ready
_READY = 200  # aliases kept for each
_LAST = "\U0010ffff"


class Completion:
    """The words of all names in order, in letters and in sounds."""

    def __init__(
        self, vocabulary: Vocabulary, aliases: Sequence[Alias], postings: Sequence[Sequence[int]]
    ) -> None:
        self._vocabulary = vocabulary
        self._aliases = aliases
        self._postings = postings
        self._letters = sorted((keys.roman, number) for number, keys in enumerate(vocabulary.spellings))
        self._sounds = sorted(
            (key, number)
            for number, keys in enumerate(vocabulary.spellings)
            for key in keys.tight | keys.loose
        )
        self._ready: dict[str, list[int]] = defaultdict(list)
        for number, alias in enumerate(aliases):
            for short in {
                vocabulary.spellings[word].roman[:size]
                for word in alias.words
                for size in range(1, _SHORT + 1)
            }:
                ready = self._ready[short]
                if len(ready) < _READY:
                    ready.append(number)

    def complete(self, prefix: str, limit: int) -> tuple[NameMatch, ...]:
        """At most `limit` names that have all the typed words but the last, and a word it begins."""
        *whole, last = [word.text for word in words_of(prefix)] or [""]
        if not last:
            return self._matches(range(len(self._aliases)), limit)
        roman = spelling(last).roman
        if not whole and len(roman) <= _SHORT:
            return self._matches(self._ready.get(roman, ()), limit)
        found = self._beginning(self._letters, roman)
        for key in spelling(last).tight | spelling(last).loose if len(roman) > _SHORT else ():
            found |= self._beginning(self._sounds, key)
        holding = [found] if not whole else []
        for word in whole:
            hits = self._vocabulary.equal(word)
            holders = {alias for hit in hits for alias in self._postings[hit]}
            holding.append(holders)
        if whole:
            both = set.intersection(*holding)
            return self._matches(sorted(a for a in both if self._has(a, found)), limit)
        return self._matches(self._heaviest(found, limit), limit)

    def _beginning(self, order: Sequence[tuple[str, int]], start: str) -> set[int]:
        first = bisect_left(order, (start, -1))
        last = bisect_left(order, (start + _LAST, -1))
        return {number for _, number in order[first:last]}

    def _has(self, alias: int, words: set[int]) -> bool:
        return not words.isdisjoint(self._aliases[alias].words)

    def _heaviest(self, words: Iterable[int], limit: int) -> list[int]:
        """The heaviest aliases that have one of the words: postings are in that order already."""
        return nsmallest(limit * 4, {alias for word in words for alias in self._postings[word][: limit * 4]})

    def _matches(self, aliases: Iterable[int], limit: int) -> tuple[NameMatch, ...]:
        found: dict[int, NameMatch] = {}
        for number in aliases:
            alias = self._aliases[number]
            if alias.person not in found:
                score = max(1.0, 99.0 - len(found))
                found[alias.person] = NameMatch(alias.person, alias.text, Tier.ALIAS, score)
                if len(found) == limit:
                    break
        return tuple(found.values())
