"""Was it done, and does a sentence say by whom? How the verb that is asked for stands in it.

Only the words right around the verb are read: an auxiliary, an article, a "by". A verb that stands so
that somebody can have done it is not judged further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.extract.counted import is_person, singular_person
from knowledge.lexicon import lexicon
from knowledge.questions.terms import Term, listed
from knowledge.stems import indexed_words, stem

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got|gets)\W+(?:\w+ly\W+|also\W+|not\W+)?$", re.IGNORECASE
)
_AS_NOUN = re.compile(r"\b(?:the|an?|this|that|any|no|of|for|over|about|alleged)\W+$", re.IGNORECASE)
_AS_GERUND = re.compile(r"\b(?:in|of|for|from|about|without|at)\W+$", re.IGNORECASE)
_BY = re.compile(r"[^.;]{0,60}?\bby\b", re.IGNORECASE)


def is_undone(words: str, required: Sequence[Term]) -> bool:
    """Whether a sentence only says that what is asked for is wanted: "demanded that he resign"."""
    if any(listed(t.text, "demands") for t in required):
        return False  # it is asked when that was
    for term in required:
        places = [m.start() for m in _places(words, term)]
        if places and all(_undone().search(words, 0, at) for at in places):
            return True
    return False


def is_only_wanted(words: str, required: Sequence[Term]) -> bool:
    """Whether a sentence only says that somebody should do what it is asked whether they did."""
    if any(listed(t.text, "demands") for t in required):
        return False
    places = [m.start() for t in required for m in _places(words, t) if _may_be_done(m)]
    return any(_wanted().search(words, 0, at) for at in places)


def _may_be_done(place: re.Match[str]) -> bool:
    """Whether a word stands as a verb without an ending, as after "to" or "should"."""
    return place.group().islower() and not place.group().endswith(("ed", "ing", "s"))


def lacks_doer(words: str, deed: Term) -> bool:
    """Whether a sentence speaks of a deed and says of nobody that they did it: "he was shot", "the leak"."""
    places = list(_places(words, deed))
    return bool(places) and not any(_has_doer(words, place) for place in places)


def _has_doer(words: str, place: re.Match[str]) -> bool:
    before = place.start()
    if is_person(singular_person(place.group().lower())):
        return True  # "the founder": who did it by calling
    if _BY.match(words, place.end()):
        return True
    if place.group().endswith("ing"):
        return not any(p.search(words, 0, before) for p in (_AS_GERUND, _undone()))
    return not any(p.search(words, 0, before) for p in (_PASSIVE, _AS_NOUN, _undone()))


def _places(words: str, term: Term) -> Sequence[re.Match[str]]:
    return [m for m in indexed_words(words) if stem(m.group()) in term.stems]


@cache
def _wanted() -> re.Pattern[str]:
    """What stands before a verb of something that others want somebody to do."""
    words = lexicon("questions")["en"]
    return re.compile(
        rf"\b(?:(?:{words['asking']})\W+(?:[\w’'.]+\W+){{1,5}}|(?:{words['bidden']})\W+)$", re.IGNORECASE
    )


@cache
def _undone() -> re.Pattern[str]:
    """What stands right before a word for something that is wanted or denied, and was not done."""
    words = lexicon("questions")["en"]
    return re.compile(
        rf"\b(?:(?:{words['unreal']})\W+(?:\w+ly\W+)?|(?:{words['wanting']})\W+(?:[\w’']+\W+){{0,3}})$",
        re.IGNORECASE,
    )
