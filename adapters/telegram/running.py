"""How does the adapter start, receive and stop? By long polling, or by webhook where one is set."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import structlog
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater
from telegram.request import HTTPXRequest

from adapters.errors import AdapterError
from adapters.telegram.conversation import Conversation
from adapters.telegram.hearing import Me
from adapters.telegram.menus import publish
from adapters.telegram.pacing import Pacing
from adapters.telegram.polling import FIRST_PAUSE_S, LONGEST_PAUSE_S, WANTED, Polling, Seen, first_line
from adapters.telegram.speaking import Speaker
from bot.app import App
from bot.settings import Settings

log = structlog.get_logger(__name__)

CONNECTIONS = 64
TIMEOUT_S = 10.0
STOP_S = 1.2
CLOSE_S = 0.5
REFUSED = (
    "Telegram does not know the token: copy it again from @BotFather into [telegram] token"
    " or ONRECORD_TELEGRAM_TOKEN"
)

T = TypeVar("T")


async def run(app: App, settings: Settings, stop: asyncio.Event) -> None:
    """Answer until `stop` is set.

    Raises:
        AdapterError: the token or an address cannot be used.
    """
    if not re.fullmatch(r"[\w:.-]+", settings.telegram.token.get_secret_value(), re.ASCII):
        raise AdapterError(REFUSED)
    bot = _bot(settings)
    working = asyncio.ensure_future(_work(app, settings, bot))
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
        try:
            with suppress(asyncio.CancelledError):
                await working
        except InvalidToken:
            raise AdapterError(REFUSED) from None  # the library's own text holds the token
        finally:
            await _close(bot)


def _bot(settings: Settings) -> Speaker:
    address = settings.telegram.api_url.rstrip("/")
    trusted = {"verify": httpx.create_ssl_context()}  # once for both: the authorities fill a megabyte
    return Speaker(
        settings.telegram.token.get_secret_value(),
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=HTTPXRequest(
            CONNECTIONS,
            read_timeout=TIMEOUT_S,
            connect_timeout=TIMEOUT_S,
            pool_timeout=TIMEOUT_S,
            httpx_kwargs=trusted,
        ),
        get_updates_request=HTTPXRequest(
            1, read_timeout=TIMEOUT_S, connect_timeout=TIMEOUT_S, httpx_kwargs=trusted
        ),
        rate_limiter=Pacing(),
    )


async def _close(bot: Speaker) -> None:
    with suppress(TelegramError, TimeoutError):
        await asyncio.wait_for(bot.shutdown(), CLOSE_S)


async def _work(app: App, settings: Settings, bot: Speaker) -> None:
    await _until_reached(bot.initialize)
    user = bot.bot
    me = Me(user.username or "", user.id, sees_all=bool(user.can_read_all_group_messages))
    conversation = Conversation(app, settings, bot, me)
    log.info("telegram ready", bot=me.name, sees_all_group_messages=me.sees_all)
    menus = asyncio.ensure_future(publish(bot, settings))
    try:
        if settings.telegram.webhook_url:
            await _listen(bot, settings, conversation.receive)
        else:
            with suppress(InvalidToken):  # a server without webhooks answers so; the token is known good
                await _until_reached(bot.delete_webhook)
            await _poll(bot, conversation.receive)
    finally:
        menus.cancel()


async def _until_reached(request: Callable[[], Awaitable[T]]) -> T:
    """The answer to `request`, tried again for as long as Telegram cannot be reached.

    Raises:
        InvalidToken: Telegram was reached and does not know the token.
    """
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return await request()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("telegram not reached", retry_s=pause_s, reason=first_line(error))
        await asyncio.sleep(pause_s)
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


async def _poll(bot: Speaker, receive: Callable[[Update], Awaitable[None]]) -> None:
    polling = Polling(bot, receive)
    try:
        await polling.run()
    finally:
        await polling.finish(STOP_S)


async def _listen(bot: Speaker, settings: Settings, receive: Callable[[Update], Awaitable[None]]) -> None:
    """Receive by webhook; Telegram proves itself by a secret that is new with each start."""
    host, _, port = settings.telegram.webhook_listen.rpartition(":")
    updater = Updater(bot, asyncio.Queue())
    tasks, seen = set[asyncio.Future[None]](), Seen()
    await updater.initialize()
    try:
        await updater.start_webhook(
            host,
            int(port),
            urlsplit(settings.telegram.webhook_url).path,
            webhook_url=settings.telegram.webhook_url,
            ip_address=settings.telegram.webhook_ip or None,
            secret_token=secrets.token_urlsafe(32),
            allowed_updates=list(WANTED),
            max_connections=settings.telegram.webhook_connections,
            bootstrap_retries=-1,
        )
    except OSError as error:
        raise AdapterError(
            f"cannot listen on {settings.telegram.webhook_listen}: {error.strerror};"
            " change [telegram] webhook_listen"
        ) from None
    try:
        while True:
            update = await updater.update_queue.get()
            if isinstance(update, Update) and seen.is_new(update):
                task = asyncio.ensure_future(receive(update))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
    finally:
        await updater.stop()
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_S)
