"""Where does the content of a report begin and end? Items of a line beside a verb of speech.

A content never leaves its sentence and stops where another report, an aside or the main clause goes on.
"""

from __future__ import annotations

import re

from knowledge.extract.cues import Verb, verb_of
from knowledge.extract.lines import Line
from knowledge.extract.subjects import CHAIN, NP, Phrase, verb_group_start

# "on Sunday", "last week in an interview with X", ", however,"
_ADVERBIAL = re.compile(rf"(?:,?(?:[ad]|N(?=d)|[DN]?d|P(?:{NP}|d)(?:[oP]{NP})?|[P>]B|>{NP}(?=,?t))){{0,6}}+")
_WHEN = re.compile(r"(?:[ad]|Nd|Pd#?,?#?|[DN]N(?=[tRD])){0,5}+")
_CLAUSE = re.compile(r"a?[tR]|[DNXJTYy#aAgSPW][^.,;:Qq]{0,16}(?:,[^.,;:Qq]{1,25},[^.,;:Qq]{0,8})?[AvV]")
_INFINITIVE = re.compile(r">[vAVN]")
_ANYTHING = re.compile(r"[DXYJTNy#][^.]{2}")
_AUDIENCE = re.compile(rf"(?:B|{CHAIN})")
_THING = frozenset("DXYJNBTyR#gQq")
_MODIFIED = re.compile(r"v[JN]+")  # "accused unnamed rivals"
# Past ", Smith said": the comma, with an apposition before it, and a clause or the rest of one.
_BEYOND = re.compile(r",(?=a?[AvV]|[^.,;:GKwS]{1,12}[AvV])")
_BEYOND_INVERTED = re.compile(r"(?:,[^.,;:Qq]{1,30})?,(?=a?[AvV])")
# Where a content may stop: before "adding", ", according to", ", but", ", although", ", which", " — ".
_STOP = re.compile(r",aa?G|,G|,K|;|,b|,S|,P|-|b(?=[DXRJNY])|,?[&b](?=[^.,;:Qq]{0,8}V)")
_MAIN_VERB = re.compile(r",(?=a?[AvV])")
_CONCESSIVE = frozenset(("although", "though", "while", "whereas", "despite", "amid", "amidst"))
_NAMING = frozenset(("call", "describe", "dub", "label", "brand", "characterize", "characterise"))
_ASSERTING = frozenset(("say", "insist", "argue", "contend", "assert"))
_SHORTEST = 2


def content_after(line: Line, item: int, verb: Verb) -> Phrase | None:
    """The content that follows the verb at `item`, or None where it takes none."""
    end = line.sentence_end(item + 1)
    start = _start_after(line, item, verb, end)
    if start is None or end - start < _SHORTEST:
        return None
    return Phrase(start, _end(line, item, start, end, verb))


def contents_around(line: Line, subject: Phrase, cue: Phrase) -> tuple[Phrase, ...]:
    """The clause before ", Smith said", or what stands before and after it of one clause."""
    first, last = min(subject.first, cue.first), max(subject.end, cue.end)
    start = line.sentence_start(first)
    if first - start < 2 or line.tags[first - 1] != ",":
        return ()
    end = line.sentence_end(last)
    beyond = (_BEYOND_INVERTED if subject.first > cue.first else _BEYOND).match(line.tags, last, end)
    if beyond and end - beyond.end() >= _SHORTEST:
        return Phrase(start, first - 1), Phrase(beyond.end(), end)
    goes_on = re.search(r"^[^,>]*[AvV]", line.tags[last:end])
    if first - start > 4 and not goes_on and re.search(r"[AvVQq]", line.tags[start : first - 1]):
        return (Phrase(start, first - 1),)
    return ()


def _start_after(line: Line, item: int, verb: Verb, end: int) -> int | None:
    tags, at = line.tags, item + 1
    if at >= end:
        return None
    if line.words[at].lower() in verb.particles:
        return at + 1
    told = _start_after_audience(line, at, verb, end)
    if told is not None and tags[told] == "t":
        return told
    past = _skip(_ADVERBIAL, line, at)
    if verb.takes("clause") and past < end and tags[past] == "t":
        return past
    for start in dict.fromkeys((_skip(_WHEN, line, at), past)):
        if start >= end:
            continue
        if verb.takes("clause") and _clause_at(line, start, verb):
            return start
        if verb.takes("asking") and tags[start] == "W":
            return start
        if verb.takes("infinitive", "clause") and _INFINITIVE.match(tags, start):
            return start if verb.takes("infinitive") else None
    if told is not None:
        return told
    if tags[at] == "B" and tags[at + 1 : at + 2] in (",", ".", "&", "-", ""):
        return None
    if verb.takes("object") and (tags[at] in _THING or _MODIFIED.match(tags, at)):
        return at
    if verb.takes("clause", "telling") and re.match(r"[^.VG]{0,12}[Qq]", tags[at:end]):
        return at
    return None


def _start_after_audience(line: Line, at: int, verb: Verb, end: int) -> int | None:
    """In "told the crowd last week that", where "that" stands."""
    if not verb.takes("telling", "urging", "asking"):
        return None
    audience = _AUDIENCE.match(line.tags, at)
    if not audience:
        return None
    start = _skip(_WHEN, line, audience.end())
    if start >= end:
        return None
    if line.tags[start] in "tW>" or (verb.takes("telling") and _clause_at(line, start, verb)):
        return start
    return None


def _skip(pattern: re.Pattern[str], line: Line, at: int) -> int:
    match = pattern.match(line.tags, at)
    return match.end() if match else at


def _clause_at(line: Line, at: int, verb: Verb) -> bool:
    """Whether a clause starts at an item; after "said" anything that may be a subject starts one."""
    if _CLAUSE.match(line.tags, at):
        return True
    return (line.shouted or verb.lemma in _ASSERTING) and bool(_ANYTHING.match(line.tags, at))


def _end(line: Line, item: int, start: int, end: int, verb: Verb) -> int:
    """Where a content that may run to `end` stops."""
    limit = _end_of_subordinate(line, item, start, end)
    if verb.lemma in _NAMING:
        quoted = re.compile(r"[Qq](?=[,\-b&])").search(line.tags, start, limit)
        limit = quoted.end() if quoted else limit
    for match in _STOP.finditer(line.tags, start + _SHORTEST, limit):
        if _stops(line, match, verb):
            return match.start()
    return limit


def _end_of_subordinate(line: Line, item: int, start: int, end: int) -> int:
    """In "While Smith said so, she …" and "Smith, who said so, went …", the comma."""
    first = line.sentence_start(item)
    clause = max(line.tags.rfind(",", first, item), first - 1) + 1
    opening = line.tags[clause : clause + 2]
    if opening[:1] in ("S", "w") or opening in ("bS", "&S"):
        comma = line.tags.find(",", start + _SHORTEST, end)
        return comma if comma > 0 else end
    verb_follows = _MAIN_VERB.search(line.tags, start + _SHORTEST, end) if opening[:1] == "G" else None
    return verb_follows.start() if verb_follows else end


def _stops(line: Line, match: re.Match[str], verb: Verb) -> bool:
    sign, at = match.group(), match.start()
    if sign[-1] in "GK;":
        return True
    if sign == "-":
        return line.starts[at] > line.ends[at - 1]
    if sign[-1] in "SP":
        return line.words[match.end() - 1].lower() in _CONCESSIVE
    if sign == ",b" or (sign == "b" and line.tags[match.end()] != "V"):
        return True
    return _another_report(line, match.end(), verb)


def _another_report(line: Line, at: int, verb: Verb) -> bool:
    """After a conjunction: whether a second verb of speech goes on, in the same form as the first."""
    item = line.tags.find("V", at, at + 9)
    second = verb_of(line.words[item])
    if second is None or (second.lemma == "call" and line.tags[at] != "A"):
        return False
    group = verb_group_start(line, item)
    if group == at:
        return line.tags[at] == "A" or (second.base == verb.base and second.gerund == verb.gerund)
    return line.tags[at:group] == "R" and not second.base
