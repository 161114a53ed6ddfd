"""Whose figure is it, when did it hold, and where? From the figure's own sentence only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from knowledge.extract.claims import claims_at
from knowledge.extract.counted import is_person
from knowledge.extract.mentions import Roster
from knowledge.extract.places import roles
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon
from knowledge.model import DateMention, FigureKind, Mention, Span

_LEXICON: dict[str, Any] = lexicon("claims")
_PLACES = frozenset(_LEXICON["places"].split())
_INNER = frozenset({"in", "at", "across", "throughout"})
_PARTS = frozenset("the central downtown western eastern northern southern greater".split())
_LEADS_ELSEWHERE = _PLACES | {"to", "from", "the", "of"}
_NOT_PLACES = frozenset(_LEXICON["not_places"].split())
_BREAKS = frozenset(_LEXICON["breaks"].split())
_STOP = frozenset(lexicon("nouns")["stop"].split())
_PERSONAL = frozenset(
    {"vote_share", "approval", "tenure", "term", "age", "sentence", "detention", "population"}
)
_TITLES = frozenset("mr mrs ms dr president minister mr. mrs. ms.".split())
_WINDOW = 60  # words
_RECEIVED = frozenset("of the all vote votes ballots valid went goes go going fell falls to".split())
_GIVEN = frozenset("gave give gives giving given awarded handed".split())
_SHARES = frozenset({"%", "percent", "cent"})
_BESIDE = 30  # characters between a name and its age
_DESCRIBED = 5  # words behind an age among which its bearer is named
_NAMING = frozenset({"named", "called"})
_NEAR = 400  # characters; a date farther off is told of something else
_SINCE = frozenset({"since", "until", "till", "before"})
_LEADS = _PLACES | _INNER
_LOOSE = frozenset(
    "on in at by the a an but and as if when while after before since for with from this that it he she they "
    "his her their more about nearly almost around some over at election protesters police".split()
)
_NO_NAME = _LOOSE | _NOT_PLACES | _STOP


def subject_of(words: Words, measure: str | None, first: int, end: int, roster: Roster) -> Mention | None:
    """Whose age, share of the vote, time in power …; only measures that belong to somebody have one."""
    if measure not in _PERSONAL:
        return None
    if measure == "population":
        place = _beside(words, first)
        return _as_mention(words, place, roster) if place else None
    if measure == "vote_share" and (receiver := _receiver(words, end)):
        return _as_mention(words, receiver, roster)
    if measure == "vote_share" and (given := _given(words, first)):
        return _as_mention(words, given, roster)
    if words.at(end) == "to" or (words.at(first - 1) == "to" and words.at(first - 2) in _SHARES):
        return None  # "leads by 47 percent to 44": whose each is, only the verb knows
    own = _name_behind(words, end, measure)
    if own is not None:
        return _as_mention(words, own, roster)
    known = roster.last_within(Span(words.starts[0], words.ends[end - 1]))
    if known is not None and _owns(words, known, measure, first, roster):
        return known
    theirs = {"the"} if measure == "age" else {"the", "his", "her"}  # "his 26-year-old son" is another
    if words.at(first - 1) in theirs and (meant := roster.only_before(words.starts[first])):
        return meant
    name = _beside(words, first) if measure == "age" or roster.names else _name_before(words, first)
    return _as_mention(words, name, roster) if name else None


def _owns(words: Words, known: Mention, measure: str, first: int, roster: Roster) -> bool:
    """Whether the figure is of whom the sentence mentioned last: ages are people's and stand beside them."""
    if measure == "age":
        near = words.starts[first] - known.span.end <= _BESIDE
        return roster.is_individual(known) and near
    if _is_source(words, words.index_at(known.span.start)):
        return False
    return roster.is_individual(known) or not claims_at(words, words.index_at(known.span.end - 1) + 1)


def _is_source(words: Words, start: int) -> bool:
    """Whether the name at word `start` is the source of what follows: "according to the Poll Board"."""
    start -= words.at(start - 1) == "the"
    return words.at(start - 1) == "to" and words.at(start - 2) == "according"


def _receiver(words: Words, end: int) -> tuple[int, int] | None:
    """The name in "80% of the vote went to Marek Holt and 10% to Lena Marsh"."""
    at = end
    while words.at(at) in _RECEIVED:
        at += 1
    if words.at(at - 1) != "to":
        return None
    while words.at(at) in _TITLES or words.at(at) == "the":
        at += 1
    stop = at
    while words.capitalised(stop):
        stop += 1
    return (at, stop) if stop > at else None


def _given(words: Words, first: int) -> tuple[int, int] | None:
    """The name in "the board gave Marek Holt 80% of the vote"."""
    start = first
    while words.capitalised(start - 1):
        start -= 1
    return (start, first) if start < first and words.at(start - 1) in _GIVEN else None


def _behind_description(words: Words, end: int) -> int:
    """Where a name may stand behind an age: at once, or behind what its bearer is: "farmer named Roe"."""
    for at in range(end + 1, min(end + _DESCRIBED, len(words))):
        leads = words.at(at - 1) in _NAMING or is_person(words.at(at - 1)) or words.at(at - 1) in roles()
        if leads and words.capitalised(at):
            return at
    return end


def _name_behind(words: Words, end: int, measure: str) -> tuple[int, int] | None:
    """The name in "the 68-year-old Washington", "a 70-year-old farmer named Roe", "26-year reign of Holt"."""
    at = end
    if measure in {"tenure", "term"}:
        at = next((i + 1 for i in range(end, min(end + 3, len(words))) if words.low[i] == "of"), -1)
        if at < 0 or words.at(at) == "the":
            return None
    elif measure != "age" or words.at(end - 1) != "old":
        return None
    else:
        at = _behind_description(words, end)
    start = at
    while words.at(start) in _TITLES:
        start += 1
    stop = start
    while words.capitalised(stop):
        stop += 1
    return (start, stop) if stop > start else None


def _name_before(words: Words, first: int) -> tuple[int, int] | None:
    """The nearest capitalised name before the figure that is no place, date or opening word."""
    i = first - 1
    while i >= max(0, first - _WINDOW):
        if not words.capitalised(i) or words.low[i] in _NO_NAME:
            i -= 1
            continue
        end = i + 1
        while i > 0 and words.capitalised(i - 1) and words.low[i - 1] not in _NO_NAME:
            i -= 1
        if words.at(i - 1) not in _LEADS_ELSEWHERE and words.raw[i].isalpha():
            return i, end
        i -= 1
    return None


def _beside(words: Words, first: int) -> tuple[int, int] | None:
    """The name before the comma that the figure follows: "Olena Farr, 34", "Varnik, a city of 310,000"."""
    comma = first - 1
    if words.at(comma) in {"of", "about", "some", "over", "around", "nearly", "than"}:
        while comma >= max(0, first - 6) and words.low[comma] != ",":
            comma -= 1
    start = comma
    while start > 0 and words.capitalised(start - 1) and words.raw[start - 1].isalpha():
        start -= 1
    named = comma > start and words.at(comma) == "," and not _is_source(words, start)
    return (start, comma) if named else None


def _as_mention(words: Words, found: tuple[int, int], roster: Roster) -> Mention:
    span = words.span(*found)
    known = roster.last_within(span)
    return Mention(span, known.name, known.person) if known else Mention(span, span.of(words.text))


def date_of(words: Words, span: Span, dates: Sequence[DateMention]) -> DateMention | None:
    """The nearest date of the sentence, told in the figure's own clause; a "since" says no such thing."""
    best: tuple[int, DateMention] | None = None
    at = bisect_left(dates, span.start - _NEAR, key=lambda d: d.span.start)
    for mention in dates[at : bisect_left(dates, span.end + _NEAR, key=lambda d: d.span.start)]:
        gap = (
            mention.span.start - span.end if mention.span.start >= span.end else span.start - mention.span.end
        )
        before = words.at(words.index_at(mention.span.start) - 1)
        if gap < 0 or before in _SINCE:
            continue
        if _broken(words, span, mention.span):
            continue
        if best is None or gap < best[0]:
            best = (gap, mention)
    return best[1] if best else None


def _broken(words: Words, one: Span, other: Span) -> bool:
    low, high = sorted((one, other))
    return any(w in _BREAKS for w in words.low[words.index_at(low.end) : words.index_at(high.start)])


def place_of(words: Words, kind: FigureKind, first: int, end: int) -> Span | None:
    """The nearest place named in the figure's clause, behind it rather than before; only counts have one.

    Where something happened "in" goes before what it was "near".
    """
    if kind is not FigureKind.QUANTITY:
        return None
    behind = range(end, min(len(words) - 1, end + _WINDOW))
    before = range(first - 2, max(-1, first - _WINDOW), -1)
    for indices in (behind, before):
        leads = _leads(words, indices)
        for wanted in (_INNER, _PLACES):
            named = (_place(words, i + 1) for i in leads if words.low[i] in wanted)
            if place := next(filter(None, named), None):
                return place
    return None


def _leads(words: Words, indices: range) -> list[int]:
    """The words of a clause that lead to a place."""
    found = []
    for i in indices:
        low = words.low[i]
        if low in _BREAKS:
            break
        if low in _LEADS:
            found.append(i)
    return found


def _place(words: Words, start: int) -> Span | None:
    """The place that is named from word `start` on."""
    while words.at(start) in _PARTS:
        start += 1
    stop = start
    while words.capitalised(stop) or (
        stop > start and words.at(stop) in HYPHENS and words.capitalised(stop + 1)
    ):
        stop += 1
    return words.span(start, stop) if stop > start and words.low[start] not in _NOT_PLACES else None
