"""Puts articles into the record from the chat: `/add` with a file or pasted text, `/remove` takes one out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.additions import preview, removed_folder
from bot.app import Ask
from bot.command import Argument, ArgumentKind, command
from bot.errors import UserError
from bot.messages import Reply, Role
from knowledge.intake import Announce, Offered, name_for, take_in, take_out
from knowledge.store.rows import ArticleRecord

_MOST_FILES = 10
_MEBIBYTE = 1024 * 1024
_FACT = re.compile(r"\s*(title|outlet|author|url|date|language)\s*:\s*(\S.*)", re.IGNORECASE)


@command(
    "add",
    Argument("text", ArgumentKind.WORDS),
    role=Role.OPERATOR,
    slow=True,
    personal=True,
    files=True,
)
def add(ask: Ask) -> Reply:
    """Files that came with the message, or its text below lines as "title: …", go into the folder."""
    stated, text = _read(ask.rest)
    offered = [Offered(a.name, a.content, stated) for a in ask.request.attachments]
    if len(offered) > _MOST_FILES:
        raise UserError("add-too-many", limit=_MOST_FILES)
    if not offered and text:
        name = name_for(str(stated.get("title") or text.split("\n", maxsplit=1)[0]))
        offered = [Offered(name, text.encode("utf-8", "replace") + b"\n", stated)]
    if not offered:
        raise UserError("add-nothing")
    return preview(ask, lambda announce: _take_in(ask, offered, announce), "add")


@command(
    "remove",
    Argument("article", ArgumentKind.RECEIPT, required=True),
    role=Role.OPERATOR,
    slow=True,
    personal=True,
)
def remove(ask: Ask) -> Reply:
    """Move an article, named by its file or any of its receipts, out of the folder; it is kept beside it."""
    article = _article(ask, ask.rest)
    settings = ask.settings

    def change(announce: Announce) -> None:
        take_out(settings.articles, removed_folder(settings), article.path, announce)

    return preview(ask, change, "remove")


def _take_in(ask: Ask, offered: Sequence[Offered], announce: Announce) -> None:
    settings = ask.settings
    for one in offered:
        largest = settings.build.max_file_mb * _MEBIBYTE
        take_in(settings.articles, settings.home / "incoming", one, largest, announce)


def _read(typed: str) -> tuple[Mapping[str, str | date], str]:
    """The facts stated in the first lines, and the text below them."""
    stated: dict[str, str | date] = {}
    lines = typed.split("\n")
    while lines and (found := _FACT.fullmatch(lines[0])):
        key, value = found[1].lower(), found[2].strip()
        stated[key] = _day(value) if key == "date" else value
        lines.pop(0)
    return stated, "\n".join(lines).strip()


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UserError("not-a-day", value=value) from None


def _article(ask: Ask, named: str) -> ArticleRecord:
    """The article that a receipt belongs to, or that has this name."""
    named = named.strip()
    if not named:
        raise ask.usage()
    for article in ask.record.articles.values():
        if named in (article.name, article.path):
            return article
    record = ask.record.by_receipt(named.lower())
    if record is None:
        raise UserError("receipt-unknown", receipt=named)
    return record if isinstance(record, ArticleRecord) else record.article
