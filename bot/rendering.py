"""Which lines say a block? The one place that turns blocks into words of the locale and slices.

Adapters call `lines_of` for each block of a reply and turn the styles into their markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote as percent_encode

from bot.layout import Fragment, Line, Style
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
    VerdictBlock,
)
from bot.wording import Wording
from knowledge.model import Span

B = TypeVar("B", bound=Block)
Lines = tuple[Line, ...]
_FRAGMENT_WORDS = 8
_SIGNS = {"compatible": "≈", "more": "≤", "updated": "→"}
"""How two numbers that can both be true stand to each other, by the reason; any other two differ."""
_renderings: dict[type[Block], Callable[[Any, Wording], Lines]] = {}


def lines_of(block: Block, wording: Wording) -> Lines:
    """The lines that say `block`, in order; never empty."""
    return _renderings[type(block)](block, wording)


def text_fragment_link(url: str, words: str) -> str:
    """`url` with a text fragment that makes a browser jump to `words` and mark them.

    Long slices are named by their first and last words, as the fragment syntax allows.
    """
    parts = words.split()
    ends = (
        [parts] if len(parts) <= 2 * _FRAGMENT_WORDS else [parts[:_FRAGMENT_WORDS], parts[-_FRAGMENT_WORDS:]]
    )
    encoded = ",".join(percent_encode(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{url.split('#', maxsplit=1)[0]}#:~:text={encoded}"


def _renders(kind: type[B]) -> Callable[[Callable[[B, Wording], Lines]], Callable[[B, Wording], Lines]]:
    def register(render: Callable[[B, Wording], Lines]) -> Callable[[B, Wording], Lines]:
        _renderings[kind] = render
        return render

    return register


def sliced(shown: Slice, records: Iterable[Span] = ()) -> Lines:
    """The lines of a slice as a block quotation, with the records and matched words marked."""
    text = shown.text
    marked = sorted(
        {
            *records,
            *([shown.span] if shown.span and shown.span != Span(shown.start, shown.end) else []),
            *shown.marks,
        }
    )
    fragments: list[Fragment] = []
    at = 0
    for span in marked:
        start, end = max(span.start - shown.start, at), min(span.end - shown.start, len(text))
        if start >= end:
            continue
        fragments += [Fragment(text[at:start], Style.SLICE), Fragment(text[start:end], Style.MARK)]
        at = end
    fragments.append(Fragment(text[at:], Style.SLICE))
    return tuple(_broken_at_newlines(fragments))


def _broken_at_newlines(fragments: Iterable[Fragment]) -> Iterable[Line]:
    line: list[Fragment] = []
    for fragment in fragments:
        first, *others = fragment.text.split("\n")
        line.append(Fragment(first, fragment.style))
        for other in others:
            yield Line(tuple(f for f in line if f.text), quoted=True)
            line = [Fragment(other, fragment.style)]
    yield Line(tuple(f for f in line if f.text), quoted=True)


def source_fragments(source: Source, wording: Wording, words: str = "") -> tuple[Fragment, Fragment]:
    """Title, outlet and date as far as known, linked to the slice in the article where it has a URL."""
    target = text_fragment_link(source.url, words) if source.url and words else source.url
    title = Fragment(source.title or source.article, Style.FAINT, target)
    date = source.published.isoformat() if source.published else wording.text("date-unknown")
    rest = f" · {source.outlet} · {date}" if source.outlet else f" · {date}"
    return (title, Fragment(rest, Style.FAINT))


def _footer(source: Source, receipt: str, wording: Wording, words: str = "") -> Line:
    title, rest = source_fragments(source, wording, words)
    return Line(
        (
            Fragment("— ", Style.FAINT),
            title,
            Fragment(f"{rest.text} · ", Style.FAINT),
            Fragment(receipt, Style.CODE),
        )
    )


def _corrected(corrected: bool, wording: Wording) -> Lines:  # noqa: FBT001  (a block's own flag)
    return (Line((Fragment(wording.text("corrected"), Style.FAINT),)),) if corrected else ()


@_renders(QuoteBlock)
def _quote(block: QuoteBlock, wording: Wording) -> Lines:
    name = block.speaker or wording.text("speaker-unknown")
    head = [Fragment(name, Style.STRONG), Fragment(" — " + wording.text(f"quote-kind-{block.quote_kind}"))]
    if block.via:
        head += [Fragment(" · " + wording.text("via") + " "), Fragment(block.via, Style.SLICE)]
    if block.said:
        head += [Fragment(" · " + wording.text("said-when") + " "), *_date(block.said)]
    also = (
        (
            Line(
                (
                    Fragment(wording.text("also-reported", count=len(block.also)) + " ", Style.FAINT),
                    *_receipts(block.also),
                )
            ),
        )
        if block.also
        else ()
    )
    return (
        Line(tuple(head)),
        *sliced(block.slice, block.contents),
        _footer(block.slice.source, block.receipt, wording, block.slice.text),
        *also,
        *_corrected(block.corrected, wording),
    )


@_renders(FigureBlock)
def _figure(block: FigureBlock, wording: Wording) -> Lines:
    head = [Fragment(block.phrase, Style.STRONG)]
    if block.subject:
        head += [Fragment(" · " + wording.text("figure-subject") + " "), Fragment(block.subject, Style.SLICE)]
    claimant = (
        Fragment(block.claimant, Style.SLICE)
        if block.claimant
        else Fragment(wording.text("claimant-article"))
    )
    head += [Fragment(" · " + wording.text("figure-claimant") + " "), claimant]
    if block.as_of:
        head += [Fragment(" · " + wording.text("figure-as-of") + " "), *_date(block.as_of)]
    return (
        Line(tuple(head)),
        *sliced(block.slice),
        _footer(block.slice.source, block.receipt, wording, block.slice.text),
        *_corrected(block.corrected, wording),
    )


@_renders(PassageBlock)
def _passage(block: PassageBlock, wording: Wording) -> Lines:
    return (*sliced(block.slice), _footer(block.slice.source, block.receipt, wording, block.slice.text))


@_renders(PersonBlock)
def _person(block: PersonBlock, wording: Wording) -> Lines:
    counts = wording.text("person-counts", quotes=block.quotes, articles=block.articles)
    lines = [Line((Fragment(block.name, Style.STRONG), Fragment(" — " + counts)))]
    lines += [
        Line(
            (
                Fragment("• "),
                Fragment(alias, Style.SLICE),
                Fragment(" — " + wording.text(f"alias-{reason}"), Style.FAINT),
            )
        )
        for alias, reason in block.aliases
    ]
    return tuple(lines)


@_renders(ArticleBlock)
def _article(block: ArticleBlock, wording: Wording) -> Lines:
    counts = wording.text("article-counts", quotes=block.quotes, figures=block.figures)
    head = source_fragments(block.source, wording)
    return (
        Line((Fragment("• "), Fragment(block.text, Style.STRONG, head[0].target), *head[1:])),
        Line((Fragment(counts + " · ", Style.FAINT), Fragment(block.receipt, Style.CODE))),
    )


@_renders(ChoicesBlock)
def _choices(block: ChoicesBlock, wording: Wording) -> Lines:
    del wording
    return (Line((Fragment(block.text),)), *map(_option, block.options))


def _option(option: Option) -> Line:
    command = Fragment(option.command, Style.CODE)
    return Line((command,) if option.label == option.command else (Fragment(f"{option.label}  "), command))


@_renders(DisagreementBlock)
def _disagreement(block: DisagreementBlock, wording: Wording) -> Lines:
    del wording
    sign = _SIGNS.get(block.reason, "≠")
    return (
        Line((Fragment(f"{sign} ", Style.STRONG), Fragment(f"{block.text} "), *_receipts(block.receipts))),
    )


@_renders(VerdictBlock)
def _verdict(block: VerdictBlock, wording: Wording) -> Lines:
    del wording
    lines = [
        Line((Fragment(block.text, Style.STRONG),)),
        *(Line((Fragment(part),), quoted=True) for part in block.claim.split("\n")),
    ]
    if block.difference:
        lines.append(Line(tuple(_difference(block.difference))))
    return tuple(lines)


def _difference(pairs: Iterable[tuple[str, str]]) -> Iterator[Fragment]:
    """Words of the message that the record has not, and words of the record that the message has not."""
    for n, (removed, added) in enumerate(pairs):
        if n:
            yield Fragment(" · ")
        if removed:
            yield Fragment("− ")
            yield Fragment(removed, Style.REMOVED)
        if removed and added:
            yield Fragment(" ")
        if added:
            yield Fragment("+ ")
            yield Fragment(added, Style.ADDED)


@_renders(ChartBlock)
def _chart(block: ChartBlock, wording: Wording) -> Lines:
    del wording
    title, *marks = block.text.split("\n")
    return (Line((Fragment(title, Style.STRONG),)), *(Line((Fragment(mark),)) for mark in marks))


@_renders(TableBlock)
def _table(block: TableBlock, wording: Wording) -> Lines:
    del wording
    rows = (Line(tuple(_row(block.headings, row))) for row in block.rows)
    return (Line((Fragment(block.text, Style.STRONG),)), *rows)


def _row(headings: Sequence[str], row: Sequence[str]) -> Iterable[Fragment]:
    if len(headings) == 2:
        name, value = row
        headings, row = (name,), (value,)
    for n, (heading, value) in enumerate(zip(headings, row, strict=True)):
        yield Fragment(" · " if n else "• ")
        yield Fragment(f"{heading}: ", Style.FAINT)
        yield Fragment(value)


@_renders(NoticeBlock)
def _notice(block: NoticeBlock, wording: Wording) -> Lines:
    del wording
    return tuple(Line((Fragment(part),)) for part in block.text.split("\n"))


@_renders(FileBlock)
def _file(block: FileBlock, wording: Wording) -> Lines:
    del wording
    return (Line((Fragment(block.text + " "), Fragment(block.name, Style.CODE))),)


def _receipts(receipts: Iterable[str]) -> Iterable[Fragment]:
    for n, receipt in enumerate(receipts):
        if n:
            yield Fragment(" ")
        yield Fragment(receipt, Style.CODE)


def _date(date: tuple[str, str | None, str | None]) -> Iterable[Fragment]:
    """A date as the article words it, with what it was resolved to."""
    words, first, last = date
    yield Fragment(words, Style.SLICE)
    if first:
        yield Fragment(f" ({first})" if first == last or not last else f" ({first} – {last})", Style.FAINT)
