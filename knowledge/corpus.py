"""Which files of a folder are articles, in what order, and what is each called?

It looks at names and kinds of files only; nothing is opened but `sources.toml`. The order and the
names follow from the paths alone, so that the same folder gives the same corpus everywhere.
"""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from knowledge.errors import BuildError
from knowledge.model import Article
from knowledge.readers import read, readers
from knowledge.readers.sources import FILE_NAME, sources_in


@dataclass(frozen=True, slots=True)
class File:
    """One file to be read: `name` is unique in the corpus, `relative` its path from the folder."""

    path: Path
    relative: str
    name: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file (its path from the folder) that was not read, or something wrong in it, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a folder in the order of their paths, and what was left out."""

    root: Path
    files: tuple[File, ...]
    skipped: tuple[Skipped, ...]


def survey(root: Path) -> Corpus:
    """The corpus in `root` and all folders below it; hidden files are passed over.

    A name is the file's stem; where two share it, the path without its ending, and where that
    is shared too, the whole path.

    Raises:
        BuildError: there is no such folder.
    """
    if not root.is_dir():
        raise BuildError(f"there is no folder {root}; name the one that holds your articles")
    root = root.resolve()
    articles: list[str] = []
    skipped: list[Skipped] = []
    for relative in sorted(_walk(root, skipped)):
        reason = _refusal(root, relative)
        if reason:
            skipped.append(Skipped(relative, reason))
        elif posixpath.basename(relative) == FILE_NAME:
            skipped += _problems(root / relative, relative)
        else:
            articles.append(relative)
    names = _names(articles)
    files = tuple(File(root / path, path, name) for path, name in zip(articles, names, strict=True))
    return Corpus(root, files, tuple(sorted(skipped, key=lambda s: (s.path, s.reason))))


def load(file: File, root: Path) -> Article:
    """The article in `file`, under its name in the corpus; raises `ReadError` where it is none."""
    return replace(read(file.path, root), name=file.name)


def _walk(root: Path, skipped: list[Skipped]) -> Iterator[str]:
    """The paths of all files from `root`, with the links to folders that were not followed set aside."""

    def unreadable(error: OSError) -> None:
        skipped.append(Skipped(_relative(root, error.filename), f"cannot be read: {error.strerror}"))

    for folder, folders, files in os.walk(root, onerror=unreadable):
        for name in [name for name in folders if name.startswith(".")]:
            folders.remove(name)
        for name in [name for name in folders if (Path(folder) / name).is_symlink()]:
            folders.remove(name)
            skipped.append(
                Skipped(_relative(root, Path(folder) / name), "a link to a folder; copy it instead")
            )
        inside = "" if folder == str(root) else f"{_relative(root, folder)}/"
        yield from (inside + name for name in files if not name.startswith("."))


def _relative(root: Path, path: str | Path) -> str:
    return Path(path).relative_to(root).as_posix()


def _refusal(root: Path, relative: str) -> str | None:
    """Why the file is no article by its name and kind; None where it may be one."""
    if not relative.isprintable():
        return "its name cannot be shown; rename it"
    path = f"{root}/{relative}"
    if posixpath.islink(path) and root not in Path(path).resolve().parents:
        return "a link that leaves the folder; copy the file instead"
    suffix = PurePosixPath(relative).suffix
    if posixpath.basename(relative) == FILE_NAME or suffix.lower() in readers():
        return None
    return f"no reader for {suffix or 'files without an ending'}; known are {', '.join(sorted(readers()))}"


def _problems(path: Path, relative: str) -> list[Skipped]:
    """All that is wrong in one `sources.toml`, entries for files that are not there included."""
    sources = sources_in(path.parent)
    missing = [entry.file for entry in sources.entries if not (path.parent / entry.file).is_file()]
    problems = [*sources.problems, *(f'{FILE_NAME}, ["{file}"]: there is no such file' for file in missing)]
    return [Skipped(relative, "; ".join(problems))] if problems else []


def _names(paths: list[str]) -> list[str]:
    """A name for each path: the shortest of stem, path without ending and path that is its own."""
    bare_paths = [posixpath.splitext(path)[0] for path in paths]
    parts = [(posixpath.basename(bare), bare, path) for bare, path in zip(bare_paths, paths, strict=True)]
    stems, bare = Counter(stem for stem, *_ in parts), Counter(without for _, without, _ in parts)
    return [
        stem if stems[stem] == 1 else without if bare[without] == 1 else path for stem, without, path in parts
    ]
