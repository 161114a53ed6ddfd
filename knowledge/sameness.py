"""Are two claims about the same thing? Measure, subject, story, place, day and side must not tell them apart.

Where that cannot be said, they are not: a disagreement that is none would be worse than one not seen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from knowledge.claim import Claim
from knowledge.intervals import comparable, telling_digits
from knowledge.lexicon import lexicon
from knowledge.model import FigureKind
from knowledge.stems import indexed_words, stem, weight
from knowledge.stories import STORY_DAYS, read, same_story

_SIDES: dict[str, Any] = lexicon("sides")
_FOR = tuple(_SIDES["for"])
_AGAINST = tuple(_SIDES["against"])
_EVENTS = frozenset(_SIDES["events"])
_OWNED = frozenset(_SIDES["owned"])
_LASTING = frozenset(_SIDES["lasting"])
_GENERAL = frozenset(_SIDES["general"])
_SCOPES = {measure: tuple(stems.split()) for measure, stems in _SIDES["scopes"].items()}
_JOINED = re.compile(r"\b([a-z]+)(?:,| people| others)* (?:and|or|and/or) (?:\w+ )?([a-z]+)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,]*")
_RATE = re.compile(r"\b(?:an?|per|each|every) (?:minute|hour|day|night|week|month|year)\b", re.IGNORECASE)
_OTHERS = re.compile(rf"\b(?:{_SIDES['others']})\b", re.IGNORECASE)
_DIFFERENCE = re.compile(rf"\W*(?:{_SIDES['differences']})\b", re.IGNORECASE)
_POLL = re.compile(rf"\b(?:{_SIDES['polls']})\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\w[-‐‑][a-z]+$", re.IGNORECASE)
"""A number that only describes what follows: "a two-man race"."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_AFTER_NUMBER = re.compile(
    rf"^.*(?:\d|\b(?:{'|'.join(lexicon('numbers')['cardinals'].split())}|dozens?|scores?|hundreds|thousands"
    r"|millions)\b)\S*\s*",
    re.IGNORECASE,
)
_SHARED = 3  # words that two sentences must share before a general measure is the same in both
_SHARE = 0.5  # and the share of the shorter sentence that these must be
_TELLING_DIGITS = 3  # two reports of one week have 112 of one measure because they speak of one thing
_SAME_EVENT_DAYS = 7  # between reports of one event, where the text gives no day
_profile = lru_cache(maxsize=1 << 12)(read)


def same_thing(one: Claim, other: Claim) -> bool:
    """Whether nothing tells apart what the two count.

    Two articles must tell of one event, unless what is counted is a lasting trait of one subject.
    """
    if one.measure is None or one.measure != other.measure or not comparable(one.amount, other.amount):
        return False
    if _is_part(one) or _is_part(other):
        return False
    if one.measure in _OWNED and (one.subject is None or other.subject is None):
        return False
    if one.subject and other.subject and one.subject != other.subject:
        return False
    if one.measure in _LASTING and one.subject and one.subject == other.subject:
        return bool(_RATE.search(one.phrase)) == bool(_RATE.search(other.phrase))
    if one.article != other.article and not (_same_story(one, other) or _same_statement(one, other)):
        return False
    if is_general(one.measure) and (one.subject != other.subject or not _shares_words(one, other)):
        return False
    if one.place and other.place and not _same_place(one.place, other.place):
        return False
    if _counts_other(one.phrase, other.phrase):
        return False
    if bool(_RATE.search(one.phrase)) != bool(_RATE.search(other.phrase)):
        return False
    return one.measure not in _EVENTS or _same_event(one, other)


def is_alone(claim: Claim) -> bool:
    """Whether no other claim can be about the same thing: without a measure, of a part, or one of a list.

    Of a measure that no lexicon foresaw nobody can tell which number of a list is set against which.
    """
    if claim.measure is None or _is_part(claim):
        return True
    return is_general(claim.measure) and _is_list(claim.context)


def _is_part(claim: Claim) -> bool:
    """Whether a claim is of some among others, of each of several, of a difference, or of one poll of many.

    A number of no measure of the lexicon may also only describe what follows: "a two-man race".
    """
    general = claim.measure is not None and is_general(claim.measure)
    if general and _ATTRIBUTE.search(claim.phrase):
        return True
    return _tells_part(claim.phrase, claim.context, general or claim.amount.kind is FigureKind.PERCENT)


@lru_cache(maxsize=1 << 14)
def _tells_part(phrase: str, context: str, polled: bool) -> bool:  # noqa: FBT001  (a key of the cache)
    if _OTHERS.search(phrase) or (polled and _POLL.search(context)):
        return True
    at = context.find(phrase)
    return at >= 0 and bool(_DIFFERENCE.match(context, at + len(phrase)))


class Token(NamedTuple):
    """What of a claim often tells at once that another is about something else.

    `words` are the stems of which the two must share some, where the measure alone says too little; else
    none. `in_all_stories` is set where the two need not tell of one event.
    """

    words: frozenset[str]
    article: str
    tells_names: bool
    claimant: str | None
    value: float | None
    in_all_stories: bool


def token_of(claim: Claim) -> Token:
    """The token of a claim."""
    words = _content(claim.context) if claim.measure and is_general(claim.measure) else frozenset()
    # Only of a day that is known one number is no chance.
    value = claim.amount.value if claim.published else None
    in_all = is_scoped(claim.measure) or claim.measure in _LASTING
    return Token(words, claim.article, bool(claim.names), claim.claimant, value, in_all)


def may_be_one(one: Token, other: Token) -> bool:
    """Whether two claims of one measure may be about the same thing; where not, no more need be asked."""
    if one.words and len(one.words & other.words) < _SHARED:
        return False
    return (
        one.article == other.article
        or (one.tells_names and other.tells_names)
        or (one.claimant is not None and one.claimant == other.claimant)
        or (one.value is not None and one.value == other.value)
        or one.in_all_stories
    )


def is_general(measure: str) -> bool:
    """Whether a measure says little of what is counted ("people"), or no lexicon foresaw it."""
    return measure in _GENERAL or measure not in lexicon("measures")


def is_scoped(measure: str | None) -> bool:
    """Whether what a measure counts may be counted together with something else."""
    return measure in _SCOPES


def scope_of(claim: Claim) -> frozenset[str]:
    """The measures that a claim counts together ("killed or injured"); one alone for most."""
    own = frozenset({claim.measure} if claim.measure else ())
    if claim.measure not in _SCOPES:
        return own
    at = claim.context.find(claim.phrase)
    told = claim.context[at : at + len(claim.phrase) + 60] if at >= 0 else claim.phrase
    for match in _JOINED.finditer(told):
        joined = {_scope_word(match.group(1)), _scope_word(match.group(2))} - {None}
        if len(joined) == 2 and not re.search(r"\d", match.group()):
            return own | frozenset(m for m in joined if m)
    return own


def _scope_word(word: str) -> str | None:
    low = stem(word)
    return next((m for m, stems in _SCOPES.items() if any(low.startswith(s) for s in stems)), None)


def _counts_other(one: str, other: str) -> bool:
    """Whether each of two phrases tells of a sort of its own what it counts: "electoral votes"."""
    mine, theirs = _sort_of(one), _sort_of(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


@lru_cache(maxsize=1 << 12)
def _sort_of(phrase: str) -> frozenset[str]:
    """The stems of what stands between a number and the noun that it counts."""
    *between, _ = _AFTER_NUMBER.sub("", phrase).split() or [""]
    return frozenset(stem(m.group()) for word in between for m in indexed_words(word) if weight(m.group()))


def _same_story(one: Claim, other: Claim) -> bool:
    """Whether the articles tell of one event; where one names nobody, one claimant must say much the same."""
    if one.names and other.names:
        days_apart = _days_apart(one, other)
        return _names_alike(one.names, other.names, days_apart is not None and days_apart <= STORY_DAYS)
    return one.claimant is not None and one.claimant == other.claimant and _shares_words(one, other)


@lru_cache(maxsize=1 << 16)
def _names_alike(one: str, other: str, same_days: bool) -> bool:  # noqa: FBT001  (a key of the cache)
    return same_story(_profile(one), _profile(other), 0 if same_days else None)


def _same_statement(one: Claim, other: Claim) -> bool:
    """Whether one number is given in the same days, by one claimant or so exactly that it is no chance."""
    days_apart = _days_apart(one, other)
    if days_apart is None or days_apart > STORY_DAYS:
        return False
    if (one.amount.value, one.amount.bound) != (other.amount.value, other.amount.bound):
        return False
    by_one = one.claimant is not None and one.claimant == other.claimant
    return by_one or telling_digits(one.amount.value) >= _TELLING_DIGITS


def _days_apart(one: Claim, other: Claim) -> int | None:
    """Between the publication of the two; None where that is unknown."""
    if one.published is None or other.published is None:
        return None
    return abs((one.published - other.published).days)


def _same_event(one: Claim, other: Claim) -> bool:
    """Whether two crowds may be one: no other day or side, and a day known unless in one article."""
    if one.article == other.article and one.when != other.when:
        return False
    if one.day is None or other.day is None:
        if one.article != other.article:
            return False
    elif abs((one.day - other.day).days) > (0 if one.dated and other.dated else _SAME_EVENT_DAYS):
        return False
    return side_of(one) == side_of(other)


def side_of(claim: Claim) -> str | None:
    """Whether a crowd was for or against those in power, as far as its sentence says."""
    near = claim.context.lower()
    if any(word in claim.phrase.lower() for word in _AGAINST):
        return "against"
    at = near.find(claim.phrase.lower())
    told = near[max(0, at - 90) : at + len(claim.phrase) + 90] if at >= 0 else near
    if any(word in told for word in _AGAINST):
        return "against" if not any(word in told for word in _FOR[:3]) else "for"
    return "for" if any(word in told for word in _FOR) else None


def _same_place(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def _shares_words(one: Claim, other: Claim) -> bool:
    if _is_list(one.context) or _is_list(other.context):
        return False
    mine, theirs = _content(one.context), _content(other.context)
    return len(mine & theirs) >= max(_SHARED, _SHARE * min(len(mine), len(theirs)))


@lru_cache(maxsize=1 << 12)
def _is_list(context: str) -> bool:
    """Whether a sentence holds several numbers."""
    return len(_NUMBER.findall(context)) > 1


@lru_cache(maxsize=1 << 12)
def _content(context: str) -> frozenset[str]:
    """The stems of a sentence's longer words."""
    return frozenset(stem(m.group().lower()) for m in _WORD.finditer(context))
