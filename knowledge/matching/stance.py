"""How does a verb of saying stand to what it introduces? Who rejects a plan has told of none."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.stems import stem

_WORD = re.compile(r"[^\W\d_]+")


class Stance(StrEnum):
    """What a verb of saying makes of its content; `TELLING` it only passes on."""

    TELLING = "telling"
    DENYING = "denying"
    AGAINST = "against"
    FAVOURING = "favouring"
    ASKING = "asking"


class Turning(StrEnum):
    """What becomes of a saying that is passed on with a verb of another stance."""

    NONE = "none"
    OPPOSITE = "opposite"
    OTHER = "other"


def turning(one: Stance, other: Stance) -> Turning:
    """How far two stances are apart. An accusation tells of the deed, and may deny that it is right."""
    pair = {one, other}
    if len(pair) == 1 or pair <= {Stance.TELLING, Stance.AGAINST} or pair == {Stance.DENYING, Stance.AGAINST}:
        return Turning.NONE
    return Turning.OPPOSITE if pair <= {Stance.TELLING, Stance.DENYING, Stance.FAVOURING} else Turning.OTHER


def stance_of(verbs: str) -> Stance:
    """The stance of the first word that has one: of "has firmly rejected" it is to deny."""
    found = (_stances()[s] for word in _WORD.findall(verbs) if (s := stem(word)) in _stances())
    return next(found, Stance.TELLING)


@cache
def _stances() -> dict[str, Stance]:
    return {
        stem(verb): Stance(name)
        for name, verbs in lexicon("cues")["stances"].items()
        for verb in verbs.split()
    }
