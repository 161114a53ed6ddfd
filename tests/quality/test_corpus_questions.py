"""Are the questions on the invented corpus answered as well as they were, and the others refused?"""

import pytest

from bot.app import App
from bot.messages import Request
from bot.settings import load
from knowledge.record import Records
from tests.corpus.answers import table_of
from tests.quality.questions_score import score, slices_for

# Shares, only ever made stricter. `python -m tests.quality.questions_score --errors` prints the questions.
ANSWERED, REFUSED, WRONG = 0.94, 0.97, 0.01


@pytest.fixture(scope="module")
def app(corpus_home):
    """The core on a build of the corpus."""
    app = App(load(), Records(corpus_home.record))
    yield app
    app.close()


async def test_questions_are_answered_no_worse_than_before(app: App):
    """Enough questions are answered in the first three blocks, few wrongly, and the others refused."""
    result = await score(app)
    report = "\n".join([str(result), *result.errors])
    assert result.answered >= ANSWERED * result.answerable, report
    assert result.refused >= REFUSED * result.unanswerable, report
    assert result.wrong <= WRONG * (result.answerable + result.unanswerable), report


async def test_no_debris_is_ever_answered(app: App):
    """Whatever is asked, share buttons, menus and credits of the pages are in no slice."""
    furniture = ("Whatsapp", "Listen live", "Follow us", "newsletter", "Cookie settings")
    asked = [entry["ask"] for entry in table_of("questions.toml")["questions"]]
    for text in [*asked, *(f"/search {word}" for word in furniture)]:
        shown = "\n".join(piece.text for piece in await slices_for(app, text))
        assert not [word for word in furniture if word in shown], text


async def test_an_article_in_russian_is_found_by_its_words(app: App):
    """What is not read for quotes is still searched."""
    shown = await slices_for(app, "/search отставки правительства")
    assert [piece.source.article for piece in shown] == ["novosti-varnika"]
    assert (await app.handle(Request("/search отставки"))).blocks
