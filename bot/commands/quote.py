"""What did somebody say?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest

from bot.app import Ask
from bot.blocks import quote_block
from bot.command import Argument, ArgumentKind, command
from bot.messages import Block, ChoicesBlock, Option, QuoteBlock, Reply, Status
from bot.naming import Named, read_name
from bot.paging import page_of
from bot.people import nearest_names, understood
from knowledge.model import QuoteKind
from knowledge.record import Record
from knowledge.search import How, find, matched, said_together
from knowledge.store.rows import QuoteKey, QuoteRecord

_KINDS = [kind.value for kind in QuoteKind]
_MOST = 500

_Quote = QuoteKey | QuoteRecord
"""What puts a quote in its place: of a few the whole, since all of them are shown."""
Reports = list[int]
"""The ids of the quotes that report one quotation."""


@command(
    "quote",
    Argument("person", ArgumentKind.PERSON),
    Argument("words", ArgumentKind.WORDS),
    examples=("/quote lukashenko", "/quote tikhanovskaya election"),
    aliases=("q", "quotes"),
)
def quote(ask: Ask) -> Reply:
    """The quotes of a person, on a topic, or both."""
    named = read_name(ask.record, ask.rest)
    found, how, notes, stems = _found(ask, named)
    sentences = _by_sentence(found)
    if not sentences:
        return _nothing(ask, named)
    shown, pages = page_of(sentences, ask.request.page, ask.page_length)
    read = {quote.id: quote for quote in found if isinstance(quote, QuoteRecord)}
    blocks = _blocks(ask.record, shown, stems, read)
    status = Status.FOUND if how is How.ALL else Status.PARTIAL
    return ask.reply(status, (*understood(ask, named), *notes, *blocks), page=ask.request.page, pages=pages)


def _blocks(
    record: Record,
    shown: Sequence[Sequence[Reports]],
    stems: AbstractSet[str],
    read: Mapping[int, QuoteRecord],
) -> list[QuoteBlock]:
    """A block a sentence: its quotations, their other reports, the words that were asked for marked.

    `read` are the quotes where they were read already.
    """
    ids = [i for said in shown for reports in said for i in reports]
    quotes = read or {q.id: q for q in record.quotes(ids)}
    blocks = []
    for said in shown:
        ordered = [[quotes[i] for i in reports] for reports in said]
        if len(ordered) == 1:
            ordered[0].sort(key=lambda q: q.is_headline)  # which says less of who said it, and to whom
        first, *beside = (reports[0] for reports in ordered)
        others = [q for reports in ordered for q in reports[1:]]
        marks = matched(first.context, first.quote.context.start, stems)
        blocks.append(quote_block(first, beside, others, marks))
    return blocks


def _found(ask: Ask, named: Named) -> tuple[Sequence[_Quote], How, list[Block], AbstractSet[str]]:
    """The quotes asked for, and how: by relevance where words were given, else of each article in turn.

    With them what to say of it, and the stems to mark. Where not all the words are found, some will do
    only for a person who is known, and it is said.
    """
    if not named.rest:
        own = ask.record.quote_ids(named.people)[:_MOST]
        ids = own or [q.id for q in said_together(ask.record, named.people)]
        return _in_turn(ask.record.quote_keys(ids)), How.ALL, [], frozenset()
    found = find(ask.record, "quote", named.rest, _MOST, named.people)
    notes: list[Block] = [
        ask.notice("search-corrected", typed=typed, word=word) for typed, word in found.corrected
    ]
    if found.how is not How.ALL:
        if not named.people or found.unknown:
            return [], found.how, notes, found.stems
        notes.append(ask.notice("quote-some-words", words=named.rest))
    few = len(found.ids) <= ask.page_length
    quotes: Sequence[_Quote] = (ask.record.quotes if few else ask.record.quote_keys)(found.ids)
    return quotes, found.how, notes, found.stems


def _in_turn(quotes: Iterable[QuoteKey]) -> list[QuoteKey]:
    """One of each article, then the next of each: latest article first, verbatim before reported."""
    articles: dict[int, list[QuoteKey]] = defaultdict(list)
    for key in quotes:
        articles[key.article].append(key)
    for of_article in articles.values():
        of_article.sort(key=lambda key: (_KINDS.index(key.kind), key.id))
    return [key for turn in zip_longest(*articles.values()) for key in turn if key is not None]


def _by_sentence(quotes: Iterable[_Quote]) -> list[list[Reports]]:
    """The quotations of one sentence together, each as its reports, where the first of them stood."""
    groups: dict[int, Reports] = {}
    sentences: dict[object, list[Reports]] = {}
    for key in quotes:
        if key.group not in groups:
            groups[key.group] = []
            sentences.setdefault(key.sentence, []).append(groups[key.group])
        groups[key.group].append(key.id)
    return list(sentences.values())


def _nothing(ask: Ask, named: Named) -> Reply:
    """Which part was not known, what was looked through, and what there is instead."""
    blocks: list[Block] = [*understood(ask, named)]
    looked = {"articles": len(ask.record.articles)}
    if named.match and named.rest:
        blocks.append(ask.notice("quote-not-on-topic", name=named.match.alias, words=named.rest, **looked))
        if ask.record.quote_ids(named.people):
            blocks.append(_offer(ask, (named.match.alias,)))
        blocks.append(_search_offer(ask, f"{named.match.alias} {named.rest}"))
    elif named.match:
        blocks.append(ask.notice("quote-none-by", name=named.match.alias, **looked))
    else:
        blocks.append(ask.notice("quote-name-unknown", words=named.rest, **looked))
        blocks.append(_offer(ask, nearest_names(ask.record, named.rest)))
    return ask.reply(Status.NOTHING, blocks)


def _search_offer(ask: Ask, words: str) -> ChoicesBlock:
    return ChoicesBlock(ask.wording.text("fact-more"), (Option(f"/search {words}", f"/search {words}"),))


def _offer(ask: Ask, names: tuple[str, ...]) -> ChoicesBlock:
    return ChoicesBlock(
        ask.wording.text("people-on-record"), tuple(Option(name, f"/quote {name}") for name in names)
    )
