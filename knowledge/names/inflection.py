"""Which nominatives may a word in an oblique case stand for?

The endings are data. Nothing here decides that the word is a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from knowledge.lexicon import lexicon

_STEM = 2  # letters that must be left before an ending


@lru_cache(maxsize=1 << 12)
def nominatives(word: str) -> tuple[str, ...]:
    """The folded `word` and what it may be a case of; without the word where it is surely oblique."""
    for stem, made in _endings(word, sure=True):
        return tuple(stem + nominative for nominative in made)
    found = [stem + nominative for stem, made in _endings(word, sure=False) for nominative in made]
    return tuple(dict.fromkeys([word, *found]))


def _endings(word: str, *, sure: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each known ending of the word, longest first: the stem before it and what may follow that."""
    rules, longest = _rules(sure=sure)
    for size in range(min(longest, len(word) - _STEM), 0, -1):
        made = rules.get(word[-size:])
        if made:
            yield word[:-size], made


@cache
def _rules(*, sure: bool) -> tuple[dict[str, tuple[str, ...]], int]:
    """The endings of every language with what each may stand for, and the length of the longest."""
    rules: dict[str, tuple[str, ...]] = {}
    for group in lexicon("names")["inflection"]:
        if group["sure"] is sure:
            for endings, made in group["endings"]:
                rules.update((ending, (*rules.get(ending, ()), *made)) for ending in endings)
    return rules, max(map(len, rules))
