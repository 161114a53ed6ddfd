"""Who took a picture? The captions that show what is asked about and end in a credit.

Captions are no prose of an article, and no other question is answered from them.
"""

from __future__ import annotations

from knowledge.model import Span
from knowledge.questions.answers import Sentence
from knowledge.questions.asking import Asked
from knowledge.questions.nearness import Nearness
from knowledge.questions.surroundings import folded_of, stems_of
from knowledge.questions.terms import listed
from knowledge.record import Record
from knowledge.search import one_of
from knowledge.stems import stem
from knowledge.thesaurus import alike

_ARTICLES = 60
"""Articles whose captions are looked through."""


def credits_for(record: Record, asked: Asked) -> tuple[Sentence, ...]:
    """The captions of what is asked about, each with its credit; none where a word or a name is missing."""
    from knowledge.page.credits import picture_credit  # few ask; what reads pages is not in the bot's memory

    names = tuple(Nearness(record, asked).surnames.values())
    terms = [t for t in asked.terms if t.required or t.text.isdigit()]
    wanted = [t.stems | alike(t.english) for t in terms if not listed(t.english, "pictures")]
    wanted += [frozenset({stem(word)}) for word in asked.unknown]
    if not wanted and not names:
        return ()
    captions: list[Sentence] = []
    for passage in record.captions_of(_articles(record, asked)):
        has_words = all(word & stems_of(passage.text) for word in wanted)
        shown = has_words and all(name & folded_of(passage.text) for name in names)
        credit = picture_credit(passage.text, 0, len(passage.text)) if shown else None
        if credit:
            start = passage.span.start
            captions.append(Sentence(passage, passage.span, Span(credit.start + start, credit.end + start)))
    return tuple(captions)


def _articles(record: Record, asked: Asked) -> list[int]:
    """The articles that name who is asked about, or have one of the words; all, where they are few."""
    if len(record.articles) <= _ARTICLES:
        return list(record.articles)
    words = [word for t in asked.required for word in t.words]
    passages = record.matching("passage", one_of(words), _ARTICLES) if words else []
    for somebody in asked.people:
        passages += record.passages_naming(next(iter(somebody.people)))[-_ARTICLES:]
    return list(dict.fromkeys(p.article.id for p in record.passages(passages)))[:_ARTICLES]
