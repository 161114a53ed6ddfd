"""How do updates come in by long polling, so that none is lost and none is answered twice?

An update is confirmed to Telegram once it was answered: what a killed process had received and
not answered is delivered again to the next. One that takes longer than `PATIENCE_S` is confirmed
all the same, so that a chat which must wait does not hold up the rest.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

log = structlog.get_logger(__name__)

LONG_POLL_S = 30
SEEN_KEPT = 2000
SETTLE_S = 0.2
PATIENCE_S = 20.0
WINDOW = 60
"""How far back an unanswered update is kept unconfirmed; a poll returns at most a hundred."""

CONFIRM_S = 0.5
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
CONFLICT_PAUSE_S = 5.0
WANTED = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.GUEST_MESSAGE,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.CHAT_MEMBER,
)

Receive = Callable[[Update], Awaitable[None]]


class Seen:
    """The updates that came in lately, so that one delivered again is known."""

    def __init__(self) -> None:
        self._numbers: OrderedDict[int, None] = OrderedDict()

    def is_new(self, update: Update) -> bool:
        """Whether `update` has not come in before; it has then."""
        if update.update_id in self._numbers:
            return False
        self._numbers[update.update_id] = None
        if len(self._numbers) > SEEN_KEPT:
            self._numbers.popitem(last=False)
        return True


class Polling:
    """Fetches updates and starts each one once."""

    def __init__(self, bot: ExtBot[Any], receive: Receive) -> None:
        self._bot = bot
        self._receive = receive
        self._open: dict[int, tuple[float, asyncio.Task[None]]] = {}
        self._seen = Seen()
        self._last = 0
        self._pause_s = 0.0
        self._conflict_told = False

    async def run(self) -> None:
        """Fetch until cancelled.

        Raises:
            InvalidToken: the token was withdrawn.
        """
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset=self._offset(),
                    timeout=0 if self._waiting() else LONG_POLL_S,
                    allowed_updates=list(WANTED),
                )
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._pause(error)
                continue
            except Exception:  # the adapter's loop: what the library cannot read must not end it
                log.exception("telegram updates not understood")
                await self._pause(TelegramError("updates not understood"))
                continue
            self._recovered()
            for update in updates:
                self._start(update)
            if self._open:
                await asyncio.wait([task for _, task in self._open.values()], timeout=SETTLE_S)

    async def finish(self, within_s: float) -> None:
        """Let what was begun end, then confirm what was answered."""
        tasks = [task for _, task in self._open.values()]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=within_s)
            for task in late:
                task.cancel()
        if self._last:
            with suppress(TelegramError, TimeoutError):
                await asyncio.wait_for(
                    self._bot.get_updates(offset=self._offset(), limit=1, timeout=0), CONFIRM_S
                )

    def _start(self, update: Update) -> None:
        if not self._seen.is_new(update):
            return  # delivered again because it is not yet confirmed
        self._last = number = update.update_id
        task = asyncio.ensure_future(self._receive(update))
        self._open[number] = (asyncio.get_running_loop().time(), task)
        task.add_done_callback(lambda done: self._end(number, done))

    def _end(self, number: int, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            self._open.pop(number, None)

    def _waiting(self) -> list[int]:
        """The updates under way that are not to be confirmed yet."""
        recent = asyncio.get_running_loop().time() - PATIENCE_S
        return [n for n, (began, _) in self._open.items() if began > recent and n > self._last - WINDOW]

    def _offset(self) -> int | None:
        if not self._last:
            return None
        return min(self._waiting(), default=self._last + 1)

    async def _pause(self, error: TelegramError) -> None:
        """Say once what is wrong, and wait longer each time it stays wrong."""
        if isinstance(error, Conflict):
            if not self._conflict_told:
                log.error(
                    "another program receives this Telegram bot's updates:"
                    " stop it or give this one its own token",
                    retry_s=CONFLICT_PAUSE_S,
                )
            self._conflict_told = True
            await asyncio.sleep(CONFLICT_PAUSE_S)
            return
        if isinstance(error, RetryAfter):
            self._pause_s = error._retry_after.total_seconds()  # noqa: SLF001  (the property warns)
        else:
            self._pause_s = min(max(self._pause_s * 2, FIRST_PAUSE_S), LONGEST_PAUSE_S)
        log.warning("telegram not reached", retry_s=self._pause_s, reason=first_line(error))
        await asyncio.sleep(self._pause_s)

    def _recovered(self) -> None:
        if self._pause_s:
            log.info("telegram reached again")
        self._pause_s = 0.0


def first_line(error: TelegramError) -> str:
    """What went wrong, in one line."""
    return (error.message or type(error).__name__).split("\n", maxsplit=1)[0][:200]
