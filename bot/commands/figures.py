"""How many, and who says so?"""

from __future__ import annotations

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
    for group, records in shown:
        blocks += [*group_blocks(ask, group, records), *chart_blocks(ask, group, records)]
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)


def _pages(
    groups: tuple[tuple[Group, tuple[FigureRecord, ...]], ...], length: int
) -> list[list[tuple[Group, tuple[FigureRecord, ...]]]]:
    """Groups in pages of about `length` figures; a group is never parted from its disagreement."""
    pages: list[list[tuple[Group, tuple[FigureRecord, ...]]]] = [[]]
    held = 0
    for group, records in groups:
        if pages[-1] and held + len(records) > length:
            pages.append([])
            held = 0
        pages[-1].append((group, records))
        held += len(records)
    return pages


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
