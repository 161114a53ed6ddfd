"""Which row numbers do an article's rows get? In the order of publication, with room for later articles.

An article that was in the build before keeps its numbers. Nothing here reads or writes a build.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_ROOM = 1000
"""Numbers left free after an article where nothing follows yet; it costs an index one byte an entry."""


class Numbers(NamedTuple):
    """The numbers of an article and of its first passage, quote and figure; or how many it has of each."""

    article: int
    passage: int
    quote: int
    figure: int


class NoRoom(Exception):
    """More rows came between two articles than there are numbers."""


def numbered(sizes: Sequence[Numbers], kept: Sequence[Numbers | None]) -> list[Numbers]:
    """The numbers of each article, in the order given: those that it has, or new ones in between.

    Raises:
        NoRoom: there are not enough between two that have theirs.
    """
    columns = []
    for column in range(len(Numbers._fields)):
        firsts = [numbers and numbers[column] for numbers in kept]
        columns.append(_firsts([size[column] for size in sizes], firsts))
    return [Numbers(*firsts) for firsts in zip(*columns, strict=True)]


def _firsts(sizes: Sequence[int], kept: Sequence[int | None]) -> list[int]:
    """The first number of each run of so many."""
    following = _following(kept)
    firsts: list[int] = []
    end = 1
    for place, size in enumerate(sizes):
        first, ahead = kept[place], following[place]
        if first is None:
            first = end + (_ROOM if ahead is None else _share(sizes[place:ahead], kept[ahead], end))
        if first < end:
            raise NoRoom
        firsts.append(first)
        end = first + size
    return firsts


def _following(kept: Sequence[int | None]) -> list[int | None]:
    """For each place the next one from it on that has its number; None where none follows."""
    found: list[int | None] = []
    following = None
    for place in reversed(range(len(kept))):
        following = following if kept[place] is None else place
        found.append(following)
    return found[::-1]


def _share(sizes: Sequence[int], before: int | None, end: int) -> int:
    """How many numbers to leave free before the first of some articles, ahead of one that has its own."""
    spare = (before or 0) - end - sum(sizes)
    if spare < 0:
        raise NoRoom
    return min(_ROOM, spare // (len(sizes) + 1))
