"""What Telegram would parse back from our markup equals what was meant, within its limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.markup import Size, html_of, joined, size_of, units_of
from adapters.telegram.splitting import MESSAGE, cut, pack
from bot.layout import Fragment, Line, Style
from tests.servers.telegram_html import parse, units

# What articles hold and markup trips over: tags, entities, Markdown, right-to-left, emoji, accents.
ODD = st.sampled_from(
    ["<b>", "</b>", "&", "&amp;", "<", ">", '"', "_", "*", "[", "](", "`", "\u200f", "ש", "ع", "🙂", "👩‍👩‍👧",
     "e\u0301", "🇧🇾", " ", "  ", "word", "слово", "\xa0", "-", "’"]
)  # fmt: skip
TEXT = st.lists(ODD, max_size=12).map("".join)
LINKS = st.sampled_from([None, None, "https://a.example/x?a=1&b=<2>\"'", "no address", "http://[bad"])
FRAGMENTS = st.builds(Fragment, TEXT, st.sampled_from(Style), LINKS)
LINES = st.builds(Line, st.lists(FRAGMENTS, max_size=4).map(tuple), st.booleans())
BLOCKS = st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=4)
SMALL = Size(60, 8)


def without_space(text: str) -> str:
    return "".join(text.split())


def said(blocks) -> str:
    return without_space("".join(line.text for block in blocks for line in block))


@given(st.lists(LINES, min_size=1, max_size=8))
def test_the_server_reads_what_was_meant(lines):
    """The parsed text is the lines' own text, and its size is not more than what was reckoned."""
    lines = joined(lines)
    text, entities = parse(html_of(lines))
    assert text == "\n".join(line.text for line in lines).strip()
    assert units(text) <= size_of(lines).units
    assert len(entities) <= size_of(lines).entities


@given(st.lists(FRAGMENTS, max_size=8))
def test_every_style_is_read_back_where_it_was_put(fragments):
    """Each fragment with a look of its own is an entity over exactly its words."""
    (line,) = joined([Line((Fragment("["), *fragments, Fragment("]")))])
    text, entities = parse(html_of([line]))
    found = [e.of(text) for e in entities if e.type != "text_link"]
    meant = [f.text for f in line.fragments if f.style not in (Style.PLAIN, Style.SLICE)]
    assert found == meant


@given(BLOCKS)
def test_nothing_is_lost_in_splitting(blocks):
    """The messages together say all that the blocks said, in order; only white space may go."""
    assert said(pack(blocks, SMALL)) == said(blocks)


@given(BLOCKS)
def test_every_message_is_within_the_limits(blocks):
    """Each message parses, within the units and entities allowed."""
    for message in pack(blocks, SMALL):
        text, entities = parse(html_of(message))
        assert units(text) <= SMALL.units
        assert len(entities) <= SMALL.entities


@given(BLOCKS)
def test_blocks_that_fit_stay_whole(blocks):
    """A block that fits into one message is in one message."""
    messages = [[line.text for line in message] for message in pack(blocks, SMALL)]
    for block in blocks:
        wanted = [line.text for line in block]
        if size_of(block).within(SMALL):
            n = len(wanted)
            assert any(wanted == m[i : i + n] for m in messages for i in range(len(m) - n + 1))


@given(st.lists(ODD, min_size=2, max_size=40).map("".join).filter(lambda t: len(t.split()) > 1))
def test_a_line_is_cut_between_words(text):
    """Where the room ends inside a later word, that word goes whole into the rest."""
    room = Size(units_of(text) - 1, 10)
    head, rest = cut(Line((Fragment(text),)), room)
    words = text.split()
    kept = head.text.split() + (rest.text.split() if rest else [])
    longest_fits = all(units_of(w) <= room.units // 3 for w in words)
    assert kept == words or not longest_fits


def test_a_person_of_several_signs_is_not_cut_apart():
    """A family of joined emoji, a flag and an accented letter stay whole where there is no space."""
    for sign in ("👩‍👩‍👧", "🇧🇾", "e\u0301", "👍🏽"):
        for lead in range(20, 30):
            head, rest = cut(Line((Fragment("x" * lead + sign * 30),)), Size(40, 5))
            assert rest is not None
            assert (head.text[lead:] or sign) == sign * (len(head.text[lead:]) // len(sign) or 1), (
                sign,
                lead,
            )


def test_ten_thousand_characters_without_a_space_arrive_whole():
    """A run that has no border at all is cut into full messages."""
    text = "<&>" * 3334
    messages = pack([[Line((Fragment(text, Style.MARK),), quoted=True)]], MESSAGE)
    assert "".join(parse(html_of(m))[0] for m in messages) == text
    assert len(messages) == 3


def test_more_than_a_hundred_marks_are_spread():
    """A slice with hundreds of matched words is cut where the entities run out, not where text does."""
    fragments = [Fragment("a ", Style.MARK if n % 2 else Style.SLICE) for n in range(500)]
    messages = pack([[Line(tuple(fragments), quoted=True)]], MESSAGE)
    assert said([[line for message in messages for line in message]]) == "a" * 500
    assert all(size_of(message).entities <= 100 for message in messages)
