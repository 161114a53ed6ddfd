"""What is left of a word when spelling, ending and accents are taken off, and does it mean anything?

Stems are those of the full-text index (`porter unicode61 remove_diacritics 2`), so that document
frequencies can be looked up by them. Nothing here knows a text or a query.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from knowledge.lexicon import lexicon

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
_INDEXED = re.compile(r"[^\W_]+")
_stemmers = threading.local()

_SHARED = 3
"""Letters with which a word and its stem begin alike."""
GENERIC_WEIGHT = 0.34
"""What a word that stands in any text counts for, beside one that is about something."""


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` in lower case, without accents, with straight apostrophes."""
    text = text.translate(_APOSTROPHES).casefold()
    if text.isascii():
        return text
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Signs that stand for others (letters of mathematics, wide accents) are themselves only now.
    return plain.translate(_APOSTROPHES).casefold()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one word as the full-text index has it."""
    folded = fold(word)
    return _stemmed(folded, "porter") if folded.isascii() and len(folded) > 2 else folded


def russian_stem(word: str) -> str:
    """The stem of one Russian word, with й as a letter of its own; one in Latin letters is its own."""
    folded = word.casefold().replace("ё", "е")
    return folded if folded.isascii() else _stemmed(folded, "russian")


class Stemmed:
    """Words by their stems; a word is stemmed when one that begins like it is first asked for.

    Of a list of thousands few are ever asked for.
    """

    def __init__(self, words: Iterable[str], stemmer: Callable[[str], str]) -> None:
        """`stemmer` keeps the first letters of a word, but for a final y."""
        self._words = sorted(words)
        self._stemmer = stemmer
        self._known: dict[str, dict[str, list[str]]] = {}

    def of(self, key: str) -> Sequence[str]:
        """The words that have a stem."""
        beginnings = {key[:_SHARED]}
        if len(key) <= _SHARED and key.endswith("i"):
            beginnings.add(f"{key[:-1]}y")
        return [word for letters in beginnings for word in self._beginning(letters).get(key, ())]

    def _beginning(self, letters: str) -> dict[str, list[str]]:
        found = self._known.get(letters)
        if found is None:
            found = self._known[letters] = {}
            first, end = (bisect_left(self._words, text) for text in (letters, f"{letters}\uffff"))
            for word in self._words[first:end]:
                found.setdefault(self._stemmer(word), []).append(word)
        return found


def _stemmed(folded: str, algorithm: str) -> str:
    """The stem by one of the library's algorithms. Its stemmers hold the word they work on: one a thread."""
    known: dict[str, Any] = _stemmers.__dict__
    if algorithm not in known:
        known[algorithm] = snowballstemmer.stemmer(algorithm)
    return str(known[algorithm].stemWord(folded))


def indexed_words(text: str) -> Iterator[re.Match[str]]:
    """The stretches of `text` that the full-text index takes as one word each."""
    return _INDEXED.finditer(text)


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """0 for a stop word, `GENERIC_WEIGHT` for a word of any text, else 1; a number counts as generic."""
    folded = fold(word)
    bare = folded.partition("'")[0] or folded
    if not any(c.isalnum() for c in folded) or folded in _listed("stop") or bare in _listed("stop"):
        return 0.0
    if folded in _listed("generic") or folded[0].isdigit() or len(folded) == 1:
        return GENERIC_WEIGHT
    return 1.0


def stop_words() -> frozenset[str]:
    """The words that stand in every text and say nothing, folded."""
    return _listed("stop")


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(fold(w) for words in lexicon("stopwords").values() for w in words[kind].split())
