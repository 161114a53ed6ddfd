"""How does a block read? Lines of styled fragments, the same on every platform.

An adapter turns each style into its own markup and escapes each fragment; it adds no words.
Nothing in here knows a platform, and no fragment holds markup.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import NamedTuple


# An answer is a hundred of these, made and asked for their style: tuples and numbers are cheaper at that.
class Style(IntEnum):
    """What a fragment is, for the adapter to show as its platform can."""

    PLAIN = auto()  # fixed words
    SLICE = auto()  # an article's own words
    MARK = auto()  # the record, or a matched word, inside a slice
    STRONG = auto()  # a name, a number, a heading
    FAINT = auto()  # where it is from
    CODE = auto()  # a receipt or a command: to be copied
    ADDED = auto()  # a word the record has and the message has not
    REMOVED = auto()  # a word the message has and the record has not


class Fragment(NamedTuple):
    """A run of text in one style; `target` makes it a link."""

    text: str
    style: Style = Style.PLAIN
    target: str | None = None


class Line(NamedTuple):
    """A line of a reply; consecutive `quoted` lines are one block quotation."""

    fragments: tuple[Fragment, ...]
    quoted: bool = False

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join([f.text for f in self.fragments])
