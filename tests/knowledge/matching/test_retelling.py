"""What was said, in other words: the words of meaning agree, and nobody is made to say the opposite."""

import pytest

from knowledge.matching.alignment import words_of
from knowledge.matching.recorded import Wording
from knowledge.matching.retelling import retelling
from knowledge.matching.stance import Stance, Turning, stance_of, turning
from knowledge.matching.wordings import Claim, Label, judge
from knowledge.model import QuoteKind, Span
from knowledge.stems import weight

MAYOR = 1


def told(claim: str, said: str) -> bool:
    found = retelling(words_of(claim), [said], weight)
    return found is not None and not found.opposite


def label(claim: str, cue: str, said: str, said_with: str) -> Label:
    wording = Wording(((said, Span(0, len(said))),), (1,), 1, QuoteKind.INDIRECT, MAYOR, cue=said_with)
    return judge(
        Claim(words_of(claim), marked=False, speakers=frozenset({MAYOR}), cue=cue), [wording], weight
    ).label


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (
            "they will have to sink him before he sells the ferry",
            "Until you sink me, the ferry will not be sold",
        ),
        ("the ferry has no trust left among sailors", "The ferry has lost all trust of the sailors"),
        ("he won the regatta fairly", "I won the regatta fair and refuse to sail it again"),
        ("he won't sell ferries under pressure", "Nobody will see me sell ferries under pressure"),
    ],
)
def test_a_retelling_is_known_by_its_words_of_meaning(claim, said):
    """In any order and form, with a denial put as a loss or as a condition."""
    assert told(claim, said)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("the ferry will be sold to sailors", "The ferry will never be sold to sailors"),
        ("the sailors trust the ferry", "The ferry has lost all trust of the sailors"),
        ("the ferry is late", "The ferry is old and the harbour deep"),
        ("pressure is high", "I sell nothing under pressure"),
    ],
)
def test_what_denies_or_shares_little_is_none(claim, said):
    """One word in common is none, and neither is the opposite of what was said."""
    assert not told(claim, said)


@pytest.mark.parametrize(
    ("claim", "said", "expected"),
    [
        ("the sailors trust the ferry", "If the sailors trust the ferry, we sail", False),  # only supposed
        ("the sailors trust the ferry", "Do the sailors trust the ferry?", False),  # only asked
        ("the sailors of Lerwick trust the ferry", "The sailors of Kell trust the ferry", False),
        ("the sailors of Norway trust the ferry", "The country's sailors trust the ferry", True),
        ("Lerwick and Kell", "Lerwick is far from Kell", False),  # nothing but names
    ],
)
def test_names_must_be_told_and_more_than_supposed(claim, said, expected):
    """Every name of the claim stands in the quotation, and it says for sure what the claim says."""
    names = frozenset(w.key for w in words_of(claim) if w.key in {"lerwick", "kell", "norway"})
    assert (retelling(words_of(claim), [said], weight, names) is not None) is expected


@pytest.mark.parametrize(
    ("claim", "cue", "said", "said_with", "expected"),
    [
        (
            "a sale of the old ferry is likely",
            "said",
            "a sale of the old ferry",
            "has firmly rejected",
            "negation",
        ),
        (
            "a sale of the old ferry",
            "ruled out and dismissed",
            "any sale of the old ferry",
            "rejected",
            "paraphrase",
        ),
        (
            "the harbour for sinking the old ferry",
            "praised",
            "the harbour for sinking the old ferry",
            "blamed",
            "altered",
        ),
        ("the harbour sank the old ferry", "blamed", "the harbour sank the old ferry", "said", "paraphrase"),
        (
            "the harbour to sink the old ferry",
            "said",
            "the harbour to sink the old ferry",
            "urged",
            "altered",
        ),
    ],
)
def test_the_verb_of_saying_counts_where_the_words_agree(claim, cue, said, said_with, expected):
    """Who rejects a sale has not said that there is one, and who is urged to do a thing is not said to."""
    assert label(claim, cue, said, said_with).value == expected


def test_stances():
    """Verbs in any form have the stance of their base form; those of saying tell."""
    assert stance_of("has vehemently rejected") is stance_of("denies") is Stance.DENYING
    assert stance_of("accused") is stance_of("criticising") is Stance.AGAINST
    assert stance_of("said") is stance_of("") is Stance.TELLING
    assert turning(Stance.AGAINST, Stance.DENYING) is turning(Stance.TELLING, Stance.AGAINST) is Turning.NONE
    assert (
        turning(Stance.ASKING, Stance.TELLING) is turning(Stance.AGAINST, Stance.FAVOURING) is Turning.OTHER
    )
    assert turning(Stance.DENYING, Stance.FAVOURING) is Turning.OPPOSITE
