"""A small newsroom: a folder of invented articles, and an App that its keepers talk to."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import App
from bot.messages import Attachment, Block, ChoicesBlock, Reply, Request, Role
from bot.settings import AccessSettings, BuildSettings, LimitSettings, Settings, load
from bot.state.corrections import in_force
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records

BRIDGE = """The old bridge of Ostrey was closed on Monday.

“The bridge is safe,” said Ada Fenn, the mayor of Ostrey.

Oskar Brandt, an engineer, had warned the council. “It will not last the winter,” he said.

About 40 people were rescued from the river, the fire service said.
"""
HARBOUR = """The harbour of Ostrey opened again on Tuesday.

“Every boat may come in,” said Lena Marsh, the harbour master.

Police said 12 people were arrested near the pier.
"""
KEEPER = "telegram:1"


class Newsroom:
    """An App on articles of its own, with one operator, in a folder that a test throws away."""

    def __init__(self, folder: Path, articles: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.articles = folder / "articles"
        self.articles.mkdir()
        for name, text in (articles or {"bridge.txt": BRIDGE, "harbour.txt": HARBOUR}).items():
            self.write(name, text)
        self.settings: Settings = load(
            articles=self.articles,
            home=folder / "home",
            build=BuildSettings(workers=1),
            limits=LimitSettings(user_per_minute=10**6, chat_per_minute=10**6, all_per_second=10**6),
            access=AccessSettings(operators=(KEEPER,)),
        )
        self.home = Home(folder / "home" / "record")
        build(Plan(self.articles, self.home, workers=1))
        self.app = self._open()

    def write(self, name: str, text: str) -> None:
        """Put an article into the folder."""
        (self.articles / name).write_text(text, "utf-8")

    def restart(self) -> None:
        """Close the App and open another on the same files, building where it is due, as the program does."""
        self.app.close()
        from knowledge.freshness import is_current

        state = self.app.state
        if not is_current(self.articles, self.home, in_force(state.engine)):
            build(Plan(self.articles, self.home, 1, corrections=in_force(state.engine)))
        state.close()
        self.app = self._open()

    def ask(self, text: str, *files: Attachment, user: str = "1", role: Role = Role.EVERYONE) -> Reply:
        """What the App answers somebody, the operator unless said otherwise."""
        request = Request(text, "telegram", "-7", user=user, role=role, private=False, attachments=files)
        return asyncio.run(self.app.handle(request))

    def says(self, text: str, *files: Attachment, user: str = "1", role: Role = Role.EVERYONE) -> str:
        """The answer's blocks as one text."""
        return " | ".join(_words(b) for b in self.ask(text, *files, user=user, role=role).blocks)

    def press(self, reply: Reply, number: int = 0) -> Reply:
        """Choose one of the choices of a reply."""
        (choices,) = (b for b in reply.blocks if isinstance(b, ChoicesBlock))
        return self.ask(choices.options[number].command)

    def receipt(self, query: str) -> str:
        """The receipt of the first record that answers a query."""
        return next(str(r) for b in self.ask(query).blocks if (r := getattr(b, "receipt", None)))

    def _open(self) -> App:
        return App(self.settings, Records(self.home.record))


def _words(block: Block) -> str:
    parts = [str(getattr(block, name)) for name in ("text", "speaker", "phrase") if hasattr(block, name)]
    if hasattr(block, "slice"):
        parts.append(block.slice.text)
    parts += [" ".join(row) for row in getattr(block, "rows", ())]
    if getattr(block, "corrected", False):
        parts.append("CORRECTED")
    return " ".join(parts)
