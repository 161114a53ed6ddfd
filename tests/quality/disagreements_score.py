"""Are the figures of the invented corpus compared as its key says? From the articles to the reason.

    python -m tests.quality.disagreements_score [--errors]

Every pair of the key is looked up in a build of the corpus and compared. `disagreements` want one
of the reasons given, `agreements` none that both cannot be true, `unrelated` no comparison at
all. A figure that was not read counts as a wrong answer, but for the unrelated.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.build import Plan, build
from knowledge.claim import Claim, claim_of
from knowledge.compare import Relation, relation
from knowledge.home import Home
from knowledge.record import Record
from tests.corpus.answers import ARTICLES, answers, find, table_of
from tests.quality.corpus_score import Row, Rows, table

ROWS = ("disagreements", "agreements", "unrelated")
_NO_CONTRADICTION = [Relation.AGREE, Relation.COMPATIBLE]


def score(record: Record) -> Rows:
    """Every row, on a build of the corpus."""
    across = table_of("across.toml")
    return {
        "disagreements": _compared(record, across["disagreements"], None),
        "agreements": _compared(record, across["agreements"], _NO_CONTRADICTION),
        "unrelated": _compared(record, across["unrelated"], [Relation.UNRELATED]),
    }


def _compared(record: Record, entries: Sequence[Mapping[str, Any]], wanted: Sequence[str] | None) -> Row:
    row = Row()
    for entry in entries:
        reasons = list(wanted or entry["reason"])
        sides = [_claim(record, side) for side in entry["sides"]]
        one, other = (side["text"] for side in entry["sides"])
        found = relation(sides[0], sides[1]) if sides[0] and sides[1] else None
        right = found in reasons or (found is None and reasons == [Relation.UNRELATED])
        row.expected += 1
        row.predicted += found is not None
        row.right += right
        if not right:
            measures = [side and side.measure for side in sides]
            row.errors.append(f"{one!r} + {other!r}: {found}, want {reasons} (measures {measures})")
    return row


def _claim(record: Record, side: Mapping[str, str]) -> Claim | None:
    """The figure that the side names, as the build has it."""
    article = answers()[side["article"]].article
    span = find(article, side["number"], side["text"])
    ids = [number for number, known in record.articles.items() if known.name == side["article"]]
    figures = record.figures(record.figure_ids_in(ids[0])) if ids else ()
    touching = [figure for figure in figures if figure.figure.span.overlaps(span)]
    return claim_of(touching[0]) if touching else None


def main() -> None:
    """Print the table, and the errors if they are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true")
    errors = parser.parse_args().errors
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        build(Plan(ARTICLES, home, workers=1))
        record = Record(home.record)
        rows = score(record)
        record.close()
    lines = [table(rows)]
    if errors:
        lines += ["\n  ".join([f"\n{name}", *row.errors]) for name, row in rows.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
