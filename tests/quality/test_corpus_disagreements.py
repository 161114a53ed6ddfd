"""Are figures that differ told apart from figures that contradict each other, as well as before?"""

import pytest

from knowledge.record import Record
from tests.quality.corpus_score import table
from tests.quality.disagreements_score import ROWS, score

# Row: share of right answers; only ever raised. `python -m tests.quality.disagreements_score --errors`.
FLOORS = {"disagreements": 0.65, "agreements": 1.0, "unrelated": 1.0}


@pytest.mark.parametrize("name", ROWS)
def test_figures_are_compared_no_worse_than_before(record: Record, name: str):
    """Reasons, agreements and figures that have nothing to do with each other keep their floor."""
    rows = score(record)
    assert rows[name].recall >= FLOORS[name], "\n".join([table(rows), *rows[name].errors])
    assert rows[name].expected
