"""Which words of a passage attribute a quoted stretch, if any do?

For each folded stretch of a line: the cue and the subject beside it, or the attribution it goes on from. It
does not say which person a subject is, nor what is quoted besides the stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.extract.cues import Verb, verb_of, written_on
from knowledge.extract.lines import Line
from knowledge.extract.subjects import (
    CHAIN,
    Phrase,
    first_phrase,
    main_subject,
    phrase_after_with,
    phrase_at,
    subject_after,
    subject_before,
    verb_group_start,
)

_ASIDE = r"(?:,[^.;:Qq,]{1,60}(?:,[^.;:Qq,]{1,40}){0,2},|-[^.;:Qq\-]{1,60}-|,w[^.;:Qq]{1,60},)?"
# After the stretch: ", X, who …, also said" and ", said X".
_SUBJECT_FIRST = re.compile(rf"[,\-]?(?P<subject>{CHAIN}){_ASIDE}(?P<group>[Aa]*)(?P<verb>[V])")
_VERB_FIRST = re.compile(r"[,\-]?(?:a)?(?P<verb>V)")
# The same with a verb that no list holds ("beamed X"), and after a stretch that ends a sentence.
_UNLISTED_FIRST = re.compile(r"v(?P<subject>T*X{2,4})(?=[,.o])")
_ASKED = re.compile(r"(?:(?:T*X+|R|D[NJ]*N)a?V|V(?:T*X|R|DN)|vT*XX)")
_DETACHED = re.compile(r"(?:T*X+|R|DN)a?V(?:\.|$)")
_ACCORDING = re.compile(r"[,\-]?K>")
_DASH_NAME = re.compile(r"-(?P<subject>T*X{1,5})(?:,[^.]*)?\.?$")
_COLON_NAME = re.compile(rf"(?:^|.*[.q;,])(?P<subject>{CHAIN})(?:,[^.:]*)?:$")
_BEGINNING = frozenset(".:;-q")
_SHORT, _LONG = 25, 60  # code points of a stretch


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
    if _announced_by_another(line, at):
        return NOTHING
    return Attribution(Link.FOLLOWING) if begins_sentence(line, at) else NOTHING


def _announced_by_another(line: Line, at: int) -> bool:
    """Whether a colon and a verb of speech announce the stretch, by somebody who could not be made out."""
    return at > 0 and line.tags[at - 1] == ":" and "V" in line.tags[line.sentence_start(at) : at]


def signed(line: Line) -> Attribution | None:
    """The attribution of what stands above a line that is a dash and a name."""
    match = _DASH_NAME.match(line.tags)
    return Attribution(Link.BESIDE, None, Phrase(*match.span("subject"))) if match else None


def announced(line: Line) -> Attribution:
    """The attribution of what follows a line that ends in a colon."""
    return _from_left(line, len(line.tags)) or Attribution(Link.FOLLOWING)


def begins_sentence(line: Line, at: int) -> bool:
    """Whether the stretch at item `at` starts a sentence."""
    return at == 0 or line.tags[at - 1] in _BEGINNING


def _from_right(line: Line, at: int) -> Attribution | None:
    tags, start = line.tags, at + 1
    last = line.stretches[at].last
    if tags[at] == "q" and not (_ASKED if last in "?!" else _DETACHED).match(tags, start):
        return None
    match = _UNLISTED_FIRST.match(tags, start) if last in ",?!" else None
    if match:
        return Attribution(Link.BESIDE, Phrase(start, start + 1), Phrase(*match.span("subject")))
    match = _VERB_FIRST.match(tags, start)
    if match:
        found = _inverted(line, match.start("verb"))
        if found:
            return found
    match = _SUBJECT_FIRST.match(tags, start)
    if match:
        verb = verb_of(line.words[match.start("verb")])
        if verb and verb.takes("clause", "quoting", "telling", "asking"):
            cue = Phrase(match.start("group"), match.end("verb"))
            subject = first_phrase(line, match.start("subject"), match.end("subject"))
            return Attribution(Link.BESIDE, cue, subject, verb)
    match = _ACCORDING.match(tags, start)
    if match:
        return Attribution(Link.BESIDE, Phrase(match.end() - 2, match.end()), phrase_at(line, match.end()))
    match = _DASH_NAME.match(tags, start) if at == 0 else None
    if match:
        return Attribution(Link.BESIDE, None, Phrase(match.start("subject"), match.end("subject")))
    return _from_further_right(line, at)


def _from_further_right(line: Line, at: int) -> Attribution | None:
    """The attribution that ends the sentence: after a comma any verb does, else it holds a part only."""
    stretch = line.stretches[at]
    if not begins_sentence(line, at) and (stretch.last != "," or len(stretch.inner) < _SHORT):
        return None
    comma = stretch.last == ","
    end = line.sentence_end(at + 1)
    for item in range(at + 2, end):
        if line.tags[item] == "V" or (comma and line.tags[item] == "v"):
            first = verb_group_start(line, item)
            subject = subject_before(line, first)
            if not subject or subject.first <= at:
                continue
            verb = verb_of(line.words[item])
            if comma:
                return Attribution(Link.BESIDE, Phrase(first, item + 1), subject, verb)
            if line.tags[subject.first - 1] == "," and verb and verb.takes("clause"):
                return Attribution(Link.WITHIN, Phrase(first, item + 1), subject, verb)
    return None


def _inverted(line: Line, verb_item: int) -> Attribution | None:
    verb = verb_of(line.words[verb_item])
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
    verb = verb_of(line.words[item])
    if not verb:
        return None
    subject, first = subject_of(line, item, verb)
    if subject is None or _is_written(line, first):
        return None
    link = Link.BESIDE if _introduces(line, verb, line.tags[item + 1 : at], at) else Link.WITHIN
    return Attribution(link, Phrase(first, item + 1), subject, verb)


def _is_written(line: Line, first: int) -> bool:
    """Whether the verb group at item `first` is a sign's: "carried signs reading", "a banner that read"."""
    before = first - 1 - (first > 1 and line.tags[first - 1] in "tw")
    return before >= 0 and line.words[before].lower() in written_on()


def _introduces(line: Line, verb: Verb, gap: str, at: int) -> bool:
    """Whether nothing of a report stands between a cue and the stretch at item `at`."""
    if not gap.strip("ad"):
        return not _goes_on(line, at)
    if gap[-1] not in ",:t":
        return False
    if gap[-1] == ":":
        gap = gap.removeprefix("R")  # "put it plainly:"
    return _adverbial(gap[:-1]) or (verb.takes("telling", "asking", "urging") and "Q" not in gap)


def _goes_on(line: Line, at: int) -> bool:
    """Whether the clause goes on after the stretch at item `at`, which is then a part of what it reports."""
    if at >= len(line.tags) or line.tags[at] == "q":
        return False
    stretch = line.stretches[at]
    if len(stretch.inner) >= _LONG or stretch.last in "!?":
        return False
    return line.tags[at + 1 : at + 2] not in ("", ".", ",", ";", ":", "-", "&", "b", "S", ")")


def _adverbial(gap: str) -> bool:
    """Whether nothing of the report stands between a cue and its mark: "said on Sunday in an interview"."""
    return not re.search(r"[AVvqQt;.&bRSW]", gap)


def subject_of(line: Line, item: int, verb: Verb) -> tuple[Phrase | None, int]:
    """The subject of the verb of speech at `item`, and where its verb group starts.

    None where it has none.
    """
    first = verb_group_start(line, item)
    if verb.gerund and not re.search(r"A", line.tags[first:item]):
        return phrase_after_with(line, first) or main_subject(line, first), first
    if _passive(line, first, item, verb):
        return None, first
    if first and line.tags[first - 1] == ">":
        return main_subject(line, first - 1), first
    if first == item and first and line.tags[first - 1] == "," and _closes_sentence(line, item):
        return subject_after(line, item), first
    subject = subject_before(line, first)
    if subject is None and first and line.tags[first - 1] in "Qq,":
        subject = subject_after(line, item)
    return subject, first


def _closes_sentence(line: Line, item: int) -> bool:
    """In "…, says the economist Ilse Brom." whether nothing but the subject follows the verb at `item`."""
    subject = subject_after(line, item)
    if subject is None:
        return False
    return not re.search(r"[AvVQq]", line.tags[item + 1 : line.sentence_end(item + 1)])


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
    if line.tags[start] == "V":
        subject = subject_after(line, start)
        if subject:
            return Attribution(Link.BESIDE, Phrase(start, start + 1), subject)
    match = _COLON_NAME.match(line.tags, start, at)
    if match:
        return Attribution(
            Link.BESIDE, None, first_phrase(line, match.start("subject"), match.end("subject"))
        )
    subject = main_subject(line, at - 1)
    return Attribution(Link.BESIDE, None, subject) if subject else None
