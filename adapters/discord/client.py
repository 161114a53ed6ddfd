"""What does the bot listen to on Discord? Commands, buttons, mentions and private messages.

It asks for no privileged intent, keeps no members and no messages, and greets nobody.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

import discord
import structlog

from adapters.discord.answering import CHECK_REPLIED, Answering
from adapters.discord.buttons import Menu, PageButton
from adapters.discord.invite import invite_url
from adapters.discord.memory import Memory
from adapters.discord.queries import Queries
from adapters.discord.sync import sync
from adapters.discord.tree import Translator, Tree, add_commands
from bot.app import App
from bot.command import Command
from bot.settings import DiscordSettings, Settings

log = structlog.get_logger(__name__)
_ASKED_BY = frozenset({discord.MessageType.default, discord.MessageType.reply})
_RATE_LIMIT_WAIT_S = 30.0  # the least that discord.py takes; deadlines of our own are shorter

_HEARTBEAT_TIMEOUT_S = 60.0
"""A connection on which nothing comes for so long is given up; Discord asks for a sign every 41 s."""


class Client(discord.AutoShardedClient):
    """The connection to Discord for one `App`."""

    def __init__(self, app: App, settings: Settings, declared: Iterable[Command]) -> None:
        chosen = settings.discord
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.message_content = chosen.message_content
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            max_ratelimit_timeout=_RATE_LIMIT_WAIT_S,
            heartbeat_timeout=_HEARTBEAT_TIMEOUT_S,
            **_shards(chosen),
        )
        self.settings = settings
        self.memory = Memory(app.state)
        self.queries = Queries(settings.home / "discord" / "questions")
        self.answering = Answering(app, settings, self.memory, self.queries)
        self.tree = Tree(self)
        add_commands(self.tree, declared, self.answering)

    async def setup_hook(self) -> None:
        """Once after the login: buttons of earlier answers, and commands if they changed."""
        self.add_dynamic_items(PageButton, Menu)
        self.queries.forget_old()
        await self.tree.set_translator(Translator())
        await sync(self, self.tree, self.memory, self.settings.discord.guilds)
        for guild in self.settings.discord.guilds:
            self.tree.copy_global_to(guild=discord.Object(guild))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a private message, or one that names the bot, to which nobody else is bound."""
        if message.author.bot or message.type not in _ASKED_BY or self.user is None:
            return
        mention = re.compile(rf"<@!?{self.user.id}>")
        if message.guild is not None and not mention.search(message.content):
            return
        text = mention.sub(" ", message.content).strip()
        if not text:
            text = CHECK_REPLIED if self._can_check(message) else "/help"
        await self.answering.reply_to(message, text)

    def _can_check(self, message: discord.Message) -> bool:
        """Whether a bare mention is a reply whose message can be checked."""
        return message.reference is not None and self.tree.get_command("check") is not None

    async def on_ready(self) -> None:
        """A log line; Discord may say this many times."""
        log.info(
            "discord ready",
            user=str(self.user),
            servers=len(self.guilds),
            shards=self.shard_count,
            invite=invite_url(self.application_id or 0),
        )

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A log line; discord.py reconnects by itself."""
        if not self.is_closed():
            log.warning("discord connection lost, reconnecting", shard=shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A log line."""
        log.info("discord connection resumed", shard=shard_id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """A failure in an event ends neither the connection nor the process."""
        del args, kwargs
        log.error("discord event failed", discord_event=event_method, exc_info=sys.exception())


def _shards(chosen: DiscordSettings) -> dict[str, Any]:
    """Which connections this process holds; as many as Discord recommends where nothing is said."""
    counted = {"shard_count": chosen.shard_count} if chosen.shard_count else {}
    return counted | ({"shard_ids": list(chosen.shard_ids)} if chosen.shard_ids else {})
