"""When? Temporal expressions of the article as intervals of days.

They are found by our own patterns, so that "may" and "80 of the" are never dates, and resolved
by `calendar_rules` against the day of publication. Where that is not known, what depends on it
stays unresolved and is shown as written.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.extract import calendar_rules as rules
from knowledge.extract.reading import Reading
from knowledge.lexicon import lexicon
from knowledge.model import DateMention, Grain, PassageKind, Span
from knowledge.tokens import Sentence, sentences_of

KIND = "dates"
NEEDS: tuple[str, ...] = ()

_WORDS: dict[str, Any] = lexicon("dates")
_MONTHS = {form.lower(): n for n, forms in enumerate(_WORDS["months"], 1) for form in forms}
_WEEKDAYS = {form.lower(): n for n, forms in enumerate(_WORDS["weekdays"]) for form in forms}
_FULL_DAYS = "|".join(forms[0] for forms in _WORDS["weekdays"])
_ANY_DAY = "|".join(sorted((f for forms in _WORDS["weekdays"] for f in forms), key=len, reverse=True))
_ANY_MONTH = "|".join(sorted((f for forms in _WORDS["months"] for f in forms), key=len, reverse=True))
_DAYS = {word: n for n, word in enumerate(_WORDS["days"].split(), 1)}
_SEASONS: dict[str, int] = _WORDS["seasons"]
_COUNTED = frozenset(_WORDS["counted"])
_YEAR_LEADS = frozenset(_WORDS["year_leads"])
_MONTH_LEADS = frozenset(_WORDS["month_leads"])
_AMBIGUOUS = frozenset(m.lower() for m in _WORDS["ambiguous_months"])
_FUTURE = frozenset(_WORDS["future"])
_SURE = frozenset(_WORDS["surely_future"])
_PAST = frozenset(_WORDS["past"])
_PLANNED = re.compile(
    r"\b(?:is|are)\s+(?:to|on|due|set|scheduled|expected|planned)\b|\b(?:was|were)\s+to\b"
    r"|\bto (?:march|rally|gather|meet|protest|vote|strike|assemble|demonstrate)\b"
)

_M = rf"(?P<month>{_ANY_MONTH})\b\.?"
_Y = r"(?P<year>1\d{3}|2[01]\d\d)(?![\d%]|[.,:]\d)"
_D = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?![:%]|[.,]\d|\s?(?:percent|per cent|a\.?m\b|p\.?m\b))"
_W = rf"(?:(?:{_ANY_DAY})\b\.?,?\s+)?"
_COUNT = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"twenty|thirty|several|a few)"
)
_NEAR = r"(?:earlier\s+|later\s+|late\s+|early\s+)?(?P<lead>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Pp]ast)\s+"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<year>\d{4})-(?P<m>0\d|1[0-2])-(?P<day>[0-3]\d)\b"),
    ("numeric", r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)\b"),
    ("years", rf"(?<![\w$£€.,#/+-]){_Y}\s?[-–]\s?(?P<until>1\d{{3}}|20\d\d)(?!\d|[.,]\d)"),
    ("days", rf"\b(?:[Bb]etween|[Ff]rom)\s+{_D}\s+(?:and|to)\s+(?P<until>\d{{1,2}})\s+{_M}(?:,?\s+{_Y})?"),
    (
        "word_day",
        rf"\b(?:the\s+)?(?P<word>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\s+of\s+{_M}(?:,?\s+{_Y})?",
    ),
    ("month_day", rf"\b{_W}{_M}\s+{_D}(?:\s?[-–]\s?(?P<until>\d{{1,2}})\b)?(?:,?\s+{_Y})?"),
    (
        "day_month",
        rf"\b{_W}(?:the\s+)?{_D}(?:\s?[-–]\s?(?P<until>\d{{1,2}})\b)?\s+(?:of\s+)?{_M}(?:,?\s+{_Y})?",
    ),
    ("month_year", rf"\b{_M},?\s+(?:of\s+)?{_Y}"),
    ("near_month", rf"\b{_NEAR}{_M}"),
    ("near_day", rf"\b{_NEAR}(?P<weekday>{_FULL_DAYS})\b"),
    ("near_season", rf"\b{_NEAR}(?P<season>{'|'.join(_SEASONS)})\b"),
    ("season", rf"\b(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+)?{_Y}"),
    ("near", rf"\b{_NEAR}(?P<unit>weekend|week|month|year|decade|century|night)\b"),
    ("ago", rf"\b(?i:{_COUNT})\s+(?P<unit>day|week|month|year|decade)s?\s+ago\b"),
    ("weekday", rf"\b(?P<weekday>{_FULL_DAYS})\b"),
    ("today", r"\b(?P<word>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b"),
    ("weekend", r"\b(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring|[Bb]y|[Uu]ntil|[Ff]or)\s+(?P<span>the\s+weekend)\b"),
    ("decade", r"(?P<span>(?P<year>(?:1[5-9]|20)\d0)s)\b"),
    ("year", rf"(?<![\w$£€.,#/+-])(?<!\d[\s-]){_Y}(?![\w$€£-]*[A-Za-z])"),
    ("month", rf"\b{_M}"),
)


def _named(name: str, pattern: str) -> str:
    """`pattern` with the names of its groups made its own, so that all fit in one expression."""
    own = re.sub(r"[?]P<(\w+)>", rf"?P<{name}_\1>", pattern)
    return own.replace("(?P=", f"(?P={name}_")


# Nearly every position is dismissed by its first letters, before any pattern is tried.
_OPENING = (
    r"(?<!\w)(?=[\dA-Z]|(?:last|this|next|past|previous|earlier|later|late|early|to(?:day|night|morrow)|yesterday|spring"
    r"|summer|autumn|fall|winter|over|at|on|during|by|until|for|the|between|from|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|twenty|thirty|several)\b|twenty-|thirt)"
)
_FINDER = re.compile(
    f"{_OPENING}(?:" + "|".join(f"(?P<{name}_>{_named(name, pattern)})" for name, pattern in _PATTERNS) + ")"
)
_GROUPS = frozenset(_FINDER.groupindex)
_HINT = re.compile(
    rf"\d|\b(?:{_ANY_MONTH}|{_FULL_DAYS}|[Tt]o(?:day|night|morrow)|[Yy]esterday|week|weekend|month|year|decade|century"
    rf"|night|days|weeks|months|years|{'|'.join(_SEASONS)})\b"
)


@dataclass(frozen=True, slots=True)
class _Find:
    """One match of one pattern, with its named parts."""

    name: str
    match: re.Match[str]
    text: str
    sentence: Sentence
    published: date | None

    def part(self, key: str) -> str:
        """A named part of the pattern, or nothing."""
        group = f"{self.name}_{key}"
        return self.match.group(group) or "" if group in _GROUPS else ""

    def number(self, key: str) -> int:
        """A named part as a number; 0 where it is absent."""
        return int(self.part(key) or 0)

    @property
    def span(self) -> Span:
        """What of the match is the expression itself."""
        group = f"{self.name}_span" if f"{self.name}_span" in _GROUPS else f"{self.name}_"
        return Span(*self.match.span(group))

    @property
    def before(self) -> str:
        """The word before, lower case, or nothing."""
        words = re.findall(
            r"[\w'’-]+", self.text[max(self.sentence.span.start, self.span.start - 24) : self.span.start]
        )
        return words[-1].lower() if words else ""

    @property
    def after(self) -> str:
        """The word after, or nothing."""
        found = re.match(
            r"[\s-]*([\w'’]+)", self.text[self.span.end : min(self.span.end + 24, self.sentence.span.end)]
        )
        return found.group(1) if found else ""

    @property
    def future(self) -> bool:
        """Whether the clause before the expression looks ahead."""
        start = max(self.sentence.span.start, self.span.start - 80)
        clause = re.split(r"[,;:–—]", self.text[start : self.span.start])[-1].lower()
        words = set(re.findall(r"[\w'’]+", clause))
        if words & _SURE or _PLANNED.search(clause):
            return True
        return bool(_FUTURE & words) and not _PAST & words


def extract(reading: Reading) -> tuple[DateMention, ...]:
    """The temporal expressions of the prose and of datelines, in text order."""
    published = reading.article.published.value
    lines = [
        s
        for p in reading.passages
        if p.kind is PassageKind.BYLINE
        for s in sentences_of(reading.text, p.span)
    ]
    sentences = heapq.merge(reading.sentences, lines, key=lambda s: s.span)
    return tuple(m for s in sentences for m in _mentions(reading.text, s, published))


def _mentions(text: str, sentence: Sentence, published: date | None) -> Iterator[DateMention]:
    if not _HINT.search(text, sentence.span.start, sentence.span.end):
        return
    for match in _FINDER.finditer(text, sentence.span.start, sentence.span.end):
        name = (match.lastgroup or "").removesuffix("_")  # the outermost group is the last to be closed
        find = _Find(name, match, text, sentence, published)
        if _plausible(find):
            grain, interval = _resolve(find)
            yield DateMention(_trimmed(find), grain, *(interval or (None, None)))


def _trimmed(find: _Find) -> Span:
    """The expression without the full stop that ends its sentence."""
    span = find.span
    if find.text[span.end - 1] == "." and span.end == find.sentence.span.end:
        return Span(span.start, span.end - 1)
    return span


def _plausible(find: _Find) -> bool:
    """Whether a month or a year is no other word or number."""
    month = find.part("month").lower()
    if find.name == "month":
        short = find.part("month") not in {forms[0] for forms in _WORDS["months"]}
        if month in _AMBIGUOUS or short:
            return find.before in _MONTH_LEADS and not find.after[:1].isupper()
        return True
    if find.name in {"year", "years"}:
        return _is_year(find)
    return True


def _is_year(find: _Find) -> bool:
    year, lead, after = find.number("year"), find.before, find.after
    if after.lower() in _COUNTED:
        return False
    plural = after[:1].islower() and after.endswith("s") and not after.endswith(("ss", "us", "is"))
    if year % 100 == 0 and plural:
        return False
    led = lead in _YEAR_LEADS or find.text[max(0, find.span.start - 6) : find.span.start].endswith(
        ("A.D. ", "AD ")
    )
    if 1900 <= year <= 2035:
        return led or lead not in {"about", "some", "nearly", "over", "than", "least", "almost", "roughly"}
    return led and not plural


def _resolve(find: _Find) -> tuple[Grain, rules.Interval]:
    """The width of the expression and, where it can be told, its days."""
    handler = _HANDLERS[find.name]
    return handler(find)


def _iso(find: _Find) -> tuple[Grain, rules.Interval]:
    return Grain.DAY, rules.day(find.number("year"), find.number("m"), find.number("day"))


def _numeric(find: _Find) -> tuple[Grain, rules.Interval]:
    """Day and month by what only one of them can be; a full stop between them is the European order."""
    first, second, year = find.number("a"), find.number("b"), find.number("year")
    if first > 12 or find.part("sep") == ".":
        return Grain.DAY, rules.day(year, second, first)
    return Grain.DAY, rules.day(year, first, second) if second > 12 or first == second else None


def _month_day(find: _Find) -> tuple[Grain, rules.Interval]:
    month, number, year = _MONTHS[find.part("month").lower()], find.number("day"), find.number("year")
    first = (
        rules.day(year, month, number)
        if year
        else rules.yearless_day(month, number, find.published, future=find.future)
    )
    until = find.number("until")
    if not until:
        return Grain.DAY, first
    last = rules.day(first[0].year, month, until) if first else None
    return Grain.SPAN, (first[0], last[0]) if first and last and first[0] <= last[0] else None


def _word_day(find: _Find) -> tuple[Grain, rules.Interval]:
    month, number = _MONTHS[find.part("month").lower()], _DAYS[find.part("word")]
    if find.number("year"):
        return Grain.DAY, rules.day(find.number("year"), month, number)
    return Grain.DAY, rules.yearless_day(month, number, find.published, future=find.future)


def _years(find: _Find) -> tuple[Grain, rules.Interval]:
    first, last = rules.year_of(find.number("year")), rules.year_of(find.number("until"))
    return Grain.SPAN, (first[0], last[1]) if first and last and first[0] < last[0] else None


def _month_year(find: _Find) -> tuple[Grain, rules.Interval]:
    return Grain.MONTH, rules.month_of(find.number("year"), _MONTHS[find.part("month").lower()])


def _month(find: _Find) -> tuple[Grain, rules.Interval]:
    lead = find.part("lead").lower().replace("past", "last").replace("previous", "last")
    month = _MONTHS[find.part("month").lower()]
    return Grain.MONTH, rules.yearless_month(month, lead, find.published, future=find.future)


def _weekday(find: _Find) -> tuple[Grain, rules.Interval]:
    lead = find.part("lead").lower().replace("past", "").replace("previous", "last")
    number = _WEEKDAYS[find.part("weekday").lower()]
    return Grain.DAY, rules.weekday(number, lead, find.published, future=find.future)


def _season(find: _Find) -> tuple[Grain, rules.Interval]:
    first = _SEASONS[find.part("season").lower()]
    if find.number("year"):
        return Grain.SPAN, rules.season(first, find.number("year"))
    if find.published is None:
        return Grain.SPAN, None
    begun = find.published.month >= first
    step = {"last": -1 if find.published.month < first + 3 else 0, "next": 0 if not begun else 1}
    year = find.published.year + step.get(find.part("lead").lower(), 0)
    return Grain.SPAN, rules.season(first, year)


def _near(find: _Find) -> tuple[Grain, rules.Interval]:
    unit, lead = find.part("unit"), find.part("lead").lower()
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}.get(lead)
    grain = {"week": Grain.WEEK, "month": Grain.MONTH, "year": Grain.YEAR, "night": Grain.DAY}.get(
        unit, Grain.SPAN
    )
    return (grain, None) if step is None else (grain, rules.around(unit, step, find.published))


def _ago(find: _Find) -> tuple[Grain, rules.Interval]:
    return rules.parsed(find.span.of(find.text), find.published)


def _today(find: _Find) -> tuple[Grain, rules.Interval]:
    step = {"yesterday": -1, "tomorrow": 1}.get(find.part("word").lower(), 0)
    return Grain.DAY, rules.around("day", step, find.published)


def _the_weekend(find: _Find) -> tuple[Grain, rules.Interval]:
    """In the past tense the running weekend or the one before the publication day."""
    if find.published is None:
        return Grain.SPAN, None
    running = find.published.weekday() >= 5
    ahead = find.future or (find.match.group().lower().startswith(("by", "until")))
    return Grain.SPAN, rules.around("weekend", 0 if running or ahead else -1, find.published)


def _decade(find: _Find) -> tuple[Grain, rules.Interval]:
    return Grain.SPAN, rules.year_of(find.number("year"), 10)


def _year(find: _Find) -> tuple[Grain, rules.Interval]:
    return Grain.YEAR, rules.year_of(find.number("year"))


_HANDLERS = {
    "iso": _iso,
    "numeric": _numeric,
    "years": _years,
    "days": _month_day,
    "word_day": _word_day,
    "month_day": _month_day,
    "day_month": _month_day,
    "month_year": _month_year,
    "near_month": _month,
    "near_day": _weekday,
    "near_season": _season,
    "season": _season,
    "near": _near,
    "ago": _ago,
    "weekday": _weekday,
    "today": _today,
    "weekend": _the_weekend,
    "decade": _decade,
    "year": _year,
    "month": _month,
}
