"""Is this wording on record? A claimed quotation against the wordings that could be meant.

Pure: candidates come in, a finding goes out. It would rather find nothing than something
distant: short and generic texts need a speaker or a whole quotation to agree, altered ones
need words of meaning to agree in order. It never judges whether a claim is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import itemgetter

from knowledge.matching.alignment import Alignment, Word, aligned, likeness
from knowledge.matching.recorded import Wording, is_one_utterance, joined
from knowledge.matching.retelling import Weigh, retelling
from knowledge.matching.stance import Stance, Turning, stance_of, turning
from knowledge.model import QuoteKind
from knowledge.stems import stem
from knowledge.thesaurus import alike

_CLOSEST = 6
_LIKELY = 0.12
_ALTERED_COVERAGE = 0.6
_ALTERED_DENSITY = 0.4
_RETOLD = 0.75
"""Of a claim in no marks, the share that makes it another's words though it has some of its own."""
_STITCH_COVERAGE = 0.85
_STITCH_WORDS = 3
_STITCHED_MOST = 3
_FEW_WORDS = 4
"""Words in marks that are no chance where all of them, a telling one among them, stand on record in a row."""


class Label(StrEnum):
    """What the record says of a quotation."""

    EXACT = "exact"
    SHORTENED = "shortened"
    ALTERED = "altered"
    NEGATION = "negation"
    STITCHED = "stitched"
    MISATTRIBUTED = "misattributed"
    PARAPHRASE = "paraphrase"
    NOT_FOUND = "not_found"


_BEST_FIRST = (Label.EXACT, Label.SHORTENED, Label.PARAPHRASE, Label.NEGATION, Label.ALTERED)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words said to be somebody's. `marked` if they stand in quotation marks.

    `speakers` are the people of the record whom the message names as their speaker;
    `stranger` whether it names one whom the record does not know. `cue` is its verb of saying, `names` are
    the keys of those of its words that are names.
    """

    words: tuple[Word, ...]
    marked: bool = True
    speakers: frozenset[int] = frozenset()
    stranger: bool = False
    cue: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the record says of a claim, and the wordings this rests on, nearest first.

    `difference` pairs ranges of the claim's words with ranges of the wording's, by span.
    """

    label: Label
    wordings: tuple[Wording, ...] = ()
    difference: tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...] = ()
    coverage: float = 0.0


NOTHING = Finding(Label.NOT_FOUND)


def judge(claim: Claim, wordings: Sequence[Wording], weigh: Weigh) -> Finding:
    """What these wordings say of the claim."""
    closest = _closest(claim, (*wordings, *joined(wordings)))
    # No more words agree than are alike: of most wordings that tells that they are no saying of the claim's.
    alone = _ALTERED_COVERAGE * len(claim.words)
    other = _STITCH_COVERAGE * len(claim.words) - sum(alike for alike, _ in closest[: _STITCHED_MOST - 1])
    laid = [(w, aligned(claim.words, w.words)) for alike, w in closest if alike >= alone]
    singles = [
        (wording, beside, label)
        for wording, beside in laid
        if (label := _label(claim, wording, beside, weigh))
    ]
    singles.sort(key=lambda found: _rank(claim, *found))
    if not singles or singles[0][1].coverage < _STITCH_COVERAGE:
        laid += [(w, aligned(claim.words, w.words)) for alike, w in closest if other <= alike < alone]
        stitched = _stitched(claim, laid, weigh)
        if stitched:
            return stitched
    if singles:
        wording, beside, label = singles[0]
        return Finding(label, (wording,), _difference(label, beside), beside.coverage)
    return retold(claim, [w for w in wordings if w.speaker in claim.speakers], weigh)


def _closest(claim: Claim, wordings: Iterable[Wording]) -> list[tuple[int, Wording]]:
    """The few wordings most like the claim, and how many of its words each has in order; nearest first."""
    keys = [w.key for w in claim.words]
    likely = sorted(((likeness(keys, w.keys), n, w) for n, w in enumerate(wordings)), reverse=True)
    least = max(1, _LIKELY * len(claim.words))
    return [(alike, w) for alike, _, w in likely[:_CLOSEST] if alike >= least]


def _label(claim: Claim, wording: Wording, beside: Alignment, weigh: Weigh) -> Label | None:
    """What this one wording makes of the claim; None if they are not the same saying."""
    start, end = beside.window
    if not beside.runs or not _enough(claim, wording, beside, weigh):
        return None
    own_words = bool(beside.rewritten)
    if own_words and (
        beside.coverage < _ALTERED_COVERAGE or beside.agreed < _ALTERED_DENSITY * (end - start)
    ):
        return None
    turned = _turned(claim, wording, beside)
    if beside.negation_differs != (turned is Turning.OPPOSITE):
        return Label.NEGATION if claim.marked or not _says_more(beside) else Label.ALTERED
    if turned is Turning.OTHER or (own_words and not claim.marked and _is_doubtful(claim, wording, weigh)):
        return Label.ALTERED
    reworded = not claim.marked and (beside.inflected_only() or _says_the_same(beside))
    if wording.kind in {None, QuoteKind.INDIRECT}:
        same = not own_words or reworded or beside.inflected_only() or (not claim.marked and beside.framed)
        theirs = Label.MISATTRIBUTED if claim.speakers and _by_another(claim, wording) else Label.PARAPHRASE
        return theirs if same else Label.ALTERED
    if own_words:
        retold_by_another = not claim.marked and beside.coverage >= _RETOLD and _by_another(claim, wording)
        if retold_by_another:
            return Label.MISATTRIBUTED
        return Label.PARAPHRASE if reworded else Label.ALTERED
    if _by_another(claim, wording):
        return Label.MISATTRIBUTED
    if beside.gaps or beside.window not in wording.units:
        return Label.SHORTENED
    return Label.ALTERED if beside.respelt else Label.EXACT


def _is_doubtful(claim: Claim, wording: Wording, weigh: Weigh) -> bool:
    """Whether the record asks what the claim says, or denies it in other words than a "not"."""
    texts = [text for text, _ in wording.pieces]
    found = retelling(claim.words, texts, weigh)
    return texts[-1].rstrip("”\"'").endswith("?") or (found is not None and found.opposite)


def _says_the_same(beside: Alignment) -> bool:
    """Whether all that the claim says otherwise is told on record by a word that says nearly the same."""
    there = {stem(w.key) for w in beside.record if w.weight}
    own = (w.key for words, _ in beside.rewritten for w in words if w.weight)
    return all(alike(key) & there - {stem(key)} for key in own)


def _says_more(beside: Alignment) -> bool:
    """Whether the claim has words of its own where it denies, so that more is changed than a "not"."""
    there = {stem(w.key) for w in beside.record}
    return any(
        not alike(w.key) & there
        for words, _ in beside.rewritten
        if any(w.negative for w in words)
        for w in words
        if w.weight >= 1 and not w.negative
    )


def _enough(claim: Claim, wording: Wording, beside: Alignment, weigh: Weigh) -> bool:
    """Whether the agreement can be no chance."""
    said = sum(weigh(key) for key in beside.keys)
    if said >= 2:
        return True
    known = wording.speaker in claim.speakers
    if beside.rewritten:
        nearly_all = known and beside.agreed >= _FEW_WORDS and beside.coverage >= _STITCH_COVERAGE
        return nearly_all or (said >= 1 and beside.agreed >= (3 if known else 5))
    start, end = beside.window
    whole = (start, end) in wording.units or (beside.negation_differs and (start - 1, end) in wording.units)
    longest = max(run.length for run in beside.runs)
    length = len(claim.words)
    if longest == length and said >= 1 and not beside.negation_differs:
        # Word for word: a few words of meaning in marks, or a whole sentence given to somebody.
        sentence = (start, end) in wording.sentences and (claim.speakers or claim.stranger)
        if (claim.marked and length >= _FEW_WORDS) or (sentence and length >= _STITCH_WORDS):
            return True
    if whole and (known or length >= 5 or (length == 4 and claim.marked and said)):
        return True
    return (longest >= 3 and said >= 1 and (whole or known or longest >= 5)) or (longest >= 5 and known)


def _by_another(claim: Claim, wording: Wording) -> bool:
    if wording.speaker is None:
        return False
    return claim.stranger if not claim.speakers else wording.speaker not in claim.speakers


def _rank(claim: Claim, wording: Wording, beside: Alignment, label: Label) -> tuple[object, ...]:
    """Nearest first: most words, the named speaker, the most faithful label, no headline, the first."""
    order = _BEST_FIRST.index(label) if label in _BEST_FIRST else len(_BEST_FIRST)
    quoted = wording.kind in {QuoteKind.DIRECT, QuoteKind.MIXED}
    return (
        -round(beside.coverage, 1),
        label is Label.MISATTRIBUTED or (bool(claim.speakers) and wording.speaker not in claim.speakers),
        not quoted,
        order,
        wording.headline,
        len(beside.gaps),
        len(wording.references),
        wording.references,
    )


def _difference(label: Label, beside: Alignment) -> tuple[tuple[tuple[Word, ...], tuple[Word, ...]], ...]:
    if label is Label.SHORTENED or label is Label.NEGATION or not beside.respelt:
        return beside.gaps
    return (*beside.gaps, *beside.respelt)


def _stitched(claim: Claim, laid: Sequence[tuple[Wording, Alignment]], weigh: Weigh) -> Finding | None:
    """Whether a few quotations make up the claim, none of them nearly all of it; the fewest that do."""
    enough = _STITCH_COVERAGE * len(claim.words)
    parts = [(w, _covered(a, weigh)) for w, a in laid if w.kind and len(w.references) == 1]
    parts = [(w, said) for w, said in parts if len(said) < enough]
    for count in range(2, _STITCHED_MOST + 1):
        together = [
            (len(frozenset[int]().union(*(said for _, said in some))), some)
            for some in combinations(parts, count)
            if _each_adds(some)
        ]
        most, best = max(together, key=itemgetter(0), default=(0, ()))
        if best and most >= enough:
            return Finding(Label.STITCHED, tuple(w for w, _ in best), coverage=most / len(claim.words))
    return None


def _each_adds(some: Sequence[tuple[Wording, frozenset[int]]]) -> bool:
    """Whether each of some quotations has words of the claim that no other has, and none is near another."""
    for n, (_, said) in enumerate(some):
        others = frozenset[int]().union(*(theirs for at, (_, theirs) in enumerate(some) if at != n))
        if len(said - others) < _STITCH_WORDS:
            return False
    return not any(_near(one, other) for (one, _), (other, _) in combinations(some, 2))


def _covered(beside: Alignment, weigh: Weigh) -> frozenset[int]:
    """The places of the claim's words that agree in runs which are no chance."""
    runs = (
        run
        for run in beside.runs
        if run.length >= _STITCH_WORDS
        and any(weigh(w.key) for w in beside.claim[run.claim : run.claim + run.length])
    )
    return frozenset(n for run in runs for n in range(run.claim, run.claim + run.length))


def retold(claim: Claim, wordings: Sequence[Wording], weigh: Weigh) -> Finding:
    """What these wordings of the speaker's say of the claim in words of their own."""
    best: tuple[tuple[bool, float, bool], Wording] | None = None
    for wording in wordings:
        turned = turning(_stance(wording), stance_of(claim.cue))
        if turned is Turning.OTHER:
            continue
        texts, denied = [text for text, _ in wording.pieces], turned is Turning.OPPOSITE
        found = retelling(claim.words, texts, weigh, claim.names, denied=denied)
        if not found or (found.opposite and (claim.marked or not found.plainly)):
            continue
        rank = not found.opposite, found.said, not wording.headline
        if best is None or rank > best[0]:
            best = rank, wording
    if not best:
        return NOTHING
    return Finding(Label.PARAPHRASE if best[0][0] else Label.NEGATION, (best[1],))


def _stance(wording: Wording) -> Stance:
    """How who is on record with these words stands to them; somebody's own words are passed on."""
    return Stance.TELLING if wording.kind in {None, QuoteKind.DIRECT} else stance_of(wording.cue)


def _denies(words: Iterable[Word]) -> bool:
    """Whether a verb among the words denies what follows, which no "not" does."""
    return any(stance_of(w.text) is Stance.DENYING for w in words if not w.negative)


def _turned(claim: Claim, wording: Wording, beside: Alignment) -> Turning:
    """What a claim in no marks makes of the record by its verb of saying."""
    if claim.marked:
        return Turning.NONE
    own, theirs = stance_of(claim.cue), _stance(wording)
    if not claim.cue and _denies(w for words, _ in beside.rewritten for w in words):
        own = Stance.DENYING
    if theirs is Stance.TELLING and _denies(w for _, words in beside.rewritten for w in words):
        theirs = Stance.DENYING
    return turning(theirs, own)


def _near(one: Wording, other: Wording) -> bool:
    """Whether both are one report or one utterance."""
    return one.article == other.article and (
        one.place.overlaps(other.place) or is_one_utterance(*sorted((one, other), key=lambda w: w.place))
    )
