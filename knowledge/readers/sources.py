"""What does the operator say about articles that cannot say it themselves? `sources.toml`, beside them.

One table a file, `["report.txt"]`, with any of title, outlet, author, url, date and language. A
file is found by its path from the folder of the `sources.toml`; the one nearest to it decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.errors import KnowledgeError, ReadError
from knowledge.readers.decoding import decode, read_bytes
from knowledge.readers.stated import Stated, stated_in

FILE_NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one table states about `file`, a path from the folder of the `sources.toml`."""

    file: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class Sources:
    """One `sources.toml`: its entries, and one sentence for each thing wrong in it."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


def sources_in(folder: Path) -> Sources:
    """The `sources.toml` of `folder`; empty where there is none. A wrong entry is left out and named."""
    path = folder / FILE_NAME
    try:
        status = path.stat()
    except OSError:
        return Sources()
    return _parsed(path, status.st_mtime_ns, status.st_size)


class Statements:
    """What is stated about the files of the folder `root`; each `sources.toml` is looked at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._above: dict[str, list[tuple[int, dict[str, Stated]]]] = {}

    def about(self, path: Path) -> Stated | None:
        """What the nearest `sources.toml` from the file's folder up to the root states about it."""
        whole = path.as_posix()
        folder = whole.rpartition("/")[0]
        if folder not in self._above:
            self._above[folder] = list(self._stated_above(path))
        return next((s[whole[at:]] for at, s in self._above[folder] if whole[at:] in s), None)

    def _stated_above(self, path: Path) -> Iterator[tuple[int, dict[str, Stated]]]:
        """From its folder upwards where the names of files begin in a path, and what is stated by these."""
        folder = path.parent
        while True:
            if entries := sources_in(folder).entries:
                at = len(path.as_posix()) - len(path.relative_to(folder).as_posix())
                yield at, {entry.file: entry.stated for entry in entries}
            if folder == self._root or self._root not in folder.parents:
                return
            folder = folder.parent


def stated_for(path: Path, root: Path) -> Stated | None:
    """What is stated about one file."""
    return Statements(root).about(path)


@lru_cache(maxsize=64)
def _parsed(path: Path, changed_ns: int, size: int) -> Sources:
    """The file as it was at that time: a build asks for it once an article."""
    del changed_ns, size
    try:
        tables = tomllib.loads(decode(read_bytes(path)).replace("\r\n", "\n"))
    except (KnowledgeError, tomllib.TOMLDecodeError) as error:
        return Sources(problems=(f"{FILE_NAME}: {error}",))
    entries, problems = [], []
    for file, table in tables.items():
        where = f'{FILE_NAME}, ["{file}"]'
        if not isinstance(table, dict):
            problems.append(f'{FILE_NAME}: {file!r} stands outside a table; begin with ["file.txt"]')
            continue
        try:
            entries.append(Entry(file, stated_in(table, where)))
        except ReadError as error:
            problems.append(str(error))
    return Sources(tuple(entries), tuple(problems))
