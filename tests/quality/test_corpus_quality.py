"""Does extraction stay as good on the invented corpus as it was? Floors are only ever raised."""

import pytest

from tests.corpus.answers import answers
from tests.quality.corpus_score import ROWS, Row, same_name, score, table

# Row: precision, recall. `python -m tests.quality.corpus_score --errors` prints what they stand for.
FLOORS = {
    "direct": (0.97, 0.94),
    "mixed": (1.0, 1.0),
    "indirect": (0.90, 0.86),
    "speaker": (0.96, 0.85),
    "via": (1.0, 0.80),
    "not speech": (0.78, 0.78),
    "value": (0.99, 1.0),
    "bound": (1.0, 1.0),
    "unit": (1.0, 0.99),
    "measure": (1.0, 0.96),
    "claimant": (0.88, 0.77),
    "as of": (1.0, 0.70),
    "subject": (0.94, 0.69),
    "traps": (0.98, 0.98),
    "dates": (0.98, 0.98),
    "debris": (1.0, 1.0),
}


@pytest.mark.parametrize("name", ROWS)
def test_the_corpus_is_read_no_worse_than_before(name: str):
    """Precision and recall of every measure keep their floor."""
    rows = score()
    row, (precision, recall) = rows[name], FLOORS[name]
    report = "\n".join([table(rows), *row.errors])
    assert row.precision >= precision, report
    assert row.recall >= recall, report


def test_every_judged_article_is_scored():
    """No row is empty, and the articles in a language that is not supported are left out."""
    assert all(row.expected for row in score().values())
    judged = [name for name, answer in answers().items() if answer.judged]
    assert 0 < len(judged) < len(answers())


def test_nothing_read_is_perfect_precision_and_no_recall():
    """An extractor that says nothing is never wrong and finds nothing."""
    assert (Row(expected=3).precision, Row(expected=3).recall) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("shown", "name", "same"),
    [
        ("Selenko", "Marta Selenko", True),
        ("Governor Irena Voskova", "Irena Voskova", True),
        ("the police", "police", True),
        ("Mikola Selenko", "Marta Selenko", False),
        ("Danylo Hrabovych", "Hrabovych's office", False),
        ("he", "Marta Selenko", False),
    ],
)
def test_names_are_judged_as_a_reader_would(shown: str, name: str, *, same: bool):
    """A short or a titled form is the person; a namesake, a pronoun or somebody's office is not."""
    assert same_name(shown, name) is same
