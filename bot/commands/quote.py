"""What did somebody say?"""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest

from bot.app import Ask
from bot.blocks import quote_block
from bot.command import Argument, ArgumentKind, command
from bot.messages import Block, ChoicesBlock, Option, Reply, Status
from bot.paging import page_of
from bot.people import Named, nearest_names, read_name, understood
from knowledge.model import QuoteKind
from knowledge.search import How, find, matched
from knowledge.store.rows import QuoteRecord

_KINDS = tuple(QuoteKind)
_MOST = 500


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
    found, how, notes = _found(ask, named)
    reports = _by_quotation(found)
    if not reports:
        return _nothing(ask, named)
    shown, pages = page_of(reports, ask.request.page, ask.page_length)
    blocks = [
        quote_block(first, others, matched(first.context, first.quote.context.start, named.rest))
        for first, *others in shown
    ]
    status = Status.FOUND if how is How.ALL else Status.PARTIAL
    return ask.reply(status, (*understood(ask, named), *notes, *blocks), page=ask.request.page, pages=pages)


def _found(ask: Ask, named: Named) -> tuple[list[QuoteRecord], How, list[Block]]:
    """The quotes asked for, and how: by relevance where words were given, else of each article in turn.

    Where not all the words are found, some will do only for a person who is known, and it is said.
    """
    if not named.rest:
        return _in_turn(ask.record.quotes(ask.record.quote_ids(named.people)[:_MOST])), How.ALL, []
    found = find(ask.record, "quote", named.rest, _MOST, named.people)
    notes: list[Block] = [
        ask.notice("search-corrected", typed=typed, word=word) for typed, word in found.corrected
    ]
    if found.how is not How.ALL:
        if not named.people or found.unknown:
            return [], found.how, notes
        notes.append(ask.notice("quote-some-words", words=named.rest))
    return list(ask.record.quotes(found.ids)), found.how, notes


def _in_turn(quotes: tuple[QuoteRecord, ...]) -> list[QuoteRecord]:
    """One of each article, then the next of each: latest article first, verbatim before reported."""
    articles: dict[int, list[QuoteRecord]] = defaultdict(list)
    for record in quotes:
        articles[record.article.id].append(record)
    for of_article in articles.values():
        of_article.sort(key=lambda r: (_KINDS.index(r.quote.kind), r.id))
    return [record for turn in zip_longest(*articles.values()) for record in turn if record is not None]


def _by_quotation(quotes: list[QuoteRecord]) -> list[list[QuoteRecord]]:
    """Reports of one quotation together, where the first of them stood."""
    groups: dict[int, list[QuoteRecord]] = {}
    for record in quotes:
        groups.setdefault(record.group, []).append(record)
    return list(groups.values())


def _nothing(ask: Ask, named: Named) -> Reply:
    """Which part was not known, what was looked through, and what there is instead."""
    blocks: list[Block] = [*understood(ask, named)]
    looked = {"articles": len(ask.record.articles)}
    if named.match and named.rest:
        blocks.append(ask.notice("quote-not-on-topic", name=named.match.alias, words=named.rest, **looked))
        if ask.record.quote_ids(named.people):
            blocks.append(_offer(ask, (named.match.alias,)))
    elif named.match:
        blocks.append(ask.notice("quote-none-by", name=named.match.alias, **looked))
    else:
        blocks.append(ask.notice("quote-name-unknown", words=named.rest, **looked))
        blocks.append(_offer(ask, nearest_names(ask.record, named.rest)))
    return ask.reply(Status.NOTHING, blocks)


def _offer(ask: Ask, names: tuple[str, ...]) -> ChoicesBlock:
    return ChoicesBlock(
        ask.wording.text("people-on-record"), tuple(Option(name, f"/quote {name}") for name in names)
    )
