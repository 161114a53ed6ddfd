"""From what was read to a new build file. Written once, closed, never changed after."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text

from knowledge.receipts import Receipts
from knowledge.store import schema
from knowledge.store.encoding import Contents, Row, rows_of_all, rows_of_articles

_BATCH = 500
"""Articles whose rows are held in memory at once."""
_WORD = re.compile(r"[^\W\d_]{3,}")
SHARED = "shared_receipts"
"""The fact that lists the codes that several records would have, so that each but the first has another."""


def write(file: Path, contents: Contents) -> None:
    """Make the build `file`: rows, full-text indexes. The file must not exist."""
    engine = unsafe_engine(file)
    try:
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            insert(connection, rows_of_all(contents))
            insert(connection, {schema.alias: list(contents.aliases)})
            insert(connection, {schema.figure_group: list(contents.figure_groups)})
            receipts, words = Receipts(), Counter[str]()
            for first in range(0, len(contents.articles), _BATCH):
                some = contents.articles[first : first + _BATCH]
                insert(connection, rows_of_articles(some, contents.figure_places, receipts))
                words.update(word for read in some for word in words_of(read.article.text))
            insert(connection, {schema.word: [{"text": w, "count": n} for w, n in words.items()]})
            insert(connection, {schema.fact: [{"key": SHARED, "value": " ".join(sorted(receipts.shared))}]})
            _index(connection)
    finally:
        engine.dispose()


def unsafe_engine(file: Path) -> Engine:
    """An engine for a file that is worthless until it is whole and renamed: no journal, no sync."""
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _once(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def sync(file: Path) -> None:
    """Wait until the file is on disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def insert(connection: Connection, rows: Mapping[Table, list[Row]]) -> None:
    """Insert rows, by table."""
    for table, of_table in rows.items():
        if of_table:
            connection.execute(table.insert(), of_table)


def words_of(whole: str) -> list[str]:
    """The words of a text that the vocabulary counts, in lower case."""
    return [word.lower() for word in _WORD.findall(whole)]


def _index(connection: Connection) -> None:
    for table, columns in schema.FULL_TEXT.items():
        listed = ", ".join(columns)
        connection.execute(
            text(f"INSERT INTO {table}_fts (rowid, {listed}) SELECT id, {listed} FROM {table}_searched")  # noqa: S608
        )
        connection.execute(text(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')"))  # noqa: S608
    connection.execute(text("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, passage_fts, row)"))
    connection.execute(text("INSERT INTO term (stem, passages) SELECT term, doc FROM temp.vocabulary"))
    connection.execute(text("DROP TABLE temp.vocabulary"))
    connection.execute(text("ANALYZE"))
