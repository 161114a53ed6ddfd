"""What does a build hold on …? Prebuilt statements on a held read-only connection per thread.

The text of a match expression comes from `knowledge.search`, which quotes every word.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, create_engine, select, text
from sqlalchemy.pool import NullPool

from knowledge.model import FigureKind
from knowledge.store import decoding, statements
from knowledge.store.rows import (
    AliasRecord,
    ArticleRecord,
    Extracted,
    FigureGroup,
    FigureKey,
    FigureRecord,
    MomentRecord,
    PassageRecord,
    PersonRecord,
    QuoteKey,
    QuoteRecord,
    RoleRecord,
)
from knowledge.store.schema import alias as aliases
from knowledge.store.schema import article as articles
from knowledge.store.schema import extraction as extractions
from knowledge.store.schema import fact, skipped
from knowledge.store.statements import Statement, listed


class Lookups:
    """A build file, open for reading."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._engine = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true", poolclass=NullPool)
        self._held = threading.local()
        self._connections: list[Connection] = []

    def close(self) -> None:
        """Let go of every thread's connection."""
        for connection in self._connections:
            connection.close()
        self._engine.dispose()

    def rows(self, statement: Any) -> Sequence[RowMapping]:
        """The rows of any statement, as mappings: for whole tables, where a microsecond is nothing."""
        return self._connection.execute(statement).mappings().all()

    def _rows(self, statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a prebuilt statement."""
        return self._driver.execute(statement.sql, {**statement.fixed, **values}).fetchall()

    def _ids(self, statement: Statement, **values: Any) -> list[int]:
        """The only column of a prebuilt statement, or its first."""
        return [row[0] for row in self._rows(statement, **values)]

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """What the build says of itself."""
        return {row["key"]: row["value"] for row in self.rows(select(fact))}

    @cached_property
    def articles(self) -> Mapping[int, ArticleRecord]:
        """Every article by its id, in order of publication."""
        return {row[0]: decoding.article(row) for row in self._rows(statements.ARTICLES)}

    def article_text(self, article_id: int) -> str:
        """The whole text of an article."""
        ((whole,),) = self._rows(statements.TEXT, id=article_id)
        return str(whole)

    def matching(  # noqa: PLR0913  (what, where, how many, of whom)
        self,
        table: str,
        match: str,
        most: int,
        *,
        latest: bool = False,
        people: Sequence[int] = (),
        articles: Sequence[int] | None = None,
    ) -> list[int]:
        """Ids of the passages, quotes or figures that match, best (or latest) first.

        Only quotes are of `people`; without `articles` any will do.
        """
        values: dict[str, Any] = {"match": match, "most": most}
        if people:
            values["people"] = listed(people)
        if articles is not None:
            values["articles"] = listed(articles)
        return self._ids(statements.MATCHING[table][latest, bool(people), articles is not None], **values)

    def passages(self, ids: Sequence[int]) -> tuple[PassageRecord, ...]:
        """The passages with these ids, in their order."""
        rows, articles = self._rows(statements.PASSAGES, ids=listed(ids)), self.articles
        return tuple([decoding.passage(row, articles) for row in rows])

    def quotes(self, ids: Sequence[int]) -> tuple[QuoteRecord, ...]:
        """The quotes with these ids, in their order."""
        rows, articles = self._rows(statements.QUOTES, ids=listed(ids)), self.articles
        return tuple([decoding.quote(row, articles) for row in rows])

    def quote_keys(self, ids: Sequence[int]) -> tuple[QuoteKey, ...]:
        """What orders the quotes with these ids, in their order: a tenth of the cost of the quotes."""
        return tuple(map(QuoteKey._make, self._rows(statements.QUOTE_KEYS, ids=listed(ids))))

    def figures(self, ids: Sequence[int], kinds: Collection[FigureKind] = ()) -> tuple[FigureRecord, ...]:
        """The figures with these ids, in their order; of these kinds alone, where any are given."""
        rows, articles = self._rows(statements.FIGURES, ids=listed(ids)), self.articles
        wanted = [row for row in rows if decoding.figure_kind(row) in kinds] if kinds else rows
        return tuple([decoding.figure(row, articles) for row in wanted])

    def quote_ids(self, people: Sequence[int] = ()) -> list[int]:
        """All quotes of these people (of anybody, if none), latest first."""
        if not people:
            return self._ids(statements.QUOTE_IDS)
        return self._ids(statements.QUOTE_IDS_OF, people=listed(people))

    def quote_ids_of_groups(self, groups: Sequence[int]) -> list[int]:
        """All quotes that report one of these quotations."""
        return self._ids(statements.QUOTE_IDS_OF_GROUPS, groups=listed(groups))

    def figure_keys(self, ids: Sequence[int]) -> tuple[FigureKey, ...]:
        """What groups and orders the figures with these ids."""
        return tuple(map(FigureKey._make, self._rows(statements.FIGURE_KEYS, ids=listed(ids))))

    def figure_keys_of(self, measures: Sequence[str]) -> tuple[FigureKey, ...]:
        """What groups and orders the figures of these measures."""
        rows = self._rows(statements.FIGURE_KEYS_OF_MEASURES, measures=listed(measures))
        return tuple(map(FigureKey._make, rows))

    def figure_keys_in(self, groups: Sequence[int]) -> tuple[FigureKey, ...]:
        """What groups and orders the figures of these groups."""
        return tuple(
            map(FigureKey._make, self._rows(statements.FIGURE_KEYS_OF_GROUPS, groups=listed(groups)))
        )

    def figure_groups(self, ids: Sequence[int]) -> tuple[FigureGroup, ...]:
        """The groups with these ids, the strongest disagreement first."""
        return tuple(map(FigureGroup._make, self._rows(statements.FIGURE_GROUPS, groups=listed(ids))))

    def groups_related(self, relations: Sequence[str]) -> tuple[FigureGroup, ...]:
        """The groups whose strongest difference is one of these, the strongest disagreement first."""
        return tuple(
            map(FigureGroup._make, self._rows(statements.GROUPS_RELATED, relations=listed(relations)))
        )

    def figure_ids(self, measures: Sequence[str] = ()) -> list[int]:
        """All figures of these measures (of any, if none)."""
        if not measures:
            return self._ids(statements.FIGURE_IDS)
        return self._ids(statements.FIGURE_IDS_OF_MEASURES, measures=listed(measures))

    def figure_ids_of(self, people: Sequence[int]) -> list[int]:
        """All figures whose subject is one of these people."""
        return self._ids(statements.FIGURE_IDS_OF_PEOPLE, people=listed(people))

    def figure_ids_in(self, article_id: int) -> list[int]:
        """All figures of an article."""
        return self._ids(statements.FIGURE_IDS_IN, article=article_id)

    def quote_ids_of_articles(self, articles: Sequence[int]) -> list[int]:
        """All quotes of these articles."""
        return self._ids(statements.QUOTE_IDS_OF_ARTICLES, articles=listed(articles))

    def figure_ids_of_articles(self, articles: Sequence[int]) -> list[int]:
        """All figures of these articles."""
        return self._ids(statements.FIGURE_IDS_OF_ARTICLES, articles=listed(articles))

    def corrected_articles(self) -> frozenset[int]:
        """The articles of which a record was corrected."""
        return frozenset(self._ids(statements.CORRECTED_ARTICLES))

    @cached_property
    def measures(self) -> Mapping[str, int]:
        """Every measure with how many figures it has, most first."""
        return dict(self._rows(statements.MEASURES))

    def people(self, ids: Sequence[int]) -> tuple[PersonRecord, ...]:
        """The people with these ids, in their order."""
        return tuple(map(decoding.person, self._rows(statements.PEOPLE, ids=listed(ids))))

    @cached_property
    def all_people(self) -> tuple[PersonRecord, ...]:
        """Everybody, most mentioned first."""
        return tuple(map(decoding.person, self._rows(statements.ALL_PEOPLE)))

    def aliases(self, person_id: int) -> tuple[AliasRecord, ...]:
        """The spellings of a person's name."""
        rows = self._rows(statements.ALIASES_OF, person=person_id)
        return tuple(decoding.alias(row, self.articles) for row in rows)

    def roles(self, person_id: int) -> tuple[RoleRecord, ...]:
        """What articles say a person is."""
        rows = self._rows(statements.ROLES_OF, person=person_id)
        return tuple(decoding.role(row, self.articles) for row in rows)

    def told_by_operator(self) -> set[int]:
        """The people of whom a name is known by an operator's word alone."""
        wanted = select(aliases.c.person_id).where(aliases.c.reason == "operator")
        return set(self._connection.execute(wanted).scalars())

    def role_rows(self) -> Sequence[tuple[int, str]]:
        """Person and role of every description of somebody."""
        return [(int(person), str(words)) for person, words in self._rows(statements.ROLE_TEXTS)]

    def alias_rows(self) -> Sequence[tuple[int, str, str, int]]:
        """Person, spelling, kind and count of every alias: what an index of names is made of."""
        return [(int(p), str(t), str(k), int(c)) for p, t, k, c in self._rows(statements.ALIAS_ROWS)]

    def passages_naming(self, person_id: int) -> list[int]:
        """Ids of the prose passages that name a person, in order of publication."""
        return self._ids(statements.PASSAGES_NAMING, person=person_id)

    def captions_of(self, articles: Sequence[int]) -> tuple[PassageRecord, ...]:
        """The captions of some articles, in order of publication."""
        rows = self._rows(statements.CAPTIONS_OF, articles=listed(articles))
        return tuple([decoding.passage(row, self.articles) for row in rows])

    def passage_at(self, article_id: int, start: int) -> PassageRecord | None:
        """The passage that holds a position of an article."""
        rows = self._rows(statements.PASSAGE_AT, article=article_id, start=start)
        return decoding.passage(rows[0], self.articles) if rows else None

    def passage_after(self, article_id: int, start: int) -> PassageRecord | None:
        """The first prose passage that begins at or after a position of an article."""
        rows = self._rows(statements.PASSAGE_AFTER, article=article_id, start=start)
        return decoding.passage(rows[0], self.articles) if rows else None

    def receipts_from(self, start: str, most: int) -> Sequence[tuple[str, str]]:
        """Receipts of quotes and figures that begin with `start`, each with the words it is for."""
        rows = self._rows(statements.RECEIPTS_FROM, first=start, last=start + "{", most=most)
        return [(str(code), str(words)) for code, words in rows]

    def by_receipt(self, code: str) -> ArticleRecord | PassageRecord | QuoteRecord | FigureRecord | None:
        """The record with this receipt."""
        match code[:1]:
            case "a":
                return next((a for a in self.articles.values() if a.receipt == code), None)
            case "p":
                return next(iter(self.passages(self._with_receipt("passage", code))), None)
            case "q":
                return next(iter(self.quotes(self._with_receipt("quote", code))), None)
            case "f":
                return next(iter(self.figures(self._with_receipt("figure", code))), None)
        return None

    def moments(self, since: str, to: str) -> tuple[MomentRecord, ...]:
        """The dates that touch these days (ISO, inclusive), earliest first."""
        return self._moments(self._rows(statements.MOMENTS, since=since, to=to))

    def all_moments(self) -> tuple[MomentRecord, ...]:
        """Every date of the articles, by passage."""
        return self._moments(self._rows(statements.ALL_MOMENTS))

    def moments_of(self, passages: Sequence[int]) -> tuple[MomentRecord, ...]:
        """The dates in these passages."""
        return self._moments(self._rows(statements.MOMENTS_OF, passages=listed(passages)))

    def words(self) -> Mapping[str, int]:
        """The vocabulary of the articles, lower case, with how often each word stands there."""
        return dict(self._rows(statements.WORDS))

    def terms(self) -> Mapping[str, int]:
        """How many passages hold each stem of the full-text index."""
        return dict(self._rows(statements.TERMS))

    def skipped(self) -> Mapping[str, str]:
        """The files that were left out, with the reason."""
        return {row["path"]: row["reason"] for row in self.rows(select(skipped))}

    def cached(self) -> Mapping[str, Extracted]:
        """What was extracted, by the key of what it was extracted from."""
        return {key: Extracted(*kept) for key, *kept in self._connection.execute(select(extractions))}

    def wordings(self, keys: Sequence[str]) -> Sequence[tuple[str, bytes]]:
        """Of the articles with these keys what is kept of their wording."""
        wanted = select(extractions.c.key, extractions.c.wording).where(extractions.c.key.in_(keys))
        return [(key, wording) for key, wording in self._connection.execute(wanted)]

    def joined(self) -> Sequence[tuple[Any, ...]]:
        """Of every article its key, name, day, people, names, report, number and those of its first rows."""
        columns = [
            articles.c[name] for name in ("key", "name", "published", "people", "names", "origin", "id")
        ]
        columns += [articles.c[name] for name in ("first_passage", "first_quote", "first_figure")]
        return [tuple(row) for row in self._connection.execute(select(*columns))]

    def measures_of_articles(self, articles: Sequence[int]) -> set[str | None]:
        """The measures of the figures of these articles, None among them if there are some without."""
        return {
            measure for (measure,) in self._rows(statements.MEASURES_OF_ARTICLES, articles=listed(articles))
        }

    def met_figures(self, measures: Collection[str | None]) -> Sequence[tuple[Any, ...]]:
        """Of every figure of these measures what it is gathered by, and its group.

        That is: id, article, last day, group, measure, person and name of its subject, kind.
        """
        return self._rows(statements.MET_FIGURES, measures=listed(measures))

    def claimed(self, ids: Sequence[int]) -> Sequence[tuple[Any, ...]]:
        """Of the figures with these ids what `knowledge.claim` makes a claim of, in their order."""
        return self._rows(statements.CLAIMED, ids=listed(ids))

    def check(self, *, quick: bool = False) -> str:
        """What SQLite's own check of a file says: "ok" or the first damage.

        A `quick` one does not compare the indexes with their tables, which takes most of the time.
        """
        self._connection.execute(text(f"PRAGMA mmap_size = {self.file.stat().st_size}"))
        kind = "quick_check" if quick else "integrity_check"
        return str(self._connection.execute(text(f"PRAGMA {kind}")).scalar_one())

    def _with_receipt(self, table: str, code: str) -> list[int]:
        return self._ids(statements.WITH_RECEIPT[table], receipt=code)

    def _moments(self, rows: Sequence[decoding.Row]) -> tuple[MomentRecord, ...]:
        passages = {p.id: p for p in self.passages(list({row[2] for row in rows}))}
        return tuple(decoding.moment(row, passages) for row in rows)

    @property
    def _driver(self) -> sqlite3.Connection:
        """The driver's side of this thread's connection."""
        held: sqlite3.Connection | None = getattr(self._held, "driver", None)
        if held is None:
            driver: Any = self._connection.connection.driver_connection
            held = self._held.driver = driver
        return held

    @property
    def _connection(self) -> Connection:
        held: Connection | None = getattr(self._held, "connection", None)
        if held is None:
            held = self._held.connection = self._engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
            self._connections.append(held)
        return held
