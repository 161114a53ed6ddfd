"""Which days does a temporal expression mean, seen from the day of publication?

Each rule answers with an inclusive interval, or with None where the article's date would be needed and is not
known. It never guesses between two readings: a numeric date that could be either is left unresolved.
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import Any

from knowledge.model import Grain

Interval = tuple[date, date] | None

_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def day(year: int, month: int, number: int) -> Interval:
    """One day, or None where the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return found, found


def month_of(year: int, month: int) -> Interval:
    """A whole month."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int, years: int = 1) -> Interval:
    """A whole year, or as many as a decade or century has."""
    if not MINYEAR <= year <= MAXYEAR - years:
        return None
    return date(year, 1, 1), date(year + years - 1, 12, 31)


def yearless_day(month: int, number: int, published: date | None, *, future: bool = False) -> Interval:
    """The latest such day up to publication, or the next one where the text looks ahead."""
    if published is None:
        return None
    for year in (published.year, published.year + (1 if future else -1)):
        found = day(year, month, number)
        if found and (found[0] >= published if future else found[0] <= published):
            return found
    return None


def yearless_month(month: int, lead: str, published: date | None, *, future: bool = False) -> Interval:
    """The latest such month that has begun; `lead` is last, this, next or nothing."""
    if published is None:
        return None
    year = published.year
    if lead == "last":
        year -= month >= published.month
    elif lead == "next" or future:
        year += month < published.month or (lead == "next" and month == published.month)
    elif lead != "this":
        year -= month > published.month
    return month_of(year, month)


def weekday(number: int, lead: str, published: date | None, *, future: bool = False) -> Interval:
    """The most recent such day, publication day included; Monday is 0.

    "last" leaves the publication day out, "next" and a future tense look ahead.
    """
    if published is None:
        return None
    if lead == "next" or future:
        ahead = (number - published.weekday()) % 7
        found = published + timedelta(days=ahead or (7 if lead == "next" else 0))
    else:
        back = (published.weekday() - number) % 7
        found = published - timedelta(days=back or (7 if lead == "last" else 0))
    return found, found


def around(unit: str, step: int, published: date | None) -> Interval:
    """The calendar day, week, weekend, month, year … that lies `step` of them from publication."""
    if published is None:
        return None
    if unit in {"day", "night"}:
        found = published + timedelta(days=step)
        return found, found
    if unit == "week":
        step += step < 0 and published.weekday() == 6  # on a Sunday the last week is the one that ends
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if unit == "weekend":
        return _weekend(step, published)
    if unit == "decade":
        return year_of(published.year // 10 * 10 + 10 * step, 10)
    if unit == "century":
        return year_of((published.year - 1) // 100 * 100 + 1 + 100 * step, 100)
    if unit == "year":
        return year_of(published.year + step)
    length = _UNIT_MONTHS.get(unit, 1)
    index = (published.year * 12 + published.month - 1) // length * length + length * step
    first, last = month_of(index // 12, index % 12 + 1), month_of(*_month(index + length - 1))
    return (first[0], last[1]) if first and last else None


def season(first_month: int, year: int) -> Interval:
    """Three months; a winter begins in December of `year`."""
    first, last = month_of(year, first_month), month_of(*_month(year * 12 + first_month + 1))
    return (first[0], last[1]) if first and last else None


def parsed(expression: str, published: date | None) -> tuple[Grain, Interval]:
    """What dateparser makes of a counted or numeric expression, no wider than its own period says."""
    if published is None:
        return Grain.DAY, None
    parser = _parser(published)
    found = parser.get_date_data(expression)
    if found.date_obj is None:
        return Grain.DAY, None
    moment: date = found.date_obj.date()
    grain = {"week": Grain.WEEK, "month": Grain.MONTH, "year": Grain.YEAR}.get(found.period, Grain.DAY)
    unit = grain.value
    return grain, around(unit, 0, moment)


def _parser(published: date) -> Any:
    from dateparser.date import DateDataParser

    base = datetime(published.year, published.month, published.day)  # noqa: DTZ001 - a day has no zone
    return DateDataParser(languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"})


def _month(index: int) -> tuple[int, int]:
    return index // 12, index % 12 + 1


def _weekend(step: int, published: date) -> Interval:
    """This weekend is the running or, on weekdays, the coming one; last weekend ended before today."""
    saturday = published - timedelta(days=(published.weekday() - 5) % 7)
    running = published.weekday() >= 5
    if step < 0:
        saturday -= timedelta(days=7 if running else 0)
    elif step > 0 or not running:
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)
