"""When may a request be sent, and when may a failed one be sent again?

Telegram allows thirty messages a second in all, of which we use a little less, and twenty a minute
in a group; where it says "retry after", only that chat waits. A request that failed before it was
sent, or that the server answered with a failure, is repeated. One whose answer was lost may have
been carried out: it is repeated only where doing it twice is doing it once, so no message is ever
sent twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from adapters.telegram.entry import Entry

log = structlog.get_logger(__name__)

ATTEMPTS = 5
FIRST_PAUSE_S = 0.5
LONGEST_WAIT_S = 120.0
ALL_A_SECOND = 25
GROUP_A_MINUTE = 20
MARGIN = 1.05
"""How much longer than Telegram's our second and minute are, since requests travel unevenly."""

AT_ONCE = 5
"""How many may go out together: what was held up on its way would else meet a whole second's worth."""

WINDOWS_KEPT = 1024

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_ADDS = ("send", "answerGuestQuery")
_COUNTED = ("sendMessage", "sendPhoto", "sendDocument", "editMessage")
"""What counts towards a chat's share; menus, "typing…" and look-ups do not."""

Send = Callable[..., Coroutine[Any, Any, Any]]


class Window:
    """Lets at most `most` through in any `within_s` seconds, in the order of asking."""

    def __init__(self, most: int, within_s: float) -> None:
        self._within_s = within_s
        self._times = deque[float](maxlen=most)
        self._turn = asyncio.Lock()

    async def take(self) -> None:
        """Wait for a place and take it."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            full = len(self._times) == self._times.maxlen
            if full and (wait_s := self._times[0] + self._within_s - loop.time()) > 0:
                await asyncio.sleep(wait_s)
            self._times.append(loop.time())

    @property
    def is_idle(self) -> bool:
        """Whether nothing it has let through still counts."""
        if self._turn.locked():
            return False
        return not self._times or self._times[-1] + self._within_s < asyncio.get_running_loop().time()


class Pacing(BaseRateLimiter[Entry]):
    """Keeps every request within Telegram's limits, and repeats those that may be repeated."""

    def __init__(self, all_a_second: int = ALL_A_SECOND) -> None:
        self._all = Window(AT_ONCE, MARGIN * AT_ONCE / all_a_second)
        self._groups: dict[str, Window] = {}
        self._paused_until: dict[str, float] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: PLR0913, PLR0917  (as the library declares it)
        self,
        callback: Send,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Entry | None,
    ) -> Any:
        """Send one request when its chat's turn comes; repeat it as long as that can help.

        `rate_limit_args` is the journal's entry of the answer that the request shows, if it shows one.

        Raises:
            TelegramError: the request failed for good.
        """
        chat = str(data.get("chat_id", ""))
        for attempt in range(1, ATTEMPTS + 1):
            try:
                await self._wait(chat, counted=endpoint.startswith(_COUNTED))
                return await _carried_out(callback, args, kwargs, rate_limit_args)
            except TelegramError as error:
                pause_s = self._pause_before_next(error, endpoint, attempt)
                if pause_s is None or attempt == ATTEMPTS:
                    raise
                log.info("telegram request repeated", endpoint=endpoint, pause_s=pause_s, reason=_name(error))
                if isinstance(error, RetryAfter):
                    if rate_limit_args:
                        await rate_limit_args.take_back()
                    self._hold(chat, pause_s)
                else:
                    await asyncio.sleep(pause_s)
        raise AssertionError("the last attempt returns or raises")

    async def _wait(self, chat: str, *, counted: bool) -> None:
        """Wait until the chat is no longer paused and within its share."""
        if chat in self._paused_until:
            await asyncio.sleep(self._paused_until[chat] - asyncio.get_running_loop().time())
            self._paused_until.pop(chat, None)
        if not counted:
            return
        if chat.startswith("-"):
            await self._group(chat).take()
        await self._all.take()

    def _pause_before_next(self, error: TelegramError, endpoint: str, attempt: int) -> float | None:
        """How long to wait before the next attempt; None where there must be none."""
        if isinstance(error, RetryAfter):
            pause_s = error._retry_after.total_seconds()  # noqa: SLF001  (the property warns either way)
            return pause_s if pause_s <= LONGEST_WAIT_S else None
        if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
            return None
        cause = error.__cause__
        answered = cause is None or isinstance(cause, TelegramError)
        if answered or isinstance(cause, _NEVER_SENT) or not endpoint.startswith(_ADDS):
            return FIRST_PAUSE_S * 2.0 ** (attempt - 1)
        return None

    def _hold(self, chat: str, pause_s: float) -> None:
        until = asyncio.get_running_loop().time() + pause_s
        self._paused_until[chat] = max(until, self._paused_until.get(chat, 0))

    def _group(self, chat: str) -> Window:
        if len(self._groups) > WINDOWS_KEPT:
            self._groups = {k: v for k, v in self._groups.items() if not v.is_idle}
        return self._groups.setdefault(chat, Window(GROUP_A_MINUTE, 60 * MARGIN))


async def _carried_out(send: Send, args: Any, kwargs: dict[str, Any], entry: Entry | None) -> Any:
    """What the server says to a request; the journal's entry is written before it goes out."""
    if entry is None:
        return await send(*args, **kwargs)
    await entry.write()
    result = await send(*args, **kwargs)
    entry.note_shown()
    return result


def _name(error: TelegramError) -> str:
    """What failed, without the address, which holds the token."""
    cause = error.__cause__
    return (
        type(cause).__name__ if isinstance(cause, httpx.HTTPError) else str(error).split("\n", maxsplit=1)[0]
    )
