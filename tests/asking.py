"""A bot on a few short articles of a test's own, and what it shows."""

import asyncio
from collections.abc import Iterator, Mapping

import pytest

from bot.app import App
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.quality.questions_score import slices_for


def app_on(texts: Mapping[str, str], folders: pytest.TempPathFactory) -> Iterator[App]:
    """An app on articles given by name; closed when the fixture that yields it ends."""
    corpus, home = folders.mktemp("articles"), Home(folders.mktemp("home"))
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    build(Plan(corpus, home, workers=1))
    app = App(load(), Records(home.record))
    yield app
    app.close()


def shown(app: App, question: str) -> str:
    """The slices of the first blocks that answer a question, in one string."""
    return " | ".join(piece.text for piece in asyncio.run(slices_for(app, question)))
