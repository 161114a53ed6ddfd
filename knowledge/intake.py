"""What may be put into the folder of articles from outside, under which name, and how is it taken out again?

Nothing of the folder is ever overwritten or deleted: an article that is removed moves to another
folder, and each change can be taken back. Archives are never opened.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from json import dumps
from pathlib import Path, PurePosixPath

from knowledge.errors import KnowledgeError, ReadError

_LONGEST_NAME = 120
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"Rar!")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]|\.\.')


class Reason(StrEnum):
    """Why an article is not taken in."""

    NAME = "name"  # a path, a hidden file, a name that cannot be shown or is too long
    DEVICE = "device"  # a name that some systems keep for devices
    SUFFIX = "suffix"  # no reader for it
    TAKEN = "taken"
    LARGE = "large"
    ARCHIVE = "archive"
    UNREADABLE = "unreadable"
    SOURCES = "sources"  # the folder's sources.toml cannot be added to
    OUTSIDE = "outside"  # an article that does not lie in the folder


class Refused(KnowledgeError):
    """An article that is not taken in or out; `reason` says why, `detail` about what."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Change:
    """One file that came into the folder or went out of it, so that it can be taken back.

    `file` is its path from the folder, `kept` where it was moved to ("" for one that came in),
    `digest` of its bytes, `entry` the text in `sources.toml` that came or went with it.
    """

    file: str
    digest: str
    kept: str = ""
    entry: str = ""


Announce = Callable[[Change], None]


def safe_name(name: str) -> str:
    """`name` as a file of the folder may be called: unchanged but for its Unicode form.

    Raises:
        Refused: it may not.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name.isprintable() or _FORBIDDEN.search(name) or name.startswith(".") or name.endswith("."):
        raise Refused(Reason.NAME, name if name.isprintable() else ascii(name))
    if len(name.encode()) > _LONGEST_NAME:
        raise Refused(Reason.NAME, name[:_LONGEST_NAME])
    if name.split(".", maxsplit=1)[0].strip().casefold() in _DEVICES:
        raise Refused(Reason.DEVICE, name)
    from knowledge.readers import readers  # a bot that serves knows this module, and seldom reads a file

    if PurePosixPath(name).suffix.lower() not in readers():
        raise Refused(Reason.SUFFIX, f"{name}; {', '.join(sorted(readers()))}")
    return name


def name_for(title: str) -> str:
    """A file name made of the first words of a title."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title.casefold()))
    start = "-".join(words).encode()[:100].decode(errors="ignore")  # the limit is one of bytes
    name = start.strip("-_") or "article"
    return f"{name}-article.txt" if name in _DEVICES else f"{name}.txt"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file for the folder, and what its `sources.toml` is to state about it."""

    name: str
    content: bytes
    stated: Mapping[str, str | date]


def take_in(root: Path, workbench: Path, offered: Offered, largest: int, announce: Announce) -> None:
    """Put an article of at most `largest` bytes into the folder `root`.

    It is read in `workbench` first, so that the folder only ever holds what can be read.
    `announce` hears of the change before it is made.

    Raises:
        Refused: it may not be; nothing was changed.
    """
    from knowledge.readers import read

    name = safe_name(offered.name)
    if len(offered.content) > largest:
        raise Refused(Reason.LARGE, name)
    if offered.content.startswith(_ARCHIVES):
        raise Refused(Reason.ARCHIVE, name)
    _refuse_taken(root, name)
    workbench.mkdir(parents=True, exist_ok=True)
    tried = workbench / name
    tried.write_bytes(offered.content)
    try:
        read(tried, workbench)
        entry = _entry(name, offered.stated)
        sources = _with_entry(_sources(root), entry) if entry else ""
        announce(Change(name, _digest(offered.content), entry=entry))
        if entry:
            _write_sources(root, sources)
        with (root / name).open("xb") as file:  # fails where the name was taken meanwhile
            file.write(offered.content)
    except ReadError as error:
        raise Refused(Reason.UNREADABLE, f"{name}: {error}") from None
    except FileExistsError:
        raise Refused(Reason.TAKEN, name) from None
    finally:
        tried.unlink()


def take_out(root: Path, kept: Path, file: str, announce: Announce) -> None:
    """Move the article at `file` (its path from `root`) to the folder `kept`.

    `announce` hears of the change before it is made.

    Raises:
        Refused: it is not in the folder.
    """
    path = root / file
    if root.resolve() not in path.resolve().parents or path.is_symlink() or not path.is_file():
        raise Refused(Reason.OUTSIDE, file)
    kept.mkdir(parents=True, exist_ok=True)
    target, number = kept / path.name, 1
    while target.exists():
        number += 1
        target = kept / f"{path.stem}-{number}{path.suffix}"
    sources, entry = _without_entry(_sources(path.parent), path.name)
    announce(Change(file, _digest(path.read_bytes()), str(target), entry))
    if entry:
        _write_sources(path.parent, sources)
    shutil.move(path, target)


def take_back(root: Path, change: Change) -> None:
    """Undo a change, as far as the files are still what it left; others' later work is not touched."""
    path = root / change.file
    if change.kept:
        kept = Path(change.kept)
        if kept.is_file() and not path.exists():
            shutil.move(kept, path)
        if change.entry and not _without_entry(_sources(path.parent), path.name)[1]:
            _write_sources(path.parent, _with_entry(_sources(path.parent), change.entry))
        return
    if path.is_file() and _digest(path.read_bytes()) == change.digest:
        path.unlink()
    sources, entry = _without_entry(_sources(path.parent), path.name)
    if entry and entry == change.entry and not path.exists():
        if sources:
            _write_sources(path.parent, sources)
        else:
            _sources_file(path.parent).unlink()


def _refuse_taken(root: Path, name: str) -> None:
    """Raises `Refused` where a file of that name is there, in any case or Unicode form."""
    wanted = name.casefold()
    for file in root.iterdir():
        if unicodedata.normalize("NFC", file.name).casefold() == wanted:
            raise Refused(Reason.TAKEN, name)


def _entry(name: str, stated: Mapping[str, str | date]) -> str:
    """The table of `sources.toml` that states these facts; "" for none. JSON's strings are TOML's."""
    if not stated:
        return ""
    lines = [f"[{_string(name)}]"]
    for key, value in stated.items():
        lines.append(f"{key} = {value.isoformat() if isinstance(value, date) else _string(value)}")
    return "\n".join(lines) + "\n"


def _string(value: str) -> str:
    return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _with_entry(before: str, entry: str) -> str:
    """The text of a `sources.toml` with a table more; it keeps every character it had."""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    try:
        tomllib.loads(before + gap + entry)
    except tomllib.TOMLDecodeError as error:
        raise Refused(Reason.SOURCES, str(error)) from None
    return before + gap + entry


def _without_entry(before: str, name: str) -> tuple[str, str]:
    """The text of a `sources.toml` without the table of a file, and that table ("" for none)."""
    head = re.escape(f"[{_string(name)}]")
    found = re.search(rf"^\n?{head}[ \t]*(?:#.*)?\n(?:[^\n\[#][^\n]*(?:\n|\Z))*", before, re.MULTILINE)
    if found is None:
        return before, ""
    after = before[: found.start()] + before[found.end() :]
    try:
        kept = {k: v for k, v in tomllib.loads(before).items() if k != name}
        if tomllib.loads(after) != kept:
            return before, ""
    except tomllib.TOMLDecodeError:
        return before, ""
    return after, found.group().lstrip("\n")


def _sources_file(folder: Path) -> Path:
    from knowledge.readers.sources import FILE_NAME

    return folder / FILE_NAME


def _sources(folder: Path) -> str:
    try:
        return _sources_file(folder).read_bytes().decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise Refused(Reason.SOURCES, f"byte {error.start} is not UTF-8") from None


def _write_sources(folder: Path, text: str) -> None:
    file = _sources_file(folder)
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.write_bytes(text.encode())
    unfinished.replace(file)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
