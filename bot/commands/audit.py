"""How good is the record? Random records are shown to its keepers, who say right or wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.app import Ask
from bot.blocks import figure_block, quote_block
from bot.command import Argument, ArgumentKind, command
from bot.errors import UserError
from bot.messages import Block, ChoicesBlock, FigureBlock, Option, QuoteBlock, Reply, Role, Status
from bot.state.judgements import judge
from knowledge.store.rows import FigureRecord, QuoteRecord

_RIGHT, _WRONG, _FIX = "right", "wrong", "fix"
_MOST = 20
_FIELD = {"quote": "speaker", "figure": "claimant"}


@command(
    "audit",
    Argument("count", ArgumentKind.NUMBER),
    role=Role.OPERATOR,
    examples=("/audit 10",),
    personal=True,
)
def audit(ask: Ask) -> Reply:
    """Show random records, each with right, wrong and fix; "right RECEIPT" and "wrong RECEIPT" are kept."""
    word, _, receipt = ask.rest.partition(" ")
    if word in (_RIGHT, _WRONG, _FIX):
        return _judged(ask, word, receipt.strip().lower())
    if word and not (word.isascii() and word.isdecimal() and int(word) > 0):
        raise ask.usage()
    count = min(int(word or 1), _MOST)
    blocks = [block for shown in _sample(ask, count) for block in (shown, _question(ask, shown))]
    return ask.reply(Status.FOUND if blocks else Status.NOTHING, blocks or [ask.notice("audit-nothing")])


def _sample(ask: Ask, count: int) -> Iterator[QuoteBlock | FigureBlock]:
    """Random records, quotes and figures alike."""
    record = ask.record
    every = [("quote", n) for n in record.quote_ids()] + [("figure", n) for n in record.figure_ids()]
    for kind, number in random.sample(every, min(count, len(every))):
        if kind == "quote":
            yield quote_block(record.quotes([number])[0])
        else:
            yield figure_block(record.figures([number])[0])


def _question(ask: Ask, shown: QuoteBlock | FigureBlock) -> Block:
    options = tuple(
        Option(ask.wording.text(f"audit-{word}"), f"/audit {word} {shown.receipt}")
        for word in (_RIGHT, _WRONG, _FIX)
    )
    return ChoicesBlock(ask.wording.text(f"audit-question-{shown.KIND}"), options)


def _judged(ask: Ask, word: str, receipt: str) -> Reply:
    """Keep a judgement; a record to be fixed is a wrong one, and how to fix it is said."""
    match ask.record.by_receipt(receipt):
        case QuoteRecord():
            kind = "quote"
        case FigureRecord():
            kind = "figure"
        case _:
            raise UserError("receipt-unknown", receipt=receipt)
    judge(ask.app.state, ask.actor, receipt, kind, right=word == _RIGHT)
    ask.record_act(f"audit {word} {receipt}", "done")
    blocks: list[Block] = [ask.notice("audit-kept")]
    if word == _FIX:
        blocks.append(
            ask.notice("audit-how", command=f"/correct {receipt} {_FIELD[kind]} …", receipt=receipt)
        )
    return ask.reply(Status.FOUND, blocks)
