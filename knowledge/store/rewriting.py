"""From a build to the next where little changed: in a copy of its file, only what differs is written.

Rows of articles that went are deleted and those of articles that came inserted; what was found across
articles is compared with what the file holds, row by row. The outcome is what `write` would make.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, text

from knowledge.receipts import Receipts
from knowledge.store import schema
from knowledge.store.encoding import (
    Contents,
    Places,
    ReadArticle,
    Renewed,
    Row,
    presence_rows,
    rows_of_all,
    rows_of_articles,
    written_people,
)
from knowledge.store.writing import SHARED, insert, unsafe_engine, words_of

_OF_ARTICLES = (schema.quote, schema.figure, schema.moment, schema.passage)
_WITH_RECEIPTS = (schema.article, schema.passage, schema.quote, schema.figure)
_ANALYSED_ROWS = 1000
"""Of each index: enough to tell a selective one, at no cost."""


class SharedReceipt(Exception):
    """A record that came or went shares its receipt with another, so that others' may have to change."""


def rewrite(file: Path, contents: Contents) -> None:
    """Make the build `file`, a copy of an earlier one, hold `contents`.

    An article with the `key` of one in the file is the same, with the same numbers.

    Raises:
        SharedReceipt: the file must be written anew; what is there now is worthless.
    """
    engine = unsafe_engine(file)
    try:
        with engine.begin() as connection:
            held = {row.key: row for row in connection.execute(_HELD)}
            keys = {read.key for read in contents.articles}
            gone = [row for key, row in held.items() if key not in keys]
            fresh = [read for read in contents.articles if read.key not in held]
            kept = [read for read in contents.articles if read.key in held]
            words = _take_out(connection, gone)
            words.update(word for read in fresh for word in words_of(read.article.text))
            _put_in(connection, fresh, contents.figure_places)
            _keep_extractions(connection, contents.articles)
            _rejoin(connection, [(read, held[read.key]) for read in kept])
            _regroup(connection, contents)
            _exchange_all(connection, contents)
            _count_words(connection, words)
            # What the planner knows would else be of the build that the first copy was made of.
            connection.execute(text(f"PRAGMA analysis_limit = {_ANALYSED_ROWS}"))
            connection.execute(text("ANALYZE"))
    finally:
        engine.dispose()


_HELD = text("SELECT id, key, people, names, origin FROM article")


def _take_out(connection: Connection, gone: Sequence[Any]) -> Counter[str]:
    """Delete the rows of the articles that went; the words of the vocabulary that go with them, negative."""
    ids = json.dumps([row.id for row in gone])
    shared = (
        connection.execute(text("SELECT value FROM fact WHERE key = :key"), {"key": SHARED}).scalar() or ""
    )
    for table in _WITH_RECEIPTS:
        column = "id" if table is schema.article else "article_id"
        found = _run(connection, f"SELECT receipt FROM {table.name} WHERE {column} IN {_AMONG}", ids)  # noqa: S608
        if not {row[0] for row in found}.isdisjoint(shared.split()):
            raise SharedReceipt
    words: Counter[str] = Counter()
    for (whole,) in _run(connection, f"SELECT text FROM article WHERE id IN {_AMONG}", ids):  # noqa: S608
        words.subtract(words_of(whole))
    _count_stems(connection, ids, -1)
    _delete_presence(connection, {row.id: row.people for row in gone})
    for table_name, columns in schema.FULL_TEXT.items():
        listed, index = ", ".join(columns), f"{table_name}_fts"
        _run(
            connection,
            f"INSERT INTO {index} ({index}, rowid, {listed}) SELECT 'delete', id, {listed} "  # noqa: S608
            f"FROM {table_name}_searched WHERE id IN "
            f"(SELECT id FROM {table_name} WHERE article_id IN {_AMONG})",
            ids,
        )
    for table in _OF_ARTICLES:
        # A date has no index by article, so that it goes by its passage.
        where = _OF_PASSAGES if table is schema.moment else f"article_id IN {_AMONG}"
        _run(connection, f"DELETE FROM {table.name} WHERE {where}", ids)  # noqa: S608
    _run(connection, f"DELETE FROM article WHERE id IN {_AMONG}", ids)  # noqa: S608
    return words


def _put_in(connection: Connection, fresh: Sequence[ReadArticle], places: Places) -> None:
    """Insert the rows of the articles that came."""
    receipts = Receipts()
    rows = rows_of_articles(fresh, places, receipts)
    for table in _WITH_RECEIPTS:
        codes = json.dumps([row["receipt"] for row in rows[table]])
        taken = _run(connection, f"SELECT 1 FROM {table.name} WHERE receipt IN {_AMONG}", codes)  # noqa: S608
        if receipts.shared or taken:
            raise SharedReceipt
    del rows[schema.extraction]
    insert(connection, rows)
    ids = json.dumps([read.numbers.article for read in fresh])
    for name, columns in schema.FULL_TEXT.items():
        listed = ", ".join(columns)
        _run(
            connection,
            f"INSERT INTO {name}_fts (rowid, {listed}) SELECT id, {listed} FROM {name}_searched "  # noqa: S608
            f"WHERE id IN (SELECT id FROM {name} WHERE article_id IN {_AMONG})",
            ids,
        )
    _count_stems(connection, ids, 1)


def _keep_extractions(connection: Connection, articles: Sequence[ReadArticle]) -> None:
    """Keep what was extracted of these articles, and of no others."""
    held = {key for (key,) in connection.execute(text("SELECT key FROM extraction"))}
    wanted = {read.cache_key: read.cached for read in articles}
    gone = json.dumps(list(held - wanted.keys()))
    _run(connection, f"DELETE FROM extraction WHERE key IN {_AMONG}", gone)  # noqa: S608
    rows = [{"key": key, **wanted[key]._asdict()} for key in wanted.keys() - held]
    insert(connection, {schema.extraction: rows})


def _rejoin(connection: Connection, kept: Sequence[tuple[ReadArticle, Any]]) -> None:
    """Bring up to date what was found across articles about those that stayed, each with its old row."""
    driver = _driver(connection)
    found = [(read, was, (written_people(read.people), read.names, read.origin)) for read, was in kept]
    driver.executemany(
        "UPDATE article SET people = ?, names = ?, origin = ? WHERE id = ?",
        [(*now, was.id) for _, was, now in found if now != (was.people, was.names, was.origin)],
    )
    moved = [(read, was) for read, was, (people, *_) in found if people != was.people]
    _delete_presence(connection, {was.id: was.people for _, was in moved})
    insert(connection, {schema.presence: [row for read, _ in moved for row in presence_rows(read)]})
    driver.executemany(
        "UPDATE quote SET person_id = ?, speaker_person = ?, via_person = ? WHERE id = ?",
        [row for read, _ in moved for row in _speakers(read)],
    )
    driver.executemany(
        "UPDATE figure SET subject_person = ?, claimant_person = ? WHERE id = ?",
        [row for read, _ in moved for row in _claimants(read)],
    )
    groups: dict[int, int] = {}
    for read, _ in kept:
        groups.update(enumerate(read.quote_groups, read.numbers.quote))
    held = dict(driver.execute("SELECT id, group_id FROM quote"))
    driver.executemany(
        "UPDATE quote SET group_id = ? WHERE id = ?",
        [(group, number) for number, group in groups.items() if held[number] != group],
    )


def _speakers(read: ReadArticle) -> Iterable[tuple[int | None, ...]]:
    for number, (by, via, _) in enumerate(read.gist.quotes, read.numbers.quote):
        speaker = read.person_at(by)
        yield speaker, speaker, read.person_at(via), number


def _claimants(read: ReadArticle) -> Iterable[tuple[int | None, ...]]:
    for number, (_, subject, claimant) in enumerate(read.gist.figures, read.numbers.figure):
        yield read.person_at(subject), read.person_at(claimant), number


def _regroup(connection: Connection, contents: Contents) -> None:
    """Put those figures and their groups in place that are otherwise than before."""
    driver = _driver(connection)
    driver.executemany(
        "UPDATE figure SET group_id = ?, turn = ? WHERE id = ?",
        [(*place, number) for number, place in contents.figure_places.items()],
    )
    gone = json.dumps([*contents.ended_groups, *(row["id"] for row in contents.figure_groups)])
    _run(connection, f"DELETE FROM figure_group WHERE id IN {_AMONG}", gone)  # noqa: S608
    insert(connection, {schema.figure_group: list(contents.figure_groups)})


def _exchange_all(connection: Connection, contents: Contents) -> None:
    for table, rows in rows_of_all(contents).items():
        kept = f"WHERE key != '{SHARED}'" if table is schema.fact else ""
        _exchange(connection, table, rows, kept)
    renewed = contents.renewed or Renewed({}, ())
    some = json.dumps(list(renewed.articles.values())), json.dumps(list(renewed.people))
    _exchange(connection, schema.alias, contents.aliases, _RENEWED, some)


def _count_words(connection: Connection, words: Counter[str]) -> None:
    """Add to the counts of words."""
    changed = [(word, count) for word, count in words.items() if count]
    statement = (
        "INSERT INTO word (text, count) VALUES (?, ?) "
        "ON CONFLICT (text) DO UPDATE SET count = count + excluded.count"
    )
    driver = _driver(connection)
    driver.executemany(statement, changed)
    driver.execute("DELETE FROM word WHERE count = 0")


def _count_stems(connection: Connection, articles: str, times: int) -> None:
    """Add to the counts of stems how many passages of these articles have each, `times` over."""
    driver = _driver(connection)
    for statement in _STEMS:
        driver.execute(statement)
    _run(
        connection,
        "INSERT INTO temp.some (text) SELECT text FROM passage_searched "  # noqa: S608
        f"WHERE id IN (SELECT id FROM passage WHERE article_id IN {_AMONG})",
        articles,
    )
    driver.execute(
        "INSERT INTO term (stem, passages) SELECT term, ? * doc FROM temp.some_stems WHERE true "
        "ON CONFLICT (stem) DO UPDATE SET passages = passages + excluded.passages",
        (times,),
    )
    driver.execute("DELETE FROM term WHERE passages = 0")
    driver.execute("DROP TABLE temp.some_stems")
    driver.execute("DROP TABLE temp.some")


_STEMS = (
    f"CREATE VIRTUAL TABLE temp.some USING fts5(text, content='', tokenize='{schema.TOKENIZER}')",
    "CREATE VIRTUAL TABLE temp.some_stems USING fts5vocab(temp, some, row)",
)


# --- rows ---------------------------------------------------------------------------------------------------

_AMONG = "(SELECT value FROM json_each(?))"
_RENEWED = (
    f"WHERE article_id IN {_AMONG} OR person_id IN {_AMONG} OR"  # noqa: S608
    " article_id NOT IN (SELECT id FROM article) OR person_id NOT IN (SELECT id FROM person)"
)
_OF_PASSAGES = f"passage_id IN (SELECT id FROM passage WHERE article_id IN {_AMONG})"  # noqa: S608


def _run(connection: Connection, statement: str, values: str) -> list[tuple[Any, ...]]:
    """Run a statement with one list bound to it, as JSON; its rows."""
    return _driver(connection).execute(statement, (values,)).fetchall()


def _driver(connection: Connection) -> sqlite3.Connection:
    driver: Any = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101  (builds are SQLite files)
    return driver


def _delete_presence(connection: Connection, people: dict[int, str]) -> None:
    """Delete who is named in the passages of some articles, given the people of each."""
    ids = json.dumps(list(people))
    named = json.dumps(sorted({int(person) for line in people.values() for person in line.split()}))
    statement = f"DELETE FROM presence WHERE person_id IN {_AMONG} AND {_OF_PASSAGES}"  # noqa: S608
    _driver(connection).execute(statement, (named, ids))


def _exchange(
    connection: Connection, table: Table, rows: Sequence[Row], where: str = "", values: tuple[str, ...] = ()
) -> None:
    """Make a table hold just these rows, among those that `where` says; only what differs is written."""
    names = [column.name for column in table.c]
    listed = ", ".join(f'"{name}"' for name in names)
    key = [column.name for column in table.primary_key]
    places = [names.index(name) for name in key]
    wanted = {tuple(row[name] for name in names) for row in rows}
    driver = _driver(connection)
    held = set(driver.execute(f"SELECT {listed} FROM {table.name} {where}", values))  # noqa: S608
    matched = " AND ".join(f'"{name}" = ?' for name in key)
    gone = [tuple(row[place] for place in places) for row in held - wanted]
    driver.executemany(f"DELETE FROM {table.name} WHERE {matched}", gone)  # noqa: S608
    marks = ", ".join("?" * len(names))
    driver.executemany(f"INSERT INTO {table.name} ({listed}) VALUES ({marks})", list(wanted - held))  # noqa: S608
