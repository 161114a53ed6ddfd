"""Which quotes are reports of one quotation? Same speaker, same words.

Near wordings (another translation) are not joined here: they are different words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_LONG_ENOUGH = 4
"""Shorter fragments ("the country") recur by chance and stay apart."""


def groups_of(quotes: Iterable[tuple[int | None, str]]) -> tuple[int, ...]:
    """A number for each (speaker, content), the same for reports of the same quotation."""
    numbers: dict[tuple[object, ...], int] = {}
    groups = []
    for place, (speaker, content) in enumerate(quotes):
        words = tuple(_WORD.findall(content.casefold()))
        known = speaker is not None and len(words) >= _LONG_ENOUGH
        key: tuple[object, ...] = (speaker, *words) if known else ("alone", place)
        groups.append(numbers.setdefault(key, len(numbers) + 1))
    return tuple(groups)
