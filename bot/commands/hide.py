"""Leaves a quote or figure out of the record, with a reason."""

from __future__ import annotations

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.commands.correct import keep
from bot.errors import UserError
from bot.messages import Reply, Role
from knowledge.corrections import Correction, CorrectionKind
from knowledge.store.rows import FigureRecord, QuoteRecord


@command(
    "hide",
    Argument("receipt", ArgumentKind.RECEIPT, required=True),
    Argument("reason", ArgumentKind.WORDS, required=True),
    role=Role.OPERATOR,
    personal=True,
)
def hide(ask: Ask) -> Reply:
    """Keep that a record is to be left out; the reason stands in the list of corrections."""
    receipt, _, reason = ask.rest.partition(" ")
    if not reason.strip():
        raise ask.usage()
    match ask.record.by_receipt(receipt.lower()):
        case QuoteRecord() as quote:
            span, words, article = quote.quote.span, quote.content, quote.article
        case FigureRecord() as figure:
            span, words, article = figure.figure.span, figure.phrase, figure.article
        case None:
            raise UserError("receipt-unknown", receipt=receipt)
        case _:
            raise UserError("correction-unfit", receipt=receipt, field="hide")
    return keep(ask, Correction(0, CorrectionKind.HIDE, words, reason.strip(), article.content_hash, span))
