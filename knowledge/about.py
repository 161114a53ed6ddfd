"""Is a sentence about somebody? It names them, or goes on with a pronoun from the last who was named.

That a passage names somebody elsewhere says nothing of its other sentences. A pronoun is taken for nobody
whose gender no article tells.
"""

from __future__ import annotations

from collections.abc import Collection

from knowledge.model import PersonKind, Span
from knowledge.record import Record
from knowledge.stems import fold
from knowledge.store.rows import PassageRecord

_GENDERS = {"he": "male", "his": "male", "she": "female", "her": "female"}


def is_about(record: Record, people: Collection[int], passage: PassageRecord, sentence: Span) -> bool:
    """Whether a sentence, by its place in the article, is about one of `people`."""
    cut = Span(sentence.start - passage.span.start, sentence.end - passage.span.start)
    words = cut.of(passage.text)
    if any(matches[0].person in people for *_, matches in record.names.within(words)):
        return True
    gender = _GENDERS.get(fold(words.split(maxsplit=1)[0]) if words.split() else "")
    if gender is None or not any(p.gender == gender for p in record.people(sorted(people))):
        return False
    last = _last_named(record, passage.text[: cut.start], people)
    return bool(_last_named(record, _before(record, passage), people) if last is None else last)


def _last_named(record: Record, text: str, people: Collection[int]) -> bool | None:
    """Whether the last person whom a text names is one of `people`; None where it names nobody."""
    for *_, matches in reversed(record.names.within(text)):
        (found,) = record.people([matches[0].person])
        if found.kind is PersonKind.PERSON:
            return found.id in people
    return None


def _before(record: Record, passage: PassageRecord) -> str:
    """The text of the passage before this one in its article."""
    found = record.passages([passage.id - 1])
    return found[0].text if found and found[0].article.id == passage.article.id else ""
