"""The real program on the sample, spoken to over the wire."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.settings import SAMPLE
from tests import programs
from tests.servers.bot_api import BOT, TOKEN, BotApi, Fault, buttons

pytestmark = pytest.mark.process
GROUP = -100200


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A folder with a copy of the sample, and a build of it."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(SAMPLE, home / "articles")
    done = programs.run(home, "build", "--articles", home / "articles", "--home", home, "--progress", "none")
    assert done.returncode == 0, done.stderr
    return home


@asynccontextmanager
async def program(
    api: BotApi, home: Path, *, polls: bool = True, **environment: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`onrecord run` on `api`; ended with the block, and checked to have kept the token to itself.

    Where it `polls`, the block begins with its first poll.
    """
    started = await asyncio.create_subprocess_exec(
        *(*programs.COMMAND, "run", "--articles", home / "articles", "--home", home),
        env={
            **programs.environment(home),
            "ONRECORD_TELEGRAM_TOKEN": TOKEN,
            "ONRECORD_TELEGRAM_API_URL": api.url,
            **environment,
        },
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        met = len(api.called("getUpdates"))
        await api.until(
            lambda: not polls or len(api.called("getUpdates")) > met or started.returncode is not None, 30
        )
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        output, _ = await started.communicate()
        sys.stdout.write(output.decode())
        assert TOKEN not in output.decode()


async def test_it_answers_everywhere_and_ends_when_told(api: BotApi, home):
    """Private, group, topic and inline are answered from the record; SIGTERM ends it with exit 0."""
    api.chat(GROUP, "supergroup", forum=True, topics={7})
    async with program(api, home) as running:
        await api.say(501, "/quote lukashenko")
        (private,) = await api.answers(501)
        assert "Lukashenko" in private["text"]
        await api.say(GROUP, f"/sources@{BOT['username']}", message_thread_id=7, is_topic_message=True)
        (topic,) = await api.answers(GROUP)
        assert topic["message_thread_id"] == 7
        await api.ask_inline("lukashenko")
        (call,) = await api.until(lambda: api.called("answerInlineQuery"))
        assert json.loads(call.data["results"])
        await api.settled()
        running.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(running.wait(), 5) == 0


async def test_pages_turn_across_a_kill_and_a_reload(api: BotApi, home):
    """More works in the next process; after a new build it says so and shows the fresh answer."""
    async with program(api, home):
        await api.say(501, "/quote lukashenko")
        (first,) = await api.answers(501)
        before, more = first["text"], buttons(first)["More ›"]["callback_data"]
        await api.settled()
    async with program(api, home):
        await api.press(first, more)
        await api.until(lambda: "2/" in " ".join(buttons(api.sent(501)[0])))
        (second,) = api.sent(501)
        assert second["text"] != before
        (home / "articles" / "later.txt").write_text('"A later word," Lukashenko said on Monday.\n', "utf-8")
        build = ("build", "--articles", home / "articles", "--home", home, "--progress", "none")
        done = await asyncio.to_thread(programs.run, home, *build)
        assert done.returncode == 0, done.stderr
        await api.press(second, buttons(second)["‹ Back"]["callback_data"])
        await api.until(lambda: "1/" in " ".join(buttons(api.sent(501)[0])))
        toasts = [call.data.get("text", "") for call in api.called("answerCallbackQuery")]
        assert "changed" in toasts[-1]


def journaled(home) -> int:
    """How many answers the program's journal has."""
    file = next(home.rglob("state.db"), None)
    if file is None:
        return 0
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM answer").fetchone()[0]
    finally:
        connection.close()


async def test_a_kill_between_receipt_and_answer_loses_and_doubles_nothing(api: BotApi, home):
    """What was received and not answered when the process was killed is answered by the next, once."""
    before = journaled(home)
    api.faults.append(Fault("sendMessage", "flood", value=60))
    async with program(api, home):
        await api.say(501, "/sources")
        await api.until(lambda: api.called("sendMessage"))
        await api.until(lambda: journaled(home) == before)  # what was refused is struck out again
    assert api.sent(501) == []
    async with program(api, home) as running:
        await api.answers(501)
        await api.settled()
        running.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(running.wait(), 5) == 0
    assert len(api.sent(501)) == 1


async def test_a_kill_after_the_send_doubles_nothing(api: BotApi, home):
    """An answer that the server posted, but had not confirmed at the kill, is not given again."""
    api.faults.append(Fault("sendMessage", "hang_after"))
    async with program(api, home):
        await api.say(501, "/sources")
        await api.answers(501)
    async with program(api, home):
        await api.say(501, "/about")
        await api.answers(501, 2)
        await api.settled()
    assert [len(api.sent(501)), len(api.called("sendMessage"))] == [2, 2]


async def test_a_bad_token_is_one_line_and_exit_1(api: BotApi, home):
    """A token that the server does not know ends the program with what to do."""
    async with program(api, home, ONRECORD_TELEGRAM_TOKEN="1:wrong") as running:  # noqa: S106
        assert await asyncio.wait_for(running.wait(), 20) == 1
        assert running.stdout is not None
        output = (await running.stdout.read()).decode()
    said = [line for line in output.splitlines() if line.startswith("onrecord:")]
    assert len(said) == 1
    assert "BotFather" in said[0]
    assert "1:wrong" not in output


async def test_an_article_comes_in_as_a_file_and_is_applied_by_a_button(api: BotApi, tmp_path):
    """/add with a file is previewed; it counts once its sender says so by a button.

    Nobody else can add one or press the button, and then nothing has changed.
    """
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "first.txt").write_text('"The bridge is closed," said Ana Toma, the mayor.\n', "utf-8")
    late = b'"The bridge is open again," said Ana Toma on Sunday.\n'
    api.chat(GROUP, "supergroup")
    async with program(api, tmp_path, ONRECORD_ACCESS_OPERATORS='["telegram:509"]'):
        await api.send_file(GROUP, "late.txt", late, "/add", user=501)
        await api.send_file(GROUP, "late.txt", late, "/add outlet: The Courier", user=509)
        refused, preview = await api.answers(GROUP, 2)
        await api.until(lambda: buttons(preview))
        assert "operators" in refused["text"]
        assert len(api.fetched) == 1
        apply = buttons(preview)["Answer from it"]["callback_data"]
        await api.press(preview, apply, user=501)
        (alert,) = await api.until(lambda: api.called("answerCallbackQuery"))
        assert "operators" in alert.data["text"]
        await api.say(501, "/quote open again")
        (before,) = await api.answers(501)
        assert "on Sunday" not in before["text"]
        await api.press(preview, apply, user=509)
        await api.until(lambda: not buttons(api.sent(GROUP)[1]))
        await api.say(501, "/quote open again")
        _, after = await api.answers(501, 2)
        assert "The bridge is open again" in after["text"]
    assert (articles / "late.txt").read_bytes() == late


async def test_a_groups_administrators_set_how_it_answers(api: BotApi, home, tmp_path):
    """/settings works by its buttons for administrators, anonymous ones too, for nobody else."""
    shutil.copytree(home, tmp_path / "home")
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    api.chat(GROUP, "supergroup", admins={502})
    async with program(api, tmp_path / "home"):
        await api.say(
            GROUP, "/settings", **{"from": anonymous, "sender_chat": {"id": GROUP, "type": "supergroup"}}
        )
        (choices,) = await api.answers(GROUP)
        await api.press(choices, buttons(choices)["plain"]["callback_data"], user=501)
        (alert,) = await api.until(lambda: api.called("answerCallbackQuery"))
        assert "administrators" in alert.data["text"]
        await api.press(choices, buttons(choices)["plain"]["callback_data"], user=502)
        await api.until(lambda: "on" in buttons(choices))
        await api.press(choices, buttons(choices)["on"]["callback_data"], user=502)
        await api.until(lambda: not buttons(choices))
        await api.say(GROUP, "/quote lukashenko")
        _, plain = await api.answers(GROUP, 2)
        assert {entity["type"] for entity in plain["entities"]} <= {"text_link", "code"}
        await api.say(GROUP, "/settings quiet on", user=502)
        *_, settled = await api.answers(GROUP, 3)
        await api.say(GROUP, "how many were arrested?", reply_to_message=settled)
        await api.say(GROUP, "/sources")
        await api.answers(GROUP, 4)
        await api.settled()
        assert len(api.sent(GROUP)) == 4
