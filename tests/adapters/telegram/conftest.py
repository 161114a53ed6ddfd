"""What the Telegram tests may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator

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
