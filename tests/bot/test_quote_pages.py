"""A sentence is shown once, however many quotes of one speaker it holds."""

import asyncio

import pytest

from bot.app import App
from bot.messages import QuoteBlock, Request
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records

TEXT = """The dam at Osper

Engineer Ada Fenn rejected the report and said on Monday that the dam would hold.

“The wall is dry,” Ada Fenn said, adding that nobody had to leave the valley.

Ole Brandt said on Tuesday that the dam was old, though Karl Ott claimed that it was not.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """An app on one article whose sentences hold two quotes each."""
    corpus = tmp_path_factory.mktemp("dam")
    (corpus / "dam.txt").write_text(TEXT, "utf-8")
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(corpus, home))
    app = App(load(), Records(home.record))
    yield app
    app.close()


@pytest.mark.parametrize("question", ["/quote fenn", "/search by:fenn dam OR wall", "what did Ada Fenn say?"])
def test_the_quotes_of_a_sentence_share_a_block(app, question):
    """Both contents are marked in one block, whose kind holds for both: partly in these words or reported."""
    reply = asyncio.run(app.handle(Request(question)))
    blocks = [b for b in reply.blocks if isinstance(b, QuoteBlock)]
    sentences = [(b.slice.start, b.slice.end) for b in blocks]
    assert len(set(sentences)) == len(sentences)
    for block in blocks:
        assert len(block.contents) == 2
        assert block.quote_kind == ("mixed" if "“" in block.slice.text else "indirect")


def test_a_day_that_one_of_them_was_said_on_is_not_said_of_both(app):
    """Of two quotes in a sentence only one has its day told: the block tells none."""
    reply = asyncio.run(app.handle(Request("/quote fenn")))
    block = next(b for b in reply.blocks if isinstance(b, QuoteBlock) and "report" in b.slice.text)
    assert block.said is None


def test_two_speakers_of_one_sentence_stay_two(app):
    """What another said in the same sentence is theirs, in a block of its own."""
    reply = asyncio.run(app.handle(Request("/quote dam")))
    speakers = [b.speaker for b in reply.blocks if isinstance(b, QuoteBlock) and "though" in b.slice.text]
    assert sorted(speakers) == ["Karl Ott", "Ole Brandt"]
