"""Who is somebody, in the articles' words?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.app import Ask
from bot.blocks import passage_block, source_of
from bot.command import Argument, ArgumentKind, command
from bot.messages import Block, ChoicesBlock, Option, PassageBlock, PersonBlock, Reply, Slice, Status
from bot.naming import read_name
from bot.paging import page_of
from bot.people import nearest_names, understood
from knowledge.model import Span
from knowledge.questions.somebody import described_as
from knowledge.store.rows import AliasRecord, PassageRecord, PersonRecord
from knowledge.tokens import sentences_of


@command(
    "who",
    Argument("name", ArgumentKind.PERSON, required=True),
    examples=("/who tikhanovskaya",),
    aliases=("whois",),
)
def who(ask: Ask) -> Reply:
    """A person's names with the reason why they are one, and what articles say they are."""
    if not ask.rest:
        raise ask.usage()
    named = read_name(ask.record, ask.rest)
    people = named.people[:1] or tuple(sorted(described_as(ask.record, ask.rest)))
    if not people:
        return _nothing(ask, ask.rest)
    person = ask.record.people(people)[0]
    described, pages = page_of(_described(ask, person), ask.request.page, ask.page_length)
    head = (*understood(ask, named), _person_block(ask, person)) if ask.request.page == 1 else ()
    return ask.reply(Status.FOUND, (*head, *described), page=ask.request.page, pages=pages)


def _person_block(ask: Ask, person: PersonRecord) -> PersonBlock:
    aliases = ask.record.aliases(person.id)
    shown = aliases[0]
    place = Slice(shown.text, source_of(shown.article), shown.span.start, shown.span.end)
    spellings = {alias.text: alias.reason for alias in aliases if alias.text != person.name}
    return PersonBlock(place, person.name, tuple(spellings.items()), person.quotes, person.articles)


def _described(ask: Ask, person: PersonRecord) -> list[PassageBlock]:
    """The sentences that say who somebody is; where none does, those that name them first."""
    roles = ask.record.roles(person.id)
    blocks: dict[tuple[str, int], PassageBlock] = {}
    for role in roles:
        passage = ask.record.passage_at(role.article.id, role.span.start)
        if passage is not None:
            sentence = _sentence_at(passage, role.span)
            blocks.setdefault(
                (role.article.name, sentence.start), passage_block(passage, sentence, role.span)
            )
    if not blocks:
        aliases = ask.record.aliases(person.id)
        for passage in ask.record.passages(ask.record.passages_naming(person.id)[:20]):
            for sentence, name in _naming(passage, aliases):
                blocks.setdefault(
                    (passage.article.name, sentence.start), passage_block(passage, sentence, name)
                )
    return list(blocks.values())


def _naming(passage: PassageRecord, aliases: tuple[AliasRecord, ...]) -> Iterator[tuple[Span, Span]]:
    """The sentences of a passage that hold one of the names, with where it stands."""
    names = sorted({alias.text for alias in aliases}, key=len, reverse=True)
    for sentence in sentences_of(passage.text, Span(0, len(passage.text))):
        words = sentence.span.of(passage.text)
        place = next(((at, name) for name in names if (at := words.find(name)) >= 0), None)
        if place:
            start = passage.span.start + sentence.span.start
            yield (
                Span(start, start + len(sentence.span)),
                Span(start + place[0], start + place[0] + len(place[1])),
            )


def _sentence_at(passage: PassageRecord, span: Span) -> Span:
    """The sentence of a passage that holds a span, in the article's coordinates."""
    for sentence in sentences_of(passage.text, Span(0, len(passage.text))):
        shifted = Span(passage.span.start + sentence.span.start, passage.span.start + sentence.span.end)
        if shifted.covers(span):
            return shifted
    return passage.span


def _nothing(ask: Ask, typed: str) -> Reply:
    options = tuple(Option(name, f"/who {name}") for name in nearest_names(ask.record, typed))
    blocks: list[Block] = [
        ask.notice("name-unknown", words=typed, articles=len(ask.record.articles)),
        ChoicesBlock(ask.wording.text("people-on-record"), options),
    ]
    return ask.reply(Status.NOTHING, blocks if options else blocks[:1])
