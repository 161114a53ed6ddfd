"""How many, and who says so?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import Asked, group_blocks, groups_asked, measure_choices, read_as, read_asked
from bot.messages import Block, Reply, Status
from bot.paging import page_of
from bot.people import names_of
from bot.pictures import chart_blocks, may_be_drawn
from knowledge.grouping import InGroup, difference_in
from knowledge.store.rows import FigureKey

_CHOICES = 12
_MOST_DRAWN = 64  # what is read for a picture, which shows fewer


class _Part(NamedTuple):
    """A group's figures that stand on one page, and those that are drawn there: the picture comes first."""

    group: InGroup
    shown: tuple[FigureKey, ...]
    drawn: tuple[FigureKey, ...]


@command(
    "figures",
    Argument("measure", ArgumentKind.MEASURE),
    Argument("of", ArgumentKind.PERSON, marker="of"),
    Argument("day", ArgumentKind.DATE, marker="as of"),
    examples=("/figures arrests", "/figures vote of tikhanovskaya", "/figures deaths as of 2020-08-20"),
    aliases=("f", "figure", "numbers"),
    slow=True,
)
def figures(ask: Ask) -> Reply:
    """Figures of a measure, of somebody, or with words, grouped by what they are about."""
    asked = read_asked(ask.record, ask.rest)
    if asked.empty and not ask.rest:
        return ask.reply(Status.FOUND, [measure_choices(ask, _CHOICES)])
    groups = groups_asked(ask.record, asked)
    if not groups:
        return nothing(ask, asked)
    (shown,), pages = page_of(_pages(groups, ask.page_length), ask.request.page, 1)
    blocks = [*read_as(ask, asked), *(block for part in shown for block in _blocks(ask, part))]
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)


def _blocks(ask: Ask, part: _Part) -> list[Block]:
    """What a part of a group shows: only these figures are read."""
    shown = ask.record.figures([key.id for key in part.shown])
    difference = difference_in(ask.record, part.group)
    blocks = group_blocks(ask, part.group, shown, difference)
    if not part.drawn or not may_be_drawn(shown[0]):
        return blocks
    drawn = shown if part.drawn == part.shown else ask.record.figures([key.id for key in part.drawn])
    return [*blocks, *chart_blocks(ask, drawn, difference)]


def _pages(groups: Iterable[InGroup], length: int) -> list[list[_Part]]:
    """Groups in pages of about `length` figures; every part of a group says why its figures differ."""
    pages: list[list[_Part]] = [[]]
    held = 0
    for part in chain.from_iterable(_parts(g, length) for g in groups):
        if pages[-1] and held + len(part.shown) > length:
            pages.append([])
            held = 0
        pages[-1].append(part)
        held += len(part.shown)
    return pages


def _parts(group: InGroup, length: int) -> Iterator[_Part]:
    """The group whole; one that is longer than two pages in parts of a page."""
    keys = group.keys
    size = len(keys) if len(keys) <= 2 * length else length
    for first in range(0, len(keys), size):
        yield _Part(group, keys[first : first + size], () if first else keys[:_MOST_DRAWN])


def nothing(ask: Ask, asked: Asked) -> Reply:
    """What was not found, and which measures there are."""
    looked = {"articles": len(ask.record.articles)}
    if asked.people:
        notice = ask.notice(
            "figures-none-of", name=names_of(ask.record, asked.people), words=ask.rest, **looked
        )
    else:
        notice = ask.notice("figures-none", words=ask.rest, **looked)
    return ask.reply(Status.NOTHING, [*read_as(ask, asked), notice, measure_choices(ask, _CHOICES)])
