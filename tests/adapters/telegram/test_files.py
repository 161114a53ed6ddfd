"""Files come with an operator's command, from nobody else, and only up to a size."""

from __future__ import annotations

from tests.adapters.telegram.playing import running
from tests.servers.bot_api import BotApi, Fault

GROUP = -100200
OPERATOR = ("telegram:509",)


async def test_an_operators_file_comes_with_the_command(api: BotApi):
    """Under the caption, or in the message that /add replies to: name and bytes reach the core as sent."""
    async with running(api, operators=OPERATOR) as bot:
        await api.send_file(509, "../a.txt", b"\x00words", "/add title: A piece", user=509)
        bare = await api.send_file(509, "b.txt", b"others", user=509)
        await api.say(509, "/add", user=509, reply_to_message=bare)
        await api.answers(509, 2)
        came = [[(file.name, file.content) for file in r.attachments] for r in bot.app.asked]
        assert came == [[("../a.txt", b"\x00words")], [("b.txt", b"others")]]
        assert bot.app.asked[0].text == "/add title: A piece"


async def test_nobody_elses_file_is_fetched(api: BotApi):
    """Not a member's, not a group administrator's, not one that comes with a command for no files."""
    api.chat(GROUP, "supergroup", admins={502})
    async with running(api, operators=OPERATOR) as bot:
        await api.send_file(501, "a.txt", b"words", "/add", user=501)
        await api.send_file(GROUP, "a.txt", b"words", "/add", user=502)
        await api.send_file(GROUP, "a.txt", b"words", "/help", user=509)
        await api.answers(501)
        await api.answers(GROUP, 2)
        assert [r.attachments for r in bot.app.asked] == [(), (), ()]
    assert not api.called("getFile")
    assert api.fetched == []


async def test_a_file_that_is_too_large_is_refused_with_a_word(api: BotApi):
    """Said or found to be above the limit it is not fetched, and the core is asked nothing."""
    async with running(api, operators=OPERATOR) as bot:
        await api.send_file(509, "said.txt", b"words", "/add", user=509, file_size=21 * 2**20)
        await api.send_file(509, "found.txt", b"x" * (21 * 2**20), "/add", user=509, file_size=None)
        said, found = await api.answers(509, 2)
        assert "said.txt" in said["text"]
        assert "found.txt" in found["text"]
        assert bot.app.asked == []
    assert api.fetched == []


async def test_a_file_that_telegram_does_not_give_is_said(api: BotApi):
    """The operator reads that it did not come; the bot lives on."""
    api.faults.append(Fault("getFile", "status", times=1, value=400))
    async with running(api, operators=OPERATOR) as bot:
        await api.send_file(509, "a.txt", b"words", "/add", user=509)
        (told,) = await api.answers(509)
        assert "a.txt" in told["text"]
        await api.say(509, "/help", user=509)
        await api.answers(509, 2)
        assert [r.text for r in bot.app.asked] == ["/help"]
