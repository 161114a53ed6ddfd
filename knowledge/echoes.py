"""Which quotes are reports of one quotation? Same speaker, same words.

Near wordings (another translation) are not joined here: they are different words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_LONG_ENOUGH = 4
"""Shorter fragments ("the country") recur by chance and stay apart."""


def groups_of(quotes: Iterable[tuple[int, int | None, str]]) -> tuple[int, ...]:
    """For each (number, speaker, content) the number of the first report of the same quotation."""
    first: dict[tuple[int, tuple[str, ...]], int] = {}
    groups = []
    for number, speaker, content in quotes:
        words = tuple(_WORD.findall(content.casefold()))
        if speaker is None or len(words) < _LONG_ENOUGH:
            groups.append(number)
        else:
            groups.append(first.setdefault((speaker, words), number))
    return tuple(groups)
