"""A timeline of somebody holds what is said of them, and not all that stands near their name."""

import asyncio

import pytest

from bot.messages import PassageBlock, Request
from tests.asking import app_on

TEXT = """Two candidates in Osper

The vote was held on 4 March 2031. Anna Brandt, a nurse, lost it.

“I will be back,” said Brandt.

She left for Dorn on 6 March 2031, and her office was closed.

Oskar Manz was sworn in on 9 March 2031, and Brandt sent a letter.

He moved into the town hall on 11 March 2031.
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    yield from app_on({"vote": TEXT}, tmp_path_factory)


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        # by her name, or by "She" behind it; neither the vote beside her name nor what he did
        ("brandt", ["6 March", "9 March"], ["4 March", "11 March"]),
        # "He" does not go on from Brandt, the last who is named before it
        ("manz", ["9 March"], ["4 March", "6 March", "11 March"]),
    ],
)
def test_each_sentence_is_about_the_one_asked_for(app, name, said, unsaid):
    """A sentence counts that names them, or whose pronoun goes on from the last who was named."""
    reply = asyncio.run(app.handle(Request(f"/timeline {name}")))
    shown = " ".join(b.slice.text for b in reply.blocks if isinstance(b, PassageBlock))
    assert [day for day in said if day not in shown] == []
    assert [day for day in unsaid if day in shown] == []
