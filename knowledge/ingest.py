"""From files to articles with their records: in worker processes, and only what changed.

A file that cannot be read is reported by name and reason; the others go on.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

import structlog
from pydantic import TypeAdapter

from knowledge.corpus import File, load, survey
from knowledge.errors import ReadError, TooLarge
from knowledge.extract import extract
from knowledge.gist import Gist, Whole, gist_of, read, written
from knowledge.model import Article, Extraction
from knowledge.origins import wording_of
from knowledge.readers.sources import Statements
from knowledge.shingles import packed
from knowledge.store.rows import Extracted
from knowledge.versions import code_version

log = structlog.get_logger(__name__)

MEBIBYTE = 1024 * 1024
_BATCH = 8
"""Files a task: large enough that handing it over costs nothing, small enough to show progress."""
_FAST = 1
"""Of the grades of packing: a fourth of the size for a tenth of a millisecond."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: `done` of `total` in the stage "reading", "joining" or "writing"."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True)
class IngestedArticle:
    """An article as it is kept for the next build; its records are decoded when they are first asked for."""

    key: str
    kept: Extracted

    @cached_property
    def gist(self) -> Gist:
        """What of it is compared with others."""
        return read(self.kept.gist)

    @property
    def article(self) -> Article:
        """The article."""
        return self._whole.article

    @property
    def extraction(self) -> Extraction:
        """What was read from it."""
        return self._whole.extraction

    @cached_property
    def _whole(self) -> Whole:
        return _codec().validate_json(zlib.decompress(self.kept.data))


@dataclass(frozen=True, slots=True)
class Ingested:
    """A corpus, read. `reused` articles were known already."""

    articles: tuple[IngestedArticle, ...]
    skipped: dict[str, str]
    reused: int


def ingest(
    corpus: Path,
    known: Mapping[str, Extracted],
    workers: int,
    largest_file: int,
    progress: Callable[[Progress], None],
) -> Ingested:
    """Read every article of the folder `corpus`; what is in `known` by its key is taken from there."""
    found = survey(corpus)
    tasks = [_Task(file, found.root, largest_file) for file in found.files]
    articles: list[IngestedArticle] = []
    skipped = {s.path: s.reason for s in found.skipped}
    fresh: list[_Task] = []
    statements = Statements(found.root)
    for task in tasks:
        key = _key(task, statements)
        if key in known:
            articles.append(IngestedArticle(key, known[key]))
        else:
            fresh.append(task)
    reused = len(articles)
    for done, outcome in enumerate(_outcomes(fresh, workers), start=reused + 1):
        match outcome:
            case _Refusal(path, reason):
                skipped[path] = reason
            case (key, extracted):
                articles.append(IngestedArticle(key, extracted))
        progress(Progress("reading", done, len(tasks)))
    return Ingested(tuple(articles), skipped, reused)


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to read."""

    file: File
    root: Path
    largest_file: int


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A file that is no article, and why."""

    path: str
    reason: str


_Outcome = tuple[str, Extracted] | _Refusal


def _outcomes(tasks: Sequence[_Task], workers: int) -> Iterator[_Outcome]:
    """Each task's outcome, in order; in this process where a pool would cost more than it gives."""
    count = min(workers or os.cpu_count() or 1, -(-len(tasks) // _BATCH))
    if count <= 1:
        yield from map(_read, tasks)
        return
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=_end_with_parent) as pool:
        yield from pool.map(_read, tasks, chunksize=_BATCH)


def _end_with_parent() -> None:
    """In a worker process: end when the process that builds is gone, killed too; nobody else would say so."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def _read(task: _Task) -> _Outcome:
    """Read and extract one file; in a worker process."""
    path = task.file.relative
    try:
        _refuse_large(task)
        article = load(task.file, task.root)
        extraction = extract(article)
        gist, wording = (
            written(gist_of(article, extraction)),
            packed(wording_of(article, extraction.passages)),
        )
        data = zlib.compress(_codec().dump_json(Whole(article, extraction)), _FAST)
        return _key(task, Statements(task.root)), Extracted(gist, wording, data)
    except (ReadError, OSError) as error:
        return _Refusal(path, str(error))
    except Exception as error:  # one of three broad ones: a file we fail on must not stop the build
        log.exception("not extracted", path=path)
        return _Refusal(path, f"our own mistake: {type(error).__name__}: {error}")


def _refuse_large(task: _Task) -> None:
    """Raises `TooLarge` before anything of a file over the limit is read."""
    size, limit = (n / MEBIBYTE for n in (task.file.path.stat().st_size, task.largest_file))
    if size > limit:
        raise TooLarge(f"{size:.0f} MB, larger than the limit of {limit:.0f} MB")


def _key(task: _Task, statements: Statements) -> str:
    """What an article's records depend on: its name, its bytes, what is stated of it, and our code."""
    stated = statements.about(task.file.path)
    digest = hashlib.sha256(f"{task.file.name}:{task.file.relative}:{stated}:{code_version()}:".encode())
    try:
        with task.file.path.open("rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size <= task.largest_file:
                digest.update(file.readall())
    except OSError as error:
        digest.update(repr(error).encode())
    return digest.hexdigest()


@cache
def _codec() -> TypeAdapter[Whole]:
    return TypeAdapter(Whole)
