"""On which day was an article published, by its own words?

In turn: a date line around the prose, a dateline or byline with a full date, the day of its
newest caption where the prose agrees, and arithmetic on weekdays. A rule that has two answers
has none; a date of a comment, a file photo or an event is not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from knowledge.model import Basis, Known, Passage, PassageKind
from knowledge.page.stamps import WEEKDAYS, WrittenDay, day_of, days_in

_LABELLED = re.compile(r"(?:first |last )?(?:date|published|posted|updated)\b", re.IGNORECASE)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)\b", re.IGNORECASE)
_STAMP_CHARACTERS_MAX = 160
_FILE_PICTURE = re.compile(r"\bfile\b|\barchive\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKDAY = "|".join(WEEKDAYS)
_BARE_WEEKDAY = re.compile(
    r"(?<!last )(?<!next )(?<!every )(?<!each )(?<!previous )(?<!coming )"
    rf"\b(?P<day>{_WEEKDAY})\b(?!,?\s+(?:\d|[A-Z][a-z]{{2,8}}\.?\s\d))"
)
_LAST_WEEKDAY = re.compile(
    rf"\blast\s+(?P<day>{_WEEKDAY})['’]s\s+(?:[\w\-]+\s+){{0,3}}?(?P<event>[a-z]{{4,}})"
)
_RELATIVE = re.compile(
    rf"\b(?P<when>today|yesterday|tomorrow)\b[,\s(]+(?:on\s+)?(?:(?P<day>{_WEEKDAY}),?\s+)?(?=[A-Z\d])",
    re.IGNORECASE,
)
_SHIFT_DAYS = {"today": 0, "yesterday": 1, "tomorrow": -1}
_CONTRADICTS_WITHIN = timedelta(days=180)
_EVENT_NEAR_CHARACTERS = 40


def publication_day(text: str, passages: Sequence[Passage]) -> Known[date]:
    """The day of publication with the rule that gave it; unknown where none does."""
    prose = [p for p in passages if p.kind is PassageKind.BODY]
    for reason, day in _answers(text, passages, prose):
        if day:
            return Known(day, Basis.INFERRED, reason)
    return Known()


def _answers(
    text: str, passages: Sequence[Passage], prose: Sequence[Passage]
) -> Iterator[tuple[str, date | None]]:
    yield _stamped(text, passages, prose)
    yield "caption_date", _by_caption(text, passages, prose)
    yield "weekday_arithmetic", _by_weekdays(text, prose)


def _stamped(text: str, passages: Sequence[Passage], prose: Sequence[Passage]) -> tuple[str, date | None]:
    """The first full date before the prose, or one labelled as the article's after it; "updated" last."""
    begin = next((p.span.start for p in prose if len(p.span) > 60), len(text))
    later: tuple[str, date | None] = ("", None)
    for passage in passages:
        if (
            passage.kind not in (PassageKind.DEBRIS, PassageKind.BYLINE)
            or len(passage.span) > _STAMP_CHARACTERS_MAX
        ):
            continue
        words = passage.span.of(text)
        before = passage.span.start < begin
        if not (before or _LABELLED.match(words)) or (day := day_of(words)) is None:
            continue
        reason = (
            ("leading_date" if before else "date_line") if passage.kind is PassageKind.DEBRIS else "dateline"
        )
        if not _UPDATED.match(words):
            return reason, day
        later = later if later[1] else (reason, day)
    return later


def _by_caption(text: str, passages: Sequence[Passage], prose: Sequence[Passage]) -> date | None:
    """The day of the newest caption, if the prose names its weekday and no later day.

    A picture is not younger than its article; where the prose tells of that very weekday as the
    last one there was, the article is of that day or the next few, and the day is the best known.
    """
    taken = [
        day.date
        for p in passages
        if p.kind is PassageKind.CAPTION and not _FILE_PICTURE.search(text, p.span.start, p.span.end)
        for day in days_in(text, p.span.start, p.span.end)
        if day.date
    ]
    if not taken:
        return None
    newest = max(taken)
    told = [
        day.date or day.in_year(newest.year) for p in prose for day in days_in(text, p.span.start, p.span.end)
    ]
    if any(day and timedelta(0) < day - newest <= _CONTRADICTS_WITHIN for day in told):
        return None
    return newest if WEEKDAYS[newest.weekday()] in _bare_weekdays(text, prose) else None


def _by_weekdays(text: str, prose: Sequence[Passage]) -> date | None:
    """The one day that "today, August 17" and "last Sunday's election" of August 9 allow."""
    years = {int(y.group()) for p in prose for y in _YEAR.finditer(text, p.span.start, p.span.end)}
    days = {*_by_relative_days(text, prose, years), *_by_last_weekday(text, prose, years)}
    return days.pop() if len(days) == 1 else None


def _by_relative_days(text: str, prose: Sequence[Passage], years: set[int]) -> Iterator[date]:
    for passage in prose:
        for match in _RELATIVE.finditer(text, passage.span.start, passage.span.end):
            written = next(iter(days_in(text, match.end(), min(passage.span.end, match.end() + 30))), None)
            if (
                written
                and written.start == match.end()
                and (day := _in_one_year(written, match["day"], years))
            ):
                yield day + timedelta(days=_SHIFT_DAYS[match["when"].lower()])


def _by_last_weekday(text: str, prose: Sequence[Passage], years: set[int]) -> Iterator[date]:
    """A week after the event that was "last Sunday", if the same weekday is also told of as now."""
    for passage in prose:
        for match in _LAST_WEEKDAY.finditer(text, passage.span.start, passage.span.end):
            named = _bare_weekdays(text, prose)
            told = {WEEKDAYS[(WEEKDAYS.index(match["day"]) - back) % 7] for back in range(3)}
            if match["day"] not in named or named - told:
                continue
            found = {
                _in_one_year(day, match["day"], years) for day in _days_of_event(text, prose, match["event"])
            } - {None}
            yield from (day + timedelta(days=7) for day in found if day)


def _days_of_event(text: str, prose: Sequence[Passage], event: str) -> Iterator[WrittenDay]:
    for passage in prose:
        for day in days_in(text, passage.span.start, passage.span.end):
            near = slice(
                max(passage.span.start, day.start - _EVENT_NEAR_CHARACTERS), day.end + _EVENT_NEAR_CHARACTERS
            )
            if re.search(rf"\b{event}\b", text[near]):
                yield day


def _in_one_year(day: WrittenDay, weekday: str | None, years: set[int]) -> date | None:
    """The day in its written year, or in the one year of the text in which it falls on `weekday`."""
    candidates = [day.year] if day.year else sorted(years)
    fitting = [
        found
        for year in candidates
        if (found := day.in_year(year)) and (weekday is None or WEEKDAYS[found.weekday()] == weekday)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _bare_weekdays(text: str, prose: Sequence[Passage]) -> set[str]:
    """The weekdays the prose names without a date, "last" or "next"."""
    return {m["day"] for p in prose for m in _BARE_WEEKDAY.finditer(text, p.span.start, p.span.end)}
