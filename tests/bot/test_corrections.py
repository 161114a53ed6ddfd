"""What keepers put right stays right: over rebuilds, restarts and new file names, until it is taken back."""

import sqlite3

import pytest

from adapters.building import build_if_needed
from bot.messages import Role, Status
from knowledge.corrections import name_in
from knowledge.record import Records
from tests.bot.newsroom import BRIDGE


def speaker_of(room, words):
    (block,) = (b for b in room.ask(f"/quote {words}").blocks if hasattr(b, "speaker"))
    return block.speaker, block.corrected


@pytest.fixture
def corrected(newsroom):
    """The newsroom after the speaker of one quote was put right, and a reload."""
    receipt = newsroom.receipt("/quote winter")
    assert "correction 1" in newsroom.says(f"/correct {receipt} speaker Ada Fenn")
    assert newsroom.ask("/reload").status is Status.FOUND
    return newsroom


def test_a_reload_says_who_speaks_now(newsroom):
    """A corrected speaker is told as a change of one quote, not as one gone and one new."""
    newsroom.says(f"/correct {newsroom.receipt('/quote winter')} speaker Ada Fenn")
    said = newsroom.says("/reload")
    assert "Quotes: +0 −0" in said
    assert "Oskar Brandt Ada Fenn" in said


def test_a_corrected_speaker_is_shown_and_said_to_be_corrected(newsroom):
    """Nothing changes before the reload; after it the quote has the given speaker and says so."""
    assert speaker_of(newsroom, "winter") == ("Oskar Brandt", False)
    newsroom.says(f"/correct {newsroom.receipt('/quote winter')} speaker Ada Fenn")
    assert speaker_of(newsroom, "winter") == ("Oskar Brandt", False)
    newsroom.ask("/reload")
    assert speaker_of(newsroom, "winter") == ("Ada Fenn", True)
    assert speaker_of(newsroom, "safe") == ("Ada Fenn", False)


def test_a_correction_outlives_restarts_and_new_file_names(corrected):
    """The same text under another name, after a restart, is still corrected, under the same receipt."""
    receipt = corrected.receipt("/quote winter")
    (corrected.articles / "bridge.txt").rename(corrected.articles / "old-bridge.txt")
    corrected.restart()
    assert speaker_of(corrected, "winter") == ("Ada Fenn", True)
    assert corrected.receipt("/quote winter") == receipt


def test_a_correction_that_is_taken_back_no_longer_counts(corrected):
    """After taking it back and a reload, the article's own reading is shown."""
    corrected.says("/corrections undo 1")
    corrected.ask("/reload")
    assert speaker_of(corrected, "winter") == ("Oskar Brandt", False)
    assert "taken back" in corrected.says("/corrections")
    assert corrected.ask("/corrections undo 1").status is Status.ERROR


def test_a_correction_whose_text_is_gone_is_reported(corrected):
    """An edited text makes the correction stale: the reload says its number, and it stays listed."""
    corrected.write("bridge.txt", BRIDGE.replace("Monday", "Friday"))
    assert "text is gone: 1" in corrected.says("/reload")
    assert "in force" in corrected.says("/corrections")
    corrected.write("bridge.txt", BRIDGE)
    assert "text is gone" not in corrected.says("/reload")
    assert speaker_of(corrected, "winter") == ("Ada Fenn", True)


def test_a_hidden_record_is_left_out(newsroom):
    """A hidden quote is found by no question, and its reason stands in the list."""
    receipt = newsroom.receipt("/quote winter")
    newsroom.says(f"/hide {receipt} he denies it")
    newsroom.ask("/reload")
    assert newsroom.ask(f"/verify {receipt}").status is Status.ERROR
    assert "it will not last" not in newsroom.says("/quote Oskar Brandt").lower()
    assert "he denies it" in newsroom.says("/corrections")


def test_names_are_joined_and_parted(newsroom):
    """`/alias` makes two names one person until it is taken back."""
    assert "Every boat" not in newsroom.says("/quote Ada Fenn")
    newsroom.says("/alias Lena Marsh = Ada Fenn")
    assert "One person was joined" in newsroom.says("/reload")
    assert "Every boat" in newsroom.says("/quote Ada Fenn")
    newsroom.says("/corrections undo 1")
    newsroom.ask("/reload")
    assert "Every boat" not in newsroom.says("/quote Ada Fenn")


def test_two_names_are_not_said_to_be_one_and_two(newsroom):
    """What contradicts an earlier statement, by way of a third name too, is refused and names that one."""
    newsroom.says("/alias Lena Marsh = Ada Fenn")
    newsroom.says("/alias Oskar Brandt = ada fenn")
    for typed in ("/notsame Ada Fenn ≠ Lena Marsh", "/notsame lena marsh ≠ Oskar Brandt"):
        assert "correction 1" in newsroom.says(typed)
    newsroom.says("/corrections undo 1")
    newsroom.says("/notsame Ada Fenn ≠ Lena Marsh")
    assert "two people" in newsroom.says("/alias Lena Marsh = Oskar Brandt")
    assert newsroom.says("/corrections").count("in force") == 2


def test_an_alias_of_a_name_that_is_gone_is_reported(newsroom):
    """A correction about a name that no article has any more is reported as stale."""
    newsroom.says("/alias Lena Marsh = Ada Fenn")
    (newsroom.articles / "harbour.txt").unlink()
    assert "text is gone: 1" in newsroom.says("/reload")


def test_a_figure_gets_its_claimant_and_measure(newsroom):
    """A figure's claimant and measure are put right, and the number stays the article's."""
    receipt = newsroom.receipt("/figures rescued")
    newsroom.says(f"/correct {receipt} claimant Oskar Brandt")
    newsroom.ask("/reload")
    (figure,) = (b for b in newsroom.ask("/figures rescued").blocks if hasattr(b, "claimant"))
    assert (figure.claimant, figure.value, figure.corrected) == ("Oskar Brandt", 40, True)


def test_a_name_must_be_the_articles_own(newsroom):
    """A speaker that the article does not name is refused, and nothing is kept."""
    receipt = newsroom.receipt("/quote winter")
    assert "Lena Marsh" in newsroom.says(f"/correct {receipt} speaker Lena Marsh")
    assert newsroom.ask("/corrections").status is Status.NOTHING


def test_the_command_line_applies_corrections_too(newsroom):
    """A build from the command line counts the state's corrections, and is due when they change."""
    from adapters.__main__ import home_of

    home = home_of(newsroom.settings)
    build_if_needed(newsroom.settings, home)
    newsroom.says(f"/correct {newsroom.receipt('/quote winter')} speaker Ada Fenn")
    build_if_needed(newsroom.settings, home)
    with sqlite3.connect(f"file:{home.record}?mode=ro", uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM quote WHERE corrected").fetchone() == (1,)
    connection.close()
    records = Records(home.record)
    assert len(home.builds) == 2
    build_if_needed(newsroom.settings, home)
    assert len(home.builds) == 2
    records.close()


def test_what_was_taken_back_does_not_come_back_by_a_restart(newsroom):
    """After `/undo` a restart answers as before it; a reload brings the newer articles in again."""
    newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh, the harbour master.")
    newsroom.ask("/reload")
    assert "pier is lost" in newsroom.says("/quote pier")
    newsroom.ask("/undo")
    newsroom.restart()
    assert "pier is lost" not in newsroom.says("/quote pier")
    newsroom.ask("/reload")
    assert "pier is lost" in newsroom.says("/quote pier")
    newsroom.ask("/undo")
    assert "pier is lost" not in newsroom.says("/quote pier")


def test_a_preview_answers_only_when_applied(newsroom):
    """A preview changes nothing; applying it does; a button of an older preview no longer works."""
    newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh, the harbour master.")
    older = newsroom.ask("/reload preview")
    newer = newsroom.ask("/reload preview")
    assert "pier is lost" not in newsroom.says("/quote pier")
    assert newsroom.press(older).status is Status.ERROR
    assert newsroom.press(newer).status is Status.FOUND
    assert "pier is lost" in newsroom.says("/quote pier")
    assert newsroom.press(newer, 1).status is Status.ERROR


def test_a_discarded_preview_is_gone(newsroom):
    """A discarded build is not answered from, also not after a restart."""
    newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh, the harbour master.")
    newsroom.press(newsroom.ask("/reload preview"), 1)
    newsroom.restart()
    assert "pier is lost" not in newsroom.says("/quote pier")


def test_only_operators_correct(newsroom):
    """Nobody else can keep a correction."""
    receipt = newsroom.receipt("/quote winter")
    reply = newsroom.ask(f"/correct {receipt} speaker Ada Fenn", user="2", role=Role.CHAT_ADMIN)
    assert reply.status is Status.DENIED


def test_a_name_is_found_where_it_stands():
    """The span of a name is right after letters that grow when their case is folded, and is a whole word."""
    text = "Straße, ﬁne, İstanbul: ANN Fenn-Ray and Ann Fenn spoke"
    span = name_in(text, "ann fenn")
    assert span is not None
    assert span.of(text) == "ANN Fenn"
    assert name_in(text, "Ann Fen") is None
    assert name_in(text, "") is None
