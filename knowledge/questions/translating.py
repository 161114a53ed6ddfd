"""What is a Russian word of a question in English? The words by which an English article may say it.

The words are data (lexicon/russian.toml): dictionary forms, told apart by their stems, and beginnings of
words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile

from knowledge.lexicon import lexicon
from knowledge.stems import Stemmed, russian_stem

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SURE = 4
"""Letters of a beginning that are enough, whatever follows."""
_ENDING = 3
"""Letters of a form's stem, less one, that the dictionary form's may not have: «убивали», «убить»."""


def translated(word: str) -> tuple[str, ...]:
    """The English words for a Russian word of the news; () for any other, and where none is known."""
    if not CYRILLIC.search(word):
        return ()
    key = russian_stem(word)
    shorter = (_words().of(key[:-n]) for n in range(1, _ENDING) if len(key) - n >= _SURE)
    own = _words().of(key) or next(filter(None, shorter), ())
    most = max((_alike(word, other) for other in own), default=0)
    nearest = [_table("words")[other] for other in own if _alike(word, other) == most]
    return tuple(dict.fromkeys(" ".join((*nearest, _begun(key))).split()))


@cache
def _words() -> Stemmed:
    return Stemmed(_table("words"), russian_stem)


def _alike(word: str, other: str) -> int:
    """With how many letters both words begin."""
    letters = zip(word.casefold().replace("ё", "е"), other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], letters))


def _begun(key: str) -> str:
    """The English of the longest beginning that a stem has."""
    table = _table("beginnings")
    best = max((k for k in table if key.startswith(k)), key=len, default=None)
    return table[best] if best and (len(best) >= _SURE or best == key) else ""


def _table(name: str) -> Mapping[str, str]:
    table: Mapping[str, str] = lexicon("russian")[name]
    return table
