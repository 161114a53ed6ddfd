"""Buttons carry all they need, and pages turn in place."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.buttons import Pressed, View, data_of, footer_of, keyboard_of, pressed_of
from bot.messages import ChoicesBlock, NoticeBlock, Option, Reply, Status
from bot.wording import wording
from tests.adapters.telegram.playing import figure_block, quote_block, reply_of, running
from tests.servers.bot_api import BotApi, buttons

GROUP = -100200
LONG = "/quote " + "лукашенко выборы " * 8 + "конец"
RECEIPTS = st.one_of(st.none(), st.from_regex(r"[qfp][a-z2-7]{6}", fullmatch=True))
PRESSED = st.builds(
    Pressed,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
    st.integers(1, 9999),
    RECEIPTS,
    st.sampled_from(["", "0a1f"]),
)


def rows_of(view):
    """The buttons under an answer, row by row."""
    keyboard = keyboard_of(view, wording("en"))
    return json.loads(keyboard)["inline_keyboard"] if keyboard else []


@given(PRESSED, st.lists(st.text(max_size=20), max_size=3))
def test_what_a_button_asks_for_is_read_back(pressed, other_codes):
    """Any query, page and receipt survive 64 bytes, with the query's own text at hand if it is long."""
    data = data_of(pressed)
    assert len(data.encode()) <= 64
    assert pressed_of(data, [*other_codes, pressed.query]) == pressed


@given(st.text(max_size=64))
def test_foreign_data_is_never_misread(data):
    """Data of another make is either not ours, or makes a question of its own words."""
    pressed = pressed_of(data, ())
    assert pressed is None or data.endswith(pressed.query)


@settings(max_examples=50)
@given(PRESSED, st.integers(1, 9), st.booleans())
def test_a_query_that_no_button_holds_is_in_the_footer(pressed, pages, sourced):
    """Each button of an answer is understood from the message's own text alone."""
    reply = Reply(Status.FOUND, "quote", (quote_block(),), pressed.query, 1, pages)
    view = View(reply, "0a1f", pressed if sourced else None)
    codes = [f.text for line in footer_of(view, wording("en")) for f in line.fragments]
    for button in (button for row in rows_of(view) for button in row):
        if (data := button.get("callback_data", "-")) != "-":
            assert pressed_of(data, codes) is not None


def pages_of(request):
    """Three pages of one quotation each."""
    return reply_of(request, quote_block(f"Words of page {request.page}."), pages=3)


async def test_pages_turn_in_place_for_anybody(bot):
    """More and Back edit the message, whoever of a group presses, and post nothing."""
    bot.app.answer = pages_of
    bot.api.chat(GROUP, "supergroup")
    await bot.api.say(GROUP, "/help me", user=501)
    (answer,) = await bot.api.answers(GROUP)
    await bot.api.press(answer, buttons(answer)["More ›"]["callback_data"], user=777)
    await bot.api.until(lambda: "page 2" in bot.api.sent(GROUP)[0]["text"])
    (second,) = bot.api.sent(GROUP)
    assert {"‹ Back", "2/3", "More ›"} <= set(buttons(second))
    await bot.api.press(second, buttons(second)["‹ Back"]["callback_data"], user=778)
    await bot.api.until(lambda: "page 1" in bot.api.sent(GROUP)[0]["text"])
    assert bot.api.open_queries == set()


async def test_double_clicks_and_late_clicks_are_no_errors(bot):
    """Pressing twice, and pressing when the query has expired, leave the page as asked."""
    bot.app.answer = pages_of
    await bot.api.say(501, "words")
    (answer,) = await bot.api.answers(501)
    data = buttons(answer)["More ›"]["callback_data"]
    await bot.api.press(answer, data)
    query = await bot.api.press(answer, data)
    bot.api.open_queries.discard(query)
    await bot.api.settled()
    assert "page 2" in bot.api.sent(501)[0]["text"]
    assert len(bot.api.sent(501)) == 1


async def test_pages_turn_after_a_restart(api: BotApi):
    """A button of an earlier process works in the next, a long query too."""
    for query in ("short", LONG):
        async with running(api) as first:
            first.app.answer = lambda r, q=query: Reply(
                Status.FOUND, "quote", (quote_block(f"Page {r.page}."),), q, r.page, 3
            )
            await api.say(501, query)
            answer = (await api.answers(501))[-1]
        async with running(api) as second:
            second.app.answer = pages_of
            await api.press(answer, buttons(answer)["More ›"]["callback_data"])
            await api.until(lambda: "page 2" in api.sent(501)[-1]["text"])
            assert second.app.asked[-1].text == query
        api.chats.clear()


async def test_a_source_opens_in_place_and_leads_back(bot):
    """Source shows where the record stands in the same message; Back returns to the page it was on."""
    bot.app.answer = pages_of
    await bot.api.say(501, "words")
    (answer,) = await bot.api.answers(501)
    await bot.api.press(answer, buttons(answer)["More ›"]["callback_data"])
    await bot.api.until(lambda: "page 2" in bot.api.sent(501)[0]["text"])
    (second,) = bot.api.sent(501)
    bot.app.answer = lambda r: reply_of(r, NoticeBlock(r.text, "x")) if r.text != "words" else pages_of(r)
    await bot.api.press(second, buttons(second)["Source"]["callback_data"])
    await bot.api.until(lambda: bot.api.sent(501)[0]["text"] == "/source qaaaaaa")
    (source,) = bot.api.sent(501)
    assert source["message_id"] == answer["message_id"]
    await bot.api.press(source, buttons(source)["‹ Back"]["callback_data"])
    await bot.api.until(lambda: "page 2" in bot.api.sent(501)[0]["text"])
    assert len(bot.api.sent(501)) == 1


async def test_a_button_nobody_can_read_says_so(bot):
    """Data of another bot or time is answered with a word, and changes nothing."""
    await bot.api.say(501, "words")
    (answer,) = await bot.api.answers(501)
    await bot.api.press(answer, "vote:yes")
    call = await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
    assert "ask again" in call[0].data["text"]
    assert len(bot.app.asked) == 1


async def test_an_error_behind_a_button_is_told_to_the_presser_alone(bot):
    """A refusal comes as an alert; the group's message stays as it is."""
    bot.app.answer = pages_of
    await bot.api.say(501, "words")
    (answer,) = await bot.api.answers(501)
    refusal = NoticeBlock("Too many questions.", "too-much")
    bot.app.answer = lambda _: Reply(Status.DENIED, "quote", (refusal,), personal=True)
    await bot.api.press(answer, buttons(answer)["More ›"]["callback_data"])
    (call,) = await bot.api.until(lambda: bot.api.called("answerCallbackQuery"))
    assert call.data["text"] == "Too many questions."
    await bot.api.settled()
    assert bot.api.sent(501)[0]["text"] == answer["text"]


def test_one_record_can_be_shared_and_copied():
    """Under a single quotation stand Source, Share and Copy; under several, one button for each."""
    alone = rows_of(View(Reply(Status.FOUND, "quote", (quote_block("Yes."),), "/quote a")))
    found = {button["text"]: button for row in alone for button in row}
    assert found["Share"]["switch_inline_query"] == "/quote a"
    assert found["Copy"]["copy_text"] == {"text": "Yes."}
    both = (quote_block(), figure_block())
    several = rows_of(View(Reply(Status.FOUND, "quote", both, "/quote a")))
    assert [button["text"] for button in several[0]] == ["↗ qaaaaaa", "↗ faaaaaa"]


def test_choices_that_share_a_label_show_their_commands():
    """Where all labels say the same, the buttons say what they ask."""
    block = ChoicesBlock("Try:", (Option("e.g.", "/help a"), Option("e.g.", "/help b")))
    rows = rows_of(View(Reply(Status.FOUND, "help", (block,))))
    assert [row[0]["text"] for row in rows] == ["/help a", "/help b"]
