"""Since when something is so: years of a message against years of the record."""

from collections.abc import Iterator

import pytest

from bot.app import App
from knowledge.match import check
from knowledge.matching.beginnings import beginnings
from tests.asking import app_on

_ARTICLES = {
    "tolna": "Mayor Ann Brandt has governed Tolna since 2008, and Omar Lind has led its council since 2015."
    "\n\n"
    "Critics say the town is poorer. She has been in power since 2008, they note.\n",
    "farm": "Omar Lind owned a farm near Tolna. Its dam has leaked since 1999.\n",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    yield from app_on(_ARTICLES, tmp_path_factory)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ann Brandt has governed Tolna since 2008!", ["supported"]),
        ("Brandt has ruled there since 2011 😡", ["contradicted"]),
        ("Бранд у власти с 2001 года", ["contradicted"]),
        ("Omar Lind has led the council since 2015", ["supported"]),
        ("Omar Lind has governed Tolna since 2008", ["altered"]),
        ("Eva Stone has governed Tolna since 2008", ["altered"]),
        ("Omar Lind has grown wheat since 1999", ["not_found"]),
    ],
)
def test_a_year_since_when_is_compared_with_that_of_the_same_people(app: App, text: str, labels: list[str]):
    """The same of the same people agrees or not; of others it is altered, and else nothing is said."""
    assert [checked.label.value for checked in check(app.records.current(), text)] == labels


def test_no_message_makes_work_without_end(app: App):
    """Of a message that repeats itself only the first years are looked for."""
    text = "Ann Brandt has governed Tolna since 2008. " * 100
    assert len(list(beginnings(app.records.current(), text))) == 8
