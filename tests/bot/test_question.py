"""Questions in plain words through the whole core: routing, refusals that explain, slices that are true."""

import pytest

from bot.app import App
from bot.messages import (
    ChoicesBlock,
    FigureBlock,
    NoticeBlock,
    QuoteBlock,
    Request,
    Status,
    Verdict,
    VerdictBlock,
)
from bot.question import read_question
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records
from tests.corpus.answers import ARTICLES, answers, table_of
from tests.quality.questions_score import slices_of


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(ARTICLES, home, workers=1))
    app = App(load(), Records(home.record))
    yield app
    app.close()


def keys(reply) -> list[str]:
    return [b.key for b in reply.blocks if isinstance(b, NoticeBlock)]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("how many people were arrested", "fact"),
        ("Where is the rematch?", "fact"),
        ("сколько погибло", "fact"),
        ("floodlights failed", "fact"),
        ("Irena Voskova", "who"),
        ("voskova warning", "quote"),
        ("arrests", "figures"),
        ("“Crowds are like fish” — Renko", "check"),
        ("whats the source of the 112 arrests at the port", "fact"),
        ("did 112 people get arrested at the port", "fact"),
        ("112 people were arrested at the port", "check"),
        ("arrests in Varnik since 9 August 2020", "fact"),
        ("deaths at the port of Varnik since March 12", "fact"),
        ("Holt has won 63% of the vote", "check"),
        ("Holt share of the vote in the 11th district", "fact"),
        ("доля голосов Холта в 11-м округе", "fact"),
        ("на митинг за Холта пришло 900 человек", "check"),
        ("They said the port authority did nothing all night but secure the cargo in its sheds", "check"),
    ],
)
def test_what_is_typed_becomes_the_command_it_stands_for(app, text, command):
    """A name asks who, with words what was said, a measure how many; a quotation or a count is checked."""
    assert read_question(text, app.records.current())[0] == command


async def test_any_compound_is_read(app):
    """Any two words that the record knows, of a title too, may be typed as one: no word ends in an error."""
    words = sorted(w for w in app.records.current().vocabulary if len(w) >= 4)
    for one, other in zip(words[::9], reversed(words[::9]), strict=True):
        reply = await app.handle(Request(f"who saw the {one}{other}?"))
        assert reply.status is not Status.ERROR


@pytest.mark.parametrize(
    "entry", table_of("questions.toml")["questions"][::6], ids=lambda entry: entry["ask"]
)
async def test_answers_are_slices(app: App, entry):
    """What is shown of an article is what stands there, and marks lie inside it."""
    reply = await app.handle(Request(entry["ask"]))
    for block in reply.blocks:
        for piece in slices_of(block):
            whole = answers()[piece.source.article].article.text
            assert piece.text == whole[piece.start : piece.end]
            for span in (piece.span, *piece.marks):
                assert span is None or piece.start <= span.start <= span.end <= piece.end


async def test_an_unknown_name_is_named_and_others_offered(app: App):
    """Who is not on record is said to be unknown, with people who are."""
    reply = await app.handle(Request("what did Macron say about the flood?"))
    assert reply.status is Status.NOTHING
    assert keys(reply) == ["fact-unknown"]
    assert "Macron" in reply.blocks[0].text
    assert isinstance(reply.blocks[1], ChoicesBlock)


async def test_a_known_person_without_such_words_is_told_apart(app: App):
    """Somebody on record who said nothing on the topic is not called unknown; all their words are offered."""
    reply = await app.handle(Request("what did Voskova say about football?"))
    assert reply.status is Status.NOTHING
    assert keys(reply) == ["fact-not-said-about"]
    assert "Irena Voskova" in reply.blocks[0].text
    assert reply.blocks[1].options[0].command == "/quote Irena Voskova"


async def test_another_year_is_no_answer(app: App):
    """Figures of this year do not answer for another one, and the year is named."""
    reply = await app.handle(Request("How many people were arrested in 2014?"))
    assert reply.status is Status.NOTHING
    assert "2014" in reply.blocks[0].text


async def test_a_slip_is_answered_and_said(app: App):
    """A misspelt word is corrected, and the reply says so behind its answers."""
    reply = await app.handle(Request("how many arests in varnik"))
    assert isinstance(reply.blocks[0], FigureBlock)
    assert "fact-corrected" in keys(reply)


async def test_age_is_the_persons_own(app: App):
    """A wife's age is not her husband's."""
    reply = await app.handle(Request("How old is Danylo Hrabovych?"))
    values = {b.value for b in reply.blocks if isinstance(b, FigureBlock)}
    assert 62.0 in values
    assert 58.0 not in values


async def test_check_reads_the_message_that_was_replied_to(app: App):
    """Without a text, /check takes the message it replies to; without either it shows its usage."""
    text = '"Crowds are like fish," Renko said.'
    reply = await app.handle(Request("/check", replied_text=text))
    assert isinstance(reply.blocks[0], VerdictBlock)
    assert reply.blocks[0].verdict in {Verdict.EXACT, Verdict.SHORTENED}
    assert isinstance(reply.blocks[1], QuoteBlock)
    assert keys(reply) == ["check-absence"]
    assert (await app.handle(Request("/check"))).status is Status.ERROR


async def test_check_says_what_is_missing(app: App):
    """Of several claims some may be found: partial; of none: nothing."""
    partial = await app.handle(Request("/check “Crowds are like fish” — Renko\n“Bananas are blue” — Renko"))
    nothing = await app.handle(Request("/check “Bananas are blue” — Renko"))
    assert (partial.status, nothing.status) == (Status.PARTIAL, Status.NOTHING)


async def test_search_says_how_it_searched(app: App):
    """Corrections, missing words and weaker matches are said; a person nobody knows is refused."""
    assert keys(await app.handle(Request("/search floodlihgts"))) == ["search-corrected"]
    assert keys(await app.handle(Request("/search floodlights turbine"))) == ["search-any"]
    assert (await app.handle(Request("/search floodlights zeppelin"))).status is Status.PARTIAL
    nobody = await app.handle(Request("/search by:macron flood"))
    assert (nobody.status, keys(nobody)) == (Status.NOTHING, ["search-nobody"])
