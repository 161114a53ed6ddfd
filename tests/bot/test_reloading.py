"""While builds come and go: no question fails, no answer mixes two builds, and undo is exact."""

import asyncio
import sqlite3
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import knowledge.diff
from bot.messages import FigureBlock, NoticeBlock, Request, Status
from tests.bot.newsroom import BRIDGE, HARBOUR, Newsroom

QUESTIONS = (
    "/quote safe",
    "/quote Lena Marsh",
    "/figures rescued",
    "/figures arrested",
    "/who Ada Fenn",
    "/sources",
)
POOL = ("bridge.txt", "harbour.txt", "pier.txt")
TEXTS = (None, BRIDGE, HARBOUR, BRIDGE.replace("40", "55"), HARBOUR.replace("Lena Marsh", "Olga Reed"))
CLIENTS, SWAPS = 50, 25


def test_fifty_ask_while_builds_are_swapped(tmp_path):
    """Two articles give one number in each build: no reply of fifty clients has both numbers, or fails."""
    second = BRIDGE.replace("About", "Some").replace("bridge", "span")
    room = Newsroom(tmp_path, {"a.txt": BRIDGE, "b.txt": second})
    room.write("a.txt", BRIDGE.replace("40", "70"))
    room.write("b.txt", second.replace("40", "70"))
    assert room.ask("/reload").status is Status.FOUND
    one, two = room.home.builds
    stop = threading.Event()

    def swap():
        for turn in range(SWAPS):
            room.home.publish((one, two)[turn % 2], 5)
            stop.wait(0.02)
        stop.set()

    async def client(number):
        seen = set()
        while not stop.is_set():
            asked = Request("/figures rescued", "telegram", "-7", user=str(number), private=False)
            reply = await room.app.handle(asked)
            values = {b.value for b in reply.blocks if isinstance(b, FigureBlock)}
            assert reply.status is Status.FOUND
            assert len(values) == 1, values
            seen |= values
            await asyncio.sleep(0)
        return seen

    async def everybody():
        swapping = asyncio.to_thread(swap)
        return (await asyncio.gather(swapping, *(client(n) for n in range(CLIENTS))))[1:]

    seen = asyncio.run(everybody())
    assert set().union(*seen) == {40.0, 70.0}
    room.app.close()


@given(edits=st.lists(st.tuples(st.sampled_from(POOL), st.sampled_from(TEXTS)), min_size=1, max_size=3))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_undo_of_any_reload_answers_as_before(tmp_path_factory, edits):
    """Whatever was edited, added or removed: after reload and undo every question has the same answer."""
    room = Newsroom(tmp_path_factory.mktemp("edited"))
    before = [room.ask(question) for question in QUESTIONS]
    for name, text in edits:
        if text is None:
            (room.articles / name).unlink(missing_ok=True)
        else:
            room.write(name, text)
    room.ask("/reload")
    assert room.ask("/undo").status is Status.FOUND
    assert [room.ask(question) for question in QUESTIONS] == before
    room.app.close()


def test_a_second_reload_is_told_who_runs_the_first(newsroom):
    """While one operator reloads, who reloads or undoes is told who, and the first is not disturbed."""
    started, release = threading.Event(), threading.Event()

    def say(stage, done, total):
        del stage, done, total
        started.set()
        assert release.wait(60)

    def build():
        with newsroom.app.workshop.reserved("telegram:77"):
            newsroom.app.workshop.make_reserved(say)

    running = threading.Thread(target=build)
    newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh.")
    running.start()
    assert started.wait(60)
    replies = [newsroom.ask(typed) for typed in ("/reload", "/reload preview", "/undo")]
    release.set()
    running.join()
    for reply in replies:
        assert reply.status is Status.ERROR
        assert "telegram:77" in reply.blocks[0].text
    assert len(newsroom.home.builds) == 2


def test_a_failed_build_changes_nothing(newsroom):
    """Where the folder is gone the reload says why, and the old build answers."""
    newsroom.articles.rename(newsroom.folder / "moved")
    reply = newsroom.ask("/reload")
    assert reply.status is Status.ERROR
    assert isinstance(reply.blocks[0], NoticeBlock)
    assert "articles" in reply.blocks[0].text
    assert "Every boat" in newsroom.says("/quote boat")


@pytest.mark.parametrize("builds", [1])
def test_nothing_is_before_the_first_build(newsroom, builds):
    """Undo of the only build is refused, and it still answers."""
    assert len(newsroom.home.builds) == builds
    assert newsroom.ask("/undo").status is Status.ERROR
    assert "Every boat" in newsroom.says("/quote boat")


def test_undo_passes_over_a_build_of_another_version(newsroom):
    """A build that this code cannot read is never gone back to."""
    newsroom.write("more.txt", BRIDGE)
    newsroom.ask("/reload")
    with sqlite3.connect(newsroom.home.builds[0]) as connection:
        connection.execute("UPDATE fact SET value = '0' WHERE key = 'schema'")
    connection.close()
    assert "no earlier build" in newsroom.says("/undo")


def test_builds_are_compared_outside_the_process_that_answers(newsroom, monkeypatch):
    """A reload and an undo say what changed without reading a build whole where questions are answered."""
    monkeypatch.setattr(knowledge.diff, "_diff", None)
    newsroom.write("more.txt", BRIDGE)
    assert newsroom.ask("/reload").status is Status.FOUND
    assert newsroom.ask("/undo").status is Status.FOUND
