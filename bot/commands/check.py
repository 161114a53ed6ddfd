"""Is what a message says on record?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.app import Ask
from bot.blocks import figure_block, passage_block, quote_block
from bot.command import Argument, ArgumentKind, command
from bot.messages import Block, Reply, Status, Verdict, VerdictBlock

if TYPE_CHECKING:
    from knowledge.match import Checked

_SHOWN = 3
"""Records shown under one verdict."""


@command(
    "check",
    Argument("text", ArgumentKind.WORDS),
    examples=("/check “We are power” — Kolesnikova", "/check 9,000 people were arrested"),
    replies=True,
    slow=True,
    cost=3.0,
)
def check_message(ask: Ask) -> Reply:
    """A verdict for each claim of the text, or of the message that was replied to."""
    text = ask.rest or ask.request.replied_text or ""
    if not text.strip():
        raise ask.usage()
    from knowledge.match import check  # loads the extractors: the first who checks anything waits for them

    found = check(ask.record, text)
    blocks = [block for checked in found for block in _blocks(ask, checked)]
    blocks.append(ask.notice("check-absence", articles=len(ask.record.articles)))
    missing = [c for c in found if c.label.value == Verdict.NOT_FOUND]
    status = Status.FOUND if not missing else Status.PARTIAL if len(missing) < len(found) else Status.NOTHING
    return ask.reply(status, blocks)


def _blocks(ask: Ask, checked: Checked) -> Iterable[Block]:
    """The verdict, and the records it rests on."""
    verdict = Verdict(checked.label.value)
    records: list[Block] = [
        *(quote_block(q) for q in checked.quotes[:_SHOWN]),
        *(passage_block(p, span=span) for p, span in checked.passages[:_SHOWN]),
        *(figure_block(f) for f in checked.figures[:_SHOWN]),
    ]
    receipts = (
        *(q.receipt for q in checked.quotes),
        *(p.receipt for p, _ in checked.passages),
        *(f.receipt for f in checked.figures),
    )
    said = ask.wording.text(f"check-{verdict.value}", articles=len(ask.record.articles))
    yield VerdictBlock(said, verdict, checked.claim, checked.difference, receipts)
    if verdict is Verdict.NOT_FOUND and records:
        yield ask.notice("check-nearest")
    yield from records
