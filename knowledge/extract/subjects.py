"""Who does a verb of speech belong to? Noun phrases beside a verb, by regular expressions over letters.

Leftwards patterns are matched against `Line.back`, so that every one is anchored at the verb and costs what
it reads. It finds the words that name the speaker; which person they mean is not asked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.extract.lines import Line
from knowledge.extract.places import place_words

# A noun phrase read leftwards: head, modifiers, determiner. "y'" for "voters'".
_NP_BACK = r"(?:R|DR?|[NXJT](?:[NXJTYy#/']|d(?=D)|[vg](?=[DNJP,])|v(?=\.|$)|a(?=[DN]))*(?:-#)?D*#?)"
# Linked leftwards: of, other prepositions, "interviewed by", "wearing".
_CHAIN_BACK = re.compile(rf"{_NP_BACK}(?:(?:a?[oP>][vg]?|g){_NP_BACK})*")
NP = r"(?:R|D{1,3}(?=[oAVv])|(?:[DNXJTYy#/']|(?<=D)d(?=N)|(?<=#)-(?=N)|[vga](?=[NXJT])){1,20}+(?<=[NXTJ]))"
CHAIN = rf"{NP}(?:[oP>]{NP}){{0,6}}+"
_INVERTED = re.compile(rf"a?({NP})(?=[,.;:\-oPdwQq>&KSbagt(]|$)")
_GROUP_BACK = re.compile(r"[Aa]*")
# The name after a description: "said the mayor of Osper, Oskar Brandt", "Its spokeswoman, Lidia Farr, said".
_NAME_AFTER = re.compile(r"(?:[oP>]D?[NX]{1,3}){0,3}+,(?P<name>T*X{2,4})(?=[,.;oPQq]|$)")
_NAME_ALONE = re.compile(r"T*X{1,4}")
_RELATIVE_BACK = re.compile(r"[^.,qQ;:wW]{1,14}w,?")
_FINITE = re.compile(r"[AvV]")
_PHRASE = re.compile(NP)
MAX_SEGMENTS = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items `first` to `end` of a line, exclusive: the part of a noun phrase that holds its head.

    `relative` is the item of the "who" that stands for it beside the verb, where one does.
    """

    first: int
    end: int
    relative: int | None = None


def verb_group_start(line: Line, verb: int) -> int:
    """The first item of the verb group that ends with item `verb`: "has also said"."""
    match = _GROUP_BACK.match(line.back, len(line.tags) - verb)
    return verb - (match.end() - match.start() if match else 0)


def subject_before(line: Line, at: int, depth: int = 0) -> Phrase | None:
    """The subject of the verb group that starts at item `at`, or None where it cannot be told."""
    if at <= 0 or depth > MAX_SEGMENTS:
        return None
    before = line.tags[at - 1]
    if before == "w" or (before == "t" and at > 1 and line.tags[at - 2] in "NX"):
        return _antecedent(line, at - 1)
    if before in ",-":
        return _across_apposition(line, at - 1)
    if before in "&b":
        return _shared_subject(line, at - 1, depth)
    chain = _chain_before(line, at)
    if chain is None:
        return None
    return _pair_of(line, chain) or _head_of(line, chain)


def _pair_of(line: Line, chain: tuple[int, int]) -> Phrase | None:
    """Two joined by "and" as one subject: "Smith and Jones said", "he and Jones said"."""
    first, end = chain
    if first < 2 or line.tags[first - 1] != "&" or line.tags[end - 1] != "X":
        return None
    if line.tags[first - 2] == "R":
        return Phrase(first - 2, end)  # what both said is not the second's alone
    if line.tags[first - 2] != "X":
        return None
    other = _chain_before(line, first - 1)
    if other is None or "o" in line.tags[other[0] : end] or "P" in line.tags[other[0] : end]:
        return None
    before = line.tags[other[0] - 1] if other[0] else "."
    first = other[0] + 1 if line.tags[other[0]] == "D" else other[0]
    return Phrase(first, end) if before in ".,q;bSt&D" else None


def subject_after(line: Line, verb: int) -> Phrase | None:
    """The subject that stands after its verb: "said Mark McNamee, director …"."""
    match = _INVERTED.match(line.tags, verb + 1)
    if not match:
        return None
    name = _NAME_AFTER.match(line.tags, match.end()) if line.tags[match.end(1) - 1] == "N" else None
    return Phrase(*(name.span("name") if name else match.span(1)))


def phrase_after_with(line: Line, at: int) -> Phrase | None:
    """In "with Smith saying" and "amid demonstrations calling for", what stands before item `at`."""
    chain = _chain_before(line, at)
    if not chain or not chain[0] or line.tags[chain[0] - 1] != "P":
        return None
    several = line.tags[at - 1] == "N" and line.words[at - 1].endswith("s")
    with_somebody = line.words[chain[0] - 1].lower() == "with"
    return first_phrase(line, *chain) if several or with_somebody else None


def phrase_at(line: Line, at: int) -> Phrase | None:
    """The noun phrase that starts at item `at`."""
    match = _PHRASE.match(line.tags, at)
    return Phrase(match.start(), match.end()) if match and match.end() > match.start() else None


def main_subject(line: Line, at: int, depth: int = 0) -> Phrase | None:
    """The subject of the clause that a participle or a second verb at item `at` goes on with.

    The nearest verb of speech before it, or the first verb of the sentence.
    """
    start = line.sentence_start(at)
    # "…, but his partner saw it and told": another clause begins at "but" and after a semicolon.
    start = max(start, line.tags.rfind("b", start, at) + 1, line.tags.rfind(";", start, at) + 1)
    for letter in "V", "vA":
        places = [i for i in range(start, at) if line.tags[i] in letter]
        for verb in reversed(places) if letter == "V" else places:
            subject = subject_before(line, verb_group_start(line, verb), depth + 1)
            if subject:
                return subject
            if line.tags[verb] == "V" and verb and line.tags[verb - 1] in "Qq,":
                subject = subject_after(line, verb)
                if subject:
                    return subject
    return _subject_to_come(line, at, start)


def _subject_to_come(line: Line, at: int, start: int) -> Phrase | None:
    """In "Smith, warning that …, left", whose verb comes after, the name before the comma."""
    if at - start < 2 or line.tags[at - 1] != ",":
        return None
    chain = _chain_before(line, at - 1)
    return first_phrase(line, *chain) if chain and chain[0] == start else None


def _chain_before(line: Line, at: int) -> tuple[int, int] | None:
    match = _CHAIN_BACK.match(line.back, len(line.tags) - at)
    return (at - (match.end() - match.start()), at) if match else None


def _head_of(line: Line, chain: tuple[int, int]) -> Phrase | None:
    """The first noun phrase of a chain, unless the chain is the object of another verb."""
    first, end = chain
    before = line.tags[first - 1] if first else "."
    if before in "AvVgG":
        relative = _RELATIVE_BACK.match(line.back, len(line.tags) - first)
        if relative:
            return _antecedent(line, first - (relative.end() - relative.start()) + 1)
        if before in "vg" or line.tags[first] != "R":
            return None if line.tags[end - 1] != "R" else Phrase(end - 1, end)
    if before in "oP>" and first > 1 and line.tags[first - 2] in "vg":
        return None
    if before in "oP>":
        return Phrase(end - 1, end) if line.tags[end - 1] == "R" else None
    return first_phrase(line, first, end)


def first_phrase(line: Line, first: int, end: int) -> Phrase:
    """The first noun phrase of the chain from item `first` to `end`: the one that holds its head.

    What is only an amount goes on: "hundreds of protesters".
    """
    stop = first + 1
    amount = line.tags[first] in "D#"
    while stop < end:
        letter = line.tags[stop]
        if (
            letter in "P>"
            or (letter == "o" and not amount)
            or (letter == "g" and line.tags[stop - 1] in "NX")
        ):
            break
        amount = (amount and letter in "D#") or (letter == "o")
        stop += 1
    return Phrase(first, stop)


def _antecedent(line: Line, relative: int) -> Phrase | None:
    """The noun phrase before a relative pronoun at item `relative`."""
    at = relative - 1 if relative and line.tags[relative - 1] == "," else relative
    chain = _chain_before(line, at)
    if chain is None:
        return None
    phrase = first_phrase(line, *chain)
    return Phrase(phrase.first, phrase.end, relative)


def _across_apposition(line: Line, comma: int) -> Phrase | None:
    """The noun phrase before what commas or dashes set off: "Smith, the mayor of Dayton, Ohio, said"."""
    sign = line.tags[comma]
    found: Phrase | None = None
    at = comma
    start = line.sentence_start(comma)
    for _ in range(MAX_SEGMENTS):
        at -= 1
        while at >= start and line.tags[at] != sign:
            at -= 1
        if at < start:
            break
        chain = _chain_before(line, at)
        if chain is None:
            if found:
                break
            continue
        first, end = chain
        before = line.tags[first - 1] if first > start else "."
        if found and before not in ",.q&bSQ":
            break
        if before in "oP>AvVgG":
            continue
        if line.words[end - 1].lower() in place_words() and line.tags[first] == "X":
            continue  # "Aurora, Colorado,"
        found = first_phrase(line, first, end)
        if before != "," or (line.tags[found.end - 1] == "X" and line.tags[found.first] != "D"):
            break
        at = first
    if found and line.tags[found.end - 1] == "N":
        return _name_in_apposition(line, comma) or found
    return found


def _name_in_apposition(line: Line, comma: int) -> Phrase | None:
    """In "Its spokeswoman, Lidia Farr, said", the name."""
    opening = line.tags.rfind(line.tags[comma], max(0, comma - 7), comma)
    if opening < 0 or not _NAME_ALONE.fullmatch(line.tags, opening + 1, comma):
        return None
    last = line.words[comma - 1].lower()
    return None if last in place_words() else Phrase(opening + 1, comma)


def _shared_subject(line: Line, conjunction: int, depth: int) -> Phrase | None:
    """The subject of the verb that a conjunction joins another to."""
    return main_subject(line, conjunction, depth)
