"""Conversations as readable files: each `> question` of tests/transcripts is answered as written there."""

import asyncio
import os
import re
from pathlib import Path

import pytest

from adapters.terminal import plain
from bot.app import App
from bot.messages import Request, Role
from bot.settings import SAMPLE, load
from bot.wording import wording
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.generated import ROOT

FOLDER = ROOT / "tests" / "transcripts"
CORPORA = {"sample": SAMPLE, "corpus": ROOT / "tests" / "corpus" / "articles"}
REWRITE = bool(os.environ.get("ONRECORD_REWRITE"))


@pytest.fixture(scope="module")
def apps(tmp_path_factory):
    """An app for each corpus, made when first asked for."""
    made: dict[str, App] = {}

    def app(name: str) -> App:
        if name not in made:
            home = Home(tmp_path_factory.mktemp(name))
            build(Plan(CORPORA[name], home, workers=1))
            made[name] = App(load(articles=CORPORA[name]), Records(home.record))
        return made[name]

    yield app
    for running in made.values():
        running.close()


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda f: f.stem)
def test_the_conversation_goes_as_written(file: Path, apps):
    """Every question of the transcript is answered, in the terminal's plain form, as the transcript says.

    Read what ONRECORD_REWRITE=1 writes before you commit it: it is what a person will read.
    """
    head, *turns = re.split(r"^> ", file.read_text("utf-8"), flags=re.MULTILINE)
    app = apps(re.search(r"^articles: (\w+)$", head, re.MULTILINE)[1])
    heard = [head]
    for turn in turns:
        question = turn.split("\n", maxsplit=1)[0]
        text, _, page = question.partition(" #")
        reply = asyncio.run(app.handle(Request(text, role=Role.OPERATOR, page=int(page or 1))))
        heard.append(f"{question}\n{_stable(plain(reply, wording('en')))}\n\n")
    heard = "> ".join(heard).rstrip() + "\n"
    if REWRITE:
        file.write_text(heard, "utf-8")
    assert heard == file.read_text("utf-8")


def _stable(text: str) -> str:
    """Without what differs from run to run: the time of the build and the ids of errors."""
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "TIME", text)
    return "\n".join(line.rstrip() for line in re.sub(r"error [0-9a-f]{6}", "error ID", text).splitlines())
