"""An adapter at work on the loopback server, holding an App that answers as it is told."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.telegram import TelegramAdapter
from bot.app import App
from bot.messages import (
    Block,
    FigureBlock,
    NoticeBlock,
    QuoteBlock,
    Reply,
    Request,
    Slice,
    Source,
    Status,
)
from bot.settings import AccessSettings, Settings
from bot.state.store import Chat
from knowledge.model import Span
from knowledge.record import Records
from tests.servers.bot_api import TOKEN, BotApi

Answer = Callable[[Request], Reply]


def quote_block(text: str = "We won.", receipt: str = "qaaaaaa", **known: Any) -> QuoteBlock:
    """A quotation that fills its whole slice."""
    source = Source("piece", "A piece", "The Paper", None, known.pop("url", None))
    piece = Slice(text, source, 10, 10 + len(text))
    return QuoteBlock(piece, receipt, "direct", (Span(10, 10 + len(text)),), "Ada Lovelace", **known)


def figure_block(phrase: str = "More than 60 people", receipt: str = "faaaaaa") -> FigureBlock:
    """A figure in a short sentence."""
    text = f"{phrase} came."
    source = Source("piece", "A piece", "The Paper")
    return FigureBlock(
        Slice(text, source, 0, len(text), Span(10, 12)), receipt, phrase, "quantity", "more_than", 60.0
    )


def reply_of(request: Request, *blocks: Block, pages: int = 1, status: Status = Status.FOUND) -> Reply:
    """A reply as a command would make it."""
    name = request.text.split(maxsplit=1)[0].lstrip("/")
    return Reply(status, name, blocks, request.text, request.page, pages)


def echo(request: Request) -> Reply:
    """The request's own text as a notice."""
    return reply_of(request, NoticeBlock(f"<{request.text}>", "echo"))


class Memory:
    """The state of a chat, for as long as the test."""

    def __init__(self) -> None:
        self.chats: dict[Chat, dict[str, str]] = defaultdict(dict)

    def settings_of(self, chat: Chat) -> dict[str, str]:
        return self.chats[chat]

    def move(self, chat: Chat, to: str) -> None:
        self.chats[Chat(chat.platform, to)] = self.chats.pop(chat)


class ScriptedApp(App):
    """Answers with what a test gives it, and remembers what it was asked."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.records = Records(Path("no-build"))
        self.state = Memory()
        self.asked: list[Request] = []
        self.journal: set[tuple[str, str | None]] = set()
        self.answer: Answer = echo
        self.delay_s = 0.0
        self.holding: int | None = None
        """The chat whose questions are answered when `free` is set."""
        self.free = asyncio.Event()
        self.progress: tuple[str, ...] = ()
        self.is_read: Callable[[str], Awaitable[None]] | None = None
        """Waits until somebody can read a word of progress."""

    def close(self) -> None:
        self.records.close()

    def was_answered(self, request: Request) -> bool:
        return (request.chat, request.message) in self.journal

    async def answered(self, request: Request, reply: Reply) -> None:
        del reply
        self.journal.add((request.chat, request.message))

    async def unanswered(self, request: Request) -> None:
        self.journal.discard((request.chat, request.message))

    async def handle(self, request: Request, progress: Callable[[str], None] = lambda _: None) -> Reply:
        self.asked.append(request)
        for text in self.progress:
            await asyncio.to_thread(progress, text)
            if self.is_read:
                await self.is_read(text)
        if request.chat == str(self.holding):
            await self.free.wait()
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        return self.answer(request)


class Running:
    """A running adapter: its server and its App."""

    def __init__(self, api: BotApi, app: ScriptedApp, stop: asyncio.Event, task: asyncio.Task[None]) -> None:
        self.api, self.app, self.stop, self.task = api, app, stop, task


def settings_for(api: BotApi, *, operators: tuple[str, ...] = (), **telegram: Any) -> Settings:
    """Settings that send the adapter to the loopback server."""
    return Settings(
        access=AccessSettings(operators=operators), telegram={"token": TOKEN, "api_url": api.url, **telegram}
    )


@asynccontextmanager
async def running(api: BotApi, **telegram: Any) -> AsyncIterator[Running]:
    """An adapter at work until the block ends; what it raised is raised."""
    app = ScriptedApp(settings_for(api, **telegram))
    stop = asyncio.Event()
    task = asyncio.ensure_future(TelegramAdapter(app, app.settings).run(stop))
    try:
        yield Running(api, app, stop, task)
    finally:
        stop.set()
        await asyncio.wait_for(task, 5)
        app.close()
