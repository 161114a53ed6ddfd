"""What the locales say is said whatever is put into it."""

import pytest

from bot.messages import NoticeBlock, Request
from bot.wording import LONGEST, wording


def test_a_long_value_is_cut_and_the_cut_is_shown():
    """Of thousands of letters the first are shown, with a sign that there are more."""
    said = wording("en").text("receipt-unknown", receipt="q" * 5000)
    assert "q" * LONGEST + "…" in said
    assert "q" * (LONGEST + 1) not in said


def test_a_value_that_is_not_long_is_whole():
    """Nothing is cut from what fits, and numbers stay numbers."""
    assert "q" * LONGEST + "…" not in wording("en").text("receipt-unknown", receipt="q" * LONGEST)


def test_what_is_said_again_is_said_the_same():
    """Braces that somebody typed are shown as typed, the first time and after; so are numbers."""
    said = wording("en")
    for typed in ("{receipt}", "}{", "1000", 0, 999, 1000, 1_234_567):
        again = {said.text("receipt-unknown", receipt=typed) for _ in range(3)}
        assert len(again) == 1
        assert (f"{typed:,}" if isinstance(typed, int) else typed) in again.pop()


@pytest.mark.parametrize(
    "command", ["/source", "/context", "/who", "/quote", "/figures", "/search", "/nothing"]
)
async def test_thousands_of_letters_get_an_answer(newsroom, command):
    """A receipt, a name or a command of any length that is allowed is answered, and by no mistake of ours."""
    for text in ("x" * 7000, "word " * 1400):
        reply = await newsroom.app.handle(Request(f"{command} {text}"))
        assert reply.blocks
        assert not any(isinstance(b, NoticeBlock) and b.key == "internal-error" for b in reply.blocks)
    reply = await newsroom.app.handle(Request(command + "x" * 7000))
    assert reply.blocks
