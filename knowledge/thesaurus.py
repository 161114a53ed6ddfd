"""Which words say the same as another, and which are of the kind that it names?

The groups are data (lexicon/synonyms.toml, and akin.toml of what only nearly says the same); words are
told apart by their stems.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from knowledge.lexicon import lexicon
from knowledge.stems import Stemmed, fold, stem


def synonyms(word: str) -> Mapping[str, str]:
    """The stems that stand for the same as `word`, its own first, each with a word that has it."""
    own = stem(word)
    others = (other for line in _groups().get(own, ()) for other in line.split())
    return {own: fold(word), **{s: o for o in others if (s := stem(o)) != own}}


def answering(word: str) -> Mapping[str, str]:
    """The stems that answer for `word` in a question: its synonyms, and what is of the kind it names.

    Asked for a vehicle, a lorry answers; asked for a lorry, no vehicle does, and asked for a car, which says
    nearly the same as vehicle, no lorry does.
    """
    same = synonyms(word)
    of_kind = _kinds().get(stem(word), "").split()
    return {**{stem(other): other for other in of_kind}, **same}


def akin(word: str, nearness: str = "near") -> Mapping[str, str]:
    """The stems of words by which an article may tell what is asked with `word`, each with such a word.

    The `near` ones say it in most articles and the `loose` ones in some, so that they answer only where
    all else agrees.
    """
    lines, heads = _akin(nearness)
    return {stem(other): other for asked in heads.of(stem(word)) for other in lines[asked].split()}


@lru_cache(maxsize=1 << 12)
def alike(word: str) -> frozenset[str]:
    """The stems of words that say the same as `word`, or nearly, its own among them."""
    return frozenset({*synonyms(word), *akin(word)})


def known_words() -> frozenset[str]:
    """Every word of the thesaurus, folded."""
    lines = (line for group in _groups().values() for line in group)
    return frozenset(word for line in (*lines, *_kinds().values()) for word in line.split())


@cache
def akin_words() -> frozenset[str]:
    """Every word by which one is told that nearly or sometimes says it, folded."""
    words = (line.replace(":", "") for text in lexicon("akin")["en"].values() for line in text.splitlines())
    return frozenset(word for line in words for word in line.split())


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Of each stem the groups that it is in, as lines of words: they are many, and few are ever asked for."""
    groups: dict[str, tuple[str, ...]] = {}
    for table in lexicon("synonyms").values():
        for line in table["groups"]:
            for one in {stem(word) for word in line.split()}:
                groups[one] = (*groups.get(one, ()), line)
    return groups


@cache
def _akin(nearness: str) -> tuple[Mapping[str, str], Stemmed]:
    """Of each word that is asked for, the words by which it may be told; and the former by their stems."""
    lines = (line.partition(": ") for line in lexicon("akin")["en"][nearness].splitlines())
    told_by = {asked: told for asked, _, told in lines}
    return told_by, Stemmed(told_by, stem)


@cache
def _kinds() -> dict[str, str]:
    """Of each stem that names a kind the words of what is of it; a kind may have several names."""
    return {
        stem(name): words
        for table in lexicon("synonyms").values()
        for names, words in table.get("kinds", {}).items()
        for name in names.split()
    }
