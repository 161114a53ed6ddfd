"""Are questions about the real articles beside the repository answered, and the others refused?"""

import pytest

from bot.app import App
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.quality.questions_score import shows, slices_for
from tests.quality.real_articles import SETS

ANSWERED, REFUSED, WRONG = 0.98, 1.0, 0.0  # only ever made stricter


@pytest.fixture(scope="module", params=SETS, ids=lambda s: s.name)
def asked(request, shared, tmp_path_factory):
    """The table of a set of questions, and the bot on its articles."""
    corpus = request.param.corpus(shared, tmp_path_factory.mktemp("articles"))
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(corpus, home, workers=1))
    app = App(load(), Records(home.record))
    yield request.param.table, app
    app.close()


async def test_questions_on_real_articles(asked: tuple[dict, App]):
    """At least forty questions: nearly all answered in the first three blocks, none of them wrongly."""
    table, app = asked
    assert len(table["questions"]) >= 40
    wrong, missed = [], []
    for entry in table["questions"]:
        shown = await slices_for(app, entry["ask"])
        if not shows(shown, entry["answer"]):
            (wrong if shown else missed).append(entry["ask"])
    assert len(wrong) <= WRONG * len(table["questions"]), wrong
    assert len(wrong) + len(missed) <= (1 - ANSWERED) * len(table["questions"]), (wrong, missed)


async def test_what_real_articles_do_not_say_is_refused(asked: tuple[dict, App]):
    """Unknown names, places and years, and things that nobody said, get no slice."""
    table, app = asked
    answered = [entry["ask"] for entry in table["refused"] if await slices_for(app, entry["ask"])]
    assert len(answered) <= (1 - REFUSED) * len(table["refused"]), answered
