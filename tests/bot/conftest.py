"""What tests of the core may ask for."""

import pytest

from tests.bot.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path):
    """A newsroom of two articles, built."""
    room = Newsroom(tmp_path)
    yield room
    room.app.close()
