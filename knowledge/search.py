"""Which passages, quotes or figures hold these words? Best first, with the matched words marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.model import Span
from knowledge.record import Record

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the records found, best first; `latest` where they are only the latest of very many."""

    ids: tuple[int, ...]
    latest: bool = False


def find(record: Record, table: str, words: str, most: int = 200) -> Found:
    """The records of `table` ("passage", "quote" or "figure") that hold all the words."""
    terms = _WORD.findall(words)
    if not terms:
        return Found(())
    match = " AND ".join(f'"{term}"' for term in terms)
    return Found(tuple(record.matching(table, match, most)))


def matched(text: str, start: int, words: str) -> tuple[Span, ...]:
    """Where in a slice that begins at `start` of its article the words stand."""
    stems = tuple(word.casefold()[:5] for word in _WORD.findall(words))
    if not stems:
        return ()
    return tuple(
        Span(start + m.start(), start + m.end())
        for m in _WORD.finditer(text)
        if m.group().casefold().startswith(stems)
    )
