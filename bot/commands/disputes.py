"""On which numbers do the sources disagree?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import figures_of, group_blocks, grouped, read_asked
from bot.messages import Block, Reply, Status
from bot.paging import page_of

_GROUPS_A_PAGE = 2


@command("disputes", Argument("measure", ArgumentKind.MEASURE), examples=("/disputes", "/disputes rally"))
def disputes(ask: Ask) -> Reply:
    """The figures that cannot all be true, the widest apart first."""
    record = ask.record
    asked = read_asked(record, ask.rest)
    wanted = record.figures(record.figure_ids()) if asked.empty else figures_of(record, asked)
    groups = [(g, rs) for g, rs in grouped(wanted) if g.strongest and g.strongest.is_disagreement]
    if not groups:
        notice = ask.notice("disputes-none", figures=len(wanted), articles=len(record.articles))
        return ask.reply(Status.NOTHING, [notice])
    shown, pages = page_of(groups, ask.request.page, _GROUPS_A_PAGE)
    blocks: list[Block] = [block for group, records in shown for block in group_blocks(ask, group, records)]
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)
