"""Do the records of a build match its articles, and do its articles still match their files?

Every slice is cut again and compared.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Column, RowMapping, Select, create_engine, select, text
from sqlalchemy.exc import DatabaseError

from knowledge.errors import DamagedBuild, ReadError
from knowledge.store.lookups import Lookups
from knowledge.store.schema import FULL_TEXT, alias, article, figure, passage, quote

_SLICES = (
    (passage, "text", "start", "end"),
    (quote, "context", "context_start", "context_end"),
    (figure, "context", "context_start", "context_end"),
    (figure, "phrase", "phrase_start", "phrase_end"),
    (alias, "text", "start", "end"),
)


def verify(build: Path, articles: Sequence[int] | None = None) -> None:
    """Check a build file: that it is whole, and the records of these articles (of all, if None).

    Where only some articles are named, the file is a copy that was `verify_whole` before they were put in.

    Raises:
        DamagedBuild: the file is torn, or a record is not the slice it claims to be; the text says which.
    """
    with _opened(build) as lookups:
        _refuse_torn(lookups, quick=articles is not None)
        if damage := next(_damages(lookups, articles), None):
            raise DamagedBuild(f"{build.name}: {damage}")


def verify_whole(build: Path) -> None:
    """Check that a build file is whole, its records apart; raises `DamagedBuild`."""
    with _opened(build) as lookups:
        _refuse_torn(lookups)


@contextmanager
def _opened(build: Path) -> Iterator[Lookups]:
    """A build to be checked; what SQLite cannot read of it is a damage."""
    lookups = Lookups(build)
    try:
        yield lookups
    except DatabaseError as error:
        raise DamagedBuild(f"{build.name}: {error.orig}") from None
    finally:
        lookups.close()


def _refuse_torn(lookups: Lookups, *, quick: bool = False) -> None:
    if (state := lookups.check(quick=quick)) != "ok":
        raise DamagedBuild(f"{lookups.file.name}: {state}")


def check_search(build: Path) -> None:
    """Check that the search indexes of a build hold its texts; raises `DamagedBuild`.

    The check writes, so that it is done on a copy.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / build.name
        shutil.copyfile(build, copy)
        engine = create_engine(f"sqlite:///{copy}")
        try:
            with engine.begin() as connection:
                for table in FULL_TEXT:
                    index = f"{table}_fts"
                    command = text(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
                    connection.execute(command)
        except DatabaseError as error:
            raise DamagedBuild(
                f"{build.name}: the search index does not hold its texts ({error.orig})"
            ) from None
        finally:
            engine.dispose()


class FileState(StrEnum):
    """What an article's file is now, beside what was read from it."""

    IDENTICAL = "identical"
    MOVED = "moved"  # changed, but it still has the words
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


def reread(root: Path, path: str, content_hash: str, words: str) -> FileState:
    """Read an article's file again, hash it, and look for the words of a record in it."""
    from knowledge.readers import read  # of all that is checked here only this reads a file

    file = root / path
    if not file.is_file():
        return FileState.MISSING
    try:
        now = read(file, root)
    except ReadError:
        return FileState.UNREADABLE
    if now.content_hash == content_hash:
        return FileState.IDENTICAL
    return FileState.MOVED if words and words in now.text else FileState.CHANGED


def _damages(lookups: Lookups, articles: Sequence[int] | None) -> Iterator[str]:
    texts: dict[int, str] = {}
    columns = (article.c.id, article.c.name, article.c.text, article.c.hash)
    for row in lookups.rows(_of(select(*columns), article.c.id, articles)):
        texts[row["id"]] = row["text"]
        if hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest() != row["hash"]:
            yield f"article {row['name']} is not the text it was read from"
    for table, column, start, end in _SLICES:
        slices = select(table.c.article_id, table.c[column], table.c[start], table.c[end])
        for row in lookups.rows(_of(slices, table.c.article_id, articles)):
            if texts[row["article_id"]][row[start] : row[end]] != row[column]:
                yield f"{table.name} “{row[column][:40]}” is not at {row[start]}–{row[end]}"
    yield from _misplaced_quotes(lookups.rows(_of(select(quote), quote.c.article_id, articles)), texts)


def _of(statement: Select[Any], column: Column[int], articles: Sequence[int] | None) -> Select[Any]:
    """The statement for some articles only, unless for all."""
    return statement if articles is None else statement.where(column.in_(articles))


def _misplaced_quotes(rows: Sequence[RowMapping], texts: dict[int, str]) -> Iterator[str]:
    for row in rows:
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split()]
        text = texts[row["article_id"]]
        if " … ".join(text[start:end] for start, end in spans) != row["content"]:
            yield f"quote {row['receipt']} is not the words of its article"
        if not all(a[1] <= b[0] for a, b in pairwise(spans)):
            yield f"quote {row['receipt']} has overlapping spans"
        if not _in_text(row, text):
            yield f"quote {row['receipt']} points outside its article"


def _in_text(row: Any, text: str) -> bool:
    ends = (
        row["speaker_end"],
        row["cue_end"],
        row["via_end"],
        row["audience_end"],
        row["place_end"],
        row["said_end"],
    )
    return all(end is None or end <= len(text) for end in ends)
