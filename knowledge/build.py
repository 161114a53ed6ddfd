"""From a folder of articles to a new published build.

Reading and extracting run in worker processes, and only for files that changed; joining
people and reports across articles, writing, verifying and publishing follow in this one. A
build that fails leaves the published one as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge import stories
from knowledge.corrections import Correction, CorrectionKind, corrected
from knowledge.corrections import pairs as name_pairs
from knowledge.echoes import groups_of
from knowledge.freshness import state_of
from knowledge.grouping import place
from knowledge.home import Home
from knowledge.ingest import MEBIBYTE, Ingested, Progress, ingest
from knowledge.model import Article, Extraction
from knowledge.origins import origins_of
from knowledge.resolve import Identity, resolve
from knowledge.store import schema
from knowledge.store.lookups import Lookups
from knowledge.store.writing import Contents, ReadArticle, Row, write
from knowledge.verify import verify


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
        state = state_of(plan.corpus, plan.corrections)
        ingested = ingest(plan.corpus, _cache(plan.home), plan.workers, plan.largest_file, progress)
        progress(Progress("joining", 0, 1))
        contents, stale = _joined(ingested, plan, state)
        progress(Progress("writing", 0, 1))
        unfinished = plan.home.fresh()
        write(unfinished, contents)
        verify(unfinished)
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


def _cache(home: Home) -> dict[str, str]:
    """What earlier builds extracted, by key; nothing where there is none or it is of older code."""
    latest = home.builds[-1:] or ()
    for file in latest:
        lookups = Lookups(file)
        try:
            if lookups.facts.get("schema") == str(schema.VERSION):
                return dict(lookups.cached())
        finally:
            lookups.close()
    return {}


def _joined(ingested: Ingested, plan: Plan, state: dict[str, str]) -> tuple[Contents, tuple[int, ...]]:
    """Put right what the keepers corrected; join people, quotations and reports across articles."""
    put_right = [(i, corrected(i.article, i.extraction, plan.corrections)) for i in ingested.articles]
    put_right.sort(key=lambda pair: _in_order_of_publication(pair[1].article))
    pairs: list[tuple[Article, Extraction]] = [(c.article, c.extraction) for _, c in put_right]
    same = name_pairs(plan.corrections, CorrectionKind.SAME)
    different = name_pairs(plan.corrections, CorrectionKind.DIFFERENT)
    identities = resolve(pairs, same, different)
    person_of = {
        member: number for number, identity in enumerate(identities, start=1) for member in identity.members
    }
    numbers = {article.name: number for number, (article, _) in enumerate(pairs, start=1)}
    people = [tuple(person_of[article.name, n] for n in range(len(e.people))) for article, e in pairs]
    groups = iter(groups_of(_spoken(pairs, people)))
    origins = origins_of([article for article, _ in pairs], [e.passages for _, e in pairs])
    origin_of = {name: number for number, origin in enumerate(origins, start=1) for name in origin.articles}
    reports = [origin_of[article.name] for article, _ in pairs]
    profiles = stories.profiles_of([extraction.names for _, extraction in pairs], reports)
    articles = [
        ReadArticle(
            c.article,
            c.extraction,
            known,
            tuple(next(groups) for _ in c.extraction.quotes),
            stories.written(profile),
            origin_of[c.article.name],
            i.key,
            i.encoded,
            c.touched,
        )
        for (i, c), known, profile in zip(put_right, people, profiles, strict=True)
    ]
    placing = place(articles)
    articles = [replace(a, figure_places=p) for a, p in zip(articles, placing.places, strict=True)]
    applied = {number for _, c in put_right for number in c.applied}
    applied |= _of_known_names(plan.corrections, identities)
    stale = tuple(c.id for c in plan.corrections if c.id not in applied)
    contents = Contents(
        articles,
        people=_person_rows(identities, articles),
        aliases=[
            row for n, identity in enumerate(identities, 1) for row in _alias_rows(n, identity, numbers)
        ],
        roles=[row for n, identity in enumerate(identities, 1) for row in _role_rows(n, identity, numbers)],
        figure_groups=placing.rows,
        origins=[{"id": n, "reason": origin.reason} for n, origin in enumerate(origins, 1)],
        skipped=ingested.skipped,
        facts=_facts(plan.corpus, articles, state),
    )
    return contents, stale


def _of_known_names(corrections: Sequence[Correction], identities: Sequence[Identity]) -> set[int]:
    """The corrections about two names that both stand in the articles."""
    known = {alias.text.casefold() for identity in identities for alias in identity.aliases}
    return {
        c.id for c in corrections if not c.content_hash and {c.words.casefold(), c.value.casefold()} <= known
    }


def _in_order_of_publication(article: Article) -> tuple[date, str]:
    """Undated articles first, so that they come last where the latest come first."""
    return (article.published.value or date.min, article.name)


def _spoken(
    pairs: Sequence[tuple[Article, Extraction]], people: Sequence[tuple[int, ...]]
) -> list[tuple[int | None, str]]:
    """Speaker and content of every quote, in order."""
    return [
        (
            known[quote.speaker.person] if quote.speaker and quote.speaker.person is not None else None,
            " ".join(span.of(article.text) for span in quote.contents),
        )
        for (article, extraction), known in zip(pairs, people, strict=True)
        for quote in extraction.quotes
    ]


def _person_rows(identities: Sequence[Identity], articles: Sequence[ReadArticle]) -> list[Row]:
    quotes: Counter[int] = Counter()
    mentions: Counter[int] = Counter()
    for read in articles:
        for index, person in enumerate(read.extraction.people):
            mentions[read.people[index]] += len(person.mentions)
        for quote in read.extraction.quotes:
            if quote.speaker and quote.speaker.person is not None:
                quotes[read.people[quote.speaker.person]] += 1
    return [
        {
            "id": number,
            "name": identity.name,
            "kind": identity.kind.value,
            "gender": identity.gender,
            "mentions": mentions[number],
            "articles": len({article for article, _ in identity.members}),
            "quotes": quotes[number],
        }
        for number, identity in enumerate(identities, start=1)
    ]


def _alias_rows(number: int, identity: Identity, articles: dict[str, int]) -> list[Row]:
    return [
        {
            "person_id": number,
            "text": alias.text,
            "reason": alias.reason,
            "article_id": articles[alias.article],
            "start": alias.span.start,
            "end": alias.span.end,
            "count": alias.count,
        }
        for alias in identity.aliases
    ]


def _role_rows(number: int, identity: Identity, articles: dict[str, int]) -> list[Row]:
    return [
        {"person_id": number, "article_id": articles[name], "start": span.start, "end": span.end}
        for name, span in identity.roles
    ]


def _facts(corpus: Path, articles: Sequence[ReadArticle], state: dict[str, str]) -> dict[str, str]:
    return {
        **state,
        "corpus": str(corpus.resolve()),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "articles": str(len(articles)),
    }
