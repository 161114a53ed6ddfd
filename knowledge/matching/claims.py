"""What does a message claim? The words it says are somebody's, and the numbers it gives.

The message is read by the extractors that read articles, and by the short forms people use in
chats ("Name: …", "… — Name"). It never decides whether a claim is true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.matching.alignment import has_words, words_of
from knowledge.matching.reports import NameIn, Statement, statement_in
from knowledge.model import (
    Article,
    Bound,
    Figure,
    FigureKind,
    Mention,
    Quote,
    Span,
)
from knowledge.questions.terms import measures_in
from knowledge.stems import weight
from knowledge.tokens import sentences_of, trim

if TYPE_CHECKING:
    from knowledge.extract.reading import Reading

NamesIn = Callable[[str], Sequence[tuple[int, int, object]]]
"""Where in a text somebody on record is named."""

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[\s\u00a0]\d{3})+|\d+(?:,\d+)?)"
    r"\s*(?:(?P<percent>%|процент\w*)|(?P<scale>тыс|тысяч|млн|миллион|млрд|миллиард)\w*)?"
)
_YEARS_OF_AGE = re.compile(
    r"(?:-| ?)летн|\s*(?:лет|года?)\b(?!\s*(?:назад|у власти|подряд|спустя|тюрьм|колони|лишени|прав|рабо))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\s*год", re.IGNORECASE)
_SCALES = {"тыс": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9}

_MARKS = re.compile(
    r"“(?P<a>[^“”\n]+)”|\"(?P<b>[^\"\n]+)\"|«(?P<c>[^«»\n]+)»|„(?P<d>[^„“”\n]+)[“”]"
    r"|(?<!\w)‘(?P<e>[^‘\n]{3,}?)’(?!\w)|(?<!\w)'(?P<f>[^'\n](?:[^'\n]|(?<=\w)'(?=\w))+)'(?!\w)"
)
_PASSED_ON = re.compile(r"\W*(?:(?:fwd?|fw|forwarded(?: message)?)\b:?\s*)+", re.IGNORECASE)
_TAGS = re.compile(r"(?:\s+(?:#\w+|[^\w\s.!?…\"“”«»'’()%]+))+\s*$")
_LINE = re.compile(r"[^\n]+")
_NAME = r"(?:[^\W\d_][\w.'’-]*)(?:\s+[^\W\d_][\w.'’-]*){0,4}"
_BEFORE = re.compile(
    rf"^\W*(?P<name>{_NAME}?)"
    r"(?:\s+(?:to|on|at|in|during|after|before|yesterday|today|now|basically)\b[^:\n]{0,40})?\s*:\s*"
)
_AFTER = re.compile(rf"\s*(?:[—–]|--?)\s*(?P<name>{_NAME})(?:,[^.!?]*)?[.]?\s*$")
_OF_OTHERS = re.compile(
    r"\b(?:in|at|from|near|about|of|on|against|for|to|with|after|before)\s+$", re.IGNORECASE
)
_ASIDE = re.compile(r"[a-z]+ (?P<name>[^\W\d_a-z].*)")
_AFTER_IN_BRACKETS = re.compile(rf"\s*\((?P<name>{_NAME})\)\W*$")
_CAPITALISED = re.compile(r"[^\W\d_a-zа-яё][\w'’-]+(?:\s+(?:[^\W\d_a-zа-яё][\w'’-]+|de|van|von|al|bin)){0,3}")
_ONGOING = 60
"""Characters between two quotations that still are one: a cue and its speaker."""
_WHOLE_WORDS = 60
"""A longer paragraph without marks is no one saying; its sentences are taken by themselves."""
_MOST = 24
"""Quotations, plain statements and numbers of one message that are read: of fewer still is anything said."""
_BESIDE = 400
"""Characters of a line on either side of a quotation that may name its speaker."""
_SHORTEST = 3


@dataclass(frozen=True)
class Count:
    """A number of the message, and the line it stands in."""

    text: str
    figure: Figure
    line: Span

    @cached_property
    def sentence(self) -> Span:
        """The sentence it stands in; looked for when asked, as few numbers of a long message are answered."""
        sentences = (s.span for s in sentences_of(self.text, self.line))
        return next((s for s in sentences if s.covers(self.figure.span)), self.line)


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its claims in text order."""

    text: str
    statements: tuple[Statement, ...]
    counts: tuple[Count, ...]


def read_message(text: str, named: NameIn, names: NamesIn = lambda _: ()) -> Message:
    """The claims of `text`."""
    from knowledge.extract import read

    reading = read(Article("message", "message", text), ("quotes",))
    marked = tuple(_marked(text))
    quoted = islice(_quotations(text, marked, reading.quotes, named), _MOST)
    statements = [*quoted, *islice(_plain(text, marked, reading.quotes, named), _MOST)]
    counts = tuple(islice(_counts(text, marked, _figures_outside(marked, reading), names), _MOST))
    return Message(text, tuple(sorted(statements, key=lambda s: s.span)), counts)


def _marked(text: str) -> Iterable[Span]:
    """What stands in quotation marks, without them."""
    for match in _MARKS.finditer(text):
        group = match.lastgroup or 0
        span = trim(text, Span(match.start(group), match.end(group)))
        if has_words(text, span.start, span.end):
            yield span


def _quotations(
    text: str, marked: tuple[Span, ...], quotes: Sequence[Quote], named: NameIn
) -> Iterable[Statement]:
    """One statement per quotation; those that a cue interrupts are one."""
    groups: list[list[Span]] = []
    for span in marked:
        if groups and _goes_on(text, groups[-1][-1], span) and _one_voice(groups[-1][-1], span, quotes):
            groups[-1].append(span)
        else:
            groups.append([span])
    for pieces in groups:
        speaker = _speaker(text, pieces, marked, quotes, named)
        if (
            speaker
            or len(marked) == 1
            or sum(len(words_of(text, p.start, p.end)) for p in pieces) >= _SHORTEST
        ):
            yield Statement(tuple(pieces), marked=True, speaker=speaker)


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Whether `after` continues the saying of `before`: a comma or an end, then a short cue."""
    between = text[before.end : after.start]
    ends = text[before.end - 1] in ",.!?…—" or between[1:2] == ","
    return ends and len(between) <= _ONGOING and "\n" not in between and " " in between.strip()


def _one_voice(before: Span, after: Span, quotes: Sequence[Quote]) -> bool:
    """Whether nobody else than its speaker is named for the second of two quotations."""

    def voices(piece: Span) -> set[str]:
        theirs = (q for q in quotes if any(c.overlaps(piece) for c in q.contents))
        return {q.speaker.name for q in theirs if q.speaker}

    return not (voices(after) - voices(before))


def _speaker(
    text: str, pieces: list[Span], marked: tuple[Span, ...], quotes: Sequence[Quote], named: NameIn
) -> str | None:
    """Whom the message names as the speaker of a quotation."""
    for quote in quotes:
        if quote.speaker and any(c.overlaps(p) for c in quote.contents for p in pieces):
            name = _without_aside(quote.speaker.name, named)
            if not name.islower() or " " in name or named(name):
                return name  # and no "aww"
    line = _line_of(text, pieces[0])
    outside = _blanked(text, marked, line)
    before = outside[: pieces[0].start - line.start].rstrip(" \"“«„'‘")
    after = outside[pieces[-1].end - line.start :].lstrip(" \"”»“'’")
    if found := re.search(rf"(?P<name>{_NAME})\s*:$", before):
        return _last_name(found["name"])
    for pattern in (_AFTER_IN_BRACKETS, _AFTER):
        if (found := pattern.match(after)) and (found["name"][0].isupper() or named(found["name"])):
            return found["name"]
    return _only_name(after, named) or _only_name(before, named)


def _without_aside(name: str, named: NameIn) -> str:
    """A speaker's name without a word of the chat before it: "lol Brandt"."""
    aside = _ASIDE.fullmatch(name)
    return aside["name"] if aside and not named(name) and named(aside["name"]) else name


def _last_name(words: str) -> str:
    """The capitalised words at the end of what stands before a colon, or all of it; not of whom it is."""
    capitalised = [m for m in _CAPITALISED.finditer(words) if not _OF_OTHERS.search(words, 0, m.start())]
    return capitalised[-1].group() if capitalised else words


def _only_name(part: str, named: NameIn) -> str | None:
    """The first name in a part of a line: capitalised and no stop word, or known on record.

    One after "in" or "about" is where it was said, or of whom.
    """
    for found in _CAPITALISED.finditer(part):
        words = [w for w in found.group().split() if weight(w)]
        if _OF_OTHERS.search(part, 0, found.start()):
            continue
        if words and (found.start() > 0 or named(" ".join(words))):
            return " ".join(words)
    return next((w for w in part.split() if len(w) > 3 and weight(w) and named(w)), None)


def _plain(
    text: str, marked: tuple[Span, ...], quotes: Sequence[Quote], named: NameIn
) -> Iterable[Statement]:
    """What stands outside quotation marks, by paragraphs that have none."""
    for match in _LINE.finditer(text):
        line = trim(text, _without_wrapping(match))
        if not len(line) or any(line.overlaps(m) for m in marked):
            continue
        whole, speaker = _attributed(text, line, named)
        sentences = [s.span for s in sentences_of(text, whole)]
        parts = [statement_in(text, s, quotes, speaker, named) for s in sentences]
        if len(parts) == 1:
            yield parts[0]
        elif len(words_of(text, whole.start, whole.end)) <= _WHOLE_WORDS and not any(
            p.reported for p in parts
        ):
            yield Statement((whole,), marked=False, speaker=speaker, parts=tuple(parts))
        else:
            yield from parts


def _without_wrapping(line: re.Match[str]) -> Span:
    """A line without the "Fwd:" before it and the hashtags and pictures behind it."""
    before, behind = _PASSED_ON.match(line.group()), _TAGS.search(line.group())
    first = before.end() if before else 0
    end = behind.start() if behind else len(line.group())
    return Span(line.start() + first, line.start() + max(first, end))


def _attributed(text: str, line: Span, named: NameIn) -> tuple[Span, str | None]:
    """A line without the name before its colon or after its dash, and that name."""
    words = line.of(text)
    for pattern in (_BEFORE, _AFTER, _AFTER_IN_BRACKETS):
        found = pattern.search(words)
        if not found or not named(found["name"]):
            continue
        rest = Span(line.start + found.end(), line.end)
        if pattern is not _BEFORE:
            rest = Span(line.start, line.start + found.start())
        if len(rest):
            return trim(text, rest), found["name"]
    return line, None


def _figures_outside(marked: tuple[Span, ...], reading: Reading) -> tuple[Figure, ...]:
    """The figures of a message, read without its quotations, whose words say nothing of what others count."""
    from knowledge.extract import figures, read

    text = reading.text
    if marked and any(_line_of(text, at).overlaps(m) for at in figures.places(reading) for m in marked):
        outside = _blanked(text, marked, Span(0, len(text)))
        return read(Article("message", "message", outside), ("figures",)).figures
    return figures.extract(reading)


def _counts(text: str, marked: tuple[Span, ...], read: tuple[Figure, ...], names: NamesIn) -> Iterable[Count]:
    """The numbers that count something, outside quotation marks."""
    figures = tuple(_foreign_figures(text, names)) or read
    for figure in figures:
        for_years = figure.kind is FigureKind.DURATION and figure.value is None
        if figure.measure and not for_years and not any(m.covers(figure.span) for m in marked):
            yield Count(text, figure, _line_of(text, figure.span))


def _foreign_figures(text: str, names: NamesIn) -> Iterable[Figure]:
    """Numbers in digits in a language that the extractors do not read, with what its words ask for."""
    if len(_CYRILLIC.findall(text)) < len(_LATIN.findall(text)):
        return  # a hashtag or two in another language
    subject = next((Mention(Span(a, b), text[a:b]) for a, b, _ in names(text)), None)
    for match in _DIGITS.finditer(text):
        span = Span(*match.span())
        line = _line_of(text, span)
        if _YEAR.match(text, span.start):
            continue
        kind, unit = _foreign_kind(match, text)
        measures = {"age"} if kind is FigureKind.AGE else measures_in(line.of(text), [kind])
        if len(measures) == 1:
            value = float(re.sub(r"[\s\u00a0]", "", match["number"]).replace(",", "."))
            scale = next((n for word, n in _SCALES.items() if (match["scale"] or "").startswith(word)), 1)
            yield Figure(
                *(span, span, line, kind, Bound.EXACT, value * scale),
                unit=unit,
                measure=next(iter(measures)),
                subject=None if kind is FigureKind.QUANTITY else subject,
            )


def _foreign_kind(number: re.Match[str], text: str) -> tuple[FigureKind, str]:
    """The kind and the unit of such a number."""
    if number["percent"]:
        return FigureKind.PERCENT, "percent"
    if _YEARS_OF_AGE.match(text, number.end()):
        return FigureKind.AGE, "year"
    return FigureKind.QUANTITY, "people"


def _line_of(text: str, span: Span) -> Span:
    """The line that holds a span, as far as it names who speaks: of a very long one the part around it."""
    low, high = max(0, span.start - _BESIDE), min(len(text), span.end + _BESIDE)
    start = text.rfind("\n", low, span.start)
    end = text.find("\n", span.end, high)
    return Span(low if start < 0 else start + 1, high if end < 0 else end)


def _blanked(text: str, marked: tuple[Span, ...], line: Span) -> str:
    """The line with its quotations blanked out, places kept."""
    letters = list(line.of(text))
    for span in marked:
        if line.overlaps(span):
            first, last = span.start - line.start, min(span.end, line.end) - line.start
            letters[first:last] = " " * (last - first)
    return "".join(letters)
