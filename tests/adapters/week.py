"""One invented week of a newsroom, lived by a test and written into docs/operate.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from adapters.terminal import plain
from bot.messages import Attachment, ChoicesBlock, Reply
from bot.state.upkeep import back_up, restore
from bot.wording import wording
from tests.bot.newsroom import BRIDGE, Newsroom

PIER = "The pier burned on Tuesday night.\n\n“The pier is lost,” said Lena Reed, the harbour master.\n"
HOAX = "The bridge fell.\n\nAbout 900 people were rescued, the fire service said.\n"
FERRY = "“The ferry sails again on Saturday,” said Olga Reed, its captain.\n"


def lived(folder: Path) -> Iterator[str]:
    """The week's lines: what was done in brackets, what was typed after a ">", and the answers."""
    week = _Week(Newsroom(folder))
    for day in (_monday, _tuesday, _wednesday, _thursday, _friday, _saturday, _sunday):
        yield f"## {day.__name__[1:].capitalize()}\n"
        yield from day(week)
    week.room.app.close()


class _Week:
    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.last: Reply | None = None

    def says(self, typed: str, *files: Attachment) -> str:
        """A line typed and the answer to it."""
        self.last = self.room.ask(typed, *files)
        attached = "".join(f"  [with {f.name}]" for f in files)
        return f"> {typed}{attached}\n{_shown(self.last)}\n"

    def presses(self, number: int) -> str:
        """A button of the last answer pressed."""
        assert self.last is not None
        choice = next(b for b in self.last.blocks if isinstance(b, ChoicesBlock)).options[number]
        self.last = self.room.ask(choice.command)
        return f"> [{choice.label}]\n{_shown(self.last)}\n"


def _monday(week: _Week) -> Iterator[str]:
    yield "(Two articles were built: bridge.txt and harbour.txt.)\n"
    yield week.says("/quote Ada Fenn")
    yield week.says("/figures rescued")


def _tuesday(week: _Week) -> Iterator[str]:
    week.room.write("pier.txt", PIER)
    yield "(pier.txt arrives in the folder.)\n"
    yield week.says("/reload preview")
    preview = week.last
    yield week.says("/quote pier")
    week.last = preview
    yield week.presses(0)
    yield week.says("/quote pier")


def _wednesday(week: _Week) -> Iterator[str]:
    week.room.write("bridge.txt", BRIDGE.replace("40 people", "55 people"))
    yield "(The Courier puts its number right; bridge.txt is edited.)\n"
    yield week.says("/reload")
    yield week.says("/figures rescued")


def _thursday(week: _Week) -> Iterator[str]:
    receipt = week.room.receipt("/quote winter")
    yield "(Readers write: the mayor spoke of the winter; and Lena Reed is Lena Marsh, married.)\n"
    yield week.says("/quote winter")
    yield week.says(f"/correct {receipt} speaker Ada Fenn")
    yield week.says("/quote Lena Marsh")
    yield week.says("/alias Lena Marsh = Lena Reed")
    yield week.says("/reload")
    yield week.says("/quote winter")
    yield week.says("/quote Lena Marsh")


def _friday(week: _Week) -> Iterator[str]:
    week.room.write("hoax.txt", HOAX)
    yield "(hoax.txt arrives, and nobody looks twice.)\n"
    yield week.says("/reload")
    yield week.says("/figures rescued")
    yield week.says("/undo")
    week.room.restart()
    yield "(The machine is restarted; hoax.txt still lies in the folder.)\n"
    yield week.says("/figures rescued")
    (week.room.articles / "hoax.txt").unlink()
    yield "(hoax.txt is deleted.)\n"
    yield week.says("/reload")


def _saturday(week: _Week) -> Iterator[str]:
    copy = week.room.folder / "copy.db"
    back_up(week.room.app.state, copy)
    yield "(onrecord backup copy.db)\n"
    yield week.says("/corrections undo 1")
    yield week.says("/corrections undo 2")
    week.room.app.close()
    restore(copy, week.room.app.state.file)
    week.room.restart()
    yield "(That was a mistake. The bot is stopped; onrecord restore copy.db; the bot is started.)\n"
    yield week.says("/corrections")
    yield week.says("/quote winter")


def _sunday(week: _Week) -> Iterator[str]:
    yield week.says("/add title: Ferry sails\noutlet: The Courier", Attachment("ferry.txt", FERRY.encode()))
    yield week.presses(0)
    yield week.says("/quote ferry")
    yield week.says("/log 5")


def _shown(reply: Reply) -> str:
    """The answer as the terminal shows it, without what differs from run to run."""
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "TIME", plain(reply, wording("en")))
    return "\n".join(line.rstrip() for line in text.splitlines())
