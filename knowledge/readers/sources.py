"""What does the operator say about articles that cannot say it themselves? `sources.toml`, beside them.

One table a file, `["report.txt"]`, with any of title, outlet, author, url, date and language. A
file is found by its path from the folder of the `sources.toml`; the one nearest to it decides.
"""

from __future__ import annotations

import tomllib
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


def stated_for(path: Path, root: Path) -> Stated | None:
    """What the nearest `sources.toml` from the file's folder up to `root` states about it."""
    folder = path.parent
    while True:
        if entries := sources_in(folder).entries:
            name = path.relative_to(folder).as_posix()
            if stated := next((entry.stated for entry in entries if entry.file == name), None):
                return stated
        if folder == root or root not in folder.parents:
            return None
        folder = folder.parent


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
