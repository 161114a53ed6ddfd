"""Are the questions and the spellings of the corpus sound themselves?"""

from itertools import chain

import pytest

from tests.corpus.answers import answers, find_all, printings, table_of

FORMS = {"figures", "age", "quotes", "person", "when", "where", "what"}


def test_there_are_enough_questions_of_every_form():
    """At least 120 questions, 40 of them without an answer; every form of question is asked."""
    table = table_of("questions.toml")
    assert len(table["questions"]) + len(table["refused"]) >= 120
    assert len(table["refused"]) >= 40
    assert {entry["form"] for entry in table["questions"]} == FORMS
    asked = [entry["ask"] for entry in table["questions"] + table["refused"]]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("entry", table_of("questions.toml")["questions"], ids=lambda entry: entry["ask"])
def test_what_answers_a_question_stands_in_its_article(entry: dict):
    """Each answer is words of the article that it names."""
    for name, words in entry["answer"].items():
        assert find_all(answers()[name].article, words), (name, words)


def test_printings_are_one_report():
    """An article that others reprint stands for all its printings, any other for itself."""
    assert printings("meridian-dam") >= {"meridian-dam", "courier-dam", "coast-radio-dam"}
    assert printings("olena-fund") == {"olena-fund"}


def test_spellings_name_people_of_the_record():
    """There are at least 300 spellings and 60 that fit nobody, and no spelling is both."""
    table = table_of("spellings.toml")
    people = {person["name"] for person in table_of("across.toml")["people"]}
    assert set(table["corpus"]) <= people
    assert {name for entry in table["either"]["corpus"] for name in entry["people"]} <= people
    assert {name for entry in table["either"]["reports"] for name in entry["people"]} <= set(table["reports"])
    assert sum(map(len, table["corpus"].values())) >= 300
    assert len(set(chain(*table["nobody"].values()))) >= 60
    for record in ("corpus", "reports"):
        typed = [*chain(*table[record].values()), *(entry["typed"] for entry in table["either"][record])]
        assert len(set(typed)) == len(typed), sorted(t for t in typed if typed.count(t) > 1)
        assert not set(typed) & set(table["nobody"][record])
