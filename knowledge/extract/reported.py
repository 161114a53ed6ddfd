"""What is reported, and by whom? Content spans of indirect and mixed speech, with their cue and subject.

Starts from each verb of speech that attributes no quoted stretch by itself, from "according to", and from
a name with a colon. What is denied, supposed or asked for in general is no report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.extract.contents import content_after, contents_around
from knowledge.extract.cues import Verb, verb_of
from knowledge.extract.direct import subject_of
from knowledge.extract.lines import Line
from knowledge.extract.subjects import Phrase, phrase_at

_CUE = re.compile(r"[VGK]")
_TURN = re.compile(r"(?P<who>T*X{1,3}):(?=[^.])")
_MODALS = frozenset(
    "would will could should might may can must won't wouldn't can't couldn't won’t wouldn’t".split()
)
_NEGATIONS = frozenset("not never n't n’t neither nor cannot".split())


@dataclass(frozen=True, slots=True)
class Report:
    """A reported content: item ranges on line `line`, with the items of its cue and its subject.

    `turn` marks what a name with a colon introduces: a headline or a line of a transcript.
    """

    cue: Phrase
    subject: Phrase
    contents: tuple[Phrase, ...]
    verb: Verb | None = None
    turn: bool = False


def reports_of(line: Line, taken: AbstractSet[int]) -> Iterator[Report]:
    """The reports of a line; `taken` are the items of cues that attribute a quoted stretch by themselves."""
    turn = _TURN.match(line.tags)
    if turn and turn.end() not in line.stretches:
        who = Phrase(*turn.span("who"))
        yield Report(Phrase(who.end, who.end + 1), who, (Phrase(turn.end(), len(line.tags)),), turn=True)
        return
    for cue in _CUE.finditer(line.tags):
        item = cue.start()
        if item not in taken:
            report = _by_verb(line, item) if cue.group() != "K" else _according(line, item)
            if report:
                yield report


def _by_verb(line: Line, item: int) -> Report | None:
    verb = verb_of(line.words[item])
    if not verb:
        return None
    subject, first = subject_of(line, item, verb)
    if subject is None or not _asserted(line, first, item, verb) or _gapped(line, subject, item):
        return None
    cue = Phrase(first, item + 1)
    content = content_after(line, item, verb) if subject.first < item else None
    contents = (content,) if content else contents_around(line, subject, cue) if verb.takes("clause") else ()
    return Report(cue, subject, contents, verb) if contents else None


def _gapped(line: Line, subject: Phrase, item: int) -> bool:
    """Whether what is said stands before the cue: "what he said", "a claim that he says is false"."""
    if subject.relative is not None:
        return line.tags[subject.relative] == "t"
    if subject.first > item or not subject.first:
        return False
    before = line.tags[subject.first - 1]
    return before == "W" or (before == "w" and line.tags[item + 1 : item + 2] not in ("t", ">"))


def _asserted(line: Line, first: int, item: int, verb: Verb) -> bool:
    """Whether somebody is said to have said it: no negation, no modal, no bare infinitive."""
    words = {w.lower() for w in line.words[first:item]}
    if words & _NEGATIONS or words & _MODALS or any(w.endswith(("n't", "n’t")) for w in words):
        return False
    return not (first and line.tags[first - 1] == ">" and verb.base)


def _according(line: Line, item: int) -> Report | None:
    """In "…, according to X" and "According to X, …", what X says."""
    subject = phrase_at(line, item + 2) if line.tags.startswith("K>", item) else None
    if not subject:
        return None
    cue = Phrase(item, item + 2)
    start = line.sentence_start(item)
    start = max(start, line.tags.rfind(":", start, item) + 1, line.tags.rfind(";", start, item) + 1)
    if item - start > 3:
        end = item - 1 if line.tags[item - 1] == "," else item
        return Report(cue, subject, (Phrase(start, end),))
    end = line.sentence_end(item)
    comma = line.tags.find(",", subject.end, end)
    if comma < 0 or end - comma < 3 or line.tags[comma + 1] in "&b":
        return None
    return Report(cue, subject, (Phrase(comma + 1, end),))
