"""What does one Telegram update cost beside a bare echo handler of the same library?"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from adapters.__main__ import home_of
from adapters.building import build_if_needed
from adapters.telegram.conversation import Conversation
from adapters.telegram.hearing import Me
from adapters.telegram.pacing import Pacing
from adapters.telegram.speaking import Speaker
from bot.app import App
from bot.settings import LimitSettings, load
from knowledge.record import Records
from tests.bench.measuring import Table, at_most, emit
from tests.bench.serving import IMPORTS, resident

UPDATES = 200
_NUMBERS = count(1)
"""Every update is a new one: the journal passes over what it has."""

QUESTIONS = ("/quote lukashenko", "/figures arrests", "/who tikhanovskaya", "how old is lukashenko")
_ANSWER = {
    "message_id": 9,
    "date": 1,
    "chat": {"id": 501, "type": "private", "first_name": "A"},
    "from": {"id": 1, "is_bot": True, "first_name": "B", "username": "b"},
    "text": "answer",
}


class FakeTransport(BaseRequest):
    """Answers every request at once: both sides pay for the library, neither for a network."""

    read_timeout = 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: Any
    ) -> tuple[int, bytes]:
        """What a server says: its own account, or the message as sent."""
        del method, timeouts
        if request_data is not None:
            _ = request_data.json_parameters
        result = {**_ANSWER["from"]} if url.endswith("getMe") else _ANSWER  # type: ignore[dict-item]
        return 200, json.dumps({"ok": True, "result": result}).encode()


def measure() -> Iterator[Table]:
    """CPU time of an update, and the memory of the idle process."""
    with tempfile.TemporaryDirectory() as folder:
        unlimited = LimitSettings(user_per_minute=10**9, chat_per_minute=10**9, all_per_second=10**9)
        settings = load(home=Path(folder), limits=unlimited)
        home = home_of(settings)
        build_if_needed(settings, home)
        app = App(settings, Records(home.record))
        try:
            yield asyncio.run(_updates(app))
        finally:
            app.close()
    yield asyncio.run(_memory())


async def _updates(app: App) -> Table:
    peer = await _echo_s()
    rows = [at_most("echo of a text: adapter alone", await _ours_s(app, None), peer, "µs", 1.25)]
    rows += [
        at_most(f"{text}: adapter, core and record", await _ours_s(app, text), peer, "µs", 1.25)
        for text in QUESTIONS
    ]
    note = f"{UPDATES} updates from JSON to the request that answers, on a transport that answers at once."
    return Table("A Telegram update", "python-telegram-bot's echo handler", note, tuple(rows))


async def _echo_s() -> float:
    """Microseconds of an update in a bare echo bot."""
    program = (
        Application.builder()
        .token("1:x")
        .request(FakeTransport())
        .get_updates_request(FakeTransport())
        .updater(None)
        .build()
    )

    async def echo(update: Update, _: Any) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    program.add_handler(MessageHandler(filters.TEXT, echo))
    async with program:
        return await _each_s(program.bot, program.process_update, "hello")


async def _ours_s(app: App, text: str | None) -> float:
    """Microseconds of an update in this adapter; without a text, the core is left out."""
    from tests.adapters.telegram.playing import ScriptedApp

    core = app
    if not text:
        core = ScriptedApp(app.settings)
        core.records = app.records
    bot = Speaker(
        "1:x",
        request=FakeTransport(),
        get_updates_request=FakeTransport(),
        rate_limiter=Pacing(all_a_second=10**6),  # waiting is no cost, and the peer does not wait
    )
    async with bot:
        conversation = Conversation(core, app.settings, bot, Me("b", 1))
        return await _each_s(bot, conversation.receive, text or "hello")


async def _each_s(bot: Any, receive: Callable[[Update], Awaitable[None]], text: str) -> float:
    entities = (
        [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        if text[0] == "/"
        else []
    )
    person = {"id": 501, "is_bot": False, "first_name": "A", "language_code": "en"}
    sent = {
        "date": 2_000_000_000,
        "chat": _ANSWER["chat"],
        "from": person,
        "text": text,
        "entities": entities,
    }
    times = []
    for _ in range(7):
        numbers = [next(_NUMBERS) for _ in range(UPDATES)]
        raws = [json.dumps({"update_id": n, "message": {**sent, "message_id": 100 + n}}) for n in numbers]
        begin = time.process_time()
        for raw in raws:
            await receive(Update.de_json(json.loads(raw), bot))
        times.append(time.process_time() - begin)
    return min(times) / UPDATES * 1e6


async def _memory() -> Table:
    """The memory of the program when it polls, beside that of its imports alone."""
    row = await resident("telegram")
    peer = f"a process that has imported telegram.ext and {IMPORTS}"
    return Table("Memory on Telegram", peer, "On the sample.", (row,))


if __name__ == "__main__":
    emit(measure())
