"""A core that answers what a test tells it, and a client of the adapter to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from adapters.discord.client import Client
from bot.app import Ask
from bot.chats import ChatSettings, chat_settings_from
from bot.command import Argument, ArgumentKind, Command
from bot.messages import (
    ChoicesBlock,
    NoticeBlock,
    Option,
    PassageBlock,
    Reply,
    Request,
    Role,
    Slice,
    Source,
    Status,
)
from bot.settings import DiscordSettings, Settings
from bot.state.store import Chat, State
from bot.wording import wording
from knowledge.errors import NoBuild


def passage(text: str, *, url: str | None = "https://example.org/a") -> PassageBlock:
    """A passage of an invented article."""
    source = Source("harbour", "The harbour strike", "Northern Post", None, url)
    return PassageBlock(Slice(text, source, 0, len(text)), "p7f3k")


def reply(*blocks, command: str = "quote", query: str = "/quote", pages: int = 1, page: int = 1) -> Reply:
    """A reply that found something."""
    return Reply(Status.FOUND, command, blocks, query, page, pages)


def notice(text: str, command: str = "help", status: Status = Status.ERROR) -> Reply:
    """A reply for the asker alone."""
    return Reply(status, command, (NoticeBlock(text, "help-head"),), personal=True)


def _never(_: Ask) -> Reply:
    raise AssertionError("this core is not called")


QUOTE = Command(
    "quote",
    _never,
    (Argument("person", ArgumentKind.PERSON), Argument("words", ArgumentKind.WORDS)),
)
HELP = Command("help", _never, (Argument("command", ArgumentKind.COMMAND),), personal=True)
CHECK = Command("check", _never, (Argument("text", ArgumentKind.WORDS),))
RELOAD = Command("reload", _never, role=Role.OPERATOR)


@dataclass
class Core:
    """Stands where the `App` stands: answers with what `answers` makes of a request."""

    settings: Settings
    answers: Callable[[Request], Reply] = lambda request: reply(passage(f"Asked: {request.text}"))
    names: tuple[str, ...] = ()
    seconds: float = 0.0
    requests: list[Request] = field(default_factory=list)
    no_build: bool = False
    journalled: list[Reply] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = State(self.settings.home / "state.db")

    def chat_settings(self, request: Request) -> ChatSettings:
        return chat_settings_from(self.state.settings_of(Chat(request.platform, request.chat)))

    async def answered(self, request: Request, reply: Reply) -> None:
        del request
        self.journalled.append(reply)

    async def handle(self, request: Request) -> Reply:
        self.requests.append(request)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return self.answers(request)

    def suggest(self, kind: ArgumentKind, typed: str, limit: int = 25) -> tuple[Option, ...]:
        if self.no_build:
            raise NoBuild("no build")
        del kind, limit  # a careless core offers more than it was asked for
        return tuple(Option(name, name) for name in self.names if typed in name)


def choices(*commands: str) -> ChoicesBlock:
    """A block that offers commands."""
    return ChoicesBlock("Who is meant?", tuple(Option(f"Option {c}", c) for c in commands))


@pytest.fixture
def discord_settings() -> DiscordSettings:
    """What the operator set for Discord; a test module may say otherwise."""
    return DiscordSettings(shard_count=1)


@pytest.fixture
def core(tmp_path, discord_settings) -> Iterator[Core]:
    made = Core(Settings(home=tmp_path, discord=discord_settings))
    yield made
    made.state.close()


@pytest.fixture
def declared(monkeypatch) -> tuple[Command, ...]:
    """The commands of this core, with words for what the catalogues do not know."""
    commands = (CHECK, HELP, QUOTE, RELOAD)
    for command in commands:
        keys = [f"command-{command.name}", *(f"argument-{command.name}-{a.name}" for a in command.arguments)]
        for key in keys:
            monkeypatch.setitem(wording("en")._templates, key, f"What {key} means")
    return commands


@pytest.fixture
def simcord_bot(core, declared):
    return Client(core, core.settings, declared)
