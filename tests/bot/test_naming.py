"""What is typed behind a command is a name as far as it names somebody, and a topic from there."""

from collections.abc import Iterator

import pytest

from bot.app import App
from bot.naming import read_name
from tests.asking import app_on

_ARTICLES = {
    "rally": "Ann Brandt spoke to voters and delegates. Tim Waters, Del Gates and Ann Brandt signed it.\n"
    "Ann Brandt's mails were found. Brandtse-Mails of Tolna, a firm, said it had sent the mails.",
    "mayor": "Ann Roth said the mayor was late. Mrs. Roth said so twice; Ann Roth left. Ann Roth sang.",
    "choir": "Carl Roth sang at noon.",
    "flood": "“The dam will hold,” Roth said.",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    yield from app_on(_ARTICLES, tmp_path_factory)


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        ("brandt mails", "Brandt", "mails"),
        ("Ann Brandt delegates", "Ann Brandt", "delegates"),
        ("brant", "Brandt", ""),
        ("delegates", None, "delegates"),
        ("voters", None, "voters"),
        ("Vaters", "Waters", ""),
    ],
)
def test_a_name_ends_where_the_topic_begins(app: App, typed: str, name: str | None, rest: str):
    """Words that articles have are no slip in a name; a slip that no article has is one."""
    named = read_name(app.records.current(), typed)
    assert named.rest == rest
    assert (named.match is None) == (name is None)
    assert name is None or name in named.match.alias


def test_whom_an_article_just_calls_so_is_heard_too(app: App):
    """A bare surname that nothing gives to anybody is found by itself, and never by another's full name."""
    record = app.records.current()
    bare = {p.id for p in record.all_people if p.name == "Roth"}
    (ann,) = (p.id for p in record.all_people if p.name == "Ann Roth")
    assert bare
    assert read_name(record, "roth").people == (ann, *sorted(bare))
    assert read_name(record, "Ann Roth").people == (ann,)
