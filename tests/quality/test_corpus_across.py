"""Are the articles of the invented corpus joined as well as they were, and nobody merged who is two?"""

import pytest

from tests.quality.across_score import ROWS, score
from tests.quality.corpus_score import table

# Row: precision, recall; only ever raised, but where places that had been taken for people left the pairs.
# `python -m tests.quality.across_score --errors` prints the pairs.
FLOORS = {"people": (1.0, 0.945), "apart": (1.0, 1.0), "origins": (1.0, 1.0), "quotes": (1.0, 0.59)}


@pytest.mark.parametrize("name", ROWS)
def test_the_articles_are_joined_no_worse_than_before(name: str):
    """Precision and recall of joined people, reprints and repeated quotes keep their floor."""
    rows = score()
    row, (precision, recall) = rows[name], FLOORS[name]
    report = "\n".join([table(rows), *row.errors])
    assert row.precision >= precision, report
    assert row.recall >= recall, report
    assert row.expected
