"""Which quotes are reports of one quotation? Same speaker, same words.

Near wordings (another translation) are not joined here: they are different words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

_WORD = re.compile(r"\w+")
_LONG_ENOUGH = 4
"""Shorter fragments ("the country") recur by chance and stay apart."""
_BYTES = 8


def echo_of(content: str) -> int | None:
    """A number that only a content of the same words has; None for one too short to be known again."""
    words = _WORD.findall(content.casefold())
    if len(words) < _LONG_ENOUGH:
        return None
    return int.from_bytes(
        blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    )


def groups_of(quotes: Iterable[tuple[int, int | None, int | None]]) -> tuple[int, ...]:
    """For each (number, speaker, echo) the number of the first report of the same quotation."""
    first: dict[tuple[int, int], int] = {}
    return tuple(
        number if speaker is None or echo is None else first.setdefault((speaker, echo), number)
        for number, speaker, echo in quotes
    )
