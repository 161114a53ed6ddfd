"""What does one Discord interaction cost beside a bare command of the same library?"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
from discord import app_commands
from discord.webhook.async_ import AsyncWebhookAdapter

from adapters.__main__ import home_of
from adapters.building import build_if_needed
from adapters.discord.client import Client
from adapters.discord.tree import choices_of
from bot.app import App, all_commands
from bot.chats import ChatSettings
from bot.command import Argument, ArgumentKind
from bot.messages import NoticeBlock, Reply, Request, Status
from bot.settings import LimitSettings, load
from bot.state.store import State
from bot.suggestions import suggest
from knowledge.model import PersonKind
from knowledge.names import NameIndex, NameRow
from knowledge.record import Records
from tests.bench.measuring import Table, at_most, emit, percentiles_us
from tests.bench.records import Corpus
from tests.bench.serving import IMPORTS, resident
from tests.servers.discord_gateway import (
    CHANNEL,
    GUILD,
    USER,
    channel_payload,
    member_payload,
)

INTERACTIONS = 200
NAMES = 100_000
QUESTIONS = (
    ("quote", {"person": "lukashenko"}),
    ("figures", {"measure": "arrests"}),
    ("who", {"name": "tikhanovskaya"}),
    ("fact", {"question": "how old is lukashenko"}),
)
WORDS = "The same words that our answer holds. " * 20


@dataclass
class Echo:
    """Stands where the core stands and answers with fixed words: what is left is the adapter."""

    settings: Any
    state: State

    async def handle(self, request: Request) -> Reply:
        """A reply of one block."""
        del request
        return Reply(Status.FOUND, "quote", (NoticeBlock(WORDS, "help-head"),), "/quote")

    def chat_settings(self, request: Request) -> ChatSettings:
        """Nothing is set."""
        del request
        return ChatSettings()

    async def answered(self, request: Request, reply: Reply) -> None:
        """Nothing is kept."""


def measure() -> Iterator[Table]:
    """CPU time of an interaction and of a completion, and the memory of a connected process."""
    with tempfile.TemporaryDirectory() as folder:
        # Nobody is to be told to wait in here.
        free = LimitSettings(user_per_minute=10**6, chat_per_minute=10**6, all_per_second=10**6)
        settings = load(home=Path(folder), limits=free)
        home = home_of(settings)
        build_if_needed(settings, home)
        app = App(settings, Records(home.record))
        try:
            yield asyncio.run(_interactions(app))
        finally:
            app.close()
    yield _completion()
    yield asyncio.run(_memory())


async def _interactions(app: App) -> Table:
    peer = await _bare_us()
    echo: Any = Echo(app.settings, app.state)
    rows = [at_most("fixed words: adapter alone", await _ours_us(echo, "quote", {}), peer, "µs", 1.5)]
    for name, options in QUESTIONS:
        asked = " ".join(["/" + name, *options.values()])
        rows.append(
            at_most(f"{asked}: adapter, core and record", await _ours_us(app, name, options), peer, "µs", 1.5)
        )
    note = (
        f"{INTERACTIONS} interactions from the gateway's payload to the JSON that answers, without a network."
    )
    return Table("A Discord interaction", "a bare command of discord.py with a view", note, tuple(rows))


async def _bare_us() -> float:
    """Microseconds of an interaction with a command that answers with fixed words."""
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
    )
    tree = app_commands.CommandTree(client)

    @tree.command(name="quote")
    async def quote(interaction: discord.Interaction[Any], person: str | None = None) -> None:
        del person
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.Container(discord.ui.TextDisplay(WORDS)))
        view.stop()
        await interaction.response.send_message(view=view)

    return await _each_us(client, "quote", {})


def _completion() -> Table:
    """What an autocomplete costs where a hundred thousand names are known."""
    draw = random.Random(1)
    words = Corpus(20).words
    people = [f"{draw.choice(words).title()} {draw.choice(words).title()}" for _ in range(NAMES)]
    index = NameIndex(
        NameRow(n, name, PersonKind.PERSON, draw.randint(1, 500)) for n, name in enumerate(people)
    )
    record: Any = SimpleNamespace(names=index, all_people=())
    core: Any = SimpleNamespace(suggest=lambda kind, typed, limit: suggest(record, kind, typed, limit))
    answering: Any = SimpleNamespace(app=core)
    person = Argument("person", ArgumentKind.PERSON)
    typed = [draw.choice(people)[: draw.randint(1, 12)] for _ in range(200)]
    _, p99_us = percentiles_us([lambda t=t: choices_of(answering, person, t) for t in typed])
    row = at_most("p99 of a completion", p99_us / 1000, 5.0, "ms", 1.0)
    note = "200 beginnings of names, of 1 to 12 letters; best of 5."
    return Table(f"Autocomplete of {NAMES:,} names", "the limit of 5 ms", note, (row,))


async def _memory() -> Table:
    """The memory of the program when it is connected, beside that of its imports alone."""
    rows = (await resident("discord"), await resident("discord", "telegram"))
    peer = f"a process that has imported the platforms' libraries and {IMPORTS}"
    return Table("Memory on Discord", peer, "On the sample.", rows)


async def _ours_us(app: App, name: str, options: dict[str, str]) -> float:
    client = Client(app, app.settings, all_commands())
    client.answering.app.settings.limits.__dict__.update(
        user_per_minute=10**9, chat_per_minute=10**9, all_per_second=10**9
    )
    return await _each_us(client, name, options)


async def _each_us(client: discord.AutoShardedClient, name: str, options: dict[str, str]) -> float:
    await client._async_setup_hook()
    client._connection.user = discord.ClientUser(state=client._connection, data=member_payload(USER)["user"])
    payloads = [_payload(n, name, options) for n in range(2 * INTERACTIONS)]
    answered = asyncio.Queue[int]()
    with _without_network(answered):
        for payload in payloads[:INTERACTIONS]:
            await _once(client, payload, answered)
        spent = []
        for payload in payloads[INTERACTIONS:]:
            begin = time.process_time()
            await _once(client, payload, answered)
            await asyncio.sleep(0)
            spent.append(time.process_time() - begin)
    await client.http.close()
    return statistics.median(spent) * 1e6


async def _once(client: discord.AutoShardedClient, payload: str, answered: asyncio.Queue[int]) -> None:
    client._connection.parse_interaction_create(json.loads(payload))
    await answered.get()


@contextmanager
def _without_network(answered: asyncio.Queue[int]) -> Iterator[None]:
    """Responses are put into JSON and answered at once."""
    kept: Callable[..., Awaitable[Any]] = AsyncWebhookAdapter.request

    async def request(self: AsyncWebhookAdapter, route: Any, **arguments: Any) -> Any:
        del self, route
        json.dumps(arguments.get("payload"))
        answered.put_nowait(1)
        return {"interaction": {"id": "1", "type": 2}, "resource": {"type": 4}}

    AsyncWebhookAdapter.request = request  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        AsyncWebhookAdapter.request = kept  # type: ignore[method-assign, assignment]


def _payload(number: int, name: str, options: dict[str, str]) -> str:
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    return json.dumps(
        {
            "id": str(10**18 + number),
            "application_id": "1",
            "type": 2,
            "token": f"token-{number}",
            "version": 1,
            "data": {"id": "7", "name": name, "type": 1, "options": given},
            "guild_id": str(GUILD),
            "channel_id": str(CHANNEL),
            "channel": channel_payload(),
            "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "locale": "en-US",
            "app_permissions": "562949953421311",
            "attachment_size_limit": 10**7,
            "context": 0,
            "authorizing_integration_owners": {"0": str(GUILD)},
            "entitlements": [],
            "member": member_payload(USER) | {"permissions": "0"},
        }
    )


if __name__ == "__main__":
    emit(measure())
