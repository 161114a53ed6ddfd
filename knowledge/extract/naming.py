"""Where is somebody or something named, and what kind of name is it?

Finds runs of capitalised words and judges each by itself and its neighbours. Which runs are one person is for
`knowledge.extract.people` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.extract.tagging import Tagged, given_names, place_words, stem_of
from knowledge.lexicon import lexicon
from knowledge.model import Span
from knowledge.tokens import Token

_RUN = re.compile(r"X*[XY]'?")
_PARTICLES = frozenset("de la van von der bin al el da du dos di le del".split())
_AGE = re.compile(r",#[,.);:]")
_INITIAL = re.compile(r"[A-Z]\.$")


class NameKind(StrEnum):
    """What a name stands for, as far as one place tells."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a name stands, without title and possessive.

    `first` and `last` index the tokens of its passage (`line` in the list of tagged passages); `words` is
    the name in lower case; `titles` are the title words before it, in lower case.
    """

    span: Span
    words: tuple[str, ...]
    titles: tuple[str, ...]
    kind: NameKind
    line: int
    first: int
    last: int
    possessive: bool = False


def namings_of(lines: Sequence[Tagged]) -> Iterator[Naming]:
    """Every naming of the prose, in text order."""
    for number, line in enumerate(lines):
        for first, last in _runs(line):
            naming = _naming(line, number, first, last)
            if naming:
                yield naming


def _runs(line: Tagged) -> Iterator[tuple[int, int]]:
    """Token ranges of names: "Department of Justice", "Simone de Beauvoir"."""
    tokens, tags = line.tokens, line.tags
    runs = [(m.start(), m.end()) for m in _RUN.finditer(tags)]
    i = 0
    while i < len(runs):
        first, end = runs[i]
        i += 1
        while i < len(runs) and tags[end - 1] == "X" and _continues(tokens, tags, first, end, runs[i][0]):
            end = runs[i][1]
            i += 1
        if first and tags[first - 1] == "J" and _is_organisation(tokens[first:end]):
            first -= 1
        yield first, end


def _continues(tokens: Sequence[Token], tags: str, first: int, end: int, following: int) -> bool:
    gap = tags[end:following]
    if gap in ("o", "oD"):
        return (
            tokens[end - 1].text.lower() in organisation_heads()
            or tokens[first].text.lower() in organisation_heads()
        )
    return following == end + 1 and tokens[end].text.lower() in _PARTICLES


def _naming(line: Tagged, number: int, first: int, end: int) -> Naming | None:
    tokens, tags = line.tokens, line.tags
    if end < len(tags) and tags[end] == "T" and tags[end - 1] == "X":
        return None  # "House Speaker Paul Ryan": the first word describes the title
    apostrophe = tags[end - 1] == "'"
    last = end - 2 if apostrophe else end - 1
    if apostrophe and not tokens[last].text.endswith("s"):
        apostrophe = False
    ending = len(tokens[last].text) - len(stem_of(tokens[last].text)) if tags[last] == "Y" else 0
    stop = tokens[last].end - ending
    span = Span(tokens[first].start, max(stop, tokens[first].start + 1))
    words = [t.text.lower() for t in tokens[first : last + 1]]
    words[-1] = stem_of(words[-1])
    if len(span) < 2 and len(words) == 1:
        return None
    titles: list[str] = []
    at = first - 1
    while at >= 0 and tags[at] == "T":
        titles.insert(0, tokens[at].text.lower())
        at -= 1
    kind = _kind(line, words, titles, first, last)
    return Naming(span, tuple(words), tuple(titles), kind, number, first, last, ending > 0 or apostrophe)


def _kind(line: Tagged, words: list[str], titles: list[str], first: int, last: int) -> NameKind:
    tokens, tags = line.tokens, line.tags
    known = lists()
    if _is_organisation(tokens[first : last + 1]) and not (titles and len(words) < 3):
        return NameKind.ORGANISATION
    if titles:
        return NameKind.PERSON
    if len(words) > 1 and words[0] in given_names():
        return NameKind.PERSON
    if words[-1] in known["places"] or words[0] in known["places"]:
        return NameKind.PLACE
    if len(words) > 1 and any(_INITIAL.match(t.text) for t in tokens[first:last]):
        return NameKind.PERSON
    before = tokens[first - 1].text.lower() if first else ""
    if before == "the":
        return NameKind.ORGANISATION
    if 2 <= len(words) <= 4:
        if _AGE.match(tags, last + 1):
            return NameKind.PERSON
        if before in known["roles"] or tags[last + 1 : last + 2] == "V" or tags[first - 1 : first] == "V":
            return NameKind.PERSON
    if before in ("in", "at", "near", "from") and len(words) == 1:
        return NameKind.PLACE
    if len(words) == 1 and tokens[first].text.isupper() and len(words[0]) > 1:
        return NameKind.ORGANISATION
    return NameKind.PERSON if len(words) == 1 and words[0] in given_names() else NameKind.UNKNOWN


def _is_organisation(tokens: Sequence[Token]) -> bool:
    return not lists()["organisations"].isdisjoint([stem_of(t.text.lower()) for t in tokens])


@cache
def organisation_heads() -> frozenset[str]:
    """Words after which "of" goes on with the name."""
    return frozenset(lexicon("people")["organisations"]["heads"].split())


@cache
def lists() -> dict[str, frozenset[str]]:
    """The word lists that tell kinds of names apart, in lower case."""
    people = lexicon("people")
    return {
        "organisations": frozenset(people["organisations"]["words"].split()),
        "places": place_words(),
        "roles": frozenset(people["roles"]["person"].split()),
        "groups": frozenset(people["roles"]["group"].split()),
        "kin": frozenset(people["relations"]["kin"].split()),
        "female": frozenset(people["given"]["female"].split()),
        "male": frozenset(people["given"]["male"].split()),
        "female_titles": frozenset(people["titles"]["female"].split()),
        "male_titles": frozenset(people["titles"]["male"].split()),
        "female_roles": frozenset(people["roles"]["female"].split()),
        "male_roles": frozenset(people["roles"]["male"].split()),
    }
