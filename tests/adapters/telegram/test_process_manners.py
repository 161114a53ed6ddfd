"""The real program in all that happens to a bot of large groups, over the wire."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import pytest

from tests import programs
from tests.adapters.telegram.conftest import listens
from tests.adapters.telegram.test_process import GROUP, program
from tests.servers.bot_api import BOT, BotApi, Fault, buttons

pytestmark = pytest.mark.process
QUOTES = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A folder with an article of sixty quotes by one speaker, and a build of it."""
    home = tmp_path_factory.mktemp("many")
    (home / "articles").mkdir()
    lines = [
        f"“The gate of lock number {n} {word} at dawn,” said Ada Fenn, the keeper."
        for n, word in enumerate(["opened", "closed"] * (QUOTES // 2), start=100)
    ]
    (home / "articles" / "locks.txt").write_text("The locks of Osper\n\n" + "\n\n".join(lines), "utf-8")
    done = programs.run(home, "build", "--articles", home / "articles", "--home", home, "--progress", "none")
    assert done.returncode == 0, done.stderr
    return home


async def test_the_lines_of_the_readme_lead_to_an_answer_in_a_group(api: BotApi, home):
    """Steps 4 to 10, as a newcomer takes them: with the token in the environment, each does what it says."""
    async with program(api, home) as running:
        assert running.stdout is not None
        while b"telegram ready" not in await running.stdout.readline():
            assert running.returncode is None
        for typed in ("/start", "what did Ada Fenn say about lock 103?", "/help"):
            await api.say(501, typed)
        *_, asked, told = await api.answers(501, 3)
        assert "103" in asked["text"]
        assert "/quote" in told["text"]
        await api.ask_inline("fenn")
        (offered,) = await api.until(lambda: api.called("answerInlineQuery"))
        assert json.loads(offered.data["results"])
        api.chat(GROUP, "supergroup")
        await api.say(GROUP, "/quote Ada Fenn")
        (page,) = await api.answers(GROUP)
        await api.press(page, buttons(page)["More ›"]["callback_data"], user=777)
        await api.until(lambda: "2/" in " ".join(buttons(api.sent(GROUP)[0])))
    api.me["can_read_all_group_messages"] = True
    async with program(api, home):
        await api.say(GROUP, f"@{BOT['username']} what did Ada Fenn say about lock 104?")
        *_, mentioned = await api.answers(GROUP, 2)
        assert "104" in mentioned["text"]


async def test_a_group_with_privacy_mode_hears_of_what_was_typed_to_it(api: BotApi, home):
    """Commands and replies are answered, other bots' commands and chatter not; /help says what to type."""
    api.chat(GROUP, "supergroup")
    async with program(api, home):
        await api.say(GROUP, "/quote@another_bot fenn")
        await api.say(GROUP, "nice weather")
        await api.say(GROUP, f"/help@{BOT['username']}")
        (told,) = await api.answers(GROUP)
        assert f"@{BOT['username']}" in told["text"]
        await api.say(GROUP, "/quote fenn lock 103")
        *_, quoted = await api.answers(GROUP, 2)
        assert "103" in quoted["text"]
        await api.say(GROUP, "what did Ada Fenn say about lock 104?", reply_to_message=quoted)
        *_, reply = await api.answers(GROUP, 3)
        assert "104" in reply["text"]
        await api.settled()
        assert len(api.sent(GROUP)) == 3


async def test_inline_offers_all_of_more_than_fifty(api: BotApi, home):
    """Sixty quotes come in pages of at most fifty, each once, whoever types."""
    async with program(api, home):
        seen: list[str] = []
        offset = ""
        for _ in range(4):
            before = len(api.called("answerInlineQuery"))
            await api.ask_inline("fenn", offset)
            (call,) = await api.until(lambda before=before: api.called("answerInlineQuery")[before:])
            results = json.loads(call.data["results"])
            assert len(results) <= 50
            seen += [result["id"] for result in results if result["id"].startswith("q")]
            offset = call.data.get("next_offset", "")
            if not offset:
                break
        assert len(seen) == len(set(seen)) == QUOTES


async def test_an_edited_question_has_its_answer_edited(api: BotApi, home):
    """A corrected question changes the answer that stands there; no second message is sent."""
    async with program(api, home):
        asked = await api.say(501, "/quote fenn lock 110")
        (first,) = await api.answers(501)
        assert "110" in first["text"]
        await api.edit(asked, "/quote fenn lock 111")
        await api.until(lambda: "111" in api.sent(501)[0]["text"])
        await api.settled()
        assert len(api.sent(501)) == 1


async def test_a_group_that_became_a_supergroup_keeps_its_settings(api: BotApi, home):
    """What administrators set before the migration holds after it, and answers go to the new chat."""
    api.chat(-55, "group", admins={502})
    async with program(api, home):
        await api.say(-55, "/settings page_length 2", user=502)
        await api.answers(-55)
        await api.settled()
        api.chat(-55).migrated_to = GROUP
        api.chat(GROUP, "supergroup", admins={502})
        await api.say(-55, "/quote fenn")
        (answer,) = await api.answers(GROUP)
        assert answer["text"].count("Ada Fenn — ") == 2


async def test_a_user_who_blocked_it_is_left_alone_and_nobody_else(api: BotApi, home):
    """After "blocked by the user" nothing more is sent there; others are served, and so is a return."""
    api.chat(501).blocked = True
    async with program(api, home):
        await api.say(501, "/quote fenn")
        await api.settled()
        tries = len(api.called("sendMessage"))
        await api.say(502, "/quote fenn lock 120")
        await api.answers(502)
        assert len(api.called("sendMessage")) == tries + 1
        api.chat(501).blocked = False
        await api.say(501, "/quote fenn lock 121")
        (answer,) = await api.answers(501)
        assert "121" in answer["text"]


async def test_a_flood_wait_holds_one_chat_and_loses_nothing(api: BotApi, home):
    """A 429 in a chat is waited out and the answer given once; other chats do not wait for it."""
    api.chat(GROUP, "supergroup")
    api.faults.append(Fault("sendMessage", "flood", value=3))
    async with program(api, home):
        await api.say(GROUP, "/quote fenn lock 130")
        await api.until(lambda: api.called("sendMessage"))
        await api.say(501, "/quote fenn lock 131")
        await api.answers(501, within_s=2.5)
        assert api.sent(GROUP) == []
        (late,) = await api.answers(GROUP)
        assert "130" in late["text"]
        await api.settled()
        assert len(api.sent(GROUP)) == 1


async def test_a_success_that_was_not_heard_of_is_not_repeated(api: BotApi, home):
    """The connection drops after the server posted the answer: the chat has it once."""
    api.faults.append(Fault("sendMessage", "drop_after"))
    async with program(api, home):
        await api.say(501, "/quote fenn lock 140")
        await api.answers(501)
        await api.say(501, "/quote fenn lock 141")
        await api.answers(501, 2)
        await api.settled()
        assert ["140" in m["text"] or "141" in m["text"] for m in api.sent(501)] == [True, True]


async def test_a_second_poller_is_named_and_survived(api: BotApi, home):
    """Another program on the same token gets its own back: one line names it, and the bot answers after."""
    async with program(api, home) as running:
        await api.until(lambda: api.called("getUpdates"))
        await api._get_updates({"timeout": "0", "offset": "1"})
        await api.say(501, "/quote fenn lock 150")
        (answer,) = await api.answers(501, within_s=20)
        assert "150" in answer["text"]
        await api.settled()
        running.send_signal(signal.SIGTERM)
        assert running.stdout is not None
        output = (await running.stdout.read()).decode()
        assert output.count("another program") == 1


async def test_a_webhook_takes_updates_with_its_secret_alone(api: BotApi, home):
    """With a wrong secret nothing is heard; with the right one each update is answered once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    url = f"http://{address}/telegram/updates"
    given = {"ONRECORD_TELEGRAM_WEBHOOK_URL": url, "ONRECORD_TELEGRAM_WEBHOOK_LISTEN": address}
    async with program(api, home, polls=False, **given) as running:
        await api.until(lambda: api.webhook["url"], 30)
        await listens(*address.split(":"))
        await api.say(501, "/quote fenn lock 151")
        assert await api.deliver(secret="wrong") == [403]  # noqa: S106
        again = dict(api.updates[0])
        assert await api.deliver() == [200]
        await api.answers(501)
        api.updates.append(again)
        assert await api.deliver() == [200]
        await api.say(501, "/quote fenn lock 152")
        assert await api.deliver() == [200]
        await api.answers(501, 2)
        running.send_signal(signal.SIGTERM)
        assert await running.wait() == 0
    assert ["151" in api.sent(501)[0]["text"], len(api.sent(501))] == [True, 2]


async def test_pages_of_a_group_are_turned_by_whoever_presses(api: BotApi, home):
    """Anybody turns the page where it stands; no second message comes."""
    api.chat(GROUP, "supergroup")
    async with program(api, home):
        await api.say(GROUP, "/quote fenn")
        (page,) = await api.answers(GROUP)
        await api.press(page, buttons(page)["More ›"]["callback_data"], user=777)
        await api.until(lambda: "2/" in " ".join(buttons(api.sent(GROUP)[0])))
        assert len(api.sent(GROUP)) == 1
