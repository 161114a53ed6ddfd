"""A keeper's day on the real articles, over either platform's wire: added, read in, taken back, put right.

The program starts on three of the five articles; the fourth comes as a file in a message, the fifth lies
in the folder when a reload is asked for.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.adapters.discord.test_wire import running
from tests.adapters.telegram.test_process import program
from tests.servers.bot_api import BotApi, buttons
from tests.servers.discord_gateway import BOT, USER, DiscordServer

pytestmark = pytest.mark.process
KEEPER = 509
CORRECTED = "Corrected by"


class Chat(Protocol):
    """A keeper's private line to the running program."""

    async def ask(self, text: str, name: str = "", content: bytes = b"") -> str:
        """What is answered, in the end, to a command with or without a file."""

    async def press(self, label: str) -> str:
        """What is answered to one of the choices of the last answer."""


class TelegramChat:
    """The line on Telegram."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._last: dict[str, Any] = {}

    async def ask(self, text: str, name: str = "", content: bytes = b"") -> str:
        before = len(self._api.sent(KEEPER))
        if name:
            await self._api.send_file(KEEPER, name, content, text, user=KEEPER)
        else:
            await self._api.say(KEEPER, text, user=KEEPER)
        await self._api.until(lambda: len(self._api.sent(KEEPER)) > before, 60)
        await self._api.settled()
        return self._shown(before)

    async def press(self, label: str) -> str:
        await self._api.press(self._last, buttons(self._last)[label]["callback_data"], user=KEEPER)
        await self._api.until(lambda: not buttons(self._last), 60)
        await self._api.settled()
        return str(self._last["text"])

    def _shown(self, before: int) -> str:
        new = self._api.sent(KEEPER)[before:]
        self._last = new[-1]
        return "\n".join(message.get("text") or message.get("caption") or "" for message in new)


class DiscordChat:
    """The line on Discord: mentions, for these can bring a file."""

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self._last: dict[str, Any] = {}

    async def ask(self, text: str, name: str = "", content: bytes = b"") -> str:
        said = await self._server.say(f"<@{BOT}> {text}", **({name: content} if name else {}))
        await self._server.until(lambda: self._server.answers(said), 60)
        self._last = self._server.answers(said)[-1]
        return "\n".join(json.dumps(m["components"], ensure_ascii=False) for m in self._server.answers(said))

    async def press(self, label: str) -> str:
        pressed = await self._server.choose(self._last, label)
        await self._server.until(lambda: self._server.shown[pressed], 60)
        return json.dumps(self._server.shown[pressed][-1]["components"], ensure_ascii=False)


@pytest.fixture
def later(shared, tmp_path) -> list[Path]:
    """The last two articles; the first three lie in the program's folder."""
    files = sorted((shared / "articles").glob("*.txt"))
    (tmp_path / "articles").mkdir()
    for file in files[:3]:
        (tmp_path / "articles" / file.name).write_bytes(file.read_bytes())
    return files[3:]


@asynccontextmanager
async def on_telegram(home: Path) -> AsyncIterator[Chat]:
    """The program, with one keeper on Telegram."""
    api = BotApi()
    await api.start()
    try:
        async with program(api, home, ONRECORD_ACCESS_OPERATORS=f'["telegram:{KEEPER}"]'):
            yield TelegramChat(api)
    finally:
        await api.stop()


@asynccontextmanager
async def on_discord(home: Path) -> AsyncIterator[Chat]:
    """The program, with one keeper on Discord."""
    lines = ("[access]", f'operators = ["discord:{USER}"]')
    arguments = ("run", "--articles", str(home / "articles"))
    async with DiscordServer() as server, running(home, server, *lines, arguments=arguments):
        yield DiscordChat(server)


@pytest.mark.parametrize("line", [on_telegram, on_discord], ids=["telegram", "discord"])
async def test_what_a_keeper_does_changes_the_answers(line, later, tmp_path):
    """/add and /reload change the figures of rallies and deaths and say how; /undo brings the old ones back.

    A speaker that is put right stays so through a reload.
    """
    attached, dropped = later
    async with line(tmp_path) as chat:
        at_first = [codes(await chat.ask(question)) for question in ("/figures rally", "/figures deaths")]
        preview = await chat.ask("/add", attached.name, attached.read_bytes())
        assert "+1" in preview
        await chat.press("Answer from it")
        added = [codes(await chat.ask(question)) for question in ("/figures rally", "/figures deaths")]
        (tmp_path / "articles" / dropped.name).write_bytes(dropped.read_bytes())
        said = await chat.ask("/reload")
        assert re.search(r"/figures deaths[^/]*\+1", said)
        assert re.search(r"/figures crowd size[^/]*\+\d", said)
        read_in = [codes(await chat.ask(question)) for question in ("/figures rally", "/figures deaths")]
        assert all(len({str(state[n]) for state in (at_first, added, read_in)}) > 1 for n in range(2))
        await chat.ask("/undo")
        assert [codes(await chat.ask(q)) for q in ("/figures rally", "/figures deaths")] == added
        (receipt,) = codes(await chat.ask("/quote rats"), "q")[:1]
        assert CORRECTED not in await chat.ask("/quote rats")
        await chat.ask(f"/correct {receipt} speaker Maria Kolesnikova")
        assert "Maria Kolesnikova" in await chat.ask("/reload")
        assert CORRECTED in await chat.ask("/quote rats by:Kolesnikova")


async def test_a_watched_folder_needs_no_reload(tmp_path):
    """With `watch` on, the real program answers from a new file soon, and nobody asked for a reload."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "first.txt").write_text(
        "“The pier is shut,” said Ana Toma, the mayor.\n", "utf-8"
    )
    api = BotApi()
    await api.start()
    try:
        async with program(api, tmp_path, ONRECORD_BUILD_WATCH="true") as running:
            chat = TelegramChat(api)
            assert "ferry" not in await chat.ask("/quote Ana Toma")
            late = "“The ferry goes at nine,” said Ana Toma, the mayor.\n"
            (tmp_path / "articles" / "late.txt").write_text(late, "utf-8")
            assert running.stdout is not None
            async with asyncio.timeout(60):
                while b"reloaded by itself" not in await running.stdout.readline():
                    assert running.returncode is None
            assert "ferry goes" in await chat.ask("/quote Ana Toma")
    finally:
        await api.stop()


def codes(text: str, kind: str = "f") -> list[str]:
    """The receipts of a kind in an answer, in order."""
    return list(dict.fromkeys(re.findall(rf"\b{kind}[a-z2-7]{{6}}\b", text)))
