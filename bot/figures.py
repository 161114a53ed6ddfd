"""Which figures does a wording ask for, and how is a group of them shown?

Shared by the commands on figures. The grouping and the reasons are `knowledge.grouping`'s; here
they become blocks and words of the locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.app import Ask
from bot.blocks import figure_block
from bot.messages import Block, ChoicesBlock, DisagreementBlock, NoticeBlock, Option
from bot.naming import is_topic
from knowledge.compare import Difference, Relation
from knowledge.grouping import InGroup, asked_for, difference_in
from knowledge.lexicon import lexicon
from knowledge.questions.hurry import meant
from knowledge.record import Record
from knowledge.search import How, find
from knowledge.stems import fold, indexed_words, stem, weight
from knowledge.store.rows import FigureKey, FigureRecord
from knowledge.topics import topics_of

_AS_OF = re.compile(r"\bas of (?P<day>.+)$", re.IGNORECASE)
_MOST = 400
_MOST_ROWS = 20
_WORTH_SAYING = frozenset(
    {
        Relation.COMPATIBLE,
        Relation.MORE,
        Relation.UPDATED,
        Relation.SCOPE,
        Relation.CLAIMANTS,
        Relation.CONFLICT,
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the figures: any of these measures, of these people, with these words, by this day.

    `corrected` are slips that were read as a measure's word.
    """

    measures: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    words: str = ""
    as_of: date | None = None
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.measures or self.people or self.words)


def read_asked(record: Record, text: str) -> Asked:
    """Measures, names, a day and other words, in any order."""
    day = None
    if (match := _AS_OF.search(text)) and (day := _day(match["day"])):
        text = text[: match.start()]
    text, corrected = _put_right(record, text)
    topics = topics_of(text)
    for topic in reversed(topics):
        text = text[: topic.span.start] + " " * len(topic.span) + text[topic.span.end :]
    people, names = [], []
    for start, end, matches in reversed(record.names.within(text)):
        if is_topic(record, text[start:end].split(), matches[0]):
            continue
        people.append(matches[0].person)
        names.append(matches[0].alias)
        text = text[:start] + " " * (end - start) + text[end:]
    words = " ".join(w.group() for w in indexed_words(text) if weight(w.group()))
    measures = tuple(dict.fromkeys(topic.measure for topic in topics))
    return Asked(measures, tuple(people), tuple(names), words, day, corrected)


def _put_right(record: Record, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with slips in words of measures that no article has put right: "arests"."""
    corrected = []
    for match in reversed(list(indexed_words(text))):
        typed = match.group()
        known = not typed.islower() or fold(typed) in record.vocabulary or topics_of(typed)
        other = None if known else meant(typed)
        if other and topics_of(other):
            text = text[: match.start()] + other + text[match.end() :]
            corrected.append((typed, other))
    return text, tuple(reversed(corrected))


def read_as(ask: Ask, asked: Asked) -> list[NoticeBlock]:
    """What to say of slips that were put right."""
    return [ask.notice("fact-corrected", typed=typed, word=word) for typed, word in asked.corrected]


def groups_asked(record: Record, asked: Asked) -> tuple[InGroup, ...]:
    """The figures asked for by what they are about, those that disagree most first."""
    return asked_for(record, _keys(record, asked))


def _keys(record: Record, asked: Asked) -> Sequence[FigureKey]:
    """The figures asked for; every part of what is asked narrows them."""
    keys: Sequence[FigureKey] | None = None
    if asked.measures:
        keys = record.figure_keys_of(asked.measures)
    if asked.people or asked.words:
        narrowed = set.intersection(*_narrower(record, asked))
        keys = (
            [key for key in keys if key.id in narrowed]
            if keys is not None
            else record.figure_keys(sorted(narrowed, reverse=True)[:_MOST])
        )
    return [key for key in keys or () if _by(record, key, asked.as_of)]


def _narrower(record: Record, asked: Asked) -> Iterator[set[int]]:
    """The ids of the figures of the people asked for, and of those with the words."""
    if asked.people:
        named = (find(record, "figure", name, _MOST) for name in asked.names)
        about = {i for found in named if found.how is How.ALL for i in found.ids}
        yield {*record.figure_ids_of(asked.people), *about}
    if asked.words:
        if counting := _counting(record, asked.words):
            yield set(record.figure_ids(counting))
            return
        found = find(record, "figure", asked.words, _MOST)
        yield set(found.ids) if found.how is How.ALL else set()


def _counting(record: Record, words: str) -> list[str]:
    """The measures that count what a word says, in any form: a figure that does is what is asked for."""
    return [measure for measure in record.measures if stem(measure) == stem(words)]


def group_blocks(
    ask: Ask, group: InGroup, figures: Sequence[FigureRecord], difference: Difference | None
) -> list[Block]:
    """Rows of a group, with why its figures differ and how many independent reports there are."""
    blocks: list[Block] = [figure_block(figure) for figure in figures]
    if difference and difference.relation in _WORTH_SAYING:
        blocks.append(_disagreement(ask, group, difference))
    return blocks


def whole_group(ask: Ask, group: InGroup) -> list[Block]:
    """All rows of a group; of very many the first and the two that differ most, and where the others are."""
    first = sorted(group.keys, key=lambda key: key.id not in (group.group.one, group.group.other))
    shown = {key.id for key in first[:_MOST_ROWS]}
    figures = ask.record.figures([key.id for key in group.keys if key.id in shown])
    blocks = group_blocks(ask, group, figures, difference_in(ask.record, group))
    measure = figures[0].figure.measure
    if len(figures) < len(group.keys) and measure:
        command = f"/figures {measure.replace('_', ' ')}"
        blocks.append(ChoicesBlock(ask.wording.text("fact-more"), (Option(command, command),)))
    return blocks


def sources_of(ask: Ask, group: InGroup) -> tuple[int, int]:
    """How many outlets print figures of a group, and of how many origins these are: reprints count once."""
    articles = [ask.record.articles[key.article] for key in group.keys]
    return len({a.outlet.value or a.name for a in articles}), len({a.origin for a in articles})


def _disagreement(ask: Ask, group: InGroup, difference: Difference) -> DisagreementBlock:
    """Why the figures of a group differ most, with the two that do."""
    reason = difference.relation.value
    values = {"one": difference.one.phrase, "other": difference.other.phrase}
    for name, claim in (("one-day", difference.one), ("other-day", difference.other)):
        values[name] = claim.day.isoformat() if claim.day else ask.wording.text("date-unknown")
    said = [ask.wording.text(f"relation-{reason}", **values)]
    outlets, origins = sources_of(ask, group)
    if outlets > 1:
        said.append(ask.wording.text("origins", outlets=outlets, origins=origins))
    return DisagreementBlock(" ".join(said), reason, (difference.one.receipt, difference.other.receipt))


def measure_label(ask: Ask, measure: str) -> str:
    """What a measure is called: in the locale, else in the lexicon, else by its own word."""
    if ask.wording.has(f"measure-{measure}"):
        return ask.wording.text(f"measure-{measure}")
    entry = lexicon("measures").get(measure)
    return str(entry["label"]) if entry else measure.replace("_", " ")


def measure_choices(ask: Ask, limit: int) -> ChoicesBlock:
    """The measures that have most figures, to choose from."""
    known = [m for m in ask.record.measures if m in lexicon("measures")][:limit]
    options = tuple(
        Option(f"{measure_label(ask, m)} ({ask.record.measures[m]})", f"/figures {m.replace('_', ' ')}")
        for m in known
    )
    return ChoicesBlock(ask.wording.text("measures-on-record"), options)


def _by(record: Record, key: FigureKey, day: date | None) -> bool:
    """Whether a figure was published by a day; of one with no date nobody can say so."""
    if day is None:
        return True
    published = record.articles[key.article].published.value
    return published is not None and published <= day


def _day(typed: str) -> date | None:
    """A day as people type it."""
    import dateparser

    read = dateparser.parse(typed, settings={"PREFER_DATES_FROM": "past"})
    return read.date() if read else None
