"""Does an answer arrive, once and in time? What is tried again, and what is not an error.

Nothing is sent twice: an interaction takes one first response, a change of a message can be
repeated, and a message carries a nonce.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import discord
import structlog

log = structlog.get_logger(__name__)

DEFER_S = 1.5
"""An answer that takes longer is announced first ("thinking")."""
FIRST_RESPONSE_S = 2.7
"""Discord takes the first response for 3 s; the rest is the way there."""
CHANGE_S = 60.0
"""How long a change of a message may take, with all that Discord makes us wait."""

_DROPPED = (aiohttp.ClientError, ConnectionError)
_ALREADY_ANSWERED = 40060
_GONE = {
    10003: "the channel is gone",
    10008: "the message is gone",
    10015: "it came too late",
    10062: "it came too late",
    50027: "it came too late",
}


async def deliver(send: Callable[[], Awaitable[object]], within_s: float) -> bool:
    """Run `send`, once more if its connection broke; whether it arrived within `within_s` seconds.

    Raises:
        discord.HTTPException: Discord refused it for a reason that waiting does not mend.
    """
    try:
        async with asyncio.timeout(within_s):
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
