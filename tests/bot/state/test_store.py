"""The state keeps what it was given, and nothing of what anybody wrote."""

import sqlite3

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.state.opening import SHAPES, alembic_config
from bot.state.store import Answer, Chat, State
from bot.state.tables import metadata

GROUP = Chat("telegram", "-100")


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.db")
    yield state
    state.close()


def answer(question: str = "7", asker: str = "42") -> Answer:
    return Answer(GROUP, question, asker, "quote", "found", ("qabc123", "qdef456"), "2031-03-04")


def test_migrations_give_the_tables_that_the_code_uses(state):
    """The migrated file has exactly the tables and columns of `tables`."""
    found = inspect(state.engine)
    columns = {
        t: {c["name"] for c in found.get_columns(t)}
        for t in found.get_table_names()
        if t != "alembic_version"
    }
    assert columns == {t.name: {c.name for c in t.columns} for t in metadata.sorted_tables}


def test_the_shapes_are_the_migrations_in_their_order():
    """What the code names as migrations is what Alembic finds, from the first to the last."""
    found = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    assert tuple(script.revision for script in found)[::-1] == SHAPES


def test_a_setting_outlives_a_restart(state):
    """What a chat sets is there after closing and opening, and gone when it is taken back."""
    state.set(GROUP, "language", "ru")
    state.close()
    again = State(state.file)
    assert again.settings_of(GROUP) == {"language": "ru"}
    again.set(GROUP, "language", None)
    assert again.settings_of(GROUP) == {}
    again.close()


def test_settings_go_with_a_chat_that_gets_another_id(state):
    """A group that becomes a supergroup keeps its settings."""
    state.set(GROUP, "who", "admins")
    state.move(GROUP, "-200")
    assert state.settings_of(Chat("telegram", "-200")) == {"who": "admins"}
    assert state.settings_of(GROUP) == {}


def test_an_answered_question_is_known(state):
    """A journaled question is known as answered, in its own chat only, and is kept once."""
    state.journal(answer())
    state.journal(answer())
    assert state.was_answered(GROUP, "7")
    assert not state.was_answered(Chat("telegram", "-1"), "7")
    assert state.usage() == {"quote": 1}


def test_forgetting_takes_the_person_out(state):
    """After `forget` nothing of the person is kept; the counts stay."""
    state.journal(answer())
    assert len(state.kept_of("telegram", "42")) == 1
    assert state.forget("telegram", "42") == 1
    assert state.kept_of("telegram", "42") == []
    assert state.usage() == {"quote": 1}


def test_a_copy_is_whole(state, tmp_path):
    """A backup opens, passes SQLite's check and holds what the state held."""
    state.journal(answer())
    state.back_up(tmp_path / "copy.db")
    connection = sqlite3.connect(tmp_path / "copy.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT receipts FROM answer").fetchall() == [("qabc123 qdef456",)]
    connection.close()
