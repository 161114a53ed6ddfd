"""What is offered while somebody types `@bot words` in any chat? Records to post, each with its source.

An answer that comes late is worth nothing: whatever was found in time is given, and a query that
its user has typed on from is left.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from adapters.telegram.hearing import Me, asker_of, locale_of, question_in
from adapters.telegram.markup import html_of, joined, size_of
from adapters.telegram.parts import parts_of
from adapters.telegram.sending import NO_PREVIEW
from adapters.telegram.splitting import MESSAGE
from bot.app import App
from bot.messages import FigureBlock, PassageBlock, QuoteBlock, Reply, Request
from bot.rendering import lines_of
from bot.settings import Settings
from bot.wording import Wording, wording

RESULTS = 50
LATEST_S = 0.25
TITLE_CHARACTERS = 120
DESCRIPTION_CHARACTERS = 200
KEYSTROKE = 0.1
"""How much of a question each look-up is that is made while somebody types."""

HOW_TO = "how-to"
"""The deep link's payload that asks for the greeting; no receipt looks like it."""

_ASKED = ("/quote", "/figures")
_ELSE = "/search"
"""Asked for words that no quote and no figure holds."""


Offered = QuoteBlock | FigureBlock | PassageBlock


class Inline:
    """Answers inline queries and guest messages."""

    def __init__(self, app: App, settings: Settings, bot: ExtBot[Any], me: Me) -> None:
        self._app = app
        self._settings = settings
        self._bot = bot
        self._me = me
        self._latest: dict[int, str] = {}

    async def answer(self, query: InlineQuery) -> None:
        """Offer what the record has for `query`; `offset` is the page of the offer."""
        user = query.from_user.id
        self._latest[user] = query.id
        said = wording(locale_of(query.from_user, self._settings.language))
        page = int(query.offset) if query.offset.isdecimal() else 1
        try:
            offered, more = await self._offer(query, page)
        finally:
            superseded = self._latest.get(user) != query.id
            if not superseded:
                del self._latest[user]
        if superseded:
            return
        results = [self._result(block, said) for block in offered]
        with suppress(TelegramError):  # the person typed on, or the answer came too late
            await self._bot.answer_inline_query(
                query.id,
                results,
                cache_time=0,  # a fresh build shows at once
                is_personal=True,
                next_offset=str(page + 1) if more else "",
                button=self._button(query, said, found=bool(results)) if page == 1 else None,
            )

    async def answer_guest(self, message: Message) -> None:
        """Answer a message of a chat that the bot is not in: with exactly one result."""
        asked = question_in(message, self._me)
        if asked is None or not message.guest_query_id:
            return
        locale = locale_of(message.from_user, self._settings.language)
        reply = await self._app.handle(self._request(asked.text, asker_of(message), locale, 1, ""))
        if parts := parts_of(reply, wording(locale)):
            result = InlineQueryResultArticle("1", self._me.name, _content(parts[0].html))
            await self._bot.answer_guest_query(message.guest_query_id, result)

    async def _offer(self, query: InlineQuery, page: int) -> tuple[list[Offered], bool]:
        """The records to offer, at most fifty, and whether there are more."""
        words = query.query.strip()
        user, locale = str(query.from_user.id), locale_of(query.from_user, self._settings.language)
        found, more, latest = dict[str, Offered](), False, asyncio.get_running_loop().time() + LATEST_S
        for text in _texts(words):
            if found and text.startswith(_ELSE):
                break
            request = self._request(text, user, locale, page, query.id)
            reply = await _until(latest, self._app.handle(request))
            if reply is None:
                break
            more = more or reply.page < reply.pages
            found |= {block.receipt: block for block in _records(reply)}
        fitting = [b for b in found.values() if size_of(joined(lines_of(b, wording(locale)))).within(MESSAGE)]
        if not words:
            random.shuffle(fitting)
        return fitting[:RESULTS], more and bool(words)

    def _request(self, text: str, user: str, locale: str, page: int, message: str) -> Request:
        return Request(
            text=text,
            platform="telegram",
            chat=user,
            user=user,
            message=message or None,
            locale=locale,
            page=page,
            page_length=RESULTS // len(_ASKED),
            weight=KEYSTROKE if message else 1.0,
        )

    def _result(self, block: Offered, said: Wording) -> InlineQueryResultArticle:
        lines = joined(lines_of(block, said))
        title = block.phrase if isinstance(block, FigureBlock) else lines[0].text
        link = InlineKeyboardButton(said.text("telegram-source"), url=self._link(block.receipt))
        return InlineQueryResultArticle(
            block.receipt,
            title[:TITLE_CHARACTERS],
            _content(html_of(lines)),
            reply_markup=InlineKeyboardMarkup([[link]]),
            description=block.slice.text[:DESCRIPTION_CHARACTERS],
        )

    def _button(self, query: InlineQuery, said: Wording, *, found: bool) -> InlineQueryResultsButton | None:
        """Above the results of an empty query, or in place of results: the way to the private chat."""
        if found and query.query.strip():
            return None
        key = "telegram-how-to" if not query.query.strip() else "telegram-nothing-inline"
        return InlineQueryResultsButton(said.text(key), start_parameter=HOW_TO)

    def _link(self, receipt: str) -> str:
        return f"https://t.me/{self._me.name}?start={receipt}"


def _texts(words: str) -> list[str]:
    """What to ask the core for what was typed: a command as it is, words as quotes and figures."""
    if words.startswith("/") or not words:
        return [words or _ASKED[0]]
    return [f"{name} {words}" for name in (*_ASKED, _ELSE)]


async def _until(latest: float, answer: Coroutine[Any, Any, Reply]) -> Reply | None:
    """The answer if it comes before `latest` (of the loop's clock), else None."""
    left_s = max(latest - asyncio.get_running_loop().time(), 0.01)
    try:
        return await asyncio.wait_for(answer, left_s)
    except TimeoutError:
        return None


def _records(reply: Reply) -> list[Offered]:
    return [block for block in reply.blocks if isinstance(block, QuoteBlock | FigureBlock | PassageBlock)]


def _content(html: str) -> InputTextMessageContent:
    return InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
