"""From records to the blocks that show them. Nothing is looked up and nothing is worded here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.messages import ArticleBlock, FigureBlock, PassageBlock, QuoteBlock, Slice, Source
from knowledge.model import DateMention, QuoteKind, Span
from knowledge.search import matched
from knowledge.store.rows import ArticleRecord, FigureRecord, PassageRecord, QuoteRecord


def source_of(article: ArticleRecord) -> Source:
    """Where a slice is from."""
    return Source(
        article.name, article.title.value, article.outlet.value, article.published.value, article.url.value
    )


def by_sentence(records: Iterable[QuoteRecord]) -> list[list[QuoteRecord]]:
    """The quotes of each sentence of a speaker together, where the first of them stood."""
    sentences: dict[object, list[QuoteRecord]] = defaultdict(list)
    for record in records:
        sentences[record.sentence].append(record)
    return list(sentences.values())


def sentence_block(records: Sequence[QuoteRecord], stems: Iterable[str]) -> QuoteBlock:
    """The quotes of a sentence; words of the stems are marked."""
    first, *beside = records
    return quote_block(first, beside, marks=matched(first.context, first.quote.context.start, stems))


def quote_block(
    record: QuoteRecord,
    beside: Sequence[QuoteRecord] = (),
    also: Sequence[QuoteRecord] = (),
    marks: tuple[Span, ...] = (),
) -> QuoteBlock:
    """A quote in its context, with the quotes `beside` it there; `also` are its reports in other articles.

    When and through whom it was said is shown where that is so of all of them.
    """
    quote = record.quote
    shown = _slice(record.article, record.context, quote.context, quote.span, marks)
    kinds = {quote.kind, *(other.quote.kind for other in beside)}
    return QuoteBlock(
        shown,
        record.receipt,
        (quote.kind if len(kinds) == 1 else QuoteKind.MIXED).value,
        tuple(sorted({*quote.contents, *(part for other in beside for part in other.quote.contents)})),
        quote.speaker.name if quote.speaker else None,
        _part(record.context, quote.context, quote.cue),
        quote.via.name if quote.via and all(o.quote.via == quote.via for o in beside) else None,
        _date(record.said_text, quote.said) if all(o.quote.said == quote.said for o in beside) else None,
        tuple(other.receipt for other in also),
        record.corrected,
    )


def figure_block(record: FigureRecord) -> FigureBlock:
    """A figure in its sentence."""
    figure = record.figure
    return FigureBlock(
        _slice(record.article, record.context, figure.context, figure.phrase),
        record.receipt,
        record.phrase,
        figure.kind.value,
        figure.bound.value,
        figure.value,
        figure.high,
        figure.unit,
        figure.measure,
        figure.claimant.name if figure.claimant else None,
        figure.subject.name if figure.subject else None,
        _date(record.as_of_text, figure.as_of),
        record.place,
        record.corrected,
    )


def passage_block(
    record: PassageRecord, part: Span | None = None, span: Span | None = None, marks: tuple[Span, ...] = ()
) -> PassageBlock:
    """A passage, or the `part` of it that is shown, with `span` marked; all in the article's coordinates."""
    part = part or record.span
    words = record.text[part.start - record.span.start : part.end - record.span.start]
    return PassageBlock(_slice(record.article, words, part, span, marks), record.receipt)


def article_block(record: ArticleRecord) -> ArticleBlock:
    """An article with what is known of it."""
    return ArticleBlock(
        source_of(record),
        record.title.value or record.name,
        record.receipt,
        record.title.basis.value,
        record.published.basis.value,
        record.quotes,
        record.figures,
    )


def _slice(
    article: ArticleRecord, text: str, where: Span, record: Span | None, marks: tuple[Span, ...] = ()
) -> Slice:
    inside = record if record and where.covers(record) else None
    return Slice(text, source_of(article), where.start, where.end, inside, marks)


def _part(context: str, where: Span, span: Span | None) -> str | None:
    """The slice at `span`, where it lies in the context."""
    if span is None or not where.covers(span):
        return None
    return context[span.start - where.start : span.end - where.start]


def _date(words: str | None, date: DateMention | None) -> tuple[str, str | None, str | None] | None:
    if words is None or date is None:
        return None
    return words, date.first.isoformat() if date.first else None, date.last.isoformat() if date.last else None
