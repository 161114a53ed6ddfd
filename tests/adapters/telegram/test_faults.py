"""What a network can do to the bot, and what a flooded chat may not do to the others."""

from __future__ import annotations

import asyncio

import pytest

from adapters.errors import AdapterError
from adapters.telegram import TelegramAdapter, pacing, polling
from adapters.telegram import running as running_module
from bot.messages import NoticeBlock
from tests.adapters.telegram.playing import ScriptedApp, reply_of, running, settings_for
from tests.servers.bot_api import TOKEN, BotApi, Call, Fault, Refused

GROUP = -100200


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", "status", value=500),
        Fault("sendMessage", "garbage", value=502),
        Fault("sendMessage", "flood", value=1),
        Fault("sendMessage", "drop_after"),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.value}",
)
async def test_a_failed_send_is_answered_once(bot, fault):
    """A refused send is repeated; one whose success was not heard of is not: never a second message."""
    bot.api.faults.append(fault)
    await bot.api.say(501, "first")
    await bot.api.answers(501)
    await bot.api.say(501, "second")
    await bot.api.answers(501, 2)
    await bot.api.settled()
    assert [m["text"] for m in bot.api.sent(501)] == ["<first>", "<second>"]


async def test_a_flooded_chat_waits_in_the_middle_of_an_answer_and_the_others_do_not(bot, monkeypatch):
    """A 429 between two parts holds that chat alone, and no part is lost, doubled or out of order."""
    over, waits, sleep = asyncio.Event(), list[float](), asyncio.sleep

    async def sleep_or_wait(pause_s: float) -> None:
        """Sleep; but what is as long as the flood ends when the test says so."""
        if pause_s < 30:
            await sleep(pause_s)
            return
        waits.append(pause_s)
        await over.wait()

    monkeypatch.setattr(asyncio, "sleep", sleep_or_wait)
    bot.api.chat(GROUP, "supergroup")
    bot.api.flood[GROUP] = (2, 60.0)
    bot.app.answer = lambda r: reply_of(r, *[NoticeBlock(f"{n}" + "x" * 4000, "long") for n in range(4)])
    await bot.api.say(GROUP, "/sources")
    await bot.api.until(lambda: waits)
    bot.app.answer = lambda r: reply_of(r, NoticeBlock("quick", "quick"))
    await bot.api.say(501, "quick?")
    await bot.api.answers(501)
    assert len(bot.api.sent(GROUP)) == 2
    assert 59 < waits[0] <= 61
    del bot.api.flood[GROUP]
    over.set()
    parts = await bot.api.answers(GROUP, 4)
    assert [m["text"][0] for m in parts] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("getUpdates", "status", value=500),
        Fault("getUpdates", "garbage", value=502),
        Fault("getUpdates", "garbage", value=200),
        Fault("getUpdates", "nonsense"),
        Fault("getUpdates", "drop_before"),
        Fault("getUpdates", "drop_after"),
        Fault("getMe", "status", 7, value=500),
        Fault("getMe", "garbage", value=200),
        Fault("deleteWebhook", "drop_before", 6),
    ],
    ids=lambda fault: f"{fault.method}-{fault.kind}-{fault.value}",
)
async def test_a_failing_network_is_survived(api: BotApi, fault, monkeypatch):
    """Whatever the network does to a poll or to the start, the bot answers once it is over."""
    for module in (pacing, polling, running_module):
        monkeypatch.setattr(module, "FIRST_PAUSE_S", 0.02)
    api.faults.append(fault)
    async with running(api):
        await api.say(501, "hello")
        (answer,) = await api.answers(501, within_s=20)
        assert answer["text"] == "<hello>"


async def test_an_unreachable_server_is_waited_for(api: BotApi, monkeypatch):
    """A bot that starts before the network answers when the network comes."""
    for module in (pacing, polling, running_module):
        monkeypatch.setattr(module, "FIRST_PAUSE_S", 0.02)
    port = int(api.url.rpartition(":")[2])
    await api.stop()
    async with running(api):
        await asyncio.sleep(0.1)
        late = BotApi()
        await late.start(port)
        await late.say(501, "hello")
        (answer,) = await late.answers(501, within_s=20)
        assert answer["text"] == "<hello>"
    await late.stop()


async def test_a_bad_token_is_one_line_without_the_token(api: BotApi):
    """A token that the server does not know, or that can be none, ends the adapter with what to do."""
    for token in (TOKEN + "x", "no token\n"):
        settings = settings_for(api, token=token)
        app = ScriptedApp(settings)
        with pytest.raises(AdapterError) as raised:
            await asyncio.wait_for(TelegramAdapter(app, settings).run(asyncio.Event()), 10)
        app.close()
        assert "BotFather" in str(raised.value)
        assert token.strip() not in str(raised.value)
        assert raised.value.__suppress_context__ or raised.value.__context__ is None


async def test_two_pollers_are_explained_once_and_both_live(api: BotApi, capsys, monkeypatch):
    """Another program on the same token is named in one line; when it ends, the bot answers."""
    monkeypatch.setattr(polling, "CONFLICT_PAUSE_S", 0.1)
    async with running(api) as bot:
        await api.until(lambda: api.called("getUpdates"))
        for _ in range(3):
            met = len(_conflicts(api))
            other = asyncio.ensure_future(api._get_updates({"timeout": "1", "offset": "1"}))
            await api.until(lambda met=met: len(_conflicts(api)) > met)
            polls = len(api.called("getUpdates"))
            await api.until(lambda polls=polls: len(api.called("getUpdates")) > polls)
            await asyncio.gather(other, return_exceptions=True)
        await api.say(501, "hello")
        await api.answers(501)
        assert not bot.task.done()
    assert capsys.readouterr().out.count("another program") == 1


def _conflicts(api: BotApi) -> list[Call]:
    """The bot's polls that were ended by another program's."""
    ended = [c for c in api.called("getUpdates") if isinstance(c.result, Refused)]
    return [c for c in ended if c.result.code == 409]


async def test_an_update_is_confirmed_only_when_answered(api: BotApi):
    """What a dying process had received and not answered is delivered to the next, and answered once."""
    async with running(api) as first:
        first.app.delay_s = 60
        await api.say(501, "before")
        await api.until(lambda: first.app.asked)
    assert api.sent(501) == []
    async with running(api):
        await api.answers(501)
        await api.say(501, "after")
        await api.answers(501, 2)
    async with running(api):
        await api.until(lambda: not api.updates)
    assert [m["text"] for m in api.sent(501)] == ["<before>", "<after>"]


async def test_an_update_that_is_delivered_again_is_answered_once(bot):
    """While one long answer keeps earlier updates unconfirmed, none of the others is answered twice."""
    bot.app.delay_s = 1.0
    await bot.api.say(501, "slow")
    await bot.api.until(lambda: bot.app.asked)
    bot.app.delay_s = 0
    for n in range(5):
        await bot.api.say(600 + n, "quick", user=600 + n)
    await bot.api.answers(501)
    await bot.api.settled()
    assert len(bot.app.asked) == 6
    assert len(bot.api.sent()) == 6


async def test_the_bot_stops_within_seconds_whatever_it_does(api: BotApi):
    """Ending in the middle of an answer takes at most three seconds."""
    async with running(api) as bot:
        bot.app.delay_s = 60
        await api.say(501, "slow")
        await api.until(lambda: bot.app.asked)
        bot.stop.set()
        await asyncio.wait_for(asyncio.shield(bot.task), 3)
        assert bot.task.done()
        assert not api.sent(501)
