"""Which numbers do independent reports agree on?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.figures import groups_asked, measure_choices, read_as, read_asked, sources_of, whole_group
from bot.messages import Block, DisagreementBlock, Reply, Status
from bot.paging import page_of
from knowledge.grouping import InGroup, difference_in

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
    groups = [group for group in groups_asked(ask.record, asked) if _is_confirmed(ask, group)]
    if not groups:
        notice = ask.notice("confirmed-none", words=ask.rest, articles=len(ask.record.articles))
        return ask.reply(Status.NOTHING, [*read_as(ask, asked), notice, measure_choices(ask, _CHOICES)])
    shown, pages = page_of(groups, ask.request.page, _GROUPS_A_PAGE)
    blocks: list[Block] = [*read_as(ask, asked)]
    for group in shown:
        rows = whole_group(ask, group)
        blocks += rows
        if not any(isinstance(row, DisagreementBlock) for row in rows):  # which says the same
            outlets, origins = sources_of(ask, group)
            blocks.append(ask.notice("origins", outlets=outlets, origins=origins))
    return ask.reply(Status.FOUND, blocks, page=ask.request.page, pages=pages)


def _is_confirmed(ask: Ask, group: InGroup) -> bool:
    """Whether reports of two origins, at least, say the same of one thing."""
    _, origins = sources_of(ask, group)
    if origins < 2:
        return False
    difference = difference_in(ask.record, group)
    return difference is not None and not difference.is_disagreement
