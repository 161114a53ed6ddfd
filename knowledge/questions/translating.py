"""What is a Russian word of a question in English? The words by which an English article may say it.

The words are data (lexicon/russian.toml): dictionary forms, told apart by their stems, and beginnings of
words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.stems import russian_stem

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SURE = 4
"""Letters of a beginning that are enough, whatever follows."""
_ENDING = 3
"""Letters that may follow the stem of a whole word, which a form of it can have."""


def translated(word: str) -> tuple[str, ...]:
    """The English words for a Russian word of the news; () for any other, and where none is known."""
    if not CYRILLIC.search(word):
        return ()
    key = russian_stem(word)
    known = f"{_words().get(key, '')} {_begun(key)}".split() or _nearest(key).split()
    return tuple(dict.fromkeys(known))


def _begun(key: str) -> str:
    """The English of the longest beginning that a stem has."""
    table: Mapping[str, str] = lexicon("russian")["beginnings"]
    best = max((k for k in table if key.startswith(k)), key=len, default=None)
    return table[best] if best and (len(best) >= _SURE or best == key) else ""


def _nearest(key: str) -> str:
    """The English of the longest stem that a word has with an ending of its own: «убивали», «убивать»."""
    for length in range(len(key) - 1, max(_SURE, len(key) - 1 - _ENDING), -1):
        if found := _words().get(key[:length]):
            return found
    return ""


@cache
def _words() -> Mapping[str, str]:
    """Of each stem the English of all words that have it."""
    found: dict[str, str] = {}
    for word, english in lexicon("russian")["words"].items():
        key = russian_stem(word)
        found[key] = f"{found[key]} {english}" if key in found else english
    return found
