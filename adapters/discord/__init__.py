"""Onrecord on Discord. Importing this loads nothing of discord.py; running it does."""

from __future__ import annotations

import asyncio

from bot.app import App
from bot.settings import Settings


class DiscordAdapter:
    """Answers on Discord with `app`, as `settings` say."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set; returns within 3 s of it.

        Raises:
            AdapterError: Discord refuses the bot, and waiting does not help.
        """
        from adapters.discord.connection import run

        await run(self._app, self._settings, stop)

    async def sync(self, *, dry_run: bool) -> tuple[str, ...]:
        """Tell Discord of changed commands, or only say what would change: lines for the operator.

        Raises:
            AdapterError: Discord refuses the token, or cannot be reached.
        """
        from adapters.discord.connection import sync_commands

        return await sync_commands(self._app, self._settings, dry_run=dry_run)
