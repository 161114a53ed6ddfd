"""Is this line a byline, and does this paragraph open with a dateline?

A byline names who wrote the report, a dateline where it was sent from and by which agency. It
never decides who is quoted. A form that could be prose is `weak`: where it stands must decide.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.page.credits import agency_pattern
from knowledge.page.stamps import DAY, TIME, WEEKDAYS

LINE_CHARACTERS_MAX = 300
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PLACE = r"[A-Z][\w.'’\-]+(?: (?:de |of |al-)?[A-Z][\w.'’\-]+){0,3}"
_UPPER = r"[A-Z][A-Z.'’\-]{2,}(?: [A-Z][A-Z.'’\-]+){0,3}"
_SENT = rf",?\s+(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
_BY = re.compile(
    r"(?:by|written by|story by|words by|posted by|published by|text by|report by|reported by|reporting by"
    r"|additional reporting by|writing by|editing by|compiled by|edited by|with reporting by"
    r"|автор|текст|von|par|por)\s*:?\s+",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"(?:written|story|words|posted|text|reporting|writing|editing|compiled|edited)\b", re.IGNORECASE
)
_CONNECTORS = frozenset(
    "and in for at & de la le van von der den bin al el di da dos du | / - – — • · with from of the".split()
)
_WHEN = re.compile(rf"{DAY}(?:[,\s|·•\-–—]*(?:at\s+)?{TIME})?", re.IGNORECASE)
_NAME = r"[^\W\d_a-z][\w.'’\-]+(?: (?:[^\W\d_a-z]\.|[^\W\d_a-z][\w.'’\-]+|de|la|van|von|der|al|bin)){1,4}"
_CONTRIBUTED = re.compile(
    r"[^.!?]{3,200}\bcontributed (?:to this (?:report|story|article)|reporting)(?: from [^.]{2,60})?\.?"
)
_REPORTED = re.compile(
    rf"(?:{_NAME}|[A-Z][\w'’\-]+)(?:(?:,| and|, and) {_NAME})* reported from {_PLACE}"
    rf"(?:,? (?:and )?(?:{_NAME}|[A-Z][\w'’\-]+) (?:reported )?from {_PLACE})*\.?"
)
_NOBODY = re.compile(r"\s+(?:staff|agencies|reporters|correspondents|newsroom|desk)\b")
_NO_NAMES = frozenset(w.casefold() for w in WEEKDAYS) | frozenset(
    "january february march april may june july august september october november december "
    "the a an this that these his her its their our my all no now then train bus car air sea".split()
)


class Byline(Enum):
    """How surely a line is a byline."""

    NO = 0
    WEAK = 1
    SURE = 2


def byline(line: str) -> Byline:
    """What `line` is, by its form."""
    if len(line) > LINE_CHARACTERS_MAX:
        return Byline.NO
    contributed = "contributed" in line and _CONTRIBUTED.fullmatch(line)
    if contributed or (line[-1] not in ".!?" and _reporter().fullmatch(line)):
        return Byline.SURE
    if _REPORTED.fullmatch(line):
        return Byline.WEAK
    opening = _BY.match(line)
    return _named(line, opening) if opening else Byline.NO


def _named(line: str, opening: re.Match[str]) -> Byline:
    """What a line is that begins with "By": names alone, or names with an outlet, a job, a date."""
    rest = line[opening.end() :]
    named = _WHEN.sub("", rest)
    parts = [p for part in named.split(";") if (p := _BY.sub("", part.strip(), count=1))]
    words = [w for part in parts for w in re.split(r"[\s,()]+", part) if w]
    if not words or len(words) > 25 or words[0].casefold() in _NO_NAMES:
        return Byline.NO
    roles = _role_words()
    known = [w for w in words if w.casefold() in _CONNECTORS or w.casefold().rstrip(".") in roles]
    if any(not w[0].isupper() and w not in known and not w.startswith("@") for w in words):
        return Byline.NO
    if rest.rstrip()[-1] in "!?" or (rest.rstrip().endswith(".") and not _TELLING.match(line)):
        return Byline.NO
    sure = named != rest or _TELLING.match(line) or any(w.casefold() in roles for w in words)
    return Byline.SURE if sure or re.search(agency_pattern() + r"\s*$", rest) else Byline.WEAK


def is_name_in_place(line: str) -> bool:
    """Whether `line` is of the form "Jane Doe in Minsk"; a headline may be, so its place must decide."""
    return len(line) <= 60 and re.fullmatch(rf"{_NAME} in {_PLACE}", line) is not None


def author_in(line: str) -> str | None:
    """The names that open a byline, as written; None where it has none (a dateline)."""
    opening = _BY.match(line)
    rest = line[opening.end() :] if opening else line
    match = re.match(rf"{_NAME}(?:(?:, {_NAME})*,? (?:and|&) {_NAME})?", _WHEN.sub("", rest).strip())
    if match is None or (opening is None and not _reporter().fullmatch(line)):
        return None
    if _NOBODY.match(rest[match.end() :]):
        return None
    return match.group()


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the prose begins after a dateline at `start`; `start` itself where there is none."""
    match = _dateline().match(text, start, min(end, start + 160))
    return match.end() if match else start


@cache
def _reporter() -> re.Pattern[str]:
    """Jane Doe, Reuters correspondent; Jane Doe | Example News; Jane Doe, BBC News, Minsk."""
    endings = "|".join(re.escape(e) for e in lexicon("credits")["outlets"]["endings"])
    roles = "|".join(re.escape(r) for r in lexicon("credits")["roles"]["names"])
    outlet = rf"(?:[A-Z][\w.&'’\-]*\s+){{0,3}}(?:{endings})|{agency_pattern()}"
    title = rf"(?:(?:[^\W\d_][\w.&'’\-]*\s+){{0,4}}(?i:{roles})|{outlet})"
    place = rf"(?:,\s*(?:in\s+)?{_PLACE})?"
    when = rf"(?:\s*[,|•·\-–—]\s*(?i:{_WHEN.pattern}))?"
    names = rf"{_NAME}(?:(?:,| and| &) {_NAME}){{0,3}}"
    return re.compile(rf"{names}\s*[,|•·–—/]\s*{title}(?: (?:in|at|for) {_PLACE})?{place}{when}")


@cache
def _dateline() -> re.Pattern[str]:
    agency = rf"(?:\((?:{agency_pattern()})[^()]{{0,30}}\)|/(?:{agency_pattern()})/)"
    dash = r"\s*[-–—:]+\s+"
    places = rf"{_PLACE}(?:[,/]\s?{_PLACE}|\s\({_PLACE}\))*"
    prose = r"(?=[\"'“‘«(\[]?[^\W_a-z])"
    return re.compile(
        rf"(?:{places}(?:{_SENT})?,?\s*{agency}(?:{dash}|\s+)"
        rf"|{_UPPER}(?:,\s{_PLACE})*(?:{_SENT})?\s*\([A-Z][\w. /]{{1,30}}\)\s*[-–—]+\s+"
        rf"|{agency}(?:{dash}|\s*)|\([A-Z][\w. /]{{1,30}}\)\s*[-–—]+\s+"
        rf"|{_UPPER}(?:,\s{_PLACE})*(?:{_SENT})?\s*[–—-]{{1,2}}\s+"
        rf"|{_PLACE}(?:{_SENT})\s*[-–—:]+\s+){prose}"
    )


@cache
def _role_words() -> frozenset[str]:
    return frozenset(
        word for role in lexicon("credits")["roles"]["names"] for word in role.casefold().split()
    )
