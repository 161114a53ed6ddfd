"""Copies of the state are proved before they count, and what is erased leaves them too."""

import os
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from bot.state.store import Answer, Chat, State
from bot.state.upkeep import StateError, back_up, check, copies, next_copy_due, prune, restore, rotate

GROUP = Chat("telegram", "-100")
NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.db")
    state.set(GROUP, "language", "en")
    state.journal(Answer(GROUP, "7", "42", "quote", "found", ("qabc123",), "build"))
    yield state
    state.close()


def test_a_restored_copy_is_what_was_copied(state, tmp_path):
    """After a restore the state is the copy's, and what was replaced is kept beside."""
    back_up(state, tmp_path / "copy.db")
    state.set(GROUP, "language", "ru")
    state.close()
    kept = restore(tmp_path / "copy.db", state.file)
    again = State(state.file)
    assert again.settings_of(GROUP) == {"language": "en"}
    again.close()
    replaced = State(kept)
    assert replaced.settings_of(GROUP) == {"language": "ru"}
    replaced.close()


def test_a_state_in_use_is_not_replaced(state, tmp_path):
    """While a bot has the state, a restore is refused and changes nothing."""
    back_up(state, tmp_path / "copy.db")
    state.set(GROUP, "language", "ru")
    with pytest.raises(StateError, match="stop the bot"):
        restore(tmp_path / "copy.db", state.file)
    assert state.settings_of(GROUP) == {"language": "ru"}


def test_a_bad_copy_is_refused(state, tmp_path):
    """Missing, foreign, damaged and newer copies are refused by name, before anything is touched."""
    back_up(state, tmp_path / "copy.db")
    state.close()
    before = state.file.read_bytes()
    whole = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "text.db").write_text("no database", "utf-8")
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "newer.db").write_bytes(whole)
    with sqlite3.connect(tmp_path / "newer.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for name in ("missing.db", "text.db", "cut.db", "newer.db"):
        with pytest.raises(StateError, match=name):
            restore(tmp_path / name, state.file)
    assert state.file.read_bytes() == before


def test_a_damaged_state_can_be_replaced(state, tmp_path):
    """A state that cannot be opened any more is put aside and replaced by a good copy."""
    back_up(state, tmp_path / "copy.db")
    state.close()
    state.file.write_bytes(b"lightning" * 1000)
    kept = restore(tmp_path / "copy.db", state.file)
    assert kept.read_bytes().startswith(b"lightning")
    check(state.file)


def test_only_old_entries_are_pruned(state):
    """Entries younger than the days set stay; older ones go."""
    assert prune(state, 30) == 0
    assert prune(state, 30, datetime.now(UTC) + timedelta(days=31)) == 1
    assert not state.was_answered(GROUP, "7")


def test_copies_are_made_daily_and_the_last_are_kept(state, tmp_path):
    """One copy a day, as many as are to be kept."""
    folder = tmp_path / "backups"
    for day in range(5):
        now = NOW + timedelta(days=day)
        made = rotate(state, folder, 3, now)
        os.utime(made, (now.timestamp(), now.timestamp()))
        assert rotate(state, folder, 3, now + timedelta(hours=23)) is None
    assert [c.name for c in copies(folder)] == [f"state-2031-03-0{d}.db" for d in (6, 7, 8)]
    assert next_copy_due(folder) == NOW + timedelta(days=5)
    for copy in copies(folder):
        check(copy)


def test_who_is_forgotten_leaves_the_older_copies_too(state, tmp_path):
    """After `forget` and the next copy, no copy and no page of the state holds the person's id."""
    state.journal(Answer(GROUP, "8", "remarkable-id", "quote", "found", (), "build"))
    folder = tmp_path / "backups"
    made = rotate(state, folder, 3, NOW)
    os.utime(made, (NOW.timestamp(), NOW.timestamp()))
    assert b"remarkable-id" in made.read_bytes()
    state.forget("telegram", "remarkable-id")
    rotate(state, folder, 3, NOW + timedelta(days=1))
    assert all(b"remarkable-id" not in copy.read_bytes() for copy in copies(folder))
    state.close()
    assert b"remarkable-id" not in state.file.read_bytes()
