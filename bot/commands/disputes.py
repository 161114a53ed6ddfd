"""On which numbers do the sources disagree?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import groups_asked, read_as, read_asked, whole_group
from bot.messages import Reply, Status
from bot.paging import page_of
from knowledge.grouping import disputed

_GROUPS_A_PAGE = 2


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
        return ask.reply(Status.NOTHING, [*read_as(ask, asked), notice])
    shown, pages = page_of(groups, ask.request.page, _GROUPS_A_PAGE)
    blocks = [*read_as(ask, asked), *(block for group in shown for block in whole_group(ask, group))]
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)
