"""From a folder of articles to a new published build.

Reading and extracting run in worker processes, and only for files that changed; joining
people and reports across articles, writing, verifying and publishing follow in this one. A
build that fails leaves the published one as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from knowledge.corrections import Correction
from knowledge.freshness import state_of
from knowledge.home import Home
from knowledge.ingest import MEBIBYTE, Ingested, Progress, ingest
from knowledge.joining import joined
from knowledge.store.encoding import Contents
from knowledge.store.lookups import Lookups
from knowledge.store.numbering import NoRoom, Numbers
from knowledge.store.rewriting import SharedReceipt, rewrite
from knowledge.store.writing import write
from knowledge.verify import verify
from knowledge.versions import program_version

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
    with plan.home.building():
        facts = _facts(plan)
        earlier = _earlier(plan.home, facts)
        cached = dict(earlier.cached) if earlier else {}
        ingested = ingest(plan.corpus, cached, plan.workers, plan.largest_file, progress)
        progress(Progress("joining", 0, 1))
        unfinished, contents, stale = _written(plan, ingested, facts, earlier, progress)
        finished = plan.home.keep(unfinished)
        if publish:
            plan.home.publish(finished, plan.keep)
    return Report(
        finished,
        articles=len(contents.articles),
        quotes=sum(len(a.extraction.quotes) for a in contents.articles),
        figures=sum(len(a.extraction.figures) for a in contents.articles),
        people=len(contents.people),
        reused=ingested.reused,
        stale=stale,
        skipped=dict(contents.skipped),
    )


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A build of the same code: what was extracted for it and the numbers of its articles, by cache key.

    `alike` where it was also made with the same corrections, so that a copy of it can become the next.
    """

    file: Path
    cached: Mapping[str, str]
    numbers: Mapping[str, Numbers]
    alike: bool


def _earlier(home: Home, facts: Mapping[str, str]) -> _Earlier | None:
    """The latest build, if there is one and this code can read it."""
    for file in home.builds[-1:]:
        lookups = Lookups(file)
        try:
            if lookups.facts.get("schema") == facts["schema"]:
                alike = all(lookups.facts.get(key) == facts[key] for key in ("program", "corrections"))
                return _Earlier(file, lookups.cached(), lookups.numbers(), alike)
        finally:
            lookups.close()
    return None


def _written(
    plan: Plan,
    ingested: Ingested,
    facts: Mapping[str, str],
    earlier: _Earlier | None,
    progress: Callable[[Progress], None],
) -> tuple[Path, Contents, tuple[int, ...]]:
    """A new build file, verified: the build before with what changed, where that is little; else anew."""
    unfinished = plan.home.fresh()
    keys = {i.key for i in ingested.articles}
    if earlier and earlier.alike and len(keys ^ earlier.numbers.keys()) <= _FEW * len(keys):
        try:
            contents, stale = joined(ingested, plan.corrections, facts, earlier.numbers)
            progress(Progress("writing", 0, 1))
            shutil.copyfile(earlier.file, unfinished)
            rewrite(unfinished, contents)
            verify(
                unfinished,
                [a.numbers.article for a in contents.articles if a.cache_key not in earlier.numbers],
            )
        except (NoRoom, SharedReceipt):
            unfinished.unlink(missing_ok=True)
        else:
            return unfinished, contents, stale
    contents, stale = joined(ingested, plan.corrections, facts, {})
    progress(Progress("writing", 0, 1))
    write(unfinished, contents)
    verify(unfinished)
    return unfinished, contents, stale


def _facts(plan: Plan) -> dict[str, str]:
    return {
        **state_of(plan.corpus, plan.corrections),
        "program": program_version(),
        "corpus": str(plan.corpus.resolve()),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
