"""One block of every kind that the core knows, holding given words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

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
    Slice,
    Source,
    TableBlock,
    Verdict,
    VerdictBlock,
)
from knowledge.model import Span


def source(words: str = "The harbour strike") -> Source:
    return Source("harbour", words[:80], "Northern Post", date(2031, 5, 4), "https://example.org/a")


def cut(words: str) -> Slice:
    return Slice(words, source(words), 0, len(words), Span(0, len(words) // 2))


def options(words: str) -> tuple[Option, ...]:
    return tuple(Option(f"{n} {words[:300]}", f"/quote {n} {words[:300]}") for n in range(30))


MAKERS: dict[type[Block], Callable[[str], Block]] = {
    QuoteBlock: lambda w: QuoteBlock(
        cut(w), "q7f3k", "direct", (Span(0, len(w) // 3),), speaker=w[:60], via="an agency", also=("q1aaa",)
    ),
    FigureBlock: lambda w: FigureBlock(cut(w), "f7f3k", w[:40], "quantity", "exact", 31.0, claimant=w[:40]),
    PassageBlock: lambda w: PassageBlock(cut(w), "p7f3k"),
    PersonBlock: lambda w: PersonBlock(cut(w), w, ((w, "same"),) * 3, 2, 3),
    ArticleBlock: lambda w: ArticleBlock(source(w), w, "a7f3k"),
    ChoicesBlock: lambda w: ChoicesBlock(w, options(w)),
    DisagreementBlock: lambda w: DisagreementBlock(w, "scope", ("f1aaa", "f2bbb")),
    VerdictBlock: lambda w: VerdictBlock(w, Verdict.ALTERED, w, (("three", "four"), (w, ""))),
    ChartBlock: lambda w: ChartBlock(w, b"png", w[:200]),
    TableBlock: lambda w: TableBlock("Sources", ("name", "words"), ((w, "1"), ("b", w))),
    NoticeBlock: lambda w: NoticeBlock(w, "help-head"),
    FileBlock: lambda w: FileBlock(w, f"{w[:200]}.csv", b"a,b"),
}
