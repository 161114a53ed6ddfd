"""How are texts sent and changed without reading back what the server repeats of them?

The library makes an object of every message that it sent, which costs as much as reading the
question did; here only its number is needed.
"""

from __future__ import annotations

from typing import Any

from telegram.ext import ExtBot

from adapters.telegram.entry import Entry


class Speaker(ExtBot[Entry]):
    """A bot of the library's, with two requests of its own; the fields are the Bot API's."""

    async def say(self, fields: dict[str, Any], entry: Entry | None) -> int:
        """Send a text; the number of the message.

        Raises:
            TelegramError: it was not sent.
        """
        sent = await self._post("sendMessage", fields, api_kwargs=self._merge_api_rl_kwargs(None, entry))
        return int(sent["message_id"])

    async def change(self, fields: dict[str, Any], entry: Entry | None) -> None:
        """Put another text into a message.

        Raises:
            TelegramError: it was not changed.
        """
        await self._post("editMessageText", fields, api_kwargs=self._merge_api_rl_kwargs(None, entry))
