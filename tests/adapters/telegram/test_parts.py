"""Every kind of block, at its limits, becomes messages that Telegram takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import bot.messages as contract
from adapters.telegram.parts import parts_of
from bot.messages import (
    ArticleBlock,
    Block,
    ChartBlock,
    ChoicesBlock,
    DisagreementBlock,
    FigureBlock,
    FileBlock,
    NoticeBlock,
    Option,
    PassageBlock,
    PersonBlock,
    QuoteBlock,
    Reply,
    Slice,
    Source,
    Status,
    TableBlock,
    Verdict,
    VerdictBlock,
)
from bot.wording import wording
from knowledge.model import Span
from tests.adapters.telegram.playing import quote_block
from tests.servers.telegram_html import parse, units

ODD = 'He said <b>"No"</b> & left_them *all* ]( 🙂 שלום\n'
LONG = ODD * 250
SOURCE = Source("piece", "A & B <i>", "The Paper", date(2031, 2, 3), "https://a.example/x?a=1&b=2#c")
SLICE = Slice(
    LONG, SOURCE, 5, 5 + len(LONG), Span(20, 90), tuple(Span(n, n + 4) for n in range(100, 2000, 7))
)
KINDS = tuple(
    kind
    for kind in vars(contract).values()
    if isinstance(kind, type) and issubclass(kind, Block) and kind is not Block
)
AT_LIMITS: dict[type[Block], Block] = {
    block.__class__: block
    for block in (
        QuoteBlock(
            SLICE, "qaaaaaa", "mixed", (Span(20, 60), Span(70, 9000)), "A & <b>B</b>", "said", "Reuters",
            ("on Sunday", "2031-02-02", "2031-02-02"), tuple(f"q{n:06}" for n in range(150)), corrected=True,
        ),
        FigureBlock(SLICE, "faaaaaa", ODD * 100, "quantity", "range", 1.0, 2.0, claimant=ODD * 100),
        PassageBlock(SLICE, "paaaaaa"),
        PersonBlock(SLICE, ODD, tuple((f"{ODD} {n}", "same") for n in range(120)), 3, 1),
        ArticleBlock(SOURCE, ODD * 120, "aaaaaaa"),
        ChoicesBlock(ODD * 120, tuple(Option(f"{ODD}{n}", f"/quote {ODD * 3}{n}") for n in range(40))),
        DisagreementBlock(LONG, "vague", tuple(f"f{n:06}" for n in range(150))),
        VerdictBlock(LONG, Verdict.ALTERED, LONG, tuple((f"<{n}>", f"&{n}") for n in range(150))),
        ChartBlock(LONG, b"\x89PNG", ODD * 40, ("faaaaaa",)),
        TableBlock(ODD, ("a <", "b &"), tuple((f"{ODD}{n}", LONG[:500]) for n in range(60))),
        NoticeBlock(LONG, "long"),
        FileBlock(LONG, "a<b>.csv", b"content"),
    )
}  # fmt: skip


def words(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_block_has_a_case_and_stays_within_the_limits(kind, plain):
    """Each message of a block parses, is not empty, and holds at most what Telegram allows.

    A plain one has no markup but what can be tapped.
    """
    block = AT_LIMITS[kind]
    parts = parts_of(Reply(Status.FOUND, "quote", (block, block), "/quote x"), wording("en"), plain=plain)
    assert parts
    for part in parts:
        text, entities = parse(part.html)
        assert text
        assert units(text) <= (4096 if part.is_text else 1024)
        assert len(entities) <= 100
        assert not plain or {e.type for e in entities} <= {"text_link", "code"}


@pytest.mark.parametrize(
    "kind", [QuoteBlock, FigureBlock, PassageBlock, VerdictBlock, NoticeBlock, TableBlock]
)
def test_no_character_of_a_block_is_lost(kind):
    """What the block says is in the messages, whole and in order."""
    parts = parts_of(Reply(Status.FOUND, "quote", (AT_LIMITS[kind],)), wording("en"))
    shown = words("".join(parse(part.html)[0] for part in parts))
    block = AT_LIMITS[kind]
    slice_shown = getattr(block, "slice", None)
    assert words(slice_shown.text if slice_shown else block.text) in shown


def test_a_plain_answer_says_the_same_words():
    """Without markup every word of the answer stands, and what is quoted begins with a sign of it."""
    reply = Reply(Status.FOUND, "quote", (quote_block("Yes & <no>."),), "/quote x")
    (marked,), (plain,) = (parts_of(reply, wording("en"), plain=p) for p in (False, True))
    text, _ = parse(plain.html)
    assert "> Yes & <no>." in text.split("\n")
    assert text.replace("> ", "") == parse(marked.html)[0]


def test_a_chart_is_a_photograph_with_its_words():
    """A short chart's words are its caption; a long one's follow it as text."""
    chart = ChartBlock("Ten, then twenty.", b"\x89PNG", "Arrests")
    (part,) = parts_of(Reply(Status.FOUND, "chart", (chart,)), wording("en"))
    assert (part.photo, parse(part.html)[0]) == (b"\x89PNG", "Ten, then twenty.")
    photo, *texts = parts_of(Reply(Status.FOUND, "chart", (replace(chart, text=LONG),)), wording("en"))
    assert parse(photo.html)[0] == "Arrests"
    assert words(LONG) in words("".join(parse(t.html)[0] for t in texts))


def test_a_long_slice_is_folded_and_a_link_leads_to_its_words():
    """Long block quotations expand on a tap; the title links into the article at the slice."""
    (first, *_) = parts_of(Reply(Status.FOUND, "quote", (AT_LIMITS[PassageBlock],)), wording("en"))
    assert "expandable_blockquote" in {e.type for e in parse(first.html)[1]}
    short = Slice("A-b, c & d.", SOURCE, 0, 11)
    (part,) = parts_of(Reply(Status.FOUND, "quote", (PassageBlock(short, "paaaaaa"),)), wording("en"))
    (link,) = [e for e in parse(part.html)[1] if e.type == "text_link"]
    assert link.url == "https://a.example/x?a=1&b=2#:~:text=A%2Db%2C%20c%20%26%20d."


def test_choices_are_said_once():
    """A choice with a button is not written out; one that no button can hold is, as code."""
    block = ChoicesBlock("Who?", (Option("Ada", "/quote Ada"), Option("Long", "/quote " + "я" * 60)))
    (part,) = parts_of(Reply(Status.NOTHING, "quote", (block,)), wording("en"))
    text, entities = parse(part.html)
    assert "Ada" not in text
    assert [e.of(text) for e in entities] == ["/quote " + "я" * 60]
