"""What does the record answer to a question in plain words?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import Ask
from bot.blocks import by_sentence, figure_block, passage_block, sentence_block
from bot.command import Argument, ArgumentKind, Command, command, command_named
from bot.messages import Block, ChoicesBlock, NoticeBlock, Option, Reply, Status
from bot.people import names_of, nearest_names
from knowledge.questions.answers import Figures, figures_for, quotes_for, sentences_for
from knowledge.questions.asking import Asked, read, told
from knowledge.questions.forms import Form
from knowledge.questions.pictures import credits_for
from knowledge.questions.somebody import by_role
from knowledge.search import stems_of
from knowledge.store.rows import FigureRecord

_SHOWN = 3


@command(
    "fact",
    Argument("question", ArgumentKind.WORDS, required=True),
    examples=("/fact how many people were arrested?", "/fact how far was the opposition rally?"),
    aliases=("ask",),
    slow=True,
)
def fact(ask: Ask) -> Reply:
    """The figures, quotes or sentences that answer; or which part of the question is not on record."""
    if not ask.rest:
        raise ask.usage()
    asked = read(ask.record, ask.rest)
    if asked.form is Form.PICTURE:
        return _pictures(ask, asked)
    if asked.unknown:
        return _unknown(ask, asked.unknown)
    if asked.form is Form.FIGURES:
        return _figures(ask, asked)
    blocks = _answers(ask, asked)
    if not blocks:
        return _nothing(ask, asked)
    return ask.reply(Status.FOUND, (*blocks[:_SHOWN], *_corrected(ask, asked), *_more(ask, asked)))


def _pictures(ask: Ask, asked: Asked) -> Reply:
    """The captions that say who took what is asked about; their words are none that others look for."""
    captions = [passage_block(s.passage, span=s.answer) for s in credits_for(ask.record, asked)]
    return ask.reply(Status.FOUND, captions[:_SHOWN]) if captions else _nothing(ask, asked)


def _figures(ask: Ask, asked: Asked) -> Reply:
    """The figures that answer; else those nearest, and first of all what they do not count."""
    figures = figures_for(ask.record, asked)
    blocks: list[Block] = [figure_block(f) for f in figures.found[:_SHOWN]]
    if not blocks:
        sentences = _sentences(ask, asked) or _whether(ask)
        found = (*sentences, *_corrected(ask, asked))
        return ask.reply(Status.FOUND, found) if sentences else _nothing(ask, asked)
    if not figures.may_count:
        return _counts_others(ask, asked, figures)
    status = Status.FOUND
    if figures.counted:
        status = Status.PARTIAL
        blocks.insert(0, ask.notice("fact-counted", word=figures.counted))
    return ask.reply(status, (*blocks, *_corrected(ask, asked), *_all_of(ask, asked, figures.found[0])))


def _whether(ask: Ask) -> list[Block]:
    """The sentences that answer yes or no, where that is asked of a number: "did they say how many"."""
    asked = read(ask.record, ask.rest, numbers=False)
    return _sentences(ask, asked) if asked.whether else []


def _counts_others(ask: Ask, asked: Asked, figures: Figures) -> Reply:
    """That nobody counted these, and the command with what was counted instead."""
    blocks = [ask.notice("fact-counts-none", word=figures.counted, articles=len(ask.record.articles))]
    return ask.reply(
        Status.NOTHING, (*blocks, *_corrected(ask, asked), *_all_of(ask, asked, figures.found[0]))
    )


def _all_of(ask: Ask, asked: Asked, figure: FigureRecord) -> list[Block]:
    """The command with all figures of the measure that was asked for and shown."""
    measure = figure.figure.measure
    if measure not in asked.measures or not command_named("figures"):
        return []
    return [_offer(ask, (f"/figures {measure.replace('_', ' ')}",))]


def _answers(ask: Ask, asked: Asked) -> list[Block]:
    """Blocks of the sort that was asked for; sentences where there are none of it."""
    blocks: list[Block] = []
    if asked.form in {Form.QUOTES, Form.SAID}:
        quotes = quotes_for(ask.record, asked)
        if asked.wishes:
            blocks = _sentences(ask, told(ask.record, ask.rest, asked.manner, wishes=True))
            if blocks:
                return blocks
            quotes = tuple(q for q in quotes if asked.manner & stems_of(f"{q.context} {q.content}"))
        if asked.form is Form.SAID and asked.manner:
            quotes = tuple(q for q in quotes if asked.manner & stems_of(q.cue))
        if asked.manner and not any(asked.manner & stems_of(q.context) for q in quotes):
            blocks = _sentences(ask, told(ask.record, ask.rest, asked.manner, wishes=asked.wishes))
            if blocks or asked.form is Form.SAID:
                return blocks
        stems = [s for t in asked.terms for s in t.stems]
        blocks = [sentence_block(said, stems) for said in by_sentence(quotes)]
    if asked.form is Form.PERSON:
        blocks = _people(ask, asked)
    blocks = blocks or _sentences(ask, asked)
    if asked.form is Form.ABOUT and asked.people and not (blocks or asked.required):
        blocks = _people(ask, asked)
    return blocks


def _sentences(ask: Ask, asked: Asked) -> list[Block]:
    """The sentences that answer, each in its passage."""
    found = () if asked.unknown else sentences_for(ask.record, asked)
    return [passage_block(s.passage, span=s.answer) for s in found[:_SHOWN]]


def _people(ask: Ask, asked: Asked) -> list[Block]:
    """Who is named, or is what the question says; through the command that says who somebody is."""
    if asked.people and not asked.required:
        names = [somebody.typed for somebody in asked.people[:1]]
    else:
        names = [p.name for p in ask.record.people(sorted(by_role(ask.record, asked.terms))[:_SHOWN])]
        names = names if not asked.people and not asked.whose else []
    who = command_named("who")
    return [b for name in names[:1] for b in _blocks_of(ask, who, name)]


def _blocks_of(ask: Ask, other: Command | None, text: str) -> Sequence[Block]:
    """What another command answers to `text`."""
    if other is None:
        return ()
    reply = other.run(Ask(ask.app, ask.request, other, text, ask.record, ask.wording))
    return [b for b in reply.blocks if not isinstance(b, NoticeBlock)] if reply.status is Status.FOUND else ()


def _corrected(ask: Ask, asked: Asked) -> list[NoticeBlock]:
    return [ask.notice("fact-corrected", typed=t, word=w) for t, w in asked.corrected]


def _more(ask: Ask, asked: Asked) -> list[Block]:
    """The command with all quotes of the person asked about."""
    if asked.form is Form.QUOTES and asked.speaker:
        return [_offer(ask, (f"/quote {asked.speaker.typed}",))]
    return []


def _offer(ask: Ask, commands: Sequence[str]) -> ChoicesBlock:
    return ChoicesBlock(ask.wording.text("fact-more"), tuple(Option(c, c) for c in commands))


def _unknown(ask: Ask, unknown: Sequence[str]) -> Reply:
    """Which words of the question the record has never heard, and whom it knows."""
    words = ", ".join(f"“{w}”" for w in unknown)
    blocks: list[Block] = [ask.notice("fact-unknown", words=words, articles=len(ask.record.articles))]
    names = nearest_names(ask.record, unknown[-1])
    if names:
        blocks.append(_offer_people(ask, names))
    return ask.reply(Status.NOTHING, blocks)


def _nothing(ask: Ask, asked: Asked) -> Reply:
    """What is known of the question, one by one, though not together."""
    if untold := [t.text for t in asked.required if not t.stems & ask.record.stems.keys()]:
        return _unknown(ask, untold)  # nor does any other word tell them
    looked = len(ask.record.articles)
    blocks: list[Block] = []
    people = asked.speaker.people if asked.speaker else ()
    words = ", ".join(f"“{t.text}”" for t in asked.required)
    if asked.year is not None:
        blocks.append(ask.notice("fact-not-in-year", year=str(asked.year), articles=looked))
    elif people and asked.form is Form.QUOTES:
        name = names_of(ask.record, sorted(people)[:1])
        key = "fact-not-said-about" if words else "fact-nothing-said"
        blocks.append(ask.notice(key, name=name, words=words, articles=looked))
        if ask.record.quote_ids(sorted(people)):
            blocks.append(_offer(ask, (f"/quote {name}",)))
    else:
        blocks.append(ask.notice("fact-nothing", articles=looked))
        typed = [p.typed for p in asked.people] + [t.text for t in asked.required if t.text in ask.rest]
        if typed:
            blocks.append(_offer(ask, (f"/search {' '.join(typed)}",)))
    return ask.reply(Status.NOTHING, (*blocks, *_corrected(ask, asked)))


def _offer_people(ask: Ask, names: Sequence[str]) -> ChoicesBlock:
    options = tuple(Option(name, f"/who {name}") for name in names)
    return ChoicesBlock(ask.wording.text("fact-people"), options)
