"""Which numbers do independent reports agree on?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import figures_of, group_blocks, grouped, measure_choices, read_asked
from bot.messages import Block, DisagreementBlock, Reply, Status
from bot.paging import page_of

_GROUPS_A_PAGE = 2
_CHOICES = 12


@command(
    "confirmed",
    Argument("measure", ArgumentKind.MEASURE, required=True),
    examples=("/confirmed arrests",),
)
def confirmed(ask: Ask) -> Reply:
    """Figures that two or more origins report without contradicting each other; reprints count once."""
    asked = read_asked(ask.record, ask.rest)
    if asked.empty:
        raise ask.usage()
    groups = [
        (group, records)
        for group, records in grouped(figures_of(ask.record, asked))
        if group.origins > 1 and group.strongest and not group.strongest.is_disagreement
    ]
    if not groups:
        notice = ask.notice("confirmed-none", words=ask.rest, articles=len(ask.record.articles))
        return ask.reply(Status.NOTHING, [notice, measure_choices(ask, _CHOICES)])
    shown, pages = page_of(groups, ask.request.page, _GROUPS_A_PAGE)
    blocks: list[Block] = []
    for group, records in shown:
        rows = group_blocks(ask, group, records)
        blocks += rows
        if not isinstance(rows[-1], DisagreementBlock):  # which says the same
            blocks.append(ask.notice("origins", outlets=group.outlets, origins=group.origins))
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)
