"""From a folder of articles to a new published build.

Reading and extracting run in worker processes, and only for files that changed; joining
people and reports across articles, writing, verifying and publishing follow in this one. A
build that fails leaves the published one as it is.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from knowledge.before import Before
from knowledge.corrections import Correction
from knowledge.errors import DamagedBuild
from knowledge.freshness import state_of
from knowledge.home import Home
from knowledge.ingest import MEBIBYTE, Ingested, Progress, ingest
from knowledge.joining import joined, key_of
from knowledge.store.encoding import Contents
from knowledge.store.lookups import Lookups
from knowledge.store.numbering import NoRoom
from knowledge.store.rewriting import SharedReceipt, rewrite
from knowledge.store.writing import sync, write
from knowledge.verify import verify, verify_whole
from knowledge.versions import program_version

_ALIKE = ("schema", "program")
"""The facts in which two builds must agree for one to be made from the other."""
_FEW = 0.2
"""The share of articles up to which changing a copy of the build before costs less than writing anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build, where, and how. `workers` 0 means one per processor."""

    corpus: Path
    home: Home
    workers: int = 0
    keep: int = 5
    largest_file: int = 20 * MEBIBYTE
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a build holds.

    `skipped` are the files left out, with the reason; `stale` the ids of corrections whose text is gone.
    """

    build: Path
    articles: int
    quotes: int
    figures: int
    people: int
    reused: int
    stale: tuple[int, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)


def build(
    plan: Plan, progress: Callable[[Progress], None] = lambda _: None, *, publish: bool = True
) -> Report:
    """Make a build of the plan's corpus and publish it.

    Raises:
        BuildError: the folder is missing or another build is running; nothing was changed.
        DamagedBuild: the new build did not verify; it was thrown away.
    """
    with plan.home.building(), _without_collector(), _latest(plan.home) as latest:
        return _built(plan, latest, progress, publish=publish)


def _built(
    plan: Plan, latest: Lookups | None, progress: Callable[[Progress], None], *, publish: bool
) -> Report:
    """Make the build; what it is made of is let go when this returns."""
    facts = _facts(plan)
    cached = latest.cached() if latest and latest.facts.get("schema") == facts["schema"] else {}
    ingested = ingest(plan.corpus, cached, plan.workers, plan.largest_file, progress)
    progress(Progress("joining", 0, 1))
    unfinished, contents, stale = _written(plan, ingested, facts, latest, progress)
    finished = plan.home.keep(unfinished)
    if publish:
        plan.home.publish(finished, plan.keep)
    return Report(
        finished,
        articles=len(contents.articles),
        quotes=sum(len(a.gist.quotes) for a in contents.articles),
        figures=sum(len(a.gist.figures) for a in contents.articles),
        people=len(contents.people),
        reused=ingested.reused,
        stale=stale,
        skipped=dict(contents.skipped),
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector of cycles from walking all articles again and again: they have no cycles.

    It is to begin again when these are gone, or it would walk them all at once.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _latest(home: Home) -> Iterator[Lookups | None]:
    """The latest build, open; None where there is none."""
    lookups = Lookups(home.builds[-1]) if home.builds else None
    try:
        yield lookups
    finally:
        if lookups:
            lookups.close()


def _written(
    plan: Plan,
    ingested: Ingested,
    facts: Mapping[str, str],
    latest: Lookups | None,
    progress: Callable[[Progress], None],
) -> tuple[Path, Contents, tuple[int, ...]]:
    """A new build file, verified and on disk: the one before, changed, if that is little; else anew."""
    unfinished = plan.home.fresh()
    before = _before(plan, ingested, facts, latest)
    try:
        with _beside(lambda: _copy(before, unfinished) if before else None):
            contents, stale = joined(ingested, plan.corrections, facts, before)
        progress(Progress("writing", 0, 1))
        if before:
            rewrite(unfinished, contents)
            fresh = [a.numbers.article for a in contents.articles if a.key not in before.articles]
        else:
            write(unfinished, contents)
        with _beside(lambda: sync(unfinished)):
            verify(unfinished, fresh if before else None)
    except (NoRoom, SharedReceipt, _Torn):
        unfinished.unlink(missing_ok=True)
        return _written(plan, ingested, facts, None, progress)
    return unfinished, contents, stale


class _Torn(Exception):
    """The build before is damaged, so that nothing can be made of its file."""


def _copy(before: Before, unfinished: Path) -> None:
    """Copy the file of the build before, and check the copy whole while others work; raises `_Torn`."""
    shutil.copyfile(before.lookups.file, unfinished)
    try:
        verify_whole(unfinished)
    except DamagedBuild as error:
        raise _Torn from error


@contextmanager
def _beside(work: Callable[[], object]) -> Iterator[None]:
    """Do something that waits for the disk while something else is done."""
    with ThreadPoolExecutor(1) as thread:
        outcome = thread.submit(work)
        yield
        outcome.result()


def _before(
    plan: Plan, ingested: Ingested, facts: Mapping[str, str], latest: Lookups | None
) -> Before | None:
    """The latest build, if a copy of it can become the next: it differs in few articles."""
    if latest is None or any(latest.facts.get(name) != facts[name] for name in _ALIKE):
        return None
    before, keys = Before(latest), {key_of(a, plan.corrections) for a in ingested.articles}
    return before if len(keys ^ before.articles.keys()) <= _FEW * len(keys) else None


def _facts(plan: Plan) -> dict[str, str]:
    return {
        **state_of(plan.corpus, plan.corrections),
        "program": program_version(),
        "corpus": str(plan.corpus.resolve()),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
