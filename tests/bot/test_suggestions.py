"""Completion offers what the record has."""

import pytest

from bot.command import ArgumentKind
from bot.messages import Role
from bot.suggestions import suggest, unknown_command
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("articles")
    (corpus / "bridge.txt").write_text(
        "“The bridge is safe,” said Ada Fenn, the mayor of Ostrey.\n\nPolice arrested 40 people.", "utf-8"
    )
    (corpus / "sources.toml").write_text('["bridge.txt"]\noutlet = "Ostrey Courier"\n', "utf-8")
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(corpus, home))
    records = Records(home.record)
    yield records.current()
    records.close()


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (ArgumentKind.PERSON, "ada", "Ada Fenn"),
        (ArgumentKind.PERSON, "", "Ada Fenn"),
        (ArgumentKind.MEASURE, "det", "arrests"),
        (ArgumentKind.OUTLET, "cour", "Ostrey Courier"),
        (ArgumentKind.COMMAND, "/quo", "quote"),
    ],
)
def test_the_record_completes_what_is_typed(record, kind, typed, expected):
    """The start of a name, measure, outlet or command offers it."""
    assert expected in [option.command for option in suggest(record, kind, typed, 25)]


def test_the_start_of_a_receipt_offers_it_with_its_words(record):
    """A receipt is completed from its first letters and shows what it is for."""
    (quote,) = record.quotes(record.quote_ids())
    (option,) = suggest(record, ArgumentKind.RECEIPT, quote.receipt[:4].upper(), 25)
    assert option.command == quote.receipt
    assert "bridge is safe" in option.label


def test_no_more_is_offered_than_asked(record):
    """The limit holds."""
    assert len(suggest(record, ArgumentKind.COMMAND, "", 3)) == 3


def test_a_mistyped_command_is_near_to_the_meant_one():
    """The nearest command to a slip is the command; where none looks like the word, none is named."""
    assert unknown_command("qoute", Role.EVERYONE).values["nearest"] == "/quote"
    assert "nearest" not in unknown_command("weather", Role.OPERATOR).values


def test_nobody_is_led_to_what_they_may_not_use():
    """Only commands of the asker's role are named as near."""
    assert unknown_command("statuss", Role.OPERATOR).values["nearest"] == "/status"
    assert "nearest" not in unknown_command("statuss", Role.EVERYONE).values
