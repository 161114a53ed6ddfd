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

from knowledge.extract.places import given_names, modifiers, place_words, roles
from knowledge.extract.tagging import OPENINGS, Tagged, bodies, stem_of, titles
from knowledge.lexicon import lexicon
from knowledge.model import Span
from knowledge.names.known import organisation_group
from knowledge.tokens import Token

_RUN = re.compile(r"X*[XY]'?")
_PARTICLES = frozenset("de la van von der bin al el da du dos di le del".split())
_AGE = re.compile(r",#[,.);:]")
_INITIAL = re.compile(r"[A-Z]\.$")
# "Smith has also said", and leftwards "said Smith", "according to Smith".
_SAYS = re.compile(r"(?:\([^)]{1,6}\))?(?:,?w)?[Aa]{0,4}[VG]")
_ACTS = re.compile(r"[Aa]{0,4}[AvV]|Y")
_WHO = frozenset(("who", "whose", "whom"))
_SAID_BY = re.compile(r"(?:V|KP|K>)[TJD]{0,3}$")


NUMBERED = frozenset(("i", "ii", "iii", "iv"))
"""What follows a name that others have had before: a king's, a war's."""


class NameKind(StrEnum):
    """What a name stands for, as far as one place tells."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    THING = "thing"  # a war, an act, "Turbine Unit 4"
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
        while i < len(runs) and _continues(tokens, tags, first, end, runs[i]):
            end = runs[i][1]
            i += 1
        if first and tags[first - 1] == "J" and _is_organisation(tokens[first:end]):
            first -= 1
        yield first, end


def _continues(tokens: Sequence[Token], tags: str, first: int, end: int, following: tuple[int, int]) -> bool:
    """Whether the name from `first` to `end` goes on with the run `following`."""
    start, stop = following
    if start == end:  # a plural's apostrophe within a name: "Dockers' Union"
        plural = end - first > 1 and tags[end - 1] == "'" and tokens[end - 2].text.endswith("s")
        return plural and tokens[stop - 1].text.lower() in lists()["organisations"]
    if tags[end - 1] != "X":
        return False
    if tags[end:start] in ("o", "oD"):
        return (
            tokens[end - 1].text.lower() in organisation_heads()
            or tokens[first].text.lower() in organisation_heads()
        )
    return start == end + 1 and tokens[end].text.lower() in _PARTICLES


def says(line: Tagged, naming: Naming) -> bool:
    """Whether a verb of speech or "who" stands beside the name, or the name labels what follows."""
    if _SAYS.match(line.tags, naming.last + 1) or _SAID_BY.search(
        line.tags[max(0, naming.first - 6) : naming.first]
    ):
        return True
    if any(t.text in _WHO for t in line.tokens[naming.last + 1 : naming.last + 3]):
        return True
    return naming.first == 0 and line.tags[naming.last + 1 : naming.last + 2] == ":"


def acts(line: Tagged, naming: Naming) -> bool:
    """Whether a verb follows the name within a sentence, where its capital tells it from a word."""
    return (
        naming.first > 0
        and line.tags[naming.first - 1] not in OPENINGS
        and not line.shouted
        and (naming.possessive or bool(_ACTS.match(line.tags, naming.last + 1)))
    )


def _naming(line: Tagged, number: int, first: int, end: int) -> Naming | None:
    tokens, tags = line.tokens, line.tags
    if end < len(tags) and tags[end] == "T" and tags[end - 1] == "X":
        return None  # "House Speaker Paul Ryan": the first word describes the title
    apostrophe = tags[end - 1] == "'"
    last = end - 2 if apostrophe else end - 1
    if apostrophe and not tokens[last].text.endswith("s"):
        apostrophe = False
    first = _begin(line, first, last)
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


def _begin(line: Tagged, first: int, last: int) -> int:
    """Where the person's name in a run begins: behind a role, and behind what that is of.

    So in "Clinton Adviser Ann Roe", and in "Secretary of Defense Ann Roe" whether or not the run has it all.
    """
    words = [stem_of(token.text.lower()) for token in line.tokens[max(0, first - 2) : last + 1]]
    before = len(words) - (last + 1 - first)
    for at in range(len(words) - 3, -1, -1):
        if not _is_role(words[at]) or (at == before + 1 and words[before] in given_names()):
            continue
        of = words[at + 1] == "of"
        names = range(max(before, at + 1), len(words) - 1)
        given = next((n for n in names if words[n] in given_names()), None)
        if given is not None and (of or given == at + 1):
            return first - before + given
    return first


def _is_role(word: str) -> bool:
    """Whether a word with a capital says what somebody is, and is no given name ("Dean")."""
    role = word.removeprefix("co-")
    told = any(w in roles() | titles() for w in (role, role.removesuffix("s")))
    return word not in given_names() and (told or role.endswith("ist"))


def _kind(line: Tagged, words: list[str], titles: list[str], first: int, last: int) -> NameKind:
    tokens, tags = line.tokens, line.tags
    known = lists()
    body = words[-1] in bodies()
    if _is_organisation(tokens[first : last + 1]) and (body or not titles or len(words) > 2):
        return NameKind.ORGANISATION
    if titles:
        return NameKind.PERSON
    if len(words) > 1 and words[0] in given_names():
        return NameKind.PERSON
    if words[-1] in known["places"] or words[0] in known["places"]:
        return NameKind.PLACE
    if len(words) > 1 and words[0] in known["towns"]:
        return NameKind.PLACE
    if len(words) > 1 and organisation_group(" ".join(words)):
        return NameKind.ORGANISATION
    if len(words) > 1 and words[-1].removesuffix("s") in modifiers() and words[-1].endswith("s"):
        return NameKind.ORGANISATION  # "Sunni Muslims"
    if len(words) > 1 and any(_INITIAL.match(t.text) for t in tokens[first:last]):
        return NameKind.PERSON
    before = tokens[first - 1].text.lower() if first else ""
    head = words[-2] if len(words) > 1 and words[-1] in NUMBERED else words[-1]
    if head in known["things"] or (len(words) > 1 and tags[last + 1 : last + 2] == "#"):
        return NameKind.THING
    if tags[last + 1 : last + 2] == "N" and tokens[last + 1].text in known["places"]:
        return NameKind.PLACE  # "Varnik province"
    if before == "the" and (len(words) > 1 or tags[last + 1 : last + 2] != "N"):
        return NameKind.ORGANISATION
    if before in known["groups"]:
        return NameKind.ORGANISATION  # "the advisory firm DuckerFrontier"
    if before == "for" and first > 1 and tokens[first - 2].text in roles():
        return NameKind.ORGANISATION  # "a spokeswoman for Tismahydro"
    if 2 <= len(words) <= 4:
        if _AGE.match(tags, last + 1):
            return NameKind.PERSON
        if before in roles() or tags[last + 1 : last + 2] == "V" or tags[first - 1 : first] == "V":
            return NameKind.PERSON
    if len(words) > 1 and (words[0] in known["thing_openings"] or head in known["thing_endings"]):
        return NameKind.THING
    if before in ("in", "at", "near", "from") and len(words) == 1:
        return NameKind.PLACE
    if len(words) == 1 and tokens[first].text.isupper() and len(words[0]) > 1 and words[0].isalpha():
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
        "towns": frozenset(people["places"]["towns"].split()),
        "things": frozenset(people["things"]["words"].split()),
        "thing_openings": frozenset(people["things"]["openings"].split()),
        "thing_endings": frozenset(people["things"]["endings"].split()),
        "groups": frozenset(people["roles"]["group"].split()),
        "kin": frozenset(people["relations"]["kin"].split()),
        "female": frozenset(people["given"]["female"].split()),
        "male": frozenset(people["given"]["male"].split()),
        "female_titles": frozenset(people["titles"]["female"].split()),
        "male_titles": frozenset(people["titles"]["male"].split()),
        "female_roles": frozenset(people["roles"]["female"].split()),
        "male_roles": frozenset(people["roles"]["male"].split()),
    }
