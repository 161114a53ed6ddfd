"""A sentence is shown once, however many quotes of one speaker it holds."""

import pytest

from bot.messages import QuoteBlock
from tests.bot.newsroom import Newsroom

TEXT = """The dam at Osper

Engineer Ada Fenn rejected the report and said on Monday that the dam would hold.

“The wall is dry,” Ada Fenn said, adding that nobody had to leave the valley.

Ole Brandt said on Tuesday that the dam was old, though Karl Ott claimed that it was not.
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A newsroom of one article whose sentences hold two quotes each."""
    room = Newsroom(tmp_path_factory.mktemp("dam"), {"dam.txt": TEXT})
    yield room
    room.app.close()


@pytest.mark.parametrize("question", ["/quote fenn", "/search by:fenn dam OR wall", "what did Ada Fenn say?"])
def test_the_quotes_of_a_sentence_share_a_block(room, question):
    """Both contents are marked in one block, whose kind holds for both: partly in these words or reported."""
    reply = room.ask(question)
    blocks = [b for b in reply.blocks if isinstance(b, QuoteBlock)]
    sentences = [(b.slice.start, b.slice.end) for b in blocks]
    assert len(set(sentences)) == len(sentences)
    for block in blocks:
        assert len(block.contents) == 2
        assert block.quote_kind == ("mixed" if "“" in block.slice.text else "indirect")


def test_a_day_that_one_of_them_was_said_on_is_not_said_of_both(room):
    """Of two quotes in a sentence only one has its day told: the block tells none."""
    reply = room.ask("/quote fenn")
    block = next(b for b in reply.blocks if isinstance(b, QuoteBlock) and "report" in b.slice.text)
    assert block.said is None


def test_two_speakers_of_one_sentence_stay_two(room):
    """What another said in the same sentence is theirs, in a block of its own."""
    reply = room.ask("/quote dam")
    speakers = [b.speaker for b in reply.blocks if isinstance(b, QuoteBlock) and "though" in b.slice.text]
    assert sorted(speakers) == ["Karl Ott", "Ole Brandt"]


@pytest.mark.parametrize(
    "question",
    ["/quote fenn", "what did Ada Fenn say about the wall?", '/check Fenn: "The wall is dry as bone"'],
)
def test_a_headline_is_shown_after_what_it_repeats(tmp_path, question):
    """Of one quotation the sentence that says who passed it on is shown, and the title as another report."""
    text = """Ada Fenn Says 'The Wall Is Dry As Bone'

"The wall is dry as bone," Ada Fenn said, according to the engineer Ole Brandt. It rained all day in Osper.
"""
    room = Newsroom(tmp_path, {"dam.txt": text})
    shown = [b for b in room.ask(question).blocks if isinstance(b, QuoteBlock)]
    room.app.close()
    assert "according to the engineer" in shown[0].slice.text
    assert all("according to" in b.slice.text for b in shown)
