"""Articles added and removed in the chat: seen first, applied or taken back, never lost."""

from bot.additions import settle
from bot.messages import Attachment, Status
from knowledge.intake import Offered, take_in
from tests.bot.newsroom import HARBOUR

PIER = b"\xe2\x80\x9cThe pier is lost,\xe2\x80\x9d said Lena Marsh, the harbour master.\n"


def files(room):
    return {f.name for f in room.articles.iterdir()}


def test_an_attached_article_is_seen_and_applied(newsroom):
    """An attachment answers after Apply, with the facts stated beside it."""
    reply = newsroom.ask("/add title: Pier lost\noutlet: The Courier", Attachment("pier.txt", PIER))
    assert "pier is lost" not in newsroom.says("/quote pier")
    newsroom.press(reply)
    assert "pier is lost" in newsroom.says("/quote pier")
    assert "Pier lost" in newsroom.says("/sources courier")
    assert "add pier.txt" in newsroom.says("/log")


def test_a_pasted_article_is_named_by_its_title(newsroom):
    """Pasted text below its facts becomes a file named by the title."""
    newsroom.press(newsroom.ask(f"/add title: The Pier\ndate: 2031-03-04\n\n{PIER.decode()}"))
    assert "the-pier.txt" in files(newsroom)
    assert "pier is lost" in newsroom.says("/quote pier")


def test_a_discarded_addition_leaves_the_folder_as_it_was(newsroom):
    """Discard takes the file and its facts out again, and a reload changes nothing."""
    before = files(newsroom)
    newsroom.press(newsroom.ask("/add title: Pier lost", Attachment("pier.txt", PIER)), 1)
    assert files(newsroom) == before
    assert "Nothing changes" in newsroom.says("/reload")


def test_a_removed_article_is_kept_beside(newsroom):
    """`/remove` by a receipt: gone after Apply, the file kept; Discard brings it back."""
    receipt = newsroom.receipt("/quote boat")
    newsroom.press(newsroom.ask(f"/remove {receipt}"), 1)
    assert "harbour.txt" in files(newsroom)
    newsroom.press(newsroom.ask("/remove harbour"))
    assert "harbour.txt" not in files(newsroom)
    assert (newsroom.settings.home / "removed" / "harbour.txt").read_text("utf-8") == HARBOUR
    assert "Every boat" not in newsroom.says("/quote Lena Marsh")


def test_two_additions_before_one_decision(newsroom):
    """What was added and not decided about goes or stays with the next preview."""
    before = files(newsroom)
    newsroom.ask("/add", Attachment("pier.txt", PIER))
    second = newsroom.ask("/add", Attachment("mole.txt", PIER + b"More."))
    newsroom.press(second, 1)
    assert files(newsroom) == before


def test_a_refused_file_changes_nothing(newsroom):
    """Of two files one is refused: neither is in the folder, and it is said why."""
    before = files(newsroom)
    reply = newsroom.ask("/add", Attachment("pier.txt", PIER), Attachment("../x.txt", PIER))
    assert reply.status is Status.ERROR
    assert files(newsroom) == before
    assert newsroom.ask("/add").status is Status.ERROR
    assert newsroom.ask("/add date: yesterday\ntext").status is Status.ERROR
    many = [Attachment(f"{n}.txt", PIER) for n in range(11)]
    assert "10" in newsroom.says("/add", *many)


def test_what_a_stop_left_in_the_folder_is_taken_back(newsroom):
    """An addition cut short before its preview was there is undone at the next start."""
    from bot.additions import _note

    before = files(newsroom)
    incoming = newsroom.folder / "incoming"
    take_in(
        newsroom.articles,
        incoming,
        Offered("pier.txt", PIER, {"title": "Pier"}),
        1000,
        lambda change: _note(newsroom.app.state, "", [change]),
    )
    settle(newsroom.app.state, newsroom.settings)
    assert files(newsroom) == before
