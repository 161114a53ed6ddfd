"""Puts a record right, from the next reload on: its speaker, claimant or measure, or an article's date."""

from __future__ import annotations

from datetime import date

from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.errors import UserError
from bot.messages import ChoicesBlock, Option, Reply, Role, Status
from bot.state import corrections
from knowledge.corrections import Correction, CorrectionKind, name_in
from knowledge.store.rows import ArticleRecord, FigureRecord, QuoteRecord

_FIELDS = ("speaker", "claimant", "measure", "date")


@command(
    "correct",
    Argument("receipt", ArgumentKind.RECEIPT, required=True),
    Argument("field", ArgumentKind.WORDS, required=True, choices=_FIELDS),
    Argument("value", ArgumentKind.WORDS),
    role=Role.OPERATOR,
    personal=True,
)
def correct(ask: Ask) -> Reply:
    """Keep a correction; without a value, nobody is named."""
    receipt, _, rest = ask.rest.partition(" ")
    field, _, value = rest.strip().partition(" ")
    if field not in _FIELDS:
        raise ask.usage()
    return keep(ask, _correction(ask, receipt.lower(), CorrectionKind(field), value.strip()))


def keep(ask: Ask, given: Correction) -> Reply:
    """Keep a correction, write the act down, and offer the reload that makes it count."""
    number = corrections.add(ask.app.state.engine, ask.actor, given)
    ask.record_act(f"{given.kind.value} {given.words[:40]!r} → {given.value!r}", f"correction {number}")
    return ask.reply(Status.FOUND, [ask.notice("correction-kept", number=number), reload_offer(ask)])


def reload_offer(ask: Ask) -> ChoicesBlock:
    """The step that makes corrections count."""
    option = Option(ask.wording.text("reload-now"), "/reload")
    return ChoicesBlock(ask.wording.text("correction-next"), (option,))


def _correction(ask: Ask, receipt: str, kind: CorrectionKind, value: str) -> Correction:
    match ask.record.by_receipt(receipt), kind:
        case QuoteRecord() as quote, CorrectionKind.SPEAKER:
            _must_stand_in(ask, quote.article, value)
            return Correction(0, kind, quote.content, value, quote.article.content_hash, quote.quote.span)
        case FigureRecord() as figure, CorrectionKind.CLAIMANT:
            _must_stand_in(ask, figure.article, value)
            return Correction(0, kind, figure.phrase, value, figure.article.content_hash, figure.figure.span)
        case FigureRecord() as figure, CorrectionKind.MEASURE if value:
            measure = value.replace(" ", "_")
            return Correction(
                0, kind, figure.phrase, measure, figure.article.content_hash, figure.figure.span
            )
        case (ArticleRecord() | QuoteRecord() | FigureRecord()) as record, CorrectionKind.DATE:
            article = record if isinstance(record, ArticleRecord) else record.article
            return Correction(0, kind, article.name, _day(value), article.content_hash)
        case None, _:
            raise UserError("receipt-unknown", receipt=receipt)
    raise UserError("correction-unfit", receipt=receipt, field=kind.value)


def _must_stand_in(ask: Ask, article: ArticleRecord, name: str) -> None:
    """A name that is shown must be a slice of the article, also when an operator gives it."""
    if name and name_in(ask.record.article_text(article.id), name) is None:
        raise UserError("name-not-in-article", name=name, article=article.name)


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UserError("not-a-day", value=value) from None
