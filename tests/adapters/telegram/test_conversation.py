"""What the bot hears and where it answers, over the wire."""

from __future__ import annotations

import time
from dataclasses import replace
from html import escape

from adapters.telegram import progress
from bot.messages import FileBlock, NoticeBlock, Reply, Status
from bot.state.store import Chat
from tests.adapters.telegram.playing import quote_block, reply_of, running
from tests.servers.bot_api import BOT, BotApi, buttons

GROUP = -100200
BOT_NAME = BOT["username"]


async def test_plain_text_in_private_is_a_question(bot):
    """Words in a private chat reach the core as they were typed, and the answer comes unquoted."""
    await bot.api.say(501, "how many were arrested?")
    (answer,) = await bot.api.answers(501)
    (asked,) = bot.app.asked
    assert (asked.text, asked.private, asked.chat, asked.user) == (
        "how many were arrested?",
        True,
        "501",
        "501",
    )
    assert answer["text"] == "<how many were arrested?>"
    assert "reply_to_message" not in answer


async def test_a_group_hears_only_what_is_meant_for_it(bot):
    """Commands of ours, replies to us and mentions are answered; other bots' commands and talk are not."""
    bot.api.chat(GROUP, "supergroup")
    first = await bot.api.say(GROUP, "/help")
    (own,) = await bot.api.answers(GROUP)
    assert own["reply_to_message"]["message_id"] == first["message_id"]
    for text in ("/help@other_bot", "/unknown", "just talk", "/start", "@somebody hello"):
        await bot.api.say(GROUP, text)
    await bot.api.say(GROUP, f"/help@{BOT_NAME.upper()} quote")
    await bot.api.say(GROUP, f"@{BOT_NAME} how many?")
    await bot.api.say(GROUP, "and where?", reply_to_message=own)
    await bot.api.answers(GROUP, 4)
    assert [r.text for r in bot.app.asked] == ["/help", "/help quote", "how many?", "and where?"]


async def test_a_topic_is_answered_in_the_topic(bot):
    """A message of a forum topic is answered there; a plain reply's thread is no topic."""
    bot.api.chat(GROUP, "supergroup", forum=True, topics={7})
    await bot.api.say(GROUP, "/help", message_thread_id=7, is_topic_message=True)
    await bot.api.say(GROUP, "/help", message_thread_id=3)
    in_topic, in_general = await bot.api.answers(GROUP, 2)
    assert in_topic["message_thread_id"] == 7
    assert "message_thread_id" not in in_general
    assert [r.thread for r in bot.app.asked] == ["7", None]


async def test_a_topic_that_is_gone_gets_no_answer_elsewhere(bot):
    """Where the topic was deleted meanwhile, nothing is posted into General, and the bot lives on."""
    bot.api.chat(GROUP, "supergroup", forum=True)
    await bot.api.say(GROUP, "/help", message_thread_id=7, is_topic_message=True)
    await bot.api.say(501, "hello")
    await bot.api.answers(501)
    await bot.api.settled()
    assert bot.api.sent(GROUP) == []


async def test_an_edited_question_has_its_answer_edited(bot):
    """Correcting a question changes the answer that stands, and adds no message."""
    question = await bot.api.say(501, "arests")
    (before,) = await bot.api.answers(501)
    await bot.api.edit(question, "arrests")
    await bot.api.until(lambda: bot.api.sent(501)[0]["text"] == "<arrests>")
    assert [m["message_id"] for m in bot.api.sent(501)] == [before["message_id"]]


async def test_an_edit_makes_longer_and_shorter_answers_whole(bot):
    """An answer of more messages than before sends the rest; one of fewer removes what is left."""
    bot.app.answer = lambda r: reply_of(r, NoticeBlock("x" * int(r.text), "long"))
    question = await bot.api.say(501, "10")
    await bot.api.answers(501)
    await bot.api.edit(question, "9000")
    await bot.api.until(lambda: len(bot.api.sent(501)) == 3)
    assert "".join(m["text"] for m in bot.api.sent(501)).count("x") == 9000
    await bot.api.edit(question, "20")
    await bot.api.until(lambda: [m["text"] for m in bot.api.sent(501)] == ["x" * 20])


async def test_updates_without_a_message_are_no_errors(bot, caplog):
    """Channel posts, business messages, reactions and other bots' words are passed over silently."""
    channel = {"id": -100999, "type": "channel", "title": "News"}
    post = {"message_id": 1, "date": 1, "chat": channel, "text": "/help"}
    await bot.api.push(channel_post=post)
    await bot.api.push(edited_channel_post=post)
    await bot.api.push(business_message={**post, "chat": {"id": 9, "type": "private"}})
    bot.api.chat(GROUP, "supergroup")
    await bot.api.say(GROUP, "/help", **{"from": {"id": 77, "is_bot": True, "first_name": "Other bot"}})
    await bot.api.say(501, "hello")
    await bot.api.answers(501)
    assert len(bot.app.asked) == 1
    assert caplog.records == []


async def test_a_blocked_chat_is_left_alone_until_it_writes_again(bot):
    """After "blocked by the user" nothing is sent there; a new message from there opens it again."""
    chat = bot.api.chat(501)
    chat.blocked = True
    bot.app.answer = lambda r: reply_of(r, *[NoticeBlock("x" * 4000, "long")] * 3)
    await bot.api.say(501, "one")
    await bot.api.settled()
    assert len(bot.api.called("sendMessage")) == 1
    chat.blocked = False
    await bot.api.say(501, "two")
    assert len(await bot.api.answers(501, 3)) == 3


async def test_a_group_that_became_a_supergroup_is_answered_there(bot):
    """An answer that meets the migration goes to the new chat."""
    bot.api.chat(-55, "group").migrated_to = GROUP
    bot.api.chat(GROUP, "supergroup")
    await bot.api.say(-55, "/help")
    (answer,) = await bot.api.answers(GROUP)
    assert answer["text"].startswith("</help>")


async def test_old_questions_are_left_where_the_setting_says_so(api: BotApi):
    """A question that waited longer than the setting is dropped; a date no server would keep is not."""
    await api.say(501, "stale", date=int(time.time()) - 7200)
    await api.say(501, "clocks disagree", date=1_500_000_000)
    await api.say(501, "fresh")
    async with running(api, stale_after_s=3600) as bot:
        await api.answers(501, 2)
        await api.settled()
        assert [r.text for r in bot.app.asked] == ["clocks disagree", "fresh"]


async def test_order_is_kept_in_a_chat(bot):
    """Many questions at once: each chat gets its answers in the order of its questions."""
    bot.app.delay_s = 0.01
    chats = range(601, 611)
    for n in range(5):
        for chat in chats:
            await bot.api.say(chat, f"q{n}", user=chat)
    for chat in chats:
        answers = await bot.api.answers(chat, 5)
        assert [m["text"] for m in answers] == [f"<q{n}>" for n in range(5)]


async def test_chats_do_not_wait_for_each_other(bot):
    """While one chat's question takes long, another chat's is answered."""
    bot.app.holding = 501
    await bot.api.say(501, "long")
    await bot.api.say(502, "short", user=502)
    await bot.api.answers(502)
    assert bot.api.sent(501) == []
    bot.app.free.set()
    await bot.api.answers(501)


async def test_what_the_journal_has_is_not_answered_again(api: BotApi):
    """An update that is delivered again to a later process, which has the journal, is passed over."""
    async with running(api) as first:
        await api.say(501, "hello")
        again = dict(api.updates[0])
        await api.answers(501)
        await api.settled()
    api.updates.append(again)
    async with running(api) as second:
        second.app.journal |= first.app.journal
        await api.settled()
        assert second.app.asked == []


async def test_an_answer_of_nothing_is_silence(bot):
    """A reply without blocks, as to somebody who was told already that it is too much, sends nothing."""
    bot.app.answer = lambda _: Reply(Status.DENIED, "quote", (), personal=True)
    await bot.api.say(501, "again")
    await bot.api.settled()
    assert bot.app.asked
    assert bot.api.sent() == []


async def test_the_settings_of_a_group_follow_it_into_a_supergroup(bot):
    """The service message of a migration moves what the chat has set; its language is what is spoken."""
    bot.app.state.chats[Chat("telegram", "-55")]["language"] = "xx"
    bot.api.chat(-55, "group")
    bot.api.chat(GROUP, "supergroup")
    await bot.api.say(-55, "", migrate_to_chat_id=GROUP)
    await bot.api.say(GROUP, "/help")
    await bot.api.answers(GROUP)
    (asked,) = bot.app.asked
    assert asked.locale == "xx"
    assert bot.app.state.settings_of(Chat("telegram", "-55")) == {}


async def test_progress_is_told_in_the_message_that_the_answer_replaces(bot, monkeypatch):
    """A long command tells how far it is in one message, and ends as the answer in its place."""
    monkeypatch.setattr(progress, "EVERY_S", 0.01)
    bot.app.progress = told = ("1 <of> 3", "2 of 3", "3 of 3")

    async def is_read(text):
        await bot.api.until(lambda: [m["text"] for m in bot.api.sent(501)] == [text])

    bot.app.is_read = is_read
    await bot.api.say(501, "/help")
    await bot.api.until(lambda: bot.api.sent(501) and bot.api.sent(501)[0]["text"].startswith("</help>"))
    assert len(bot.api.sent(501)) == 1
    shown = [c.data["text"] for c in bot.api.calls if c.method in ("sendMessage", "editMessageText")]
    assert shown[:3] == [escape(text) for text in told]


async def test_a_file_about_its_asker_is_never_posted_in_a_group(bot):
    """It comes in private, and the group reads only that; who never wrote to the bot is told to."""
    bot.app.answer = lambda r: replace(reply_of(r, FileBlock("Yours.", "mydata.json", b"{}")), personal=True)
    bot.api.chat(GROUP, "supergroup")
    bot.api.chat(501)
    bot.api.chat(502).blocked = True
    await bot.api.say(GROUP, "/mydata", user=501)
    await bot.api.say(GROUP, "/mydata", user=502)
    told, refused = await bot.api.answers(GROUP, 2)
    assert "in private" in told["text"]
    assert "/start" in refused["text"]
    (whispered,) = bot.api.sent(501)
    assert whispered["caption"].startswith("Yours.")
    assert bot.api.sent(502) == []


async def test_the_replied_message_comes_along(bot):
    """A command that answers a message carries its words, or the part of it that was quoted."""
    said = {"message_id": 3, "date": 1, "chat": {"id": 501, "type": "private"}, "text": "He said so."}
    await bot.api.say(501, "/help", reply_to_message=said)
    await bot.api.say(
        501, "/help", reply_to_message=said, quote={"text": "said", "position": 3, "is_manual": True}
    )
    await bot.api.answers(501, 2)
    assert [r.replied_text for r in bot.app.asked] == ["He said so.", "said"]


async def test_an_answer_quotes_what_the_record_holds_whatever_it_looks_like(bot):
    """Markup characters in a slice arrive as they stand in the article."""
    text = 'a <b>bold</b> & "odd" ]( _claim_ &amp; 🙂 \u200fשלום'
    bot.app.answer = lambda r: reply_of(r, quote_block(text))
    await bot.api.say(501, "/quote odd")
    (answer,) = await bot.api.answers(501)
    assert text in answer["text"]


async def test_the_greeting_offers_buttons_that_ask(bot):
    """/start greets with buttons; pressing one asks the core and shows the answer in place."""
    await bot.api.say(501, "/start")
    (hello,) = await bot.api.answers(501)
    (label, button), *_ = buttons(hello).items()
    await bot.api.press(hello, button["callback_data"])
    await bot.api.until(lambda: bot.api.sent(501)[0]["text"] == f"<{label}>")
    assert [m["message_id"] for m in bot.api.sent(501)] == [hello["message_id"]]


async def test_a_deep_link_shows_its_receipt(bot):
    """/start with a receipt is the question where that record stands."""
    await bot.api.say(501, "/start qaaaaaa")
    await bot.api.answers(501)
    assert [r.text for r in bot.app.asked] == ["/source qaaaaaa"]


async def test_help_tells_what_must_be_typed_in_groups(bot):
    """Under /help stands how to ask in a group, with the bot's name."""
    await bot.api.say(501, "/help")
    (answer,) = await bot.api.answers(501)
    assert f"@{BOT_NAME}" in answer["text"]


async def test_a_failed_update_does_not_stop_the_rest(bot, caplog):
    """An error of our own while answering is logged, and the next question is answered."""

    def fails(request):
        if request.text == "bad":
            raise ZeroDivisionError
        return reply_of(request, NoticeBlock("fine", "fine"), status=Status.FOUND)

    bot.app.answer = fails
    await bot.api.say(501, "bad")
    await bot.api.say(501, "good")
    (answer,) = await bot.api.answers(501)
    assert answer["text"] == "fine"
    del caplog
