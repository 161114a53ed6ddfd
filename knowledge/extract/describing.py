"""How does an article describe those it names? Roles ("a former member of …") and relations ("X's wife").

Only what stands beside the name is read: what comes before it ("Russian President"), and the apposition
after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.extract.inflection import forms_of
from knowledge.extract.naming import NameKind, Naming, lists
from knowledge.extract.places import roles
from knowledge.extract.tagging import Tagged
from knowledge.lexicon import lexicon
from knowledge.model import Span

# "Smith, a former teacher and X's wife," — "Smith - the director for Europe at …"
_APPOSITION = re.compile(
    r"(?:[,-]#)?[,-](?:[DYyJNa][^,.;:\"VAwS-]*[NX]|N[NoP][^,.;:\"VAwS-]*[NX]|N)(?=[,.;-]|$|&)"
)
_ALSO = re.compile(r"&a?,?([Yy]N)")
_BEFORE = re.compile(r"(?:[JXY]|v(?=N)|N|y)*[NT]+$")
_CLAUSE = re.compile(r"[PKow>]|v(?![NJXTYv])")
"""What stands before the role of a clause, or of another: a preposition, a verb that is no participle."""
_JOINT = re.compile(r"^(?:co|ex|vice)-")
_OWNERS = frozenset(("his", "her", "their", "its"))
_NEXT = re.compile(r",X")
_LONGEST = 25


@dataclass(frozen=True, slots=True)
class Description:
    """A span that describes somebody.

    `heads` are its role words; `relation` where it names kinship to another.
    """

    span: Span
    heads: frozenset[str]
    relation: bool = False


def descriptions_of(
    lines: Sequence[Tagged], namings: Sequence[Naming]
) -> Iterator[tuple[Naming, Description]]:
    """Each description found beside a name, with that name."""
    for naming in namings:
        if naming.kind is NameKind.PLACE:
            continue
        line = lines[naming.line]
        for first, end in _before(line, naming), _after(line, naming):
            if end > first:
                yield from _describe(line, naming, first, end)


def _describe(line: Tagged, naming: Naming, first: int, end: int) -> Iterator[tuple[Naming, Description]]:
    known = lists()
    words = [_JOINT.sub("", t.text.lower()) for t in line.tokens[first:end]]
    heads = frozenset(w for w in words if w in roles())
    if not heads:
        return
    for i in range(1, len(words)):
        if words[i] in known["kin"] and line.tags[first + i - 1] in "Yy":
            yield (
                naming,
                Description(_span(line, first + i - 1, first + i + 1), frozenset({words[i]}), relation=True),
            )
    also = _ALSO.match(line.tags, end)
    if also and line.tokens[also.end() - 1].text.lower() in known["kin"]:
        kin = frozenset({line.tokens[also.end() - 1].text.lower()})
        yield naming, Description(_span(line, also.start(1), also.end(1)), kin, relation=True)
    kin_first = words[0] in known["kin"] or (len(words) > 1 and words[1] in known["kin"])
    yield naming, Description(_span(line, first, end), heads, relation=kin_first and "of" in words)


def _span(line: Tagged, first: int, end: int) -> Span:
    return Span(line.tokens[first].start, line.tokens[end - 1].end)


def _before(line: Tagged, naming: Naming) -> tuple[int, int]:
    """Tokens of a description directly before the name, its title included."""
    low = max(0, naming.first - 8)
    match = _BEFORE.search(line.tags[low : naming.first])
    if not match:
        return 0, 0
    first = low + match.start()
    while first < naming.first and line.tokens[first].text.lower() in _verbs():
        first += 1  # "to defeat President Roe"
    return first, naming.first


@cache
def _verbs() -> frozenset[str]:
    """Forms of common verbs, in small letters: no word of a description begins with one."""
    verbs = lexicon("words")["verbs"]
    regular = (form for verb in verbs["regular"].split() for form in forms_of(verb))
    return frozenset((*verbs["regular"].split(), *regular, *verbs["irregular"].split()))


def _after(line: Tagged, naming: Naming) -> tuple[int, int]:
    """Tokens of the apposition after the name."""
    start = naming.last + 1
    match = _APPOSITION.match(line.tags, start, start + _LONGEST)
    if not match:
        return 0, 0
    first = start + (3 if line.tags[start + 1 : start + 2] == "#" else 1)
    return (first, match.end()) if _is_of_name_before(line, first, match.end()) else (0, 0)


def _is_of_name_before(line: Tagged, first: int, end: int) -> bool:
    """Whether words after a name and a comma say what its bearer is, and do not go on to others.

    No clause does ("Nice, two men beat a priest"), and neither of a list the next one ("Roe, his wife, Ann").
    """
    tags = line.tags
    words = (_JOINT.sub("", token.text.lower()) for token in line.tokens[first:end])
    head = next((first + at for at, word in enumerate(words) if word in roles()), None)
    if head is None:
        return True
    if _CLAUSE.search(f"{tags[first:head]}N"):
        return False
    if line.tokens[first].text.lower() in _OWNERS and _NEXT.match(tags, end):
        return False
    return tags[first] in "DYya" or tags[head + 1 : head + 2] != "X"
