"""Does an answer arrive, once and in time? What is tried again, and what is not an error.

Nothing is sent twice: an interaction takes one first response, a change of a message can be
repeated, and a message carries a nonce.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord
import structlog

from adapters.discord.deadlines import Alarms, Deadline

log = structlog.get_logger(__name__)

_DEFER_S = 1.5
"""An answer that takes longer is announced first ("thinking")."""
_FIRST_RESPONSE_S = 2.7
"""Discord takes the first response for 3 s; the rest is the way there."""
_CHANGE_S = 60.0
"""How long anything later may take, with all that Discord makes us wait."""

Made = TypeVar("Made")
Send = Callable[[], Awaitable[object]]

_DROPPED = (aiohttp.ClientError, ConnectionError)
_ALREADY_ANSWERED = 40060
_GONE = {
    10003: "the channel is gone",
    10008: "the message is gone",
    10015: "it came too late",
    10062: "it came too late",
    50027: "it came too late",
}


class Delivery:
    """Sends for one client. Whatever it sends is made anew when it is tried again."""

    def __init__(self) -> None:
        self._alarms = Alarms()

    def respond(self, send: Send) -> Awaitable[bool]:
        """Give an interaction its first response; whether it arrived in time.

        Raises:
            discord.HTTPException: Discord refused it for a reason that waiting does not mend.
        """
        return self._sent(send, _FIRST_RESPONSE_S)

    def send(self, send: Send) -> Awaitable[bool]:
        """Send what Discord does not wait for: a message, a change, a follow-up; whether it arrived.

        Raises:
            discord.HTTPException: Discord refused it for a reason that waiting does not mend.
        """
        return self._sent(send, _CHANGE_S)

    async def announcing(self, making: Awaitable[Made], announce: Send) -> tuple[Made, bool]:
        """What `making` makes, and whether it was announced because it was slow."""
        announced: list[asyncio.Task[bool]] = []

        def begin() -> None:
            sent = self._sent(announce, _FIRST_RESPONSE_S - _DEFER_S)
            announced.append(asyncio.create_task(sent))

        alarm = self._alarms.set(_DEFER_S, begin)
        try:
            made = await making
        finally:
            self._alarms.call_off(alarm)
        if announced:
            await announced[0]
        return made, bool(announced)

    async def _sent(self, send: Send, within_s: float) -> bool:
        try:
            with Deadline(within_s, self._alarms):
                try:
                    await send()
                except _DROPPED as error:
                    log.info("discord connection dropped, trying once more", reason=repr(error))
                    await send()
        except discord.HTTPException as error:
            if error.code == _ALREADY_ANSWERED:
                return True
            if error.code not in _GONE:
                raise
            log.info("discord answer not shown", reason=_GONE[error.code])
            return False
        except (TimeoutError, discord.RateLimited, *_DROPPED) as error:
            log.warning("discord answer not delivered", reason=repr(error), within_s=within_s)
            return False
        return True
