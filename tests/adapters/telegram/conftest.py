"""What the Telegram tests may ask for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from tests.adapters.telegram.playing import Running, running
from tests.servers.bot_api import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API server of this test's own."""
    server = BotApi()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Running]:
    """An adapter at work on `api`."""
    async with running(api) as at_work:
        yield at_work


async def listens(host: str, port: str) -> None:
    """Wait until something listens: the address is told to the server a moment before."""
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.close()
            return
        await asyncio.sleep(0.01)
