"""Which numbers of a sentence are no figures: dates, clock times, scores, names, "one" the pronoun?

It only says which words to leave alone; it reads no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from knowledge.extract.number_words import CARDINALS, ORDINALS
from knowledge.extract.units import CURRENCIES, glued_unit, unit_after, unit_at
from knowledge.extract.words import HYPHENS, Words
from knowledge.lexicon import lexicon
from knowledge.model import DateMention, Span

_LEXICON: dict[str, Any] = lexicon("labels")


def _set(key: str) -> frozenset[str]:
    return frozenset(_LEXICON[key].split())


_ASKED = CARDINALS | ORDINALS
_DESIGNATORS = _set("designators")
_LOOSE = _set("loose")
_PREFIXES = _set("prefixes")
_SCORES = _set("scores")
_ONE_AFTER = _set("one_after")
_ONE_BEFORE = _set("one_before")
_ONE_HYPHEN = _set("one_hyphen")
_ONE_IDIOMS = _set("one_idioms")
_HYPHEN_IDIOMS = _set("hyphen_idioms")
_CODES = _set("codes")
_PHONE = r"\(?\b\d{3}\)?[-. ]\d{3}-\d{4}\b"
_SPANS = re.compile(  # sorted by what they begin with, so that most words are dismissed at once
    r"(?=\d)(?:"
    r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.m\.|[apAP][mM]\b|o[’']clock)"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\b"
    r"|\b\d{3,4}\s?(?:GMT|UTC|BST|CET|EST|EDT|hours\s+local)\b"
    r"|\b24/7\b|\b9/11\b|\b50[-/]50\b"
    rf"|{_PHONE}|(?<!\d)\b\d{{3}}-\d{{4}}\b|\b\d{{1,3}}[ -]to[ -](?:1|one)\b(?!\d)"
    r"|\b[1-9]0s\b"
    r"|\b(?:480|720|1080|1440|2160)[pi]\b)"
    r"|(?=[(\[#@№'’])(?:"
    rf"[#@]\w+|\(\d{{1,2}}\)|\[\d+\]|№\s?\d+|{_PHONE}|[’']\d{{2}}s?\b(?=\s|[,.;]))"
    r"|\b(?=[GN])(?:Nos?\.\s?\d+|G(?:roup)?[ -]?(?:of\s+)?(?:7|8|20|Seven|Eight|Twenty)\b)"
    r"|\b(?=[OTFSEotfsen]\w{2,5} o[’'])"
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o[’']clock"
    r"|https?://\S+|www\.\S+"
)
_SCORE = re.compile(
    r"(?<![\d.,$£€-])(\d{1,3})[-–](\d{1,3})(?![\d%]|[-–.,]\d|\s?(?:year|month|day|hour|minute|mile|per|million|billion|people))"
)


def masked(words: Words, sentence: Span, dates: Iterable[DateMention]) -> frozenset[int]:
    """The indices of words that no figure may be read from."""
    spans = [d.span for d in dates if not _counts(words, d)]
    spans += [Span(*m.span()) for m in _SPANS.finditer(words.text, sentence.start, sentence.end)]
    spans += _scores(words, sentence)
    covered = _covered(words, spans)
    asked = [
        i for i, low in enumerate(words.low) if (low in _ASKED or low[0] in "0123456789") and i not in covered
    ]
    title = bool(asked) and _is_title(words)
    return frozenset(covered.union(i for i in asked if _no_figure(words, i, title=title)))


def _covered(words: Words, spans: list[Span]) -> set[int]:
    """The words that overlap any of the spans; one walk over both."""
    found: set[int] = set()
    i = 0
    for span in sorted(spans):
        while i < len(words) and words.ends[i] <= span.start:
            i += 1
        j = i
        while j < len(words) and words.starts[j] < span.end:
            found.add(j)
            j += 1
    return found


def _counts(words: Words, date: DateMention) -> bool:
    """Whether a date is told by a count of units ("two weeks ago"), which is a figure too."""
    return words.text[date.span.start : date.span.end].endswith("ago")


def _scores(words: Words, sentence: Span) -> list[Span]:
    found = []
    for match in _SCORE.finditer(words.text, sentence.start, sentence.end):
        first, second = int(match.group(1)), int(match.group(2))
        around = words.text[
            max(sentence.start, match.start() - 24) : min(sentence.end, match.end() + 18)
        ].lower()
        told = any(w in _SCORES for w in re.findall(r"\w+", around))
        if first >= second or (told and second < 20):
            found.append(Span(*match.span()))
    return found


def _is_title(words: Words) -> bool:
    """Whether nearly every word is capitalised, as in a headline: then capitals tell nothing."""
    alphabetic = [w for w in words.raw if w[0].isalpha() and len(w) > 3]
    return len(alphabetic) > 2 and sum(w[0].isupper() for w in alphabetic) >= 0.8 * len(alphabetic)


def _no_figure(words: Words, i: int, *, title: bool) -> bool:
    low = words.low[i]
    if low == "one":
        return _pronoun(words, i) or _in_name(words, i, title=title)
    if low[0].isdecimal():
        if words.glued(i + 1) and words.at(i + 1) in {"st", "nd", "rd", "th"}:
            named = words.capitalised(i + 2) and not title
            return named or "century" in words.low[i + 2 : i + 4]
        return _glued_name(words, i) or _label(words, i, title=title) or _bare_list(words, i)
    if low in ORDINALS and (words.at(i + 1) in {",", "century"} or words.at(i + 2) == "century"):
        return True
    if low in CARDINALS or low in ORDINALS:
        idiom = words.at(i + 1) in HYPHENS and words.at(i + 2) in _HYPHEN_IDIOMS
        return idiom or _in_name(words, i, title=title)
    return False


def _pronoun(words: Words, i: int) -> bool:
    """Whether "one" stands for a thing or a person instead of counting it."""
    before, after = words.at(i - 1), words.at(i + 1)
    if before in {"minus", "negative"} or words.low[i + 1 : i + 3] == ("and", "a"):
        return False
    if after in CARDINALS or unit_at(words, i + 1) is not None:
        return after == "day" or before in {"the", "this", "no"}
    if after in HYPHENS:
        return words.at(i + 2) in _ONE_HYPHEN or before in {"the", "by"}
    if (after in {"in", "out"} and _ratio(words, i)) or (after in {"to", "or"} and _is_number(words, i + 2)):
        return False
    if after == "of":
        return _superlative(words, i + 2) or not _partitive(words, i + 2)
    if before in HYPHENS or words.glued(i) or after in _ONE_IDIOMS:
        return True
    return after in _ONE_BEFORE or after == "" or before in _ONE_AFTER


def _ratio(words: Words, i: int) -> bool:
    """Whether "one" begins "one in three"."""
    return _is_number(words, i + 2 + (words.at(i + 2) == "of"))


def _is_number(words: Words, i: int) -> bool:
    return words.at(i) in CARDINALS or words.at(i).isdecimal()


def _partitive(words: Words, i: int) -> bool:
    """Whether "one of" goes on with those it is taken from."""
    return words.at(i) in {"the", "my", "his", "her", "its", "their", "our", "your", "these", "those"} or (
        words.written(i)[:1].isupper()
    )


def _superlative(words: Words, i: int) -> bool:
    """Whether "one of the strongest …" praises rather than counts."""
    near = words.low[i : i + 4]
    return any(
        w in {"most", "best", "worst", "least", "top", "few", "only", "many", "main", "leading"} for w in near
    ) or any(
        w.endswith("est") and len(w) > 5 and w not in {"interest", "request", "protest", "forest", "contest"}
        for w in near
    )


def _glued_name(words: Words, i: int) -> bool:
    """Whether letters touch the digits: "G70", "COVID-19", "49ers"; not "$US160", "sub-7", "10kW"."""
    glued, before = words.glued(i), words.written(i - 1)
    if glued and before[-1].isalpha():
        return (
            before not in CURRENCIES and before.upper() not in {"USD", "US", "RM"} and words.at(i - 2) != "$"
        )
    if glued and before in HYPHENS and words.written(i - 2).isupper() and len(words.written(i - 2)) > 1:
        return True
    if glued and before in HYPHENS and words.glued(i - 1) and words.written(i - 2)[-1:].isalpha():
        prefix = words.at(i - 2)
        measured = unit_at(words, i - 2) is not None or prefix in CARDINALS
        return prefix not in _PREFIXES and not measured
    if (
        words.glued(i + 1)
        and words.written(i + 1)[:1].isalpha()
        and words.at(i + 1) not in {"st", "nd", "rd", "th"}
    ):
        return False  # `numbers` knows the units and magnitudes that may follow
    if words.at(i + 1) in HYPHENS and words.at(i + 2) in {"something", "somethings"}:
        return True
    return glued and before in {"/", "_", "\\"} and words.written(i - 2)[-1:].isalpha()


def _plain(words: Words, i: int) -> bool:
    """Whether the digits have nothing that only a figure has: separators, a sign, a unit, a magnitude."""
    if "," in words.low[i] or words.written(i - 1) in CURRENCIES or words.written(i - 1) in {"$", "+"}:
        return False
    after = words.at(i + 1)
    if after in {
        "%",
        "percent",
        "per",
        "million",
        "billion",
        "thousand",
        "trillion",
        "hundred",
        "bn",
        "tn",
        "m",
        "k",
        "pc",
    }:
        return False
    if words.written(i + 1) == "s" and words.glued(i + 1):
        return True
    return glued_unit(words, i + 1) is None and unit_after(words, i + 1) is None


def _label(words: Words, i: int, *, title: bool) -> bool:
    """Whether the digits follow or precede a word whose label they are."""
    if not _plain(words, i):
        return False
    before, capital = words.at(i - 1), words.capitalised(i - 1) and words.at(i - 1).isalpha()
    if words.at(i + 1) in _CODES or before == "#":
        return True
    if i == 0 and words.text[max(0, words.starts[0] - 4) : words.starts[0]].rstrip().endswith("No."):
        return True  # the full stop looked like the end of a sentence
    if before in _DESIGNATORS and (capital or before not in _LOOSE):
        return True
    if before == ":" and words.capitalised(i + 1) and words.low[i].isdecimal() and int(words.low[i]) <= 10:
        return True
    initials = words.written(i - 1).isupper() and len(before) > 1
    named = capital and not title and (initials or (i > 1 and not _opens(words, i - 1)))
    if named and before not in {"and", "or"}:
        return not _counted(words, i + 1)
    return _name_follows(words, i, title=title)


def _opens(words: Words, i: int) -> bool:
    """Whether word `i` is capitalised because a sentence or a quotation begins with it."""
    return i == 0 or words.at(i - 1) in {"“", '"', "‘", ":", "—", "–", "•", "?", "!"}


def _counted(words: Words, i: int) -> bool:
    """Whether people follow, who are counted rather than named."""
    from knowledge.extract.counted import PERSONS, singular_person

    return any(singular_person(w) in PERSONS for w in words.low[i : i + 2])


def _name_follows(words: Words, i: int, *, title: bool) -> bool:
    """Whether a name follows whose first part the digits are: "10 Downing Street", "787 Dreamliner"."""
    following = words.written(i + 1)
    if title or not following[:1].isupper() or not following.isalpha() or following.isupper():
        return False
    if words.at(i - 1) in {"the", "of", "at", "own", "a", "and", "new"} or words.at(i - 1).endswith(
        ("s’", "'s", "’s")
    ):
        j = i + 1
        while words.capitalised(j):
            j += 1
        plural = words.at(j - 1).endswith("s") or (words.at(j).endswith("s") and words.at(j).isalpha())
        return not plural and words.low[i].isdecimal()
    return False


def _in_name(words: Words, i: int, *, title: bool) -> bool:
    """Whether a capitalised number word is part of a name: "World War Two", "Kick Six", "Three Gorges"."""
    if not words.capitalised(i) or title:
        return False
    if words.capitalised(i - 1) and words.at(i - 1).isalpha() and words.at(i - 1) not in {"the", "at"}:
        return True
    inside = i > 0 and not _opens(words, i)
    return inside and (words.capitalised(i + 1) or words.at(i - 1) in {"the", "big"})


def _bare_list(words: Words, i: int) -> bool:
    """Whether the digits are all of the sentence, or its numbering."""
    if i == 0 and words.at(1) in {".", ")"} and words.glued(1) and len(words) > 2:
        return True
    alone = not any(w[0].isalnum() for j, w in enumerate(words.low) if j != i)
    return alone and _plain(words, i)
