"""How is the connection to Discord kept, and when is it given up?

An outage is waited out, at the start too; a wrong token or a refused intent ends the adapter
with one line that says what to do.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.client import Client
from adapters.discord.sync import plan, sync
from adapters.discord.tree import Translator
from adapters.errors import AdapterError
from bot.app import App, all_commands
from bot.settings import DiscordSettings, Settings

log = structlog.get_logger(__name__)
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0
_FINISH_S = 1.0
_CLOSE_S = 1.5
_OUTAGE = (aiohttp.ClientError, OSError, TimeoutError, discord.GatewayNotFound, discord.DiscordServerError)
# https://discord.com/developers/docs/topics/opcodes-and-status-codes
_REFUSED = {
    4004: "Discord does not accept the token: copy it anew from the developer portal, Bot, Reset Token",
    4010: "a shard id is not below the shard count: mend [discord] shard_ids and shard_count",
    4011: "too many servers for so few connections: raise [discord] shard_count, or set it to 0",
    4013: "Discord does not know an intent this version asks for: update Onrecord",
}
_BAD_TOKEN = _REFUSED[4004]
_BAD_INTENT = (
    "Discord refuses the Message Content intent: switch it on in the developer portal, Bot, "
    "Privileged Gateway Intents, or set [discord] message_content = false"
)


async def run(app: App, settings: Settings, stop: asyncio.Event) -> None:
    """Answer on Discord until `stop` is set.

    Raises:
        AdapterError: Discord refuses the bot, and waiting does not help.
    """
    # Nobody here wants to speak with a voice.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    with _server(settings.discord):
        wait_s = _FIRST_WAIT_S
        while not stop.is_set():
            client = Client(app, settings, all_commands())
            try:
                if await _held(client, settings.discord, stop):
                    wait_s = _FIRST_WAIT_S
            except AdapterError:
                raise
            except _OUTAGE as error:
                log.warning("discord not reachable", reason=_said(error), next_try_s=wait_s)
            except Exception:  # the adapter's loop: another platform may be running beside it
                log.exception("discord connection failed", next_try_s=wait_s)
            finally:
                await _close(client)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait_s)
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)


async def sync_commands(app: App, settings: Settings, *, dry_run: bool) -> tuple[str, ...]:
    """Tell Discord of changed commands now, or only say what would change: lines for the operator.

    Raises:
        AdapterError: Discord refuses the token, or cannot be reached.
    """
    guilds = settings.discord.guilds
    with _server(settings.discord):
        client = Client(app, settings, all_commands())
        client.setup_hook = _nothing  # type: ignore[method-assign]
        try:
            await _logged_in(client, settings.discord)
            await client.tree.set_translator(Translator())
            changes = await plan(client, client.tree, client.memory, guilds)
            if not dry_run:
                await sync(client, client.tree, client.memory, guilds)
        except (*_OUTAGE, discord.HTTPException) as error:
            raise AdapterError(f"Discord cannot be asked now: {error}; try again later") from None
        finally:
            await _close(client)
    return tuple(str(change) for change in changes)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


async def _nothing() -> None:
    """In the place of the client's own set-up, which would sync."""


async def _held(client: Client, settings: DiscordSettings, stop: asyncio.Event) -> bool:
    """Hold one connection until it breaks for good or `stop` is set; whether it was ready once."""
    stopping = asyncio.create_task(stop.wait())
    connecting = asyncio.create_task(_connected(client, settings))
    try:
        await asyncio.wait({stopping, connecting}, return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
        return client.is_ready()
    except discord.PrivilegedIntentsRequired:
        raise AdapterError(_BAD_INTENT) from None
    except discord.ConnectionClosed as error:
        if error.code in _REFUSED:
            raise AdapterError(_REFUSED[error.code]) from None
        log.warning("discord closed the connection", code=error.code)
        return client.is_ready()
    finally:
        await client.answering.finish(_FINISH_S)
        for task in (stopping, connecting):
            task.cancel()
        await asyncio.gather(stopping, connecting, return_exceptions=True)


async def _connected(client: Client, settings: DiscordSettings) -> None:
    await _logged_in(client, settings)
    if settings.api_url != _default_url():
        # discord.py asks for the address only without a shard count, and never again for a reconnect.
        _, url, _ = await client.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
    await client.connect(reconnect=True)


async def _logged_in(client: Client, settings: DiscordSettings) -> None:
    try:
        await client.login(settings.token.get_secret_value())
    except (discord.LoginFailure, discord.Forbidden):
        raise AdapterError(_BAD_TOKEN) from None


async def _close(client: Client) -> None:
    if client.http.token is None:
        await client.http.close()
        return
    try:
        async with asyncio.timeout(_CLOSE_S):
            await client.close()
    except TimeoutError:
        log.warning("discord did not confirm the end of the connection")


def _default_url() -> str:
    return str(DiscordSettings.model_fields["api_url"].default)


@contextlib.contextmanager
def _server(settings: DiscordSettings) -> Iterator[None]:
    """discord.py speaking to the configured server while this holds."""
    if settings.api_url == _default_url():
        yield
        return
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = settings.api_url.rstrip("/")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
