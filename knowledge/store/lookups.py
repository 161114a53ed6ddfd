"""What does a build hold on …? Prebuilt statements on a held read-only connection per thread.

Full-text lookups rank in a subquery and join the few rows that are wanted. The text of a match
expression comes from `knowledge.search`, which quotes every word.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    TextClause,
    bindparam,
    create_engine,
    func,
    select,
    text,
)
from sqlalchemy.pool import NullPool

from knowledge.store import decoding
from knowledge.store.rows import (
    AliasRecord,
    ArticleRecord,
    FigureRecord,
    MomentRecord,
    PassageRecord,
    PersonRecord,
    QuoteRecord,
    RoleRecord,
)
from knowledge.store.schema import (
    alias,
    article,
    fact,
    figure,
    moment,
    passage,
    person,
    presence,
    quote,
    role,
    skipped,
)
from knowledge.store.schema import extraction as extractions

_PROSE = ("body", "headline")


def _matching(table: str, weights: str) -> dict[tuple[bool, bool, bool], TextClause]:
    """Ids of the rows that match, by whether the latest are wanted, of some people, of some articles.

    Best first, or latest first without a score: rowids are in the order of publication.
    """
    joined = f"JOIN {table} ON {table}.id = {table}_fts.rowid "
    of_people = f"AND {table}.person_id IN (SELECT value FROM json_each(:people)) "  # noqa: S608  (fixed names)
    of_articles = f"AND {table}.article_id IN (SELECT value FROM json_each(:articles)) "  # noqa: S608
    statements = {}
    for latest, people, articles in product((False, True), repeat=3):
        score, order = ("0.0", "id DESC") if latest else (f"bm25({table}_fts{weights})", "score")
        statements[latest, people, articles] = text(
            f"SELECT {table}_fts.rowid AS id, {score} AS score FROM {table}_fts "  # noqa: S608  (fixed names)
            + (joined if people or articles else "")
            + f"WHERE {table}_fts MATCH :match "
            + (of_people if people else "")
            + (of_articles if articles else "")
            + f"ORDER BY {order} LIMIT :most"
        )
    return statements


MATCHING = {
    "passage": _matching("passage", ""),
    "quote": _matching("quote", ", 2.0, 1.0"),
    "figure": _matching("figure", ""),
}
_BY_ID: dict[str, Select[Any]] = {
    "article": select(*[c for c in article.c if c.name != "text"]),
    "passage": select(passage).where(passage.c.id.in_(bindparam("ids", expanding=True))),
    "quote": select(quote).where(quote.c.id.in_(bindparam("ids", expanding=True))),
    "figure": select(figure).where(figure.c.id.in_(bindparam("ids", expanding=True))),
}
_TEXT = select(article.c.text).where(article.c.id == bindparam("id"))
_PEOPLE = select(person).where(person.c.id.in_(bindparam("ids", expanding=True)))
_QUOTE_IDS_OF = (
    select(quote.c.id)
    .where(quote.c.person_id.in_(bindparam("people", expanding=True)))
    .order_by(quote.c.id.desc())
)
_ALL_QUOTE_IDS = select(quote.c.id).order_by(quote.c.id.desc())
_QUOTES_OF_GROUPS = (
    select(quote.c.id).where(quote.c.group_id.in_(bindparam("groups", expanding=True))).order_by(quote.c.id)
)
_FIGURE_IDS_OF = (
    select(figure.c.id)
    .where(figure.c.measure.in_(bindparam("measures", expanding=True)))
    .order_by(figure.c.id)
)
_ALL_FIGURE_IDS = select(figure.c.id).order_by(figure.c.id)
_FIGURES_OF_PEOPLE = (
    select(figure.c.id)
    .where(figure.c.subject_person.in_(bindparam("people", expanding=True)))
    .order_by(figure.c.id)
)
_FIGURE_IDS_IN = select(figure.c.id).where(figure.c.article_id == bindparam("article")).order_by(figure.c.id)
_MEASURES = (
    select(figure.c.measure, func.count())
    .where(figure.c.measure.is_not(None))
    .group_by(figure.c.measure)
    .order_by(func.count().desc())
)
_ALIASES_OF = select(alias).where(alias.c.person_id == bindparam("person")).order_by(alias.c.id)
_ROLES_OF = (
    select(role, func.substr(article.c.text, role.c.start + 1, role.c.end - role.c.start).label("text"))
    .join(article, article.c.id == role.c.article_id)
    .where(role.c.person_id == bindparam("person"))
    .order_by(role.c.id)
)
_ROLE_TEXTS = select(
    role.c.person_id,
    func.substr(article.c.text, role.c.start + 1, role.c.end - role.c.start),
).join(article, article.c.id == role.c.article_id)
_PASSAGES_NAMING = (
    select(presence.c.passage_id)
    .join(passage, passage.c.id == presence.c.passage_id)
    .where(presence.c.person_id == bindparam("person"), passage.c.kind.in_(_PROSE))
    .order_by(presence.c.passage_id)
)
_PASSAGE_AT = select(passage.c.id).where(
    passage.c.article_id == bindparam("article"),
    passage.c.start <= bindparam("start"),
    passage.c.end > bindparam("start"),
)
_PASSAGE_AFTER = (
    select(passage.c.id)
    .where(
        passage.c.article_id == bindparam("article"),
        passage.c.start >= bindparam("start"),
        passage.c.kind.in_(_PROSE),
    )
    .order_by(passage.c.start)
    .limit(1)
)
_MOMENTS = (
    select(moment)
    .where(moment.c.date_first <= bindparam("to"), moment.c.date_last >= bindparam("since"))
    .order_by(moment.c.date_first, moment.c.passage_id)
)
_ALL_MOMENTS = select(moment).order_by(moment.c.passage_id, moment.c.date_start)
_MOMENTS_OF = (
    select(moment)
    .where(moment.c.passage_id.in_(bindparam("passages", expanding=True)))
    .order_by(moment.c.date_first, moment.c.passage_id)
)
_ALIAS_ROWS = select(alias.c.person_id, alias.c.text, person.c.kind, alias.c.count).join(
    person, person.c.id == alias.c.person_id
)
_WORDS = text("SELECT text, count FROM word")
_TERMS = text("SELECT stem, passages FROM term")


class Lookups:
    """A build file, open for reading."""

    def __init__(self, file: Path) -> None:
        self._engine = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true", poolclass=NullPool)
        self._held = threading.local()
        self._connections: list[Connection] = []

    def close(self) -> None:
        """Let go of every thread's connection."""
        for connection in self._connections:
            connection.close()
        self._engine.dispose()

    def rows(self, statement: Any, **values: Any) -> Sequence[RowMapping]:
        """The rows of a prebuilt statement, as mappings."""
        return self._connection.execute(statement, values).mappings().all()

    def ids(self, statement: Any, **values: Any) -> list[int]:
        """The first column of a prebuilt statement."""
        return list(self._connection.execute(statement, values).scalars())

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """What the build says of itself."""
        return {row["key"]: row["value"] for row in self.rows(select(fact))}

    @cached_property
    def articles(self) -> Mapping[int, ArticleRecord]:
        """Every article by its id, in order of publication."""
        rows = self.rows(_BY_ID["article"].order_by(article.c.id))
        return {row["id"]: decoding.article(row) for row in rows}

    def article_text(self, article_id: int) -> str:
        """The whole text of an article."""
        return str(self._connection.execute(_TEXT, {"id": article_id}).scalar_one())

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
            values["people"] = json.dumps(list(people))
        if articles is not None:
            values["articles"] = json.dumps(list(articles))
        return self.ids(MATCHING[table][latest, bool(people), articles is not None], **values)

    def passages(self, ids: Sequence[int]) -> tuple[PassageRecord, ...]:
        """The passages with these ids, in their order."""
        rows = {row["id"]: row for row in self.rows(_BY_ID["passage"], ids=list(ids))}
        return tuple(decoding.passage(rows[i], self.articles) for i in ids if i in rows)

    def quotes(self, ids: Sequence[int]) -> tuple[QuoteRecord, ...]:
        """The quotes with these ids, in their order."""
        rows = {row["id"]: row for row in self.rows(_BY_ID["quote"], ids=list(ids))}
        return tuple(decoding.quote(rows[i], self.articles) for i in ids if i in rows)

    def figures(self, ids: Sequence[int]) -> tuple[FigureRecord, ...]:
        """The figures with these ids, in their order."""
        rows = {row["id"]: row for row in self.rows(_BY_ID["figure"], ids=list(ids))}
        return tuple(decoding.figure(rows[i], self.articles) for i in ids if i in rows)

    def quote_ids(self, people: Sequence[int] = ()) -> list[int]:
        """All quotes of these people (of anybody, if none), latest first."""
        return self.ids(_QUOTE_IDS_OF, people=list(people)) if people else self.ids(_ALL_QUOTE_IDS)

    def quote_ids_of_groups(self, groups: Sequence[int]) -> list[int]:
        """All quotes that report one of these quotations."""
        return self.ids(_QUOTES_OF_GROUPS, groups=list(groups))

    def figure_ids(self, measures: Sequence[str] = ()) -> list[int]:
        """All figures of these measures (of any, if none)."""
        return self.ids(_FIGURE_IDS_OF, measures=list(measures)) if measures else self.ids(_ALL_FIGURE_IDS)

    def figure_ids_of(self, people: Sequence[int]) -> list[int]:
        """All figures whose subject is one of these people."""
        return self.ids(_FIGURES_OF_PEOPLE, people=list(people))

    def figure_ids_in(self, article_id: int) -> list[int]:
        """All figures of an article."""
        return self.ids(_FIGURE_IDS_IN, article=article_id)

    @cached_property
    def measures(self) -> Mapping[str, int]:
        """Every measure with how many figures it has, most first."""
        return {str(name): int(count) for name, count in self._connection.execute(_MEASURES)}

    def people(self, ids: Sequence[int]) -> tuple[PersonRecord, ...]:
        """The people with these ids, in their order."""
        rows = {row["id"]: row for row in self.rows(_PEOPLE, ids=list(ids))}
        return tuple(decoding.person(rows[i]) for i in ids if i in rows)

    @cached_property
    def all_people(self) -> tuple[PersonRecord, ...]:
        """Everybody, most mentioned first."""
        return tuple(
            decoding.person(row)
            for row in self.rows(select(person).order_by(person.c.mentions.desc(), person.c.id))
        )

    def aliases(self, person_id: int) -> tuple[AliasRecord, ...]:
        """The spellings of a person's name."""
        return tuple(decoding.alias(row, self.articles) for row in self.rows(_ALIASES_OF, person=person_id))

    def roles(self, person_id: int) -> tuple[RoleRecord, ...]:
        """What articles say a person is."""
        return tuple(decoding.role(row, self.articles) for row in self.rows(_ROLES_OF, person=person_id))

    def role_rows(self) -> Sequence[tuple[int, str]]:
        """Person and role of every description of somebody."""
        return [(int(person), str(words)) for person, words in self._connection.execute(_ROLE_TEXTS)]

    def alias_rows(self) -> Sequence[tuple[int, str, str, int]]:
        """Person, spelling, kind and count of every alias: what an index of names is made of."""
        return [(int(p), str(t), str(k), int(c)) for p, t, k, c in self._connection.execute(_ALIAS_ROWS)]

    def passages_naming(self, person_id: int) -> list[int]:
        """Ids of the prose passages that name a person, in order of publication."""
        return self.ids(_PASSAGES_NAMING, person=person_id)

    def passage_at(self, article_id: int, start: int) -> PassageRecord | None:
        """The passage that holds a position of an article."""
        return next(iter(self.passages(self.ids(_PASSAGE_AT, article=article_id, start=start))), None)

    def passage_after(self, article_id: int, start: int) -> PassageRecord | None:
        """The first prose passage that begins at or after a position of an article."""
        return next(iter(self.passages(self.ids(_PASSAGE_AFTER, article=article_id, start=start))), None)

    def by_receipt(self, code: str) -> ArticleRecord | PassageRecord | QuoteRecord | FigureRecord | None:
        """The record with this receipt."""
        match code[:1]:
            case "a":
                return next((a for a in self.articles.values() if a.receipt == code), None)
            case "p":
                return next(iter(self.passages(self._with_receipt(passage, code))), None)
            case "q":
                return next(iter(self.quotes(self._with_receipt(quote, code))), None)
            case "f":
                return next(iter(self.figures(self._with_receipt(figure, code))), None)
        return None

    def moments(self, since: str, to: str) -> tuple[MomentRecord, ...]:
        """The dates that touch these days (ISO, inclusive), earliest first."""
        return self._moments(self.rows(_MOMENTS, since=since, to=to))

    def all_moments(self) -> tuple[MomentRecord, ...]:
        """Every date of the articles, by passage."""
        return self._moments(self.rows(_ALL_MOMENTS))

    def moments_of(self, passages: Sequence[int]) -> tuple[MomentRecord, ...]:
        """The dates in these passages."""
        return self._moments(self.rows(_MOMENTS_OF, passages=list(passages)))

    def words(self) -> Mapping[str, int]:
        """The vocabulary of the articles, lower case, with how often each word stands there."""
        return {str(w): int(n) for w, n in self._connection.execute(_WORDS)}

    def terms(self) -> Mapping[str, int]:
        """How many passages hold each stem of the full-text index."""
        return {str(w): int(n) for w, n in self._connection.execute(_TERMS)}

    def skipped(self) -> Mapping[str, str]:
        """The files that were left out, with the reason."""
        return {row["path"]: row["reason"] for row in self.rows(select(skipped))}

    def cached(self) -> Mapping[str, str]:
        """What was extracted, by the key of what it was extracted from."""
        return {row["key"]: row["data"] for row in self.rows(select(extractions))}

    def check(self) -> str:
        """What SQLite's own integrity check says: "ok" or the first damage."""
        return str(self._connection.execute(text("PRAGMA integrity_check")).scalar_one())

    def _with_receipt(self, table: Any, code: str) -> list[int]:
        return self.ids(select(table.c.id).where(table.c.receipt == code))

    def _moments(self, rows: Sequence[RowMapping]) -> tuple[MomentRecord, ...]:
        passages = {p.id: p for p in self.passages([row["passage_id"] for row in rows])}
        return tuple(decoding.moment(row, passages[row["passage_id"]]) for row in rows)

    @property
    def _connection(self) -> Connection:
        held: Connection | None = getattr(self._held, "connection", None)
        if held is None:
            held = self._held.connection = self._engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            )
            self._connections.append(held)
        return held
