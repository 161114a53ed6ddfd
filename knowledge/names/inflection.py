"""Which nominatives may a word in an oblique case stand for?

The endings are data. Nothing here decides that the word is a name.
"""

from __future__ import annotations

from functools import cache, lru_cache

from knowledge.lexicon import lexicon

_STEM = 2  # letters that must be left before an ending


@lru_cache(maxsize=4096)
def nominatives(word: str) -> tuple[str, ...]:
    """The folded `word` and what it may be a case of; without the word where it is surely oblique."""
    for ending, made in _rules(sure=True):
        if _fits(word, ending):
            return tuple(word[: -len(ending)] + nominative for nominative in made)
    found = [
        word[: -len(ending)] + nominative
        for ending, made in _rules(sure=False)
        if _fits(word, ending)
        for nominative in made
    ]
    return tuple(dict.fromkeys([word, *found]))


def _fits(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= _STEM


@cache
def _rules(*, sure: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The endings of every language, longest first, each with what it may stand for."""
    groups = [group["endings"] for group in lexicon("names")["inflection"] if group["sure"] is sure]
    rules = [(ending, tuple(made)) for group in groups for endings, made in group for ending in endings]
    return tuple(sorted(rules, key=lambda rule: -len(rule[0])))
