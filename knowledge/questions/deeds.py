"""Was it done, and does a sentence say by whom? How the verb that is asked for stands in it.

Only the words right around the verb are read: an auxiliary, an article, a "by". A verb that stands so
that somebody can have done it is not judged further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.extract.counted import is_person, singular_person
from knowledge.extract.places import roles
from knowledge.lexicon import lexicon
from knowledge.questions.terms import Term, listed
from knowledge.stems import indexed_words, stem

_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|got|gets)\W+(?:(?:\w+ly|also|not|never|later|then)\W+)?$",
    re.IGNORECASE,
)
_AS_NOUN = re.compile(r"\b(?:the|an?|this|that|any|no|of|for|over|about|alleged)\W+$", re.IGNORECASE)
_AS_GERUND = re.compile(r"\b(?:in|of|for|from|about|without|at)\W+$", re.IGNORECASE)
_MANY = ("ers", "ors", "ists", "ees")
"""How many who do something end, as no verb does."""
_NOUN = re.compile(r"(?:ments?|[st]ions?|[ea]nces?|ings|als?|ers?|ors?)$")
_BY = re.compile(r"[^.;]{0,60}?\bby\b", re.IGNORECASE)


def is_undone(words: str, required: Sequence[Term], *, whether: bool = False) -> bool:
    """Whether a sentence only says that what is asked for is wanted: "demanded that he resign".

    Asked `whether` somebody did it, one that says they did not is an answer, and a noun is no deed.
    """
    if any(listed(t.text, "demands") for t in required):
        return False  # it is asked when that was
    before = _wanted() if whether else _undone()
    for term in required:
        found = [m for m in _places(words, term) if m.group().islower()]
        places = [m for m in found if not whether or _is_infinitive(m.group())]
        if places and all(before.search(words, 0, m.start()) for m in places):
            return True
    return False


def _is_infinitive(word: str) -> bool:
    """Whether a word can stand as a verb without an ending, as after "to" or "should"."""
    return not word.endswith(("ed", "ing", "s"))


def is_verb(word: str) -> bool:
    """Whether a word can be a verb by how it ends: no "endorsement" is one."""
    return word.islower() and not _NOUN.search(word)


def is_passive(words: str, at: int) -> bool:
    """Whether a verb that begins at a place was done to its subject: "was shot", "was also shot"."""
    return bool(_PASSIVE.search(words, 0, at))


def lacks_doer(words: str, deed: Term) -> bool:
    """Whether a sentence speaks of a deed and says of nobody that they did it: "he was shot", "the leak"."""
    places = list(_places(words, deed))
    return bool(places) and not any(_has_doer(words, place) for place in places)


def _has_doer(words: str, place: re.Match[str]) -> bool:
    before = place.start()
    word = place.group().lower()
    doer = singular_person(word)
    if word.endswith(_MANY) and (is_person(doer) or doer in roles()):
        return False  # "its founders": nobody is named by what many are called
    if is_person(doer) or word in roles():
        return True  # "the founder": who did it by calling
    if _BY.match(words, place.end()):
        return True
    if place.group().endswith("ing"):
        return not any(p.search(words, 0, before) for p in (_AS_GERUND, _undone()))
    return not (
        is_passive(words, before) or _AS_NOUN.search(words, 0, before) or _undone().search(words, 0, before)
    )


def _places(words: str, term: Term) -> Sequence[re.Match[str]]:
    return [m for m in indexed_words(words) if stem(m.group()) in term.stems]


@cache
def _wanted() -> re.Pattern[str]:
    """What stands before a word for something that somebody wants of others."""
    return _before("bidden")


@cache
def _undone() -> re.Pattern[str]:
    """What stands before a word for something that is wanted or denied, and was not done."""
    return _before("bidden", "unreal")


def _before(*lists: str) -> re.Pattern[str]:
    """Words of wanting, up to five words before another; of these lists of the lexicon, right before it."""
    words = lexicon("questions")["en"]
    near = "|".join(words[name] for name in lists)
    return re.compile(
        rf"\b(?:(?:{words['wanting']})\W+(?:[\w’'.]+\W+){{0,5}}|(?:{near})\W+(?:\w+ly\W+)?)$", re.IGNORECASE
    )
