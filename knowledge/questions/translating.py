"""What is a Russian word of a question in English? The words by which an English article may say it.

The words are data (lexicon/russian.toml): dictionary forms, told apart by their stems, and beginnings of
words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from knowledge.lexicon import lexicon
from knowledge.stems import russian_stem

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SURE = 4
"""Letters of a beginning that are enough, whatever follows."""
_SHARED = 2
"""Letters that every form of a word has."""
_ENDING = 3
"""Letters of a form's stem, less one, that the dictionary form's may not have: «убивали», «убить»."""


def translated(word: str) -> tuple[str, ...]:
    """The English words for a Russian word of the news; () for any other, and where none is known."""
    if not CYRILLIC.search(word):
        return ()
    key = russian_stem(word)
    shorter = (_of_stem(key[:-n]) for n in range(1, _ENDING) if len(key) - n >= _SURE)
    own = _of_stem(key) or next(filter(None, shorter), ())
    most = max((_alike(word, other) for other in own), default=0)
    nearest = [_table("words")[other] for other in own if _alike(word, other) == most]
    return tuple(dict.fromkeys(" ".join((*nearest, _begun(key))).split()))


def _of_stem(key: str) -> Sequence[str]:
    """The words of the lexicon that have a stem."""
    return _stems(key[:_SHARED]).get(key, ())


@lru_cache(maxsize=1 << 8)
def _stems(letters: str) -> Mapping[str, Sequence[str]]:
    """The words that begin so, by their stems: of all the words few are ever asked for."""
    found: dict[str, list[str]] = {}
    for word in _table("words"):
        if word.startswith(letters):
            found.setdefault(russian_stem(word), []).append(word)
    return found


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
