"""kill -9 at random moments of every operation: the build answers, the state is whole, nothing told is lost.

ONRECORD_TRIALS sets how many trials each operation gets.
"""

import os
import random
from itertools import count

import pytest
from alembic import command as alembic

from bot.app import App
from bot.state.corrections import kept
from bot.state.opening import alembic_config, revisions
from bot.state.store import Answer, Chat, State
from bot.state.upkeep import StateError, back_up, check, restore
from knowledge.record import Records
from knowledge.verify import verify
from tests.bot.newsroom import BRIDGE, Newsroom
from tests.crashing import killed

pytestmark = pytest.mark.process
TRIALS = int(os.environ.get("ONRECORD_TRIALS", "4"))
GROUP = Chat("telegram", "-7")


@pytest.fixture
def moments(request):
    return random.Random(request.node.name)


def expect_whole(room: Newsroom) -> None:
    """The published build verifies and answers after a restart; no litter stays; the state is whole."""
    verify(room.home.record)
    assert room.home.published is not None
    room.restart()
    assert "bridge is safe" in room.says("/quote safe")
    room.app.close()
    room.home.clear_if_idle()
    assert list(room.folder.rglob("*.new*")) == []
    check(room.app.state.file)


def reopened(room: Newsroom) -> None:
    """In the killed process: an App of its own, since the parent's was closed."""
    room.app = App(room.settings, Records(room.home.record))


def test_reload_killed(newsroom, moments):
    """A reload killed anywhere leaves the old build or the new one, and audit entries for what was told."""
    newsroom.app.close()
    for trial in range(TRIALS):
        newsroom.write(f"later-{trial}.txt", BRIDGE.replace("40", str(trial + 41)))

        def work(tell):
            reopened(newsroom)
            reply = newsroom.ask("/reload")
            tell(reply.status.value)

        told = killed(work, moments, 2.5)
        expect_whole(newsroom)
        reopened(newsroom)
        assert told in ([], ["found"])
        assert len(newsroom.app.records.current().articles) >= 2 + (trial + 1) * bool(told)
        newsroom.app.close()


def test_undo_killed(newsroom, moments):
    """Builds swapped back and forth: whichever answers is whole, and both are still there."""
    newsroom.write("pier.txt", "“The pier is lost,” said Lena Marsh, the harbour master.")
    newsroom.ask("/reload")
    newsroom.app.close()

    def work(tell):
        reopened(newsroom)
        while True:
            newsroom.ask("/undo")
            newest = newsroom.home.builds[-1].stem
            tell(newsroom.ask(f"/reload apply {newest}").status.value)

    for _ in range(TRIALS):
        told = killed(work, moments, 0.5)
        expect_whole(newsroom)
        assert set(told) <= {"found"}
        reopened(newsroom)
        if newsroom.home.waiting:
            newsroom.ask(f"/reload apply {newsroom.home.waiting[-1].stem}")
        assert "pier is lost" in newsroom.says("/quote pier")
        newsroom.app.close()
        assert len(newsroom.home.builds) == 2


def test_correction_killed(newsroom, moments):
    """Every correction, setting and journal entry that was told to be kept is there after the kill."""
    receipt = newsroom.receipt("/quote winter")
    newsroom.app.close()

    def work(tell):
        reopened(newsroom)
        state = newsroom.app.state
        for n in count(1):
            newsroom.ask(f"/hide {receipt} reason {os.getpid()} {n}")
            newsroom.ask(f"/settings page_length {1 + n % 20}")
            state.journal(Answer(GROUP, f"{os.getpid()}-{n}", "1", "quote", "found", (), "b"))
            tell((os.getpid(), n))

    for _ in range(TRIALS):
        told = killed(work, moments, 0.6)
        state = State(newsroom.app.state.file)
        reasons = {k.correction.value for k in kept(state.engine)}
        for process, n in told:
            assert f"reason {process} {n}" in reasons
            assert state.was_answered(GROUP, f"{process}-{n}")
        state.close()
        check(state.file)


def test_migration_killed(tmp_path, moments):
    """A state of the first shape, killed while it is brought to the present one, keeps all and gets there."""
    file = tmp_path / "state.db"
    for trial in range(TRIALS * 2):
        for old in tmp_path.glob("state*"):
            old.unlink()
        if trial % 2:
            first_shape(file)

        def work(tell):
            state = State(file)
            tell(revisions(state.engine)[0])

        killed(work, moments, 0.08)
        state = State(file)
        present, wanted = revisions(state.engine)
        assert present == wanted
        assert state.was_answered(GROUP, "7") is bool(trial % 2)
        state.set(GROUP, "quiet", "on")
        state.close()
        check(file)


def first_shape(file):
    """A state as the first version made it, with one answer in its journal."""
    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{file}")
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        alembic.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO answer (at, platform, chat, question, command, status, receipts, build)"
                " VALUES ('2031', 'telegram', '-7', '7', 'quote', 'found', '', 'b')"
            )
        )
    engine.dispose()


def test_backup_and_restore_killed(tmp_path, moments):
    """A copy is whole or not there; a state is the old one or the restored one, never less."""
    file, copy = tmp_path / "state.db", tmp_path / "copy.db"
    state = State(file)
    for n in range(300):
        state.journal(Answer(GROUP, str(n), "1", "quote", "found", ("qaaaaaa",) * 20, "b"))
    back_up(state, copy)
    state.close()

    def work(tell):
        for n in count(300):
            state = State(file)
            state.journal(Answer(GROUP, str(n), "1", "quote", "found", (), "b"))
            back_up(state, copy)
            state.close()
            restore(copy, file)
            tell(n)

    for _ in range(TRIALS):
        told = killed(work, moments, 0.5)
        check(copy)
        again = State(file)
        assert again.was_answered(GROUP, "299")
        assert all(again.was_answered(GROUP, str(n)) for n in told)
        again.close()
        check(file)


def test_a_trial_can_fail(tmp_path):
    """The check itself notices a torn file."""
    file = tmp_path / "state.db"
    state = State(file)
    state.set(GROUP, "quiet", "on")
    state.close()
    content = bytearray(file.read_bytes())
    content[4096:8192] = bytes(4096)
    file.write_bytes(content)
    with pytest.raises(StateError):
        check(file)
