"""Which day does a date written on a page name? Full dates only; where no year is written, `year` is None.

It reads the few fixed forms of date lines, datelines and captions. What "last Tuesday" means in
prose is `knowledge.extract.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
DAY = (
    rf"(?:{_YEAR}-\d\d-\d\d|{_YEAR}/\d\d/\d\d|\d\d\.\d\d\.{_YEAR}"
    rf"|{_WEEKDAY}?(?:{_MONTH}\s+{_NUMBER},?\s+{_YEAR}|{_NUMBER}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}))"
)
"""A pattern for a whole date, to be used without regard to case."""
TIME = (
    r"(?:T?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|[A-Z]{2,4}|[+-]\d\d:?\d\d))?)"
)
"""A pattern for a clock time with its zone."""

_PARTS = re.compile(
    rf"(?P<y1>{_YEAR})[-/](?P<m1>\d\d)[-/](?P<d1>\d\d)"
    rf"|(?P<d2>\d\d)\.(?P<m2>\d\d)\.(?P<y2>{_YEAR})"
    rf"|\b(?P<m3>{_MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y3>{_YEAR}))?\b(?!\s*[,.]?\d)"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m4>{_MONTH})(?:,?\s+(?P<y4>{_YEAR}))?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date as written: its position, month and day; `year` is None where none is written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """The date in `year`, or None where that year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> date | None:
        """The date, where the year is written and the day exists."""
        return self.in_year(self.year) if self.year else None


def days_in(text: str, start: int = 0, end: int | None = None) -> tuple[WrittenDay, ...]:
    """Every date with a day and a month in `text`, in order."""
    found = []
    for match in _PARTS.finditer(text, start, len(text) if end is None else end):
        parts = {name[0]: value for name, value in match.groupdict().items() if value}
        month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
        year = int(parts["y"]) if "y" in parts else None
        if 1 <= month <= 12 and 1 <= int(parts["d"]) <= 31:
            found.append(WrittenDay(match.start(), match.end(), year, month, int(parts["d"])))
    return tuple(found)


def day_of(text: str) -> date | None:
    """The earliest whole date in `text`: what was updated was published before. None without any."""
    return min((day.date for day in days_in(text) if day.date), default=None)


def _month(name: str) -> int:
    stem = name.lower().rstrip(".")[:3]
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(stem))
