"""Is the published build still what would be made now? By files, corrections and code; nothing is read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from knowledge.corrections import Correction
from knowledge.home import Home
from knowledge.store import schema
from knowledge.store.lookups import Lookups
from knowledge.versions import code_version


def is_current(corpus: Path, home: Home, corrections: Sequence[Correction] = ()) -> bool:
    """Whether the published build is of this code, of the folder as it is now, and of these corrections.

    A state that was taken back, or was seen and not published, is not to be built again unasked:
    the published build stays current in it, as long as this code can read it.
    """
    if not home.record.exists():
        return False
    facts, state = _facts_of(home.record), state_of(corpus, corrections)
    if facts.get("schema") == state["schema"] and home.held == _code_of(state):
        return True
    return all(facts.get(key) == value for key, value in state.items())


def is_readable(build: Path) -> bool:
    """Whether this code can answer from the build: one of an older version is made anew instead."""
    return _facts_of(build).get("schema") == str(schema.VERSION)


def hold_back(home: Home, build: Path) -> None:
    """Remember that the state of articles and corrections that `build` was made of is not to be published."""
    home.hold(_code_of(_facts_of(build)))


def _facts_of(build: Path) -> dict[str, str]:
    lookups = Lookups(build)
    try:
        return dict(lookups.facts)
    finally:
        lookups.close()


def state_of(corpus: Path, corrections: Sequence[Correction]) -> dict[str, str]:
    """What a build depends on: the code, the files and the corrections, as cheaply as can be told."""
    return {
        "schema": str(schema.VERSION),
        "code": code_version(),
        "files": fingerprint(corpus),
        "corrections": sha256(repr(tuple(corrections)).encode()).hexdigest(),
    }


def _code_of(facts: Mapping[str, str]) -> str:
    """A code of the files and corrections among a build's facts."""
    return sha256(f"{facts.get('files')}:{facts.get('corrections')}".encode()).hexdigest()


def fingerprint(corpus: Path) -> str:
    """A code of a folder's files by name, size and time of change."""
    return sha256("\n".join(sorted(_states(corpus, ""))).encode("utf-8", "surrogateescape")).hexdigest()


def _states(folder: str | Path, inside: str) -> Iterator[str]:
    """One line for each file of a folder and of those below it; links to folders are not followed."""
    try:
        found = os.scandir(folder)
    except OSError:  # gone or not to be read: there is nothing in it for us
        return
    with found as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states(entry.path, f"{inside}{entry.name}/")
            elif entry.is_file():
                stat = entry.stat()
                yield f"{inside}{entry.name}:{stat.st_size}:{stat.st_mtime_ns}"
