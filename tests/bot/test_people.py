"""Whom a typed name may mean, as it is offered to the asker."""

import asyncio

import pytest

from bot.messages import ChoicesBlock, Request
from tests.asking import app_on


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """An app on articles that know two of one surname by full name, and several by the surname alone."""
    texts = {
        "one": "Ilse Brandt, the mayor of Osper, said: “We will rebuild it.”",
        "two": "Oskar Brandt, a dentist, said: “I was asleep.”",
        "three": "Brandt said: “It is late.” Nobody else spoke in Dorn.",
        "four": "“We saw nothing,” Brandt said in Varnik.",
    }
    yield from app_on(
        {name: f"Notes from the town\n\n{text}\n" for name, text in texts.items()}, tmp_path_factory
    )


@pytest.mark.parametrize("command", ["/who Brandt", "/quote Brandt"])
def test_each_choice_between_namesakes_can_be_told_from_the_others(app, command):
    """No two names that are offered look alike, and none looks like the one that was taken."""
    reply = asyncio.run(app.handle(Request(command)))
    labels = [o.label for b in reply.blocks if isinstance(b, ChoicesBlock) for o in b.options]
    assert len(labels) == len(set(labels))
    assert "Brandt" not in labels
