"""Is a record still what its file says?"""

from __future__ import annotations

from bot.app import Ask
from bot.blocks import article_block
from bot.command import Argument, ArgumentKind, command
from bot.errors import UserError
from bot.messages import Reply, Status
from knowledge.store.rows import ArticleRecord, FigureRecord, PassageRecord, QuoteRecord
from knowledge.verify import reread


@command("verify", Argument("receipt", ArgumentKind.RECEIPT, required=True), slow=True)
def verify(ask: Ask) -> Reply:
    """Read the article's file again, hash it and cut the record again: identical, changed or missing."""
    code = ask.rest.strip().lower()
    if not code:
        raise ask.usage()
    match ask.record.by_receipt(code):
        case ArticleRecord() as article:
            start, end = 0, 0
        case PassageRecord() as passage:
            article, start, end = passage.article, passage.span.start, passage.span.end
        case QuoteRecord() as quote:
            article, start, end = quote.article, quote.quote.span.start, quote.quote.span.end
        case FigureRecord() as figure:
            article, start, end = figure.article, figure.figure.span.start, figure.figure.span.end
        case _:
            raise UserError("receipt-unknown", receipt=code)
    words = ask.record.article_text(article.id)[start:end]
    state = reread(ask.settings.articles, article.path, article.content_hash, words)
    said = ask.notice(f"verify-{state.value}", receipt=code)
    return ask.reply(Status.FOUND, [said, article_block(article)])
