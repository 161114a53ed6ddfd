"""What are the forms of an English verb? Regular ones by rule; irregular ones are listed by whoever asks."""

from __future__ import annotations

from typing import NamedTuple

_DOUBLING = frozenset(
    "admit rebut quip chat stop plan drop nod shrug tap beg scan pop rap spot prod rip blog grab drag "
    "concur infer refer occur wed dub flub chip slam hit cut set let put win run begin sit get "
    "forget shut".split()
)


class Forms(NamedTuple):
    """Base, past, third person and -ing form of one verb, and its past participle."""

    base: str
    past: str
    third: str
    gerund: str
    participle: str


def forms_of(verb: str) -> Forms:
    """The regular forms of `verb`."""
    if verb.endswith("e"):
        if verb.endswith("ie"):
            gerund = verb[:-2] + "ying"
        else:
            gerund = (verb if verb.endswith("ee") else verb[:-1]) + "ing"
        return Forms(verb, verb + "d", verb + "s", gerund, verb + "d")
    if verb.endswith("y") and verb[-2] not in "aeou":
        return Forms(verb, verb[:-1] + "ied", verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied")
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return Forms(verb, verb + "ed", verb + "es", verb + "ing", verb + "ed")
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    return Forms(verb, stem + "ed", verb + "s", stem + "ing", stem + "ed")
