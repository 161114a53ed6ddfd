"""Under which keys are two spellings of one name equal?"""

from __future__ import annotations

from itertools import product

from knowledge.names import known
from knowledge.names.spelling import spelling, words_of

_MOST = 64


def keys_of(name: str) -> frozenset[str]:
    """The comparison keys of a name: its words in sounds, titles dropped, in any order.

    Given names are replaced by what they are forms of. Two names that share a key are
    spellings of one another; an empty set comes from a name without a letter.
    """
    words = [word.text for word in words_of(name) if spelling(word.text).roman]
    while len(words) > 1 and known.is_title(words[0]):
        words = words[1:]
    readings = [_word_keys(word, alone=len(words) == 1) for word in words]
    made: set[str] = set()
    for number, combination in enumerate(product(*readings)):
        if number == _MOST:
            break
        made.add(" ".join(sorted(combination)))
    return frozenset(made - {""})


def _word_keys(word: str, *, alone: bool) -> list[str]:
    given = known.given_of(word)
    if given and not alone:
        return [f"#{line}" for line in sorted(given)]
    return sorted(spelling(word).loose)
