"""What does a look-up cost beside raw SQLite, and how does it grow with the record?"""

import asyncio
import math
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.app import App
from bot.messages import Request
from bot.settings import load
from knowledge.record import Records
from tests.bench.measuring import Row, Table, at_most, emit, percentiles_us
from tests.bench.records import Corpus

SIZES = (10_000, 100_000, 1_000_000)
_MATCHING = (
    "SELECT rowid, bm25(quote_fts, 2.0, 1.0) AS score FROM quote_fts "
    "WHERE quote_fts MATCH ? ORDER BY score LIMIT 10"
)
_RAW = f"SELECT * FROM quote WHERE id IN (SELECT rowid FROM ({_MATCHING}))"  # noqa: S608  (fixed names)


def measure() -> Iterator[Table]:
    """One table a size, and one of growth."""
    medians: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = Path(folder, f"{size}.db")
            corpus = Corpus(size)
            corpus.build(file)
            rows, medians[size] = _measured(file, corpus)
            yield Table(
                f"Look-ups in {size:,} quotes",
                "raw sqlite3 with the same SQL on the same file",
                "60 queries of two words each, one of them rare; best of 5.",
                rows,
            )
    exponent = math.log(medians[SIZES[-1]] / medians[SIZES[0]]) / math.log(SIZES[-1] / SIZES[0])
    limit = Row(
        "growth of a selective query, exponent of N",
        exponent,
        0.7,
        "",
        exponent / 0.7,
        "≤ 0.7",
        exponent <= 0.7,
    )
    yield Table(
        "Growth of look-ups", "the limit N^0.7", f"p50 from {SIZES[0]:,} to {SIZES[-1]:,} quotes.", (limit,)
    )


def _measured(file: Path, corpus: Corpus) -> tuple[tuple[Row, ...], float]:
    queries = [(corpus.rare(), corpus.rare()) for _ in range(60)]
    matches = [f'"{a}" OR "{b}"' for a, b in queries]
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    records = Records(file)
    record = records.current()
    app = App(load(), records)
    loop = asyncio.new_event_loop()

    def raw(match: str) -> Callable[[], object]:
        return lambda: connection.execute(_RAW, (match,)).fetchall()

    def lookup(match: str) -> Callable[[], object]:
        return lambda: record.quotes(record.matching("quote", match, 10))

    def whole(name: str, words: str) -> Callable[[], object]:
        return lambda: loop.run_until_complete(app.handle(Request(f"/quote {name} {words}")))

    try:
        raw_p50, raw_p99 = percentiles_us([raw(m) for m in matches])
        our_p50, our_p99 = percentiles_us([lookup(m) for m in matches])
        asked = [whole(corpus.names[n], words[0]) for n, words in enumerate(queries[:20])]
        all_p50, _ = percentiles_us(asked)
    finally:
        loop.close()
        app.close()
        connection.close()
    return (
        at_most("prebuilt look-up with records, p50", our_p50, raw_p50, "µs", 3),
        at_most("prebuilt look-up with records, p99", our_p99, raw_p99, "µs", 1.5),
        at_most("App.handle of /quote NAME WORD, p50", all_p50, raw_p50, "µs", 6),
    ), our_p50


if __name__ == "__main__":
    emit(measure())
