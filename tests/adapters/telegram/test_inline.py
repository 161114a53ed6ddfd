"""What is offered while somebody types after the bot's name in any chat."""

from __future__ import annotations

import json

from bot.messages import NoticeBlock
from tests.adapters.telegram.playing import figure_block, quote_block, reply_of
from tests.servers.bot_api import BOT
from tests.servers.telegram_html import parse

PER_PAGE = 25


def sixty_quotes(request):
    """Sixty quotes, paged as wanted; one figure."""
    length = request.page_length or 5
    if request.text.startswith("/figures"):
        return reply_of(request, *([figure_block()] if request.page == 1 else []), pages=1)
    numbers = range(60)[(request.page - 1) * length : request.page * length]
    blocks = [quote_block(f"Words <{n}>.", f"qaaaa{n:02}") for n in numbers]
    return reply_of(request, *blocks, pages=-(-60 // length))


async def offered(bot, query: str, offset: str = ""):
    """The answer to an inline query, as it went over the wire."""
    before = len(bot.api.called("answerInlineQuery"))
    await bot.api.ask_inline(query, offset)
    call = (await bot.api.until(lambda: bot.api.called("answerInlineQuery")[before:]))[0]
    assert call.result is True
    return call.data, json.loads(call.data["results"])


async def test_more_than_fifty_results_come_page_by_page(bot):
    """Every record is offered once, at most fifty a page, personal and never cached."""
    bot.app.answer = sixty_quotes
    seen, offset = [], ""
    while True:
        data, results = await offered(bot, "words", offset)
        assert len(results) <= 50
        assert (data["is_personal"], data["cache_time"]) == ("true", "0")
        seen += [result["id"] for result in results]
        offset = data.get("next_offset", "")
        if not offset:
            break
    assert sorted(seen) == sorted({*(f"qaaaa{n:02}" for n in range(60)), "faaaaaa"})


async def test_a_result_posts_the_words_with_their_source_and_a_way_back(bot):
    """What is posted is the quote as it stands, its source, and a button to the bot at its receipt."""
    bot.app.answer = sixty_quotes
    _, results = await offered(bot, "words")
    first = results[0]
    text, _ = parse(first["input_message_content"]["message_text"])
    assert "Words <0>." in text
    assert "A piece" in text
    ((button,),) = first["reply_markup"]["inline_keyboard"]
    assert button["url"] == f"https://t.me/{BOT['username']}?start=qaaaa00"


async def test_an_empty_query_offers_quotes_and_how_to_ask(bot):
    """Before a word is typed: some quotes, and a button to the greeting in private."""
    bot.app.answer = sixty_quotes
    data, results = await offered(bot, "")
    assert len(results) == PER_PAGE
    assert json.loads(data["button"])["start_parameter"]
    await bot.api.say(501, f"/start {json.loads(data['button'])['start_parameter']}")
    (hello,) = await bot.api.answers(501)
    assert BOT["username"] in hello["text"]


async def test_nothing_found_says_so(bot):
    """Without a result a button tells that the record has nothing."""
    bot.app.answer = lambda r: reply_of(r, NoticeBlock("nothing", "nothing"))
    data, results = await offered(bot, "words")
    assert results == []
    assert "Nothing" in json.loads(data["button"])["text"]


async def test_what_is_late_is_left_out(bot):
    """A lookup that takes too long does not hold up the answer."""
    bot.app.answer = sixty_quotes
    bot.app.delay_s = 5
    _, results = await offered(bot, "words")
    assert results == []


async def test_an_expired_inline_query_is_no_error(bot, caplog):
    """When Telegram no longer wants the answer, the bot goes on."""
    bot.app.answer = sixty_quotes
    query = await bot.api.ask_inline("words")
    bot.api.open_queries.discard(query)
    await bot.api.until(lambda: bot.api.called("answerInlineQuery"))
    await offered(bot, "more words")
    assert caplog.records == []


async def test_a_guest_message_gets_exactly_one_result(bot):
    """Summoned into a chat it is not in, the bot answers with one result."""
    message = {
        "message_id": 1, "date": 1, "chat": {"id": -9, "type": "supergroup", "title": "Elsewhere"},
        "from": {"id": 501, "is_bot": False, "first_name": "A"}, "text": f"@{BOT['username']} how many?",
        "entities": [{"type": "mention", "offset": 0, "length": len(BOT["username"]) + 1}],
        "guest_query_id": "g1",
    }  # fmt: skip
    await bot.api.push(guest_message=message)
    (call,) = await bot.api.until(lambda: bot.api.called("answerGuestQuery"))
    result = json.loads(call.data["result"])
    assert parse(result["input_message_content"]["message_text"])[0] == "<how many?>"
    assert [r.text for r in bot.app.asked] == ["how many?"]
