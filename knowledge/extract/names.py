"""Which names does an article mention most? People, bodies, places and nationalities, counted as words.

What an article is about shows in them; who is meant is asked by `people`, and which articles tell of one
event by `knowledge.stories`.
"""

from __future__ import annotations

from collections import Counter

from knowledge.extract.reading import Reading
from knowledge.extract.tagging import stem_of
from knowledge.model import NameCount

KIND = "names"
NEEDS: tuple[str, ...] = ()

_NAMES = frozenset("XYJ")
_MOST = 24


def extract(reading: Reading) -> tuple[NameCount, ...]:
    """The names mentioned most, in lower case, most first; of equals the first in the alphabet."""
    counts = Counter(
        stem_of(word.lower())
        for tagged in reading.tagged
        for word, letter in zip(tagged.words, tagged.tags, strict=True)
        if letter in _NAMES
    )
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(NameCount(name, count) for name, count in ordered[:_MOST])
