"""Days in their order; of days asked for, what is told of a longer time comes after."""

from bot.messages import NoticeBlock
from tests.bot.newsroom import Newsroom

TEXT = """---
date: 2031-03-05
---
The dam of Osper leaked on Monday, the council said at noon.

The dam of Osper was repaired on Tuesday, the council said at dusk.

This year the dam of Osper will be eighty years old, the council said.

In 1994 the dam of Osper was painted, the council said.
"""


def headings(reply):
    """The days of an answer, in its order."""
    return [block.text for block in reply.blocks if isinstance(block, NoticeBlock)]


def test_days_stand_in_their_order(tmp_path):
    """Without days asked for, years and days are told by when they begin."""
    room = Newsroom(tmp_path, {"dam.md": TEXT})
    assert headings(room.ask("/timeline dam")) == ["1994", "2031", "2031-03-03", "2031-03-04"]
    room.app.close()


def test_what_lies_within_the_days_asked_for_comes_first(tmp_path):
    """A year that reaches beyond the days asked for comes after what happened on them."""
    room = Newsroom(tmp_path, {"dam.md": TEXT})
    assert headings(room.ask("/timeline dam 2031-03-03 2031-03-04")) == ["2031-03-03", "2031-03-04", "2031"]
    assert headings(room.ask("/timeline 2031-03-04")) == ["2031-03-04", "2031"]
    room.app.close()
