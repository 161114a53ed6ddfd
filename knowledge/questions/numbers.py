"""Which number of a sentence is of the sort asked for, where it is no figure of the record?

An age looks otherwise than a sum; a plain number counts what stands right after it. Of any number the
sentence may say that it is of another place or of somebody else.
"""

from __future__ import annotations

import re

from knowledge.extract.places import place_words
from knowledge.model import FigureKind, Span
from knowledge.questions.asking import Asked
from knowledge.questions.surroundings import stems_of
from knowledge.record import Record
from knowledge.stems import fold, indexed_words, stem

_HIS = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w+['’]s)\W+(?:\w+\W+){0,2}$")
_IN = re.compile(r"\b(?:in|across|about|throughout) (?:the )?([A-Z]\w+)", re.IGNORECASE)
_REACH = 3
"""Words after a number among which stands what it counts."""
_AMOUNT = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|dozens?"
    r"|(?:several |many )?(?:hundred|thousand|million|billion)s?)(?: (?:hundred|thousand|million|billion))*"
)
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_TIMES = "(?:year|month|week|day|hour|minute|decade)s?"
_LENGTHS = "(?:mile|kilomet(?:er|re)|km|met(?:er|re)|foot|yard|inche?)s?|feet"
_COINS = "dollars|euros|pounds|rou?bles|crowns"
_PLAIN = re.compile(rf"(?<![\w.,$€£-]){_AMOUNT}\s?(?:%|per ?cent\b)?(?![\w%]|th\b|nd\b|rd\b)", re.IGNORECASE)
_SHARE = re.compile(r"%|per ?cent", re.IGNORECASE)
_TELLING = {
    FigureKind.AGE: rf"\b{_AMOUNT}(?:-year-old|\s+years old)|\baged? \d+|, \d\d?,",
    FigureKind.MONEY: rf"[$€£]\s?\d[\d.,]*(?: \w+illion)?|\b{_AMOUNT} (?:\w+ )?(?:{_COINS})\b",
    FigureKind.PERCENT: rf"\b{_AMOUNT}\s?(?:%|per ?cent\b|-thirds?\b)",
    FigureKind.DURATION: rf"\b(?:{_AMOUNT}|{_ORDINAL})[- ](?:\w+ )?{_TIMES}\b",
    FigureKind.DISTANCE: rf"\b{_AMOUNT}[- ](?:{_LENGTHS})\b",
}
"""How a number of each kind looks in a sentence; of any other kind it is a plain number."""
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _TELLING.items()}


def is_elsewhere(asked: Asked, words: str, place: str = "") -> bool:
    """Whether a sentence is of another place than the one asked about; `place` is known of its number."""
    wanted = [t for t in asked.required if fold(t.text) in place_words()]
    if not wanted or any(t.stems & stems_of(f"{place} {words}") for t in wanted):
        return False
    return bool(place) or any(fold(name) in place_words() for name in _IN.findall(words))


def is_anothers(record: Record, asked: Asked, before: str) -> bool:
    """Whether the words before a number say "his" of somebody whom they name, and who is not asked about."""
    if not asked.people or not _HIS.search(before):
        return False
    last = record.last_named(before)
    return bool(last) and not any(last & somebody.people for somebody in asked.people)


def number_in(record: Record, asked: Asked, words: str, whole: Span) -> Span | None:
    """A number of the kind asked for that the question does not give itself; None where there is none."""
    if is_elsewhere(asked, words) or not stems_of(words).issuperset(asked.unit.split()):
        return None
    kinds = asked.kinds[:1] if asked.kinds[0] is FigureKind.QUANTITY else asked.kinds
    if kinds[0] is not FigureKind.QUANTITY and len(asked.required) + len(asked.people) < 2:
        return None
    found = (_of_kind(record, asked, kind, words) for kind in kinds if kind is kinds[0] or kind in _PATTERNS)
    first = next((n for n in found if n), None)
    return Span(whole.start + first.start(), whole.start + first.end()) if first else None


def _of_kind(record: Record, asked: Asked, kind: FigureKind, words: str) -> re.Match[str] | None:
    given = {m.group() for t in asked.terms for m in indexed_words(t.text)}
    for number in _PATTERNS.get(kind, _PLAIN).finditer(words):
        if asked.people and kind is FigureKind.QUANTITY and _SHARE.search(number.group()):
            continue  # "how many votes did she get" asks for no share of them
        counts = kind in _PATTERNS or _counts(asked, words[number.end() :])
        if is_anothers(record, asked, words[: number.start()]):
            continue
        if counts and not given & {m.group() for m in indexed_words(number.group())}:
            return number
    return None


def _counts(asked: Asked, after: str) -> bool:
    """Whether what is counted stands among the first words after a number."""
    first = {stem(m.group()) for m in list(indexed_words(after))[:_REACH]}
    return any((t.stems | t.akin) & first for t in asked.counted)
