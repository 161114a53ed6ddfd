"""On which numbers do the sources disagree?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import group_blocks, groups_asked, read_asked
from bot.messages import Block, Reply, Status
from bot.paging import page_of
from knowledge.grouping import InGroup, difference_in, disputed

_GROUPS_A_PAGE = 2
_MOST_SHOWN = 20


@command("disputes", Argument("measure", ArgumentKind.MEASURE), examples=("/disputes", "/disputes rally"))
def disputes(ask: Ask) -> Reply:
    """The figures that cannot all be true, the widest apart first."""
    record = ask.record
    asked = read_asked(record, ask.rest)
    of = None if asked.empty else groups_asked(record, asked)
    groups = disputed(record, of)
    if not groups:
        compared = (
            sum(a.figures for a in record.articles.values()) if of is None else sum(len(g.keys) for g in of)
        )
        notice = ask.notice("disputes-none", figures=compared, articles=len(record.articles))
        return ask.reply(Status.NOTHING, [notice])
    shown, pages = page_of(groups, ask.request.page, _GROUPS_A_PAGE)
    blocks = [block for group in shown for block in _blocks(ask, group)]
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)


def _blocks(ask: Ask, group: InGroup) -> list[Block]:
    """The figures of a group; of very many, the two that differ most stand among the first."""
    difference = difference_in(ask.record, group)
    ids = sorted(group.keys, key=lambda key: key.id not in (group.group.one, group.group.other))
    shown = {key.id for key in ids[:_MOST_SHOWN]}
    figures = ask.record.figures([key.id for key in group.keys if key.id in shown])
    return group_blocks(ask, group, figures, difference)
