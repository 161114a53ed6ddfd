"""What is wrong with this installation, and what mends it? Every check looks; none repairs."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.state.opening import StateError, revisions
from bot.state.store import State, state_file
from bot.state.upkeep import check, next_copy_due
from knowledge.corpus import survey
from knowledge.errors import KnowledgeError
from knowledge.home import Home
from knowledge.record import Record
from knowledge.verify import check_search, verify

_MEBIBYTE = 1024 * 1024
_LEAST_FREE = 200 * _MEBIBYTE
_SHAPES = {
    "telegram": (re.compile(r"\d{5,}:[\w-]{30,}"), "copy it again from @BotFather"),
    "discord": (
        re.compile(r"[\w-]{18,}\.[\w-]{5,}\.[\w-]{25,}"),
        "reset and copy it in the developer portal",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `remedy` is "" where all is well."""

    about: str
    found: str
    remedy: str = ""
    serious: bool = False


Check = Callable[[Settings, Home], Iterator[Finding]]


def examine(settings: Settings, home: Home) -> Iterator[Finding]:
    """Everything that can be told of an installation, each thing with its remedy."""
    for look in _CHECKS:
        yield from look(settings, home)


def _tokens(settings: Settings, home: Home) -> Iterator[Finding]:
    del home
    given = 0
    for platform, (shape, remedy) in _SHAPES.items():
        token = getattr(settings, platform).token.get_secret_value()
        given += bool(token)
        if token and not shape.fullmatch(token):
            yield Finding(f"{platform} token", "has not the shape of one", remedy, serious=True)
        elif token:
            yield Finding(f"{platform} token", "has the shape of one")
    if not given:
        yield Finding(
            "tokens", "no platform has one", "set one before `onrecord run`; `onrecord chat` needs none"
        )


def _operators(settings: Settings, home: Home) -> Iterator[Finding]:
    del home
    known = settings.access.operators
    wrong = [name for name in known if not re.fullmatch(r"(telegram|discord):\d+", name)]
    if wrong:
        yield Finding("operators", f"{', '.join(wrong)}", 'write each as "telegram:12345"', serious=True)
    elif not known:
        yield Finding(
            "operators", "nobody", "name yourself in [access] operators to reload and correct in chats"
        )
    else:
        yield Finding("operators", str(len(known)))


def _articles(settings: Settings, home: Home) -> Iterator[Finding]:
    del home
    try:
        corpus = survey(settings.articles)
    except KnowledgeError as error:
        yield Finding("articles", str(error), "set articles in the configuration", serious=True)
        return
    if not corpus.files:
        yield Finding(
            "articles", f"none in {settings.articles}", "put text, Markdown or HTML files there", serious=True
        )
    else:
        yield Finding("articles", f"{len(corpus.files)} in {settings.articles}")
    for skipped in corpus.skipped:
        yield Finding("articles", f"{skipped.path}: {skipped.reason}", "mend or remove it, then reload")


def _build(settings: Settings, home: Home) -> Iterator[Finding]:
    del settings
    if not home.record.exists():
        yield Finding("build", "there is none", "run `onrecord build`", serious=True)
        return
    try:
        verify(home.record)
        check_search(home.record)
    except KnowledgeError as error:
        yield Finding("build", str(error), "run `onrecord build`; until then /undo goes back", serious=True)
        return
    record = Record(home.record)
    made = record.facts.get("made", "?")
    record.close()
    yield Finding("build", f"made {made}, every record is the slice it claims to be, search index whole")
    if datetime.fromisoformat(made) > datetime.now(UTC):
        yield Finding(
            "clock", f"it is before the build was made, {made}", "set the clock of this machine", serious=True
        )


def _state(settings: Settings, home: Home) -> Iterator[Finding]:
    del home
    file = state_file(settings)
    if not file.exists():
        yield Finding("state", "there is none yet; it is made when it is needed")
        return
    try:
        check(file)
    except StateError as error:
        yield Finding(
            "state", str(error), "stop the bot and run `onrecord restore` with a copy", serious=True
        )
        return
    state = State(file)
    try:
        present, wanted = revisions(state.engine)
        yield Finding("state", f"whole, at migration {present} of {wanted}")
    except StateError as error:
        yield Finding("state", str(error), "let this user write it, and make room for it", serious=True)
    finally:
        state.close()
    if file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Finding("state", f"{file} can be read by other users", f"chmod 600 {file}")


def _copies(settings: Settings, home: Home) -> Iterator[Finding]:
    del home
    if settings.backups and state_file(settings).exists():
        due = next_copy_due(settings.home / "backups")
        late = (datetime.now(UTC) - due).days
        remedy = "keep `onrecord run` running, or run `onrecord backup FILE` daily" if late >= 1 else ""
        yield Finding("backups", f"next due {due.isoformat(timespec='minutes')}", remedy)


def _disk(settings: Settings, home: Home) -> Iterator[Finding]:
    folder = _existing(settings.home)
    if not os.access(folder, os.W_OK):
        yield Finding("disk", f"{folder} cannot be written to", "give this user the folder", serious=True)
    size = home.record.stat().st_size if home.record.exists() else 0
    free = shutil.disk_usage(folder).free
    needed = max(_LEAST_FREE, 3 * size)
    if free < needed:
        yield Finding(
            "disk",
            f"{free // _MEBIBYTE} MB free, a build may need {needed // _MEBIBYTE}",
            "make room",
            serious=True,
        )
    else:
        yield Finding("disk", f"{free // _MEBIBYTE} MB free")


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


_CHECKS: tuple[Check, ...] = (_tokens, _operators, _articles, _build, _state, _copies, _disk)
