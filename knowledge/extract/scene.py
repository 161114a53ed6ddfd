"""To whom, where, when and through whom was it said? What a sentence says around its cue, as items of a line.

Only the words beside the cue are read, outside the content: what a report says is never taken for its scene.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.extract.cues import Verb
from knowledge.extract.lines import Line
from knowledge.extract.subjects import NP, Phrase, phrase_at
from knowledge.lexicon import lexicon

_AUDIENCE = re.compile(rf"(?P<who>B|{NP})")
_PREPOSED = re.compile(rf"[gG](?P<to>>?)(?P<who>{NP}(?:o{NP})?)")
_PLACE = re.compile(rf"P(?P<where>{NP}(?:[oP]{NP}){{0,2}})")


@dataclass(frozen=True, slots=True)
class Scene:
    """Items of a line; `around` are the ranges outside the content, where a date is the day it was said."""

    via: Phrase | None = None
    audience: Phrase | None = None
    place: Phrase | None = None
    around: tuple[Phrase, ...] = ()


def scene_of(line: Line, cue: Phrase, subject: Phrase, verb: Verb | None, content: Phrase | None) -> Scene:
    """The scene of a cue; `content` are the items of what it reports, where a clause does."""
    start, end = line.sentence_start(cue.first), line.sentence_end(cue.end)
    after = Phrase(max(cue.end, subject.end), end)
    if content and content.first >= after.first:
        after = Phrase(after.first, content.first)
    after = Phrase(after.first, _first_quote(line, after))
    before = Phrase(start, min(cue.first, subject.first))
    if content and content.first < before.end:
        before = Phrase(start, start)
    before = Phrase(_after_last_quote(line, before), before.end)
    if re.search(r"[AvV]", line.tags[before.first : before.end]):
        before = Phrase(start, start)
    told = (
        _told(line, cue, verb, content.first if content and content.first >= cue.end else end)
        if verb
        else None
    )
    via = _via(line, after)
    audience = told or _audience(line, after, before)
    if told and via is None and _is_outlet(line, told):
        via, audience = told, None
    return Scene(via, audience, _place(line, after) or _place(line, before), (before, after))


def _first_quote(line: Line, part: Phrase) -> int:
    for item in range(part.first, part.end):
        if line.tags[item] in "Qq":
            return item
    return max(part.first, part.end)


def _after_last_quote(line: Line, part: Phrase) -> int:
    for item in range(part.end - 1, part.first - 1, -1):
        if line.tags[item] in "Qq":
            return item + 1
    return part.first


def _told(line: Line, cue: Phrase, verb: Verb, end: int) -> Phrase | None:
    """In "told the crowd", the crowd."""
    if not verb.takes("telling", "asking", "urging"):
        return None
    match = _AUDIENCE.match(line.tags, cue.end, end)
    return Phrase(*match.span("who")) if match and match.group("who") != "R" else None


def _audience(line: Line, after: Phrase, before: Phrase) -> Phrase | None:
    """In "said to reporters" and "Speaking to his followers, X said", whom."""
    match = _PREPOSED.match(line.tags, before.first, before.end)
    if match and line.words[before.first].lower() in _words("speaking"):
        return Phrase(*match.span("who"))
    if line.tags[after.first : after.first + 1] == ">":
        return phrase_at(line, after.first + 1)
    return None


def _via(line: Line, after: Phrase) -> Phrase | None:
    """In "said in an interview with Reuters" and "said, according to Tass", who passed it on."""
    for item in range(after.first, after.end - 1):
        word = line.words[item].lower()
        if word in _words("interview") and line.words[item + 1].lower() in ("with", "to"):
            return phrase_at(line, item + 2)
        if line.tags.startswith("K>", item):
            return phrase_at(line, item + 2)
    return None


def _place(line: Line, part: Phrase) -> Phrase | None:
    """In "said at a rally in Minsk", where."""
    for match in _PLACE.finditer(line.tags, part.first, part.end):
        first, end = match.span("where")
        words = {w.lower() for w in line.words[first:end]}
        if line.words[match.start()].lower() in _words("in") and words & _words("places"):
            return Phrase(first, end)
    return None


def _is_outlet(line: Line, phrase: Phrase) -> bool:
    return any(w.lower() in _words("outlets") for w in line.words[phrase.first : phrase.end])


@cache
def _words(topic: str) -> frozenset[str]:
    if topic == "places":
        return frozenset(lexicon("people")["places"]["words"].split()) | _words("venues")
    return frozenset(lexicon("cues")["scene"][topic].split())
