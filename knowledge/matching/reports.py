"""Which words of a sentence are somebody's, where it only reports them: "that analyst Roe thinks it is over"?

Such a sentence is read by the extractors that read articles, else as chats put it: a name, a verb of saying
or thinking, and the rest. What it reports may be tried whole, or by its clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.matching.alignment import Word, words_of
from knowledge.matching.stance import Stance, stance_of
from knowledge.model import Quote, QuoteKind, Span
from knowledge.stems import stem

NameIn = Callable[[str], bool]
"""Whether a text names somebody on record."""

_LONGEST_NAME = 4
_ASIDES = 3
"""Words before a name with which a sentence may begin: "that analyst Name thinks"."""
_BETWEEN = re.compile(r"\s*[,;]\s+(?:and\s+|but\s+)?|\s+(?:and|but)\s+")
_LISTENERS = 6
"""Words after "told" among which a "that" begins what was told."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of the message that may be somebody's: `pieces` of it, `marked` as a quotation or not.

    `speaker` is the name the message gives. `reported` tells a speech that is only reported
    ("said that …"), with `cue` for its verb; `parts` are the sentences to try where the whole is not found.
    """

    pieces: tuple[Span, ...]
    marked: bool
    speaker: str | None = None
    reported: bool = False
    parts: tuple[Statement, ...] = ()
    cue: str = ""

    @property
    def span(self) -> Span:
        """From the first character to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


def statement_in(
    text: str, sentence: Span, quotes: Sequence[Quote], speaker: str | None, named: NameIn
) -> Statement:
    """A sentence: what somebody is reported to have said in it, else all of it."""
    for quote in quotes:
        if quote.speaker and quote.kind is QuoteKind.INDIRECT and sentence.covers(_extent(quote)):
            cue = quote.cue.of(text) if quote.cue else ""
            said = _said(text, tuple(quote.contents), quote.speaker.name, cue)
            if stance_of(cue) is Stance.TELLING:
                return said
            return replace(said, parts=(_whole(sentence),))  # a rejection is a deed, too
    if reported := _reported(text, sentence, named):
        return reported
    return replace(_said(text, (sentence,), speaker, ""), reported=False) if speaker else _whole(sentence)


def _whole(sentence: Span) -> Statement:
    return Statement((sentence,), marked=False)


def _reported(text: str, sentence: Span, named: NameIn) -> Statement | None:
    """A name, a verb of saying and the rest: "Name said there will be …", "that analyst Name thinks …"."""
    words = words_of(text, sentence.start, sentence.end)
    for at in range(1, min(_LONGEST_NAME + _ASIDES + 1, len(words) - 1)):
        verb = words[at]
        if not verb.negative and stem(verb.key) not in _verbs_of_saying():
            continue
        end = at - 1 if at > 1 and words[at - 1].text.endswith("ly") else at
        name = next((n for n in _names_before(text, words[:end]) if named(n)), None)
        if name:
            rest = words[at + 1 :]
            told = next((n + 1 for n, word in enumerate(rest[:_LISTENERS]) if word.key == "that"), 0)
            first = verb if verb.negative else rest[told] if told < len(rest) else rest[0]
            return _said(text, (Span(first.start, sentence.end),), name, "" if verb.negative else verb.text)
    return None


def _said(text: str, pieces: tuple[Span, ...], speaker: str, cue: str) -> Statement:
    """What somebody is reported to have said: by its clauses, where it is not found as a whole."""
    clauses = _clauses(text, pieces[0]) if len(pieces) == 1 else ()
    whole = Statement(pieces, marked=False, speaker=speaker, reported=True, cue=cue)
    return replace(whole, parts=tuple(replace(whole, pieces=(clause,)) for clause in clauses))


def _names_before(text: str, words: Sequence[Word]) -> Iterable[str]:
    """What may be the name that a sentence begins with, after a few words in lower case; longest first."""
    for n, first in enumerate(words[: _ASIDES + 1]):
        if n and text[words[n - 1].start].isupper() and n > 1:
            return
        yield text[first.start : words[-1].end]


def _clauses(text: str, said: Span) -> Sequence[Span]:
    """The clauses of what somebody is said to have said, where there are several that say something."""
    cuts = [(m.start(), m.end()) for m in _BETWEEN.finditer(text, said.start, said.end)]
    ends = [said.start, *(place for cut in cuts for place in cut), said.end]
    spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    telling = [s for s in spans if sum(bool(w.weight) for w in words_of(text, s.start, s.end)) > 1]
    return telling if len(telling) > 1 else ()


@cache
def _verbs_of_saying() -> frozenset[str]:
    cues = lexicon("cues")
    verbs = f"tell {cues['clause']} {cues['thinking']}".split()
    return frozenset(
        stem(form) for verb in verbs for form in (verb, *cues["irregular"].get(verb, "").split())
    )


def _extent(quote: Quote) -> Span:
    return Span(quote.contents[0].start, quote.contents[-1].end)
