"""Claimed wordings beside those on record: labels, floors, differences."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.alignment import aligned, words_of
from knowledge.matching.recorded import Wording
from knowledge.matching.wordings import Claim, Label, judge
from knowledge.model import QuoteKind, Span
from knowledge.stems import weight

MAYOR, CAPTAIN, CLERK = 1, 2, 3
SAID = (
    ("The bridge will not open before the ice has melted", MAYOR, QuoteKind.DIRECT),
    ("Nobody asked the fishermen whether the harbour needed another crane", CAPTAIN, QuoteKind.DIRECT),
    (
        "We buried four sailors this winter. Their widows got letters, never pensions",
        CAPTAIN,
        QuoteKind.DIRECT,
    ),
    ("If the council sells the lighthouse, I resign the same evening", MAYOR, QuoteKind.DIRECT),
    ("the harbour fund would be empty by spring", CLERK, QuoteKind.INDIRECT),
    ("Rats", MAYOR, QuoteKind.DIRECT),
    ("It is what it is and that is that", CLERK, QuoteKind.DIRECT),
)


def on_record(said=SAID) -> list[Wording]:
    return [
        Wording(((text, Span(1000 * n, 1000 * n + len(text))),), (n,), n, kind, speaker)
        for n, (text, speaker, kind) in enumerate(said)
    ]


def label(text: str, *speakers: int, marked: bool = True, stranger: bool = False) -> Label:
    claim = Claim(words_of(text), marked, frozenset(speakers), stranger)
    return judge(claim, on_record(), weight).label


def flipped(text: str) -> str | None:
    """The opposite of `text`: its "not" taken out, or one put in; None where neither is simple."""
    words = text.split()
    for n, word in enumerate(words):
        if word in {"not", "never"}:
            return " ".join(words[:n] + words[n + 1 :])
    for n, word in enumerate(words):
        if word in {"will", "is", "has", "would", "I"}:
            return " ".join([*words[: n + 1], "not", *words[n + 1 :]])
    return None


@pytest.mark.parametrize(("text", "speaker", "kind"), SAID)
def test_true_words_are_exact_or_reported(text, speaker, kind):
    """A quotation as it is on record is exact; one that was only reported is a paraphrase."""
    assert label(text, speaker) is (Label.PARAPHRASE if kind is QuoteKind.INDIRECT else Label.EXACT)
    assert label(text.upper().replace(",", " —"), speaker) is label(text, speaker)


@pytest.mark.parametrize("seed", range(20))
def test_one_word_put_for_another_is_altered(seed):
    """A quotation with one word of meaning replaced is altered, and the difference names the pair."""
    random_number = random.Random(seed)
    text, speaker, _ = SAID[seed % 4]
    words = text.split()
    at = random_number.choice([n for n, w in enumerate(words) if weight(w.strip(".,")) == 1])
    claim = Claim(
        words_of(" ".join([*words[:at], "velvet", *words[at + 1 :]])), speakers=frozenset({speaker})
    )
    finding = judge(claim, on_record(), weight)
    assert finding.label is Label.ALTERED
    assert [[w.text for w in mine] for mine, _ in finding.difference] == [["velvet"]]
    assert [w.text for w in finding.difference[0][1]] == [words[at].strip(".,").lower()]


@pytest.mark.parametrize("n", [0, 2, 3, 4])
def test_a_lost_or_added_not_is_told(n):
    """Taking a "not" out or putting one in is no mere change of words."""
    text, speaker, _ = SAID[n]
    opposite = flipped(text)
    assert opposite is not None
    assert label(opposite, speaker) is Label.NEGATION


def test_contractions_are_the_words_they_stand_for():
    """A "won't" denies as "will not" does: it is another spelling, not another meaning."""
    assert label("The bridge won't open before the ice has melted", MAYOR) is Label.ALTERED
    assert label("The bridge will open before the ice has melted", MAYOR) is Label.NEGATION


@pytest.mark.parametrize(("n", "other"), [(0, CAPTAIN), (1, MAYOR), (2, CLERK), (3, CAPTAIN)])
def test_right_words_by_another_are_misattributed(n, other):
    """The right words under another name, known or not, are misattributed."""
    assert label(SAID[n][0], other) is Label.MISATTRIBUTED
    assert label(SAID[n][0], stranger=True) is Label.MISATTRIBUTED
    assert label(SAID[n][0]) is Label.EXACT


@pytest.mark.parametrize("n", range(4))
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_part_is_shortened(n, share):
    """The beginning or the end of a quotation is shortened, whoever is or is not named."""
    words = SAID[n][0].split()
    kept = max(5, int(len(words) * share))
    assert label(" ".join(words[:kept]), SAID[n][1]) is Label.SHORTENED
    assert label(" ".join(words[-kept:]), SAID[n][1]) is Label.SHORTENED


def test_a_part_without_its_not_is_no_mere_part():
    """What is cut off right behind a "not" says the opposite."""
    assert label("open before the ice has melted", MAYOR) is Label.NEGATION


def test_words_left_out_in_the_middle_shorten():
    """An omission inside a quotation is told as one, and what is missing is named."""
    claim = Claim(words_of("We buried four sailors. Their widows got letters, never pensions"))
    finding = judge(claim, on_record(), weight)
    assert finding.label is Label.SHORTENED
    assert [[w.text for w in theirs] for _, theirs in finding.difference] == [["this", "winter"]]


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 3), (3, 2), (2, 0)])
def test_two_quotations_put_together_are_stitched(first, second):
    """The first half of one quotation and the second half of another are stitched from both."""
    one, other = SAID[first][0].split(), SAID[second][0].split()
    text = " ".join(one[: len(one) // 2 + 1] + other[len(other) // 2 :])
    finding = judge(Claim(words_of(text)), on_record(), weight)
    assert finding.label is Label.STITCHED
    assert {w.references[0] for w in finding.wordings} == {first, second}


@pytest.mark.parametrize(
    "text",
    [
        "Thank you very much",
        "it is that",
        "the council will open the bridge",
        "We did not ask",
        "before the winter",
        "Whether it is or not, that is what we have",
        "Another crane fell into the river on Tuesday",
        "rats",
        "",
    ],
)
def test_short_and_generic_texts_match_nothing(text):
    """Texts that share only common words, or one word, with the record are not found."""
    assert label(text) is Label.NOT_FOUND


def test_a_single_word_needs_its_speaker():
    """A whole quotation of one word is recognised under its speaker's name alone."""
    assert label("rats", MAYOR) is Label.EXACT
    assert label("rats", CAPTAIN) is Label.NOT_FOUND


def test_reported_words_may_be_turned():
    """A speech that the message only reports may change pronouns and endings; it may not deny."""
    assert label(
        "he would resign the same evening if the council sold the lighthouse", MAYOR, marked=False
    ) in {
        Label.PARAPHRASE,
        Label.ALTERED,
    }
    assert label("the harbour fund is empty by spring", CLERK, marked=False) is Label.PARAPHRASE
    assert label("the harbour fund would not be empty by spring", CLERK) is Label.NEGATION


def test_a_quotation_may_go_on_after_its_cue():
    """Two quotations of one speaker with only a cue between them are one utterance."""
    first, second = "The gates stay shut", "They will open on Friday at dawn"
    pieces = [
        Wording(((first, Span(0, len(first))),), (0,), 7, QuoteKind.DIRECT, MAYOR),
        Wording(((second, Span(40, 40 + len(second))),), (1,), 7, QuoteKind.DIRECT, MAYOR),
    ]
    finding = judge(Claim(words_of(f"{first}. {second}")), pieces, weight)
    assert finding.label is Label.EXACT
    assert finding.wordings[0].references == (0, 1)


FOREIGN = st.lists(
    st.sampled_from(
        "the a we they of not to and walrus pancake violin meadow tax winter bridge said".split()
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(FOREIGN)
def test_unrelated_words_are_never_exact_or_altered(text):
    """Words thrown together are never found to be a quotation, or a changed one."""
    assert label(text) is Label.NOT_FOUND


@given(
    st.lists(st.sampled_from("a b c not d".split()), max_size=12),
    st.lists(st.sampled_from("a b c d".split())),
)
def test_an_alignment_agrees_where_it_says(claim, record):
    """Every run of an alignment holds the same words on both sides, in order, none twice."""
    beside = aligned(words_of(" ".join(claim)), words_of(" ".join(record)))
    at_claim = at_record = 0
    for run in beside.runs:
        assert run.claim >= at_claim
        assert run.record >= at_record
        mine = beside.claim[run.claim : run.claim + run.length]
        theirs = beside.record[run.record : run.record + run.length]
        assert [w.key for w in mine] == [w.key for w in theirs]
        at_claim, at_record = run.claim + run.length, run.record + run.length
    assert 0 <= beside.coverage <= 1


@given(st.text(max_size=80))
def test_words_keep_their_places(text):
    """A word's span is where it stands, in any text."""
    for word in words_of(text):
        assert word.span.of(text)
        assert word.key
