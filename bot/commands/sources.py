"""What is the record made of?"""

from __future__ import annotations

from bot.app import Ask
from bot.blocks import article_block
from bot.command import Argument, ArgumentKind, command
from bot.messages import Reply, Status
from bot.paging import page_of


@command("sources", Argument("outlet", ArgumentKind.OUTLET), examples=("/sources",), aliases=("articles",))
def sources(ask: Ask) -> Reply:
    """The articles, latest first; with words, those whose outlet or title holds them."""
    wanted = ask.rest.casefold()
    articles = [
        a
        for a in reversed(list(ask.record.articles.values()))
        if wanted in _searched(a.outlet.value, a.title.value, a.name)
    ]
    if not articles:
        return ask.reply(
            Status.NOTHING, [ask.notice("sources-none", words=ask.rest, articles=len(ask.record.articles))]
        )
    shown, pages = page_of(articles, ask.request.page, ask.page_length)
    return ask.reply(Status.FOUND, map(article_block, shown), page=ask.request.page, pages=pages)


def _searched(*names: str | None) -> str:
    return " ".join(name for name in names if name).casefold()
