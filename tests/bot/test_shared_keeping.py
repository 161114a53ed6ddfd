"""The keeper's days on real articles: what a reload brings changes the answers, and can be taken back."""

import re

import pytest

from bot.messages import Attachment, FigureBlock, Status
from tests.bot.newsroom import Newsroom


@pytest.fixture
def room(shared, tmp_path):
    """A newsroom that starts with three of the five articles; the other two are given by path."""
    files = sorted((shared / "articles").glob("*.txt"))
    room = Newsroom(tmp_path, {f.name: f.read_text("utf-8") for f in files[:3]})
    room.later = files[3:]
    yield room
    room.app.close()


def receipts(room, question):
    return tuple(b.receipt for b in room.ask(question).blocks if isinstance(b, FigureBlock))


def test_articles_arrive_and_go(room):
    """`/add` and `/reload` change the figures of rallies and deaths; `/undo` brings the old answers back."""
    attached, dropped = room.later
    questions = ("/figures rally", "/figures deaths")
    states = [[receipts(room, q) for q in questions]]
    reply = room.ask("/add", Attachment(attached.name, attached.read_bytes()))
    assert "+1" in reply.blocks[0].text
    assert room.press(reply).status is Status.FOUND
    states.append([receipts(room, q) for q in questions])
    (room.articles / dropped.name).write_bytes(dropped.read_bytes())
    said = room.says("/reload")
    assert "+1" in said
    assert re.search(r"/figures deaths \+1: four", said)
    assert re.search(r"/figures crowd size \+\d: ", said)
    assert "/quote Mark McNamee +2 −0" in said
    states.append([receipts(room, q) for q in questions])
    assert all(len({str(state[n]) for state in states}) > 1 for n in range(len(questions)))
    room.ask("/undo")
    assert [receipts(room, q) for q in questions] == states[1]
    room.ask("/undo")
    assert [receipts(room, q) for q in questions] == states[0]


def test_a_speaker_is_put_right_for_good(room):
    """A speaker that was corrected stays so when the fifth article is read in."""
    record = room.app.records.current()
    quote = next(q for q in record.quotes(record.quote_ids()) if q.quote.speaker)
    names = [alias for _, alias, _, _ in record.alias_rows() if " " in alias]
    text = record.article_text(quote.article.id)
    other = next(name for name in names if name in text and name != quote.quote.speaker.name)
    receipt = quote.receipt
    room.says(f"/correct {receipt} speaker {other}")
    room.ask("/reload")
    for file in room.later:
        (room.articles / file.name).write_bytes(file.read_bytes())
    room.ask("/reload")
    corrected = room.app.records.current().by_receipt(receipt)
    assert corrected.corrected
    assert corrected.quote.speaker is not None
    assert corrected.quote.speaker.name != quote.quote.speaker.name
