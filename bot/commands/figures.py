"""How many, and who says so?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import Asked, figures_of, group_blocks, grouped, measure_choices, read_asked
from bot.messages import Block, Reply, Status
from bot.paging import page_of
from bot.people import names_of
from bot.pictures import chart_blocks
from knowledge.compare import Group
from knowledge.store.rows import FigureRecord

_CHOICES = 12
_Grouped = tuple[Group, tuple[FigureRecord, ...]]


class _Part(NamedTuple):
    """A group's figures that stand on one page, and all that are drawn there: the picture comes first."""

    group: Group
    shown: tuple[FigureRecord, ...]
    drawn: tuple[FigureRecord, ...]


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
    groups = grouped(figures_of(ask.record, asked))
    if not groups:
        return nothing(ask, asked)
    (shown,), pages = page_of(_pages(groups, ask.page_length), ask.request.page, 1)
    blocks: list[Block] = []
    for part in shown:
        blocks += group_blocks(ask, part.group, part.shown)
        blocks += chart_blocks(ask, part.group, part.drawn)
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)


def _pages(groups: Iterable[_Grouped], length: int) -> list[list[_Part]]:
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


def _parts(grouped: _Grouped, length: int) -> Iterator[_Part]:
    """The group whole; one that is longer than two pages in parts of a page."""
    group, records = grouped
    size = len(records) if len(records) <= 2 * length else length
    for first in range(0, len(records), size):
        yield _Part(group, records[first : first + size], () if first else records)


def nothing(ask: Ask, asked: Asked) -> Reply:
    """What was not found, and which measures there are."""
    looked = {"articles": len(ask.record.articles)}
    if asked.people:
        notice = ask.notice(
            "figures-none-of", name=names_of(ask.record, asked.people), words=ask.rest, **looked
        )
    else:
        notice = ask.notice("figures-none", words=ask.rest, **looked)
    return ask.reply(Status.NOTHING, [notice, measure_choices(ask, _CHOICES)])
