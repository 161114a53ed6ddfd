"""Which words report speech, and what do they take? The verbs of `lexicon/cues.toml` in all their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.extract.inflection import Forms, forms_of
from knowledge.lexicon import lexicon

FRAMES = ("clause", "quoting", "telling", "asking", "urging", "object", "infinitive")


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of speech. `frames` are the lists of the lexicon that the verb stands in."""

    lemma: str
    frames: frozenset[str]
    gerund: bool
    participle: bool
    base: bool
    particles: frozenset[str]

    def takes(self, *frames: str) -> bool:
        """Whether the verb stands in any of these lists."""
        return any(frame in self.frames for frame in frames)


@cache
def verbs_of_speech() -> dict[str, Verb]:
    """Each form in lower case with its verb."""
    cues = lexicon("cues")
    frames: dict[str, set[str]] = {}
    for frame in FRAMES:
        for lemma in cues[frame].split():
            frames.setdefault(lemma, set()).add(frame)
    particles = {lemma: frozenset(words.split()) for lemma, words in cues["particles"].items()}
    for lemma in particles:
        frames.setdefault(lemma, set())
    table: dict[str, Verb] = {}
    for lemma, known in frames.items():
        forms = _forms(lemma, cues["irregular"])
        for form in set(forms):
            table[form] = Verb(
                lemma,
                frozenset(known),
                gerund=form == forms.gerund,
                participle=form == forms.participle,
                base=form == lemma,
                particles=particles.get(lemma, frozenset()),
            )
    return table


def verb_of(word: str) -> Verb | None:
    """The verb of speech that `word` is a form of, in any case."""
    return verbs_of_speech().get(word.lower())


@cache
def written_on() -> frozenset[str]:
    """Things that words are written on, one or several, in lower case."""
    return frozenset(form for word in lexicon("cues")["written_on"].split() for form in (word, f"{word}s"))


def _forms(lemma: str, irregular: dict[str, str]) -> Forms:
    if lemma not in irregular:
        return forms_of(lemma)
    past, third, gerund, participle = irregular[lemma].split()
    return Forms(lemma, past, third, gerund, participle)
