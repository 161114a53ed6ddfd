"""Where do words and sentences begin and end? Offsets are kept, nothing is normalised.

Everything is one pass over the text: the cost is linear in its length, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.model import Span

_TITLED = (
    "Mr|Mrs|Ms|Mx|Dr|Drs|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Lt|Capt|Sgt|Cpl|Maj|Adm|Cmdr"
    "|Hon|Rev|Fr|St|Pres|Supt"
)
_SHORTENED = (
    "vs|etc|no|Inc|Ltd|Co|Corp|Bros|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|dept|est|fig|al"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    "|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Mt|Ave|Blvd"
)
_WORD = r"[^\W\d_]+(?:['’\-‐‑][^\W_]+)*"
_TOKEN = re.compile(
    # Space is eaten and what nearly every token is comes first, for speed.
    rf"\s*+((?>{_WORD})(?!\.)"
    r"|[,;:\"“”?)(](?!['?!.…])"
    r"|(?>\d+(?:[.,]\d+)*)(?:(?:st|nd|rd|th)\b)?"
    r"|[A-Za-z]\.(?:[A-Za-z]\.)+"  # U.S., a.m.
    rf"|\b(?:{_TITLED})\.(?=\s)"
    rf"|\b(?:{_SHORTENED})\.(?=[\s,;:)]|$)"
    r"|\b[A-Z]\.(?=\s?[A-Z])"  # J. K. Smith
    r"|\b[A-Z]-[A-Z][a-z]{1,4}\.(?=[\s,;:)])"  # D-Mass.
    rf"|{_WORD}"
    r"|(?:''|``)(?!')"
    r"|[.!?…]{2,}|\S)"
)
_CLOSERS = frozenset("\"'”’»›)]") | {"''"}
_OPENERS = frozenset("\"'“”‘’«»„‟‹›([{*-–—•`") | {"''", "``"}
_ENDS = frozenset(".!?…。！？")
_WIDE_ENDS = frozenset("。！？")

# A short form with a full stop of its own ends a sentence only if one of these follows.
_STARTERS = frozenset(
    "The A An He She It They We I You But And In On At If As When While After Before This That These Those "
    "His Her Their Its For So Yet Still However Meanwhile There What Why How Who No Not Now Then By From "
    "With".split()
)
_NEVER_LAST = frozenset(f"{word}." for word in _TITLED.split("|"))


class Token(NamedTuple):
    """A word, a number or a single sign; a tuple, for there are more of these than of anything else."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where the token stands; made when asked for, which few tokens are."""
        return Span(self.start, self.end)


_new = tuple.__new__
"""Makes a tuple of a class without the call in between that the class's own name would cost."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens."""

    span: Span
    tokens: tuple[Token, ...]


def tokens_of(text: str, span: Span) -> tuple[Token, ...]:
    """The tokens of `text` within `span`, in order.

    "U.S.", "Mr." and an initial keep their full stop; "Europe's" and "don't" are one token.
    """
    found = []
    end = span.start
    # Between two tokens there is only space, so where one stands need not be asked of the expression.
    for word in _TOKEN.findall(text, span.start, span.end):
        start = text.find(word, end)
        end = start + len(word)
        found.append(_new(Token, (start, end, word)))
    return tuple(found)


def sentences_of(text: str, span: Span) -> tuple[Sentence, ...]:
    """The sentences of one passage, without outer white space."""
    tokens = tokens_of(text, span)
    sentences = []
    first = 0
    for end in _cuts(text, tokens):
        part = tokens[first:end]
        sentences.append(Sentence(Span(part[0].start, part[-1].end), part))
        first = end
    return tuple(sentences)


def trim(text: str, span: Span) -> Span:
    """`span` without white space at either end."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _cuts(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """The index after the last token of each sentence."""
    count = len(tokens)
    for at in [i for i, (_, _, word) in enumerate(tokens) if word[-1] in _ENDS]:
        word, i = tokens[at].text, at + 1
        while i < count and tokens[i].text in _CLOSERS and tokens[i].start == tokens[i - 1].end:
            i += 1
        if i < count and _ends(text, word, tokens, i):
            yield i
    if count:
        yield count


def _ends(text: str, word: str, tokens: Sequence[Token], following: int) -> bool:
    """Whether a sentence ends with `word`, the token `following` being the next after its closers."""
    start = tokens[following].start
    if word in _WIDE_ENDS:
        return True
    if start == tokens[following - 1].end and not text[start - 1 : start].isspace():
        return False
    # Opening signs say nothing about case; a run of them longer than this is no sentence's start.
    for token in tokens[following : following + 4]:
        if token.text not in _OPENERS:
            break
    if token.text[0].islower():
        return False
    if len(word) == 1 or word[0] in _ENDS:
        return True
    return word not in _NEVER_LAST and token.text in _STARTERS
