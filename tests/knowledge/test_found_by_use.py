"""What was wrong when the bot was used by hand, each on an invented article of its own."""

import asyncio

import pytest

from bot.messages import FigureBlock, PassageBlock, PersonBlock, Request, Status, VerdictBlock
from tests.asking import app_on

TEXT = """Rain stops the market in Osper

Anna Brandt, the mayor of Osper, said: “If this goes on, we will drown as a town. We are stubborn.”

Two people were killed by a falling tree, police said. About 4,000 people came to the market before the rain.

Shouting stopped a speech in Dorn, and traders there heckled Leo Manz.

The baker of Osper was jeered by residents in the square.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    yield from app_on({"market": TEXT}, tmp_path_factory)


def reply(app, text):
    return asyncio.run(app.handle(Request(text)))


def verdicts(app, text):
    return [b.verdict for b in reply(app, f"/check {text}").blocks if isinstance(b, VerdictBlock)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # a few words in marks that stand on record in a row
        ("lol brandt said osper would “drown as a town”", "shortened"),
        # a whole short sentence, given to another and to its speaker
        ("Manz said we are stubborn", "misattributed"),
        ("Brandt: we are stubborn", "shortened"),
        # words of any text are still matched by nobody
        ("he said “at the end of the day”", "not_found"),
    ],
)
def test_few_words_are_known_where_all_stand_on_record(app, text, verdict):
    """Word for word and with a telling word among them, few words are no chance; generic ones are."""
    assert verdicts(app, text) == [verdict]


def test_a_quotation_says_nothing_of_what_a_number_beside_it_counts(app):
    """The word "killed" inside the marks does not make the number outside them one of deaths."""
    answered = reply(app, "/check she said “we were nearly killed” and 65k came")
    shown = [b.measure for b in answered.blocks if isinstance(b, FigureBlock)]
    assert "deaths" not in shown


def test_the_very_word_comes_before_one_that_says_nearly_the_same(app):
    """Who was jeered is answered by the sentence that says "jeered" before the one that says "heckled"."""
    shown = [b.slice.text for b in reply(app, "who got jeered").blocks if isinstance(b, PassageBlock)]
    assert "baker" in shown[0]


def test_a_yes_or_no_question_is_taken_at_its_word(app):
    """Whether Brandt is dead is not answered by what she said of drowning, nor by who was killed."""
    assert reply(app, "is Brandt dead").status is Status.NOTHING
    assert reply(app, "was the baker jeered").status is Status.FOUND


def test_who_can_be_asked_for_by_what_somebody_is(app):
    """/who takes a description that an article gives, and none that it does not."""
    (person,) = [b for b in reply(app, "/who the mayor of osper").blocks if isinstance(b, PersonBlock)]
    assert person.name == "Anna Brandt"
    assert reply(app, "/who the mayor of Dorn").status is Status.NOTHING


def test_words_of_chats_are_no_words_to_look_for(app):
    """An abbreviation of chats ("ppl") is not asked of the record."""
    figures = [b for b in reply(app, "how many ppl died").blocks if isinstance(b, FigureBlock)]
    assert [f.phrase for f in figures] == ["Two people"]
