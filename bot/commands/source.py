"""Where exactly does a record stand?"""

from __future__ import annotations

from bot.app import Ask
from bot.blocks import article_block, passage_block
from bot.command import Argument, ArgumentKind, command
from bot.errors import UserError
from bot.messages import Block, Reply, Status
from knowledge.model import Span
from knowledge.store.rows import ArticleRecord, FigureRecord, PassageRecord, QuoteRecord


@command(
    "source", Argument("receipt", ArgumentKind.RECEIPT, required=True), examples=(), aliases=("context",)
)
def source(ask: Ask) -> Reply:
    """The passage around a record, with the record marked, and the article it is from."""
    code = ask.rest.strip().lower()
    if not code:
        raise ask.usage()
    match ask.record.by_receipt(code):
        case ArticleRecord() as article:
            return ask.reply(Status.FOUND, [article_block(article), *_opening(ask, article)])
        case PassageRecord() as passage:
            return ask.reply(Status.FOUND, [passage_block(passage), article_block(passage.article)])
        case QuoteRecord() as quote:
            return _shown(ask, quote.article, quote.quote.span)
        case FigureRecord() as figure:
            return _shown(ask, figure.article, figure.figure.phrase)
    raise UserError("receipt-unknown", receipt=code)


def _shown(ask: Ask, article: ArticleRecord, span: Span) -> Reply:
    """Every passage that a record touches."""
    blocks: list[Block] = []
    at = span.start
    while at < span.end and (passage := ask.record.passage_at(article.id, at)):
        inside = Span(max(span.start, passage.span.start), min(span.end, passage.span.end))
        blocks.append(passage_block(passage, span=inside))
        following = ask.record.passage_after(article.id, passage.span.end)
        at = following.span.start if following else span.end
    return ask.reply(Status.FOUND, [*blocks, article_block(article)])


def _opening(ask: Ask, article: ArticleRecord) -> list[Block]:
    """The first prose passage of an article."""
    first = ask.record.passage_after(article.id, 0)
    return [passage_block(first)] if first else []
