"""Who took a picture? Captions with their credits, and nothing else."""

import pytest

from tests.asking import app_on, shown

TEXT = """Ferry strike at Kell goes on

Ferrymen at Kell began the ninth week of their strike on Tuesday, the union said.

Ines Roth speaks to ferrymen at the pier in Kell, on May 4, 2021. Photo by DANA MOOR/AFP via Getty Images

The owner, Bo Hellman, said no boat would leave before Friday.

Police officers watch the empty pier in Kell on May 5, 2021. TIM ASKEW/REUTERS
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    yield from app_on({"ferry": TEXT}, tmp_path_factory)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("who took the photo of Ines Roth?", "DANA MOOR"),
        ("Who is credited with the photograph of Roth speaking to ferrymen on May 4?", "DANA MOOR"),
        ("photo credit for the empty pier", "TIM ASKEW"),
        ("photographer police officers pier", "TIM ASKEW"),
        ("кто сделал фото Ines Roth", "DANA MOOR"),
    ],
)
def test_the_caption_of_what_is_asked_about_tells_who_took_it(app, question, name):
    """By the words of the caption, in any form of them, or by who is in the picture."""
    assert name in shown(app, question)


@pytest.mark.parametrize(
    "question",
    [
        "who took the photo of Bo Hellman?",  # he is in none
        "who took the photo of the burning ferry?",
        "who took the photo of Ines Roth on May 25?",  # that is another picture
        "who took the picture",
        "who took the ferry?",  # no picture is asked about
    ],
)
def test_no_other_picture_is_shown(app, question):
    """A caption without a word or a name of the question is of something else."""
    assert not shown(app, question)
