"""How is Onrecord spoken on Telegram? Updates become requests, replies become messages.

Importing this costs nothing: python-telegram-bot is loaded when the adapter runs.
"""

from __future__ import annotations

import asyncio
import logging
import os

from bot.app import App
from bot.settings import Settings


class TelegramAdapter:
    """The Telegram side of an `App`; `settings.telegram` must have a token."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def run(self, stop: asyncio.Event) -> None:
        """Answer on Telegram until `stop` is set, then return within about three seconds.

        Raises:
            AdapterError: the token or an address in the settings cannot be used.
        """
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own way to be free of a deprecation
        for name in ("httpx", "httpcore"):  # they log addresses, and the token is in every address
            logging.getLogger(name).setLevel(logging.WARNING)
        # Its own tracebacks of every lost connection would bury our one line about it.
        logging.getLogger("telegram").setLevel(logging.CRITICAL)
        from adapters.telegram.running import run

        await run(self._app, self._settings, stop)
