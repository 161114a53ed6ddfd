"""What does a look-up cost beside raw SQLite, and how does it grow with the record?"""

import asyncio
import math
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.messages import Request
from bot.settings import load
from bot.state.store import State
from knowledge.record import Records
from knowledge.search import find
from tests.bench.measuring import Row, Table, at_most, emit, side_by_side_us
from tests.bench.records import SIZES, built

QUERIES = 300
_BEST = (
    "(SELECT quote_fts.rowid AS id, bm25(quote_fts, 2.0, 1.0) AS score FROM quote_fts {joined}"
    "WHERE quote_fts MATCH ? {of_person}ORDER BY score LIMIT {most})"
)
_ROWS = "SELECT quote.* FROM {best} AS best CROSS JOIN quote ON quote.id = best.id"
_RAW = _ROWS.format(best=_BEST.format(joined="", of_person="", most=10))
_RAW_OF = _ROWS.format(
    best=_BEST.format(
        joined="JOIN quote ON quote.id = quote_fts.rowid ", of_person="AND quote.person_id = ? ", most=500
    )
)
_STOP_WORDS = "what did they who were there say of the {} and the {} that was in it".format


@dataclass(frozen=True, slots=True)
class _Asked:
    """A quote that is on record, as it may be asked for: its speaker, and a word or two of its own."""

    name: str
    person: int
    words: tuple[str, ...]
    match: str


def measure() -> Iterator[Table]:
    """One table a size, and one of growth."""
    medians: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            rows, median = _measured(built(size, Path(folder)), Path(folder, f"state-{size}.db"))
            medians.append(median)
            yield Table(
                f"Look-ups in {size:,} quotes",
                "raw sqlite3 with the same SQL as one statement on the same file",
                f"{QUERIES} queries: a third each one rare word, two words of a quote, a phrase of two; "
                "both sides take turns, best of 5.",
                rows,
            )
    if len(SIZES) > 1:
        exponent = math.log(medians[-1] / medians[0]) / math.log(SIZES[-1] / SIZES[0])
        what = "growth of a selective query, exponent of N"
        limit = Row(what, exponent, 0.7, "", exponent / 0.7, "≤ 0.7 N", exponent <= 0.7)
        note = f"p50 from {SIZES[0]:,} to {SIZES[-1]:,} quotes."
        yield Table("Growth of look-ups", "the limit N^0.7", note, (limit,))


def _measured(file: Path, state: Path) -> tuple[tuple[Row, ...], float]:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    records = Records(file)
    record = records.current()
    app = App(load(), records, State(state))
    loop = asyncio.new_event_loop()
    asked = _asked(connection)

    def raw(sql: str, *values: object) -> Callable[[], object]:
        return lambda: connection.execute(sql, values).fetchall()

    def lookup(match: str) -> Callable[[], object]:
        return lambda: record.quotes(record.matching("quote", match, 10))

    def whole(text: str) -> Callable[[], object]:
        return lambda: loop.run_until_complete(app.handle(Request(text)))

    try:
        ours, peer = side_by_side_us([lookup(a.match) for a in asked], [raw(_RAW, a.match) for a in asked])
        one_word = [a for a in asked if len(a.words) == 1]
        handled, raw_of = side_by_side_us(
            [whole(f"/quote {a.name} {a.words[0]}") for a in one_word],
            [raw(_RAW_OF, a.match, a.person) for a in one_word],
        )
        questions = [_STOP_WORDS(*a.words) for a in asked if len(a.words) == 2][:30]
        planned, naive = side_by_side_us(
            [lambda q=question: find(record, "quote", q, 10) for question in questions],  # type: ignore[misc]
            [raw(_RAW, " OR ".join(f'"{w}"' for w in question.split())) for question in questions],
            rounds=2,
        )
        message = _message(connection)
        checked, _ = side_by_side_us([whole(f"/check {message}")], (), rounds=3)
    finally:
        loop.close()
        app.close()
        connection.close()
    return (
        at_most("prebuilt look-up with records, p50", ours[0], peer[0], "µs", 3),
        at_most("prebuilt look-up with records, p99", ours[1], peer[1], "µs", 1.5),
        at_most("App.handle of /quote NAME WORD, p50, against its SQL", handled[0], raw_of[0], "µs", 6),
        at_most(
            "question with stop words, p50, against all its words OR-ed", planned[0], naive[0], "µs", 1 / 8
        ),
        at_most("/check of 4,000 characters, against one look-up", checked[0], ours[0], "µs", 20),
    ), ours[0]


def _asked(connection: sqlite3.Connection) -> list[_Asked]:
    """Queries that quotes of the record answer, drawn from a seed."""
    draw = random.Random(5)
    (last,) = connection.execute("SELECT max(id) FROM quote").fetchone()
    asked: list[_Asked] = []
    while len(asked) < QUERIES:
        found = connection.execute(
            "SELECT speaker_name, person_id, content FROM quote WHERE id = ?", (draw.randint(1, last),)
        )
        name, person, content = found.fetchone()
        words = content.split()
        telling = [w for w in words if len(w) > 5]
        if len(telling) < 2:
            continue
        match len(asked) % 3:
            case 0:
                asked.append(_Asked(name, person, (max(telling, key=len),), f'"{max(telling, key=len)}"'))
            case 1:
                one, other = draw.sample(telling, 2)
                asked.append(_Asked(name, person, (one, other), f'"{one}" AND "{other}"'))
            case _:
                at = words.index(telling[0])
                phrase = words[max(0, at - 1) : max(0, at - 1) + 2]
                asked.append(_Asked(name, person, (), f'"{" ".join(phrase)}"'))
    return asked


def _message(connection: sqlite3.Connection) -> str:
    """A message of 4,000 characters: quotations of the record, and numbers."""
    parts: list[str] = []
    for (context,) in connection.execute("SELECT context FROM quote WHERE id % 997 = 1 LIMIT 60"):
        parts.append(f"{context} More than {len(parts) + 2},000 people were there.")
    return " ".join(parts)[:3990]


if __name__ == "__main__":
    emit(measure())
