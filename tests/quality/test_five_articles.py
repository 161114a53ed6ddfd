"""Are questions about the real articles beside the repository answered, and the others refused?"""

import tomllib
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.quality.questions_score import shows, slices_for

TABLE = tomllib.loads(Path(__file__).with_name("five_articles.toml").read_text("utf-8"))
ANSWERED, REFUSED, WRONG = 0.98, 1.0, 0.0  # only ever made stricter


@pytest.fixture(scope="module")
def app(shared, tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(shared / "articles", home, workers=1))
    app = App(load(), Records(home.record))
    yield app
    app.close()


async def test_questions_on_the_five_articles(app: App):
    """At least forty questions: nearly all answered in the first three blocks, none of them wrongly."""
    assert len(TABLE["questions"]) >= 40
    wrong, missed = [], []
    for entry in TABLE["questions"]:
        shown = await slices_for(app, entry["ask"])
        if not shows(shown, entry["answer"]):
            (wrong if shown else missed).append(entry["ask"])
    assert len(wrong) <= WRONG * len(TABLE["questions"]), wrong
    assert len(wrong) + len(missed) <= (1 - ANSWERED) * len(TABLE["questions"]), (wrong, missed)


async def test_what_the_five_articles_do_not_say_is_refused(app: App):
    """Unknown names, places and years, and things that nobody said, get no slice."""
    answered = [entry["ask"] for entry in TABLE["refused"] if await slices_for(app, entry["ask"])]
    assert len(answered) <= (1 - REFUSED) * len(TABLE["refused"]), answered
