"""Messages against a record: misquotes of every quotation, numbers, several claims at once."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.match import Checked, check
from knowledge.record import Record, Records
from tests.corpus.answers import ARTICLES
from tests.knowledge.misquotes import misquotes

CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))["messages"]
RIGHT = 0.98  # share of misquotes with the right label; only ever raised


def opened(corpus: Path, home: Path) -> Record:
    build(Plan(corpus, Home(home), workers=1))
    return Records(Home(home).record).current()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    opened_record = opened(ARTICLES, tmp_path_factory.mktemp("home"))
    yield opened_record
    opened_record.close()


@pytest.fixture(scope="module")
def five(shared, tmp_path_factory):
    opened_record = opened(shared / "articles", tmp_path_factory.mktemp("home"))
    yield opened_record
    opened_record.close()


def labels(record: Record, text: str) -> list[str]:
    return [checked.label.value for checked in check(record, text)]


def score(record: Record) -> tuple[float, Counter[tuple[str, str]], list[str]]:
    """The share of misquotes labelled right, every label given by sort, and the wrong ones."""
    given_labels: Counter[tuple[str, str]] = Counter()
    wrong = []
    for misquote in misquotes(record, seed=1):
        label = labels(record, misquote.text)[0]
        given_labels[misquote.sort, label] += 1
        if label not in misquote.right:
            wrong.append(f"{label}: {misquote}")
    return 1 - len(wrong) / given_labels.total(), given_labels, wrong


@pytest.mark.parametrize("corpus", ["record", "five"])
def test_misquotes_are_told_for_what_they_are(corpus, request):
    """Every quotation: true, altered, denied, cut, put together, by another, unrelated: nearly all told."""
    share, given_labels, wrong = score(request.getfixturevalue(corpus))
    assert {sort for sort, _ in given_labels} == {
        *("exact", "altered", "negation", "shortened", "stitched", "misattributed", "unrelated")
    }
    assert share >= RIGHT, "\n".join(wrong)
    assert not given_labels["unrelated", "exact"]
    assert not given_labels["unrelated", "altered"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Police arrested 112 people at the port of Varnik.", "disputed"),
        ("The police arrested 500 people at the port.", "contradicted"),
        ("The Lesna dam is 88 metres high.", "supported"),
        ("The Lesna dam is 120 metres high.", "contradicted"),
        ("Anton Kalinets is 55 years old.", "supported"),
        ("Marta Selenko, 61, spoke in parliament.", "contradicted"),
        ("Velmora has a population of 4.3 million people.", "supported"),
        ("9 million people live in Velmora!", "contradicted"),
        ("Anton Kalinets, a farmer who spoke to the crowd, was 55.", "supported"),
        ("The police arrested 500 people at the port. #Варник", "contradicted"),
        ("Forty people were sunburnt in Velmora.", "not_found"),
        ("Steady Course won 63 percent of the vote.", "contradicted"),
        ("300 people were arrested in Paris.", "not_found"),
        ("Seven hundred penguins were rescued.", "not_found"),
    ],
)
def test_a_number_is_compared_with_figures_of_the_same_thing(record, text, label):
    """The right number is supported, another one contradicted, a number of something else not found."""
    assert labels(record, text)[0] == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("More than 6,700 people were arrested.", "supported"),
        ("About 7,000 people have been detained.", "supported"),
        ("5,000 people have been arrested in Belarus.", "contradicted"),
        ("Lukashenko won 80.1% of the vote.", "supported"),
        ("Lukashenko won 60% of the vote.", "contradicted"),
        ("31,000 people came to the pro-government rally.", "disputed"),
        ("The opposition rally was 3 miles away.", "contradicted"),
        ("Alexander Taraikovsky was 45 years old.", "contradicted"),
        ("Tikhanovskaya spent seven hours in detention.", "supported"),
        ("9,000 people were arrested in Kyiv.", "not_found"),
        ("Lukashenko is 65 years old", "supported"),
        ("Lukashenko is 34 years old", "contradicted"),
        ("Belarus has 9.5 million people", "supported"),
        ("Tikhanovskaya got 10.12%", "supported"),
        ("Lukashenko got 10.12%", "not_found"),
        ("The commission gave Tikhanovskaya 38% of the vote", "contradicted"),
        ("65 THOUSAND came to support Lukashenko at the pro-government rally in Minsk on Sunday", "disputed"),
        ("220,000 marched against Lukashenko in Minsk on Sunday 16 August", "supported"),
        ("Погибшему в Минске Александру Тарайковскому было 34 года", "supported"),
        ("Тарайковскому было 43 года", "contradicted"),
        ("Number of people killed since the protests in Belarus began: two", "disputed"),
    ],
)
def test_numbers_about_the_five_articles(five, text, label):
    """The same for the articles beside the repository."""
    assert labels(five, text)[0] == label


@pytest.mark.parametrize("message", CLAIMS, ids=lambda message: message["text"][:40])
def test_messages_of_strangers_about_the_five_articles(five, message):
    """What people forward is read as it is written: with shouting, hashtags and questions around it."""
    assert message["label"] in labels(five, message["text"])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Арестовано 112 человек", "disputed"),
        ("Арестовали 5 тысяч человек", "contradicted"),
        ("Погибли 700 человек", "contradicted"),
        ("Солнце взошло 14 раз", "not_found"),
    ],
)
def test_a_number_in_russian_is_compared_too(record, text, label):
    """Digits beside words that ask for a measure are a claim in Russian as well."""
    assert labels(record, text)[0] == label


def test_a_word_of_the_chat_before_a_name_is_no_part_of_it(record):
    """Nobody's own words are called another's because of a "lol"."""
    found = check(record, "lol Selenko to parliament: “The rain has no budget. The rain has no minister.”")
    assert [c.label.value for c in found] == ["shortened"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("at the session in Varnik, Selenko to ministers 👉 “The rain has no budget”", "shortened"),
        ("aww, Haan to ministers: “The rain has no budget”", "misattributed"),
        ("Selenko about Haan: “The rain has no budget”", "shortened"),
        ("Haan about Selenko: “The rain has no budget”", "misattributed"),
    ],
)
def test_whom_a_message_names_is_who_spoke(record, text, label):
    """A place where it was said is nobody, nor is a sigh, nor whom it was said about."""
    assert labels(record, text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Fwd: FWD: Oskar Brandt told us that a third of the homes in town were ruined 😢 #Lesna #flood",
        "Lidia Farr says that the firm had alerted the authorities three hours before the breach",
        "Ruta Olsen said that the cash would run out in May",
    ],
)
def test_what_is_reported_in_other_words_is_a_paraphrase(record, text):
    """By words that say the same or nearly, whatever a message has around them."""
    assert labels(record, text)[0] == "paraphrase"


@pytest.mark.parametrize(
    "text",
    [
        "Karel Dubrow says taxes will go up!",
        "Gregor Haan said that a third of the homes in town were ruined",
        "Ruta Olsen said that the cash would not run out in May",
        "Ruta Olsen said that the strike would run out in May",
    ],
)
def test_what_was_not_reported_is_no_paraphrase(record, text):
    """Another's statement is none, nor one denied, nor one that shares a word or two."""
    assert "paraphrase" not in labels(record, text)


def test_two_quotations_are_told_however_long_the_first(record):
    """A short second one is looked for by words of its own."""
    text = (
        "“On the night of the third of March a watchman called his brother and said, ‘The wall is singing.’ "
        "His brother told him to go to bed. I am not here to speak.” — Marta Selenko"
    )
    assert labels(record, text) == ["stitched"]


def test_three_quotations_are_told_and_one_sentence_gets_one_verdict(record):
    """Sentences of three quotations are one stitched claim; a number answers for the sentence it is in."""
    text = "“We shall not leave the quay. You slept while we drowned. Everyone who has lost something.”"
    assert labels(record, text) == ["stitched"]
    assert labels(record, "Selenko said that 90,000 goats were shot in Hrabovych.") == ["not_found"]


def test_every_claim_of_a_message_gets_its_verdict(record):
    """Quotations and numbers of one message are answered one by one, in its order."""
    text = (
        "“The rain has no budget,” Selenko said. “Crowds are like cattle,” according to Ada Renko.\n"
        "And the police arrested 500 people!"
    )
    found = check(record, text)
    assert [c.label.value for c in found] == ["shortened", "altered", "contradicted"]
    assert all(c.claim in text for c in found)
    assert found[1].difference == (("cattle", "fish"),)


def test_a_verdict_rests_on_records(record):
    """Every label but `not_found` shows at least one record; `not_found` shows none."""
    for misquote in misquotes(record, seed=2):
        for checked in check(record, misquote.text):
            rests: Checked = checked
            has_records = bool(rests.quotes or rests.passages or rests.figures)
            assert has_records == (rests.label.value != "not_found"), misquote


@pytest.mark.parametrize(
    "text", ["hello", "ok", "We", "?!", "“”", "“ ”", "“yes”", "1", "42", "\n\n", "— Selenko"]
)
def test_small_talk_is_never_matched(record, text):
    """Messages that claim nothing get one answer: not found."""
    assert labels(record, text) == ["not_found"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text_is_answered(record, text):
    """No text breaks the check, and claims are slices of it."""
    for checked in check(record, text):
        assert checked.claim in text
