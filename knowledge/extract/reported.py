"""What does a clause report? Content spans of indirect and mixed speech, with their cue and subject.

Starts from each verb of speech that attributes no quoted stretch by itself, and from "according to".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.extract.cues import Verb
from knowledge.extract.direct import subject_of, verb_at
from knowledge.extract.lines import Line
from knowledge.extract.subjects import CHAIN, NP, Phrase, phrase_at

# "on Sunday", "last week in an interview with X", ", however,"
_ADVERBIAL = re.compile(rf"(?:,?(?:[ad]|N(?=d)|[DN]?d|P(?:{NP}|d)(?:[oP]{NP})?|[P>]B)){{0,6}}+")
_WHEN = re.compile(r"(?:[ad]|Nd|Pd#?,?#?|[DN]N(?=[tRD])){0,5}+")
_CLAUSE = re.compile(r"a?[tR]|[DNXJTYy#aAgSPW][^.,;:Qq]{0,16}(?:,[^.,;:Qq]{1,25},[^.,;:Qq]{0,8})?[AvV]")
# After ", Smith said": the comma and then a verb in the clause that goes on.
_BEYOND = re.compile(r"(?:,[^.,;:Qq]{1,30})?,(?=a?[AvV]|[^.,;:GK]{1,12}[AvV])")
_AUDIENCE = re.compile(rf"(?:B|{CHAIN})")
_STOP = re.compile(r",(?:a)?G|,K|;|,bR?|&a?[Aa]*V|,&|,S|-")
_MODALS = frozenset(
    "would will could should might may can must won't wouldn't can't couldn't won’t wouldn’t".split()
)
_NEGATIONS = frozenset("not never n't n’t neither nor cannot".split())
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Report:
    """A reported content: item ranges on line `line`, with the items of its cue and its subject."""

    cue: Phrase
    subject: Phrase
    contents: tuple[Phrase, ...]
    verb: Verb | None = None


def reports_of(line: Line, taken: AbstractSet[int]) -> Iterator[Report]:
    """The reports of a line; `taken` are the items of cues that attribute a quoted stretch by themselves."""
    for item, letter in enumerate(line.tags):
        if item in taken:
            continue
        if letter in "VG":
            report = _by_verb(line, item)
        elif letter == "K" and line.tags[item + 1 : item + 2] == ">":
            report = _according(line, item)
        else:
            continue
        if report:
            yield report


def _by_verb(line: Line, item: int) -> Report | None:
    verb = verb_at(line, item)
    if not verb:
        return None
    subject, first = subject_of(line, item, verb)
    if subject is None or not _asserted(line, first, item, verb):
        return None
    cue = Phrase(first, item + 1)
    if subject.relative is not None and line.tags[subject.relative] == "t":
        return None
    content = _content_after(line, item, verb) if subject.first < item else None
    if content:
        start, end = content
        return Report(cue, subject, (Phrase(start, _content_end(line, start, end, verb)),), verb)
    before = _content_before(line, subject, cue)
    if not before or not verb.takes("clause"):
        return None
    rest = _content_beyond(line, max(subject.end, cue.end))
    return Report(cue, subject, (before, rest) if rest else (before,), verb)


def _asserted(line: Line, first: int, item: int, verb: Verb) -> bool:
    """Whether somebody is said to have said it: no negation, no modal, no bare infinitive."""
    words = {w.lower() for w in line.words[first:item]}
    if words & _NEGATIONS or words & _MODALS or any(w.endswith(("n't", "n’t")) for w in words):
        return False
    return not (first and line.tags[first - 1] == ">" and verb.base)


def _content_after(line: Line, item: int, verb: Verb) -> tuple[int, int] | None:
    """Items from the start of the content after a verb to the end of its sentence."""
    tags = line.tags
    end = line.sentence_end(item + 1)
    at = item + 1
    if at < end and line.words[at].lower() in verb.particles:
        return _checked(at + 1, end)
    for start in dict.fromkeys((_skip(_WHEN, line, at), _skip(_ADVERBIAL, line, at))):
        if start >= end:
            continue
        if verb.takes("clause") and _clause_at(line, start):
            return _checked(start, end)
        if verb.takes("asking") and tags[start] == "W":
            return _checked(start, end)
        if (
            verb.takes("infinitive", "clause")
            and tags[start] == ">"
            and tags[start + 1 : start + 2] in ("v", "A", "V", "N")
        ):
            return _checked(start, end) if verb.takes("infinitive") else None
    if verb.takes("telling", "urging", "asking"):
        audience = _AUDIENCE.match(tags, at)
        if audience:
            start = _skip(_WHEN, line, audience.end())
            if start < end and (tags[start] in "tW>" or (verb.takes("telling") and _clause_at(line, start))):
                return _checked(start, end)
    if tags[at : at + 1] == "B" and tags[at + 1 : at + 2] in (",", ".", "&", ""):
        return None
    if verb.takes("object") and at < end and tags[at] in "DXYJNBTyR#gQqP":
        return _checked(at, end)
    if verb.takes("clause", "telling") and at < end and re.match(r"[^.VG]{0,12}[Qq]", tags[at:end]):
        return _checked(at, end)
    return None


def _skip(pattern: re.Pattern[str], line: Line, at: int) -> int:
    match = pattern.match(line.tags, at)
    return match.end() if match else at


def _clause_at(line: Line, at: int) -> bool:
    return bool(_CLAUSE.match(line.tags, at))


def _checked(start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if end - start >= _SHORTEST else None


def _content_end(line: Line, start: int, end: int, verb: Verb) -> int:
    """Where the content stops within its sentence: before "adding …", "and said …", ", according to …"."""
    for match in _STOP.finditer(line.tags, start + _SHORTEST, end):
        if match.group()[0] == "," and match.group()[1:2] in ("G", "K", "a"):
            return match.start()
        if match.group()[0] == "&" and _goes_on_reporting(line, match.end() - 1, verb):
            return match.start()
    return end


def _goes_on_reporting(line: Line, item: int, first: Verb) -> bool:
    """Whether the verb at `item` is a second verb beside `first`, in the same form."""
    verb = verb_at(line, item)
    return verb is not None and verb.base == first.base and verb.takes("clause", "telling", "asking")


def _content_before(line: Line, subject: Phrase, cue: Phrase) -> Phrase | None:
    """The clause, or its beginning, before ", Smith said" or ", said Smith"."""
    first = min(subject.first, cue.first)
    start = line.sentence_start(first)
    if first - start < 2 or line.tags[first - 1] != ",":
        return None
    last = max(subject.end, cue.end)
    rest = line.tags[last : line.sentence_end(last)]
    whole = first - start > 4 and re.search(r"[AvVQq]", line.tags[start : first - 1]) and not re.search(r"[AvV]", rest)
    return Phrase(start, first - 1) if whole or _BEYOND.match(rest) else None


def _content_beyond(line: Line, at: int) -> Phrase | None:
    """What a clause goes on with after "…, Smith said, "."""
    end = line.sentence_end(at)
    match = _BEYOND.match(line.tags, at, end)
    return Phrase(match.end(), end) if match and end - match.end() >= _SHORTEST else None


def _according(line: Line, item: int) -> Report | None:
    subject = phrase_at(line, item + 2)
    if not subject:
        return None
    cue = Phrase(item, item + 2)
    start = line.sentence_start(item)
    if item - start > 3:
        end = item - 1 if line.tags[item - 1] == "," else item
        return Report(cue, subject, (Phrase(start, end),))
    end = line.sentence_end(item)
    comma = line.tags.find(",", subject.end, end)
    return Report(cue, subject, (Phrase(comma + 1, end),)) if 0 <= comma < end - _SHORTEST else None
