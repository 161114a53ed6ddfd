"""Which words of a passage attribute a quoted stretch, if any do?

For each folded stretch of a line: the cue and the subject beside it, or the attribution it goes on from. It
does not say which person a subject is, nor what is quoted besides the stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.extract.cues import Verb, verbs_of_speech
from knowledge.extract.lines import Line
from knowledge.extract.subjects import (
    CHAIN,
    Phrase,
    main_subject,
    phrase_at,
    subject_after,
    subject_before,
    verb_group_start,
)

_ASIDE = r"(?:,[^.;:Qq,]{1,60}(?:,[^.;:Qq,]{1,40}){0,2},|-[^.;:Qq\-]{1,60}-|,w[^.;:Qq]{1,60},)?"
# After the stretch: ", X, who …, also said" and ", said X".
_SUBJECT_FIRST = re.compile(rf"[,\-]?(?P<subject>{CHAIN}){_ASIDE}(?P<group>[Aa]*)(?P<verb>[V])")
_VERB_FIRST = re.compile(r"[,\-]?(?:a)?(?P<verb>V)")
_ACCORDING = re.compile(r"[,\-]?K>")
_DASH_NAME = re.compile(r"-(?P<subject>T*X+)(?:,[^.]*)?\.?$")
_COLON_NAME = re.compile(rf"(?:^|.*[.q;,])(?P<subject>{CHAIN})(?:,[^.:]*)?:$")
_BEGINNING = frozenset(".:;-q")
_SHORT = 5


class Link(StrEnum):
    """How a stretch is attributed."""

    BESIDE = "beside"  # a cue right after or before it
    WITHIN = "within"  # a part of what a clause reports
    FOLLOWING = "following"  # goes on from the attribution before it
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Attribution:
    """What attributes a stretch: items of the cue and of the subject, on line `line`."""

    link: Link
    cue: Phrase | None = None
    subject: Phrase | None = None
    verb: Verb | None = None


NOTHING = Attribution(Link.NONE)


def attribute(line: Line, at: int) -> Attribution:
    """The attribution of the stretch at item `at` by its own sentence.

    `FOLLOWING` where it has none of its own.
    """
    left = _from_left(line, at)
    if left and left.link is Link.BESIDE:
        return left
    right = _from_right(line, at)
    if right:
        return right
    if left:
        return left
    return Attribution(Link.FOLLOWING) if begins_sentence(line, at) else NOTHING


def begins_sentence(line: Line, at: int) -> bool:
    """Whether the stretch at item `at` starts a sentence."""
    return at == 0 or line.tags[at - 1] in _BEGINNING


def verb_at(line: Line, item: int) -> Verb | None:
    """The verb of speech at an item."""
    return verbs_of_speech().get(line.words[item].lower())


def _from_right(line: Line, at: int) -> Attribution | None:
    tags, start = line.tags, at + 1
    if tags[at] == "q" and not _detached_attribution(line, start):
        return None
    match = _VERB_FIRST.match(tags, start)
    if match:
        found = _inverted(line, match.start("verb"))
        if found:
            return found
    match = _SUBJECT_FIRST.match(tags, start)
    if match:
        verb = verb_at(line, match.start("verb"))
        if verb and verb.takes("clause", "quoting", "telling", "asking"):
            cue = Phrase(match.start("group"), match.end("verb"))
            subject = _head(line, match.start("subject"), match.end("subject"))
            return Attribution(Link.BESIDE, cue, subject, verb)
    match = _ACCORDING.match(tags, start)
    if match:
        return Attribution(Link.BESIDE, Phrase(match.end() - 2, match.end()), phrase_at(line, match.end()))
    match = _DASH_NAME.match(tags, start)
    if match and at == 0:
        return Attribution(Link.BESIDE, None, Phrase(match.start("subject"), match.end("subject")))
    return None


def _detached_attribution(line: Line, start: int) -> bool:
    """After a stretch that ends its sentence: whether a bare "Smith said." belongs to it all the same."""
    match = re.compile(r"(?:T*X+|R|DN)a?V(?:\.|$)").match(line.tags, start)
    return bool(match)


def _inverted(line: Line, verb_item: int) -> Attribution | None:
    verb = verb_at(line, verb_item)
    if not verb or (verb.base and not verb.participle) or not verb.takes("clause", "quoting", "asking"):
        return None
    subject = subject_after(line, verb_item)
    return Attribution(Link.BESIDE, Phrase(verb_item, verb_item + 1), subject, verb) if subject else None


def _from_left(line: Line, at: int) -> Attribution | None:
    """The attribution by a cue before the stretch, in the same sentence."""
    start = line.sentence_start(at)
    if start == at:
        return None
    according = _according_before(line, start, at)
    if according:
        return according
    for item in range(at - 1, start - 1, -1):
        if line.tags[item] in "VG":
            found = _by_verb(line, item, at)
            if found:
                return found
    if line.tags[at - 1] == ":":
        return _by_colon(line, start, at)
    return None


def _according_before(line: Line, start: int, at: int) -> Attribution | None:
    item = line.tags.find("K>", start, at)
    if item < 0:
        return None
    link = Link.BESIDE if line.tags[at - 1] in ",:" else Link.WITHIN
    return Attribution(link, Phrase(item, item + 2), phrase_at(line, item + 2))


def _by_verb(line: Line, item: int, at: int) -> Attribution | None:
    verb = verb_at(line, item)
    if not verb:
        return None
    gap = line.tags[item + 1 : at]
    subject, first = subject_of(line, item, verb)
    if subject is None and not re.search(r"[Qq]", gap):
        return None
    if subject is None:
        return None
    beside = (
        not gap.strip("ad")
        or (gap[-1] in ",:" and _adverbial(gap[:-1]))
        or (gap[-1] == "t" and _adverbial(gap[:-1]))
    )
    if verb.takes("telling", "asking", "urging") and gap and gap[-1] in ",:t" and "Q" not in gap:
        beside = True
    return Attribution(Link.BESIDE if beside else Link.WITHIN, Phrase(first, item + 1), subject, verb)


def _adverbial(gap: str) -> bool:
    """Whether nothing of the report stands between a cue and its mark: "said on Sunday in an interview"."""
    return not re.search(r"[AVvqQt;.&bRSW]", gap)


def subject_of(line: Line, item: int, verb: Verb) -> tuple[Phrase | None, int]:
    """The subject of the verb of speech at `item`, and where its verb group starts.

    None where it has none.
    """
    first = verb_group_start(line, item)
    if verb.gerund and not re.search(r"A", line.tags[first:item]):
        before = line.tags[first - 1] if first else "."
        if before in "NXY" and first >= 2:
            subject = subject_before(line, first)
            if subject and subject.first and line.tags[subject.first - 1] == "P":
                return subject, first
        return main_subject(line, first), first
    if first and line.tags[first - 1] == ">":
        return main_subject(line, first - 1), first
    if _passive(line, first, item, verb):
        return None, first
    subject = subject_before(line, first)
    if subject is None and first and line.tags[first - 1] in "Qq,":
        subject = subject_after(line, item)
    return subject, first


def _passive(line: Line, first: int, item: int, verb: Verb) -> bool:
    """Whether the verb is passive: "was told", "were accused"."""
    if not verb.participle:
        return False
    words = [w.lower() for w in line.words[first:item]]
    return any(w in _BE for w in words) and not verb.gerund


_BE = frozenset(
    "is are was were be been being isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t".split()
)


def _by_colon(line: Line, start: int, at: int) -> Attribution | None:
    """`NAME: "…"`, or a sentence that ends in a colon: its subject speaks."""
    match = _COLON_NAME.match(line.tags, start, at)
    if match:
        return Attribution(Link.BESIDE, None, _head(line, match.start("subject"), match.end("subject")))
    subject = main_subject(line, at - 1)
    return Attribution(Link.BESIDE, None, subject) if subject else None


def _head(line: Line, first: int, end: int) -> Phrase:
    stop = first + 1
    while stop < end and line.tags[stop] not in "oP>g":
        stop += 1
    return Phrase(first, stop)
