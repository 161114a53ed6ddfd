"""Which words say the same as another, and which are of the kind that it names?

The groups are data (lexicon/synonyms.toml); words are told apart by their stems.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.stems import fold, stem


def synonyms(word: str) -> Mapping[str, str]:
    """The stems that stand for the same as `word`, its own first, each with a word that has it."""
    return _with_own(word, _groups().get(stem(word), {}))


def answering(word: str) -> Mapping[str, str]:
    """The stems that answer for `word` in a question: its synonyms, and what is of the kind it names.

    Asked for a vehicle, a lorry answers; asked for a lorry, no vehicle does.
    """
    same = synonyms(word)
    return {s: w for group in (same, *(_kinds().get(key, {}) for key in same)) for s, w in group.items()}


def known_words() -> frozenset[str]:
    """Every word of the thesaurus, folded."""
    return frozenset(
        word for table in (_groups(), _kinds()) for group in table.values() for word in group.values()
    )


def _with_own(word: str, others: Mapping[str, str]) -> dict[str, str]:
    own = stem(word)
    return {own: fold(word), **{s: w for s, w in others.items() if s != own}}


@cache
def _groups() -> dict[str, dict[str, str]]:
    """Of each stem that is in a group: the group's stems, each with one of its words."""
    groups: dict[str, dict[str, str]] = {}
    for table in lexicon("synonyms").values():
        for line in table["groups"]:
            words = {stem(word): word for word in reversed(line.split())}
            for one in words:
                groups.setdefault(one, {}).update(words)
    return groups


@cache
def _kinds() -> dict[str, dict[str, str]]:
    """Of each stem that names a kind: the stems of what is of it, each with its word."""
    return {
        stem(kind): {stem(word): word for word in words.split()}
        for table in lexicon("synonyms").values()
        for kind, words in table.get("kinds", {}).items()
    }
