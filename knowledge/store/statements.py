"""Which statements does a lookup run? All are compiled once, when this module is imported.

The driver runs them as text: what SQLAlchemy does for each execution would cost more than most
of these lookups. A list is bound as JSON, so that a statement is the same for any number of ids.
Full-text statements rank in a subquery of ids; the rows wanted are fetched by those.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import (
    ClauseElement,
    Column,
    Select,
    Table,
    bindparam,
    column,
    func,
    literal_column,
    select,
    text,
    union,
    union_all,
)
from sqlalchemy.dialects import sqlite

from knowledge.store.schema import (
    alias,
    article,
    figure,
    figure_group,
    moment,
    passage,
    person,
    presence,
    quote,
    role,
)

_DIALECT = sqlite.dialect(paramstyle="named")


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL of a statement, and the values that are always bound to it."""

    sql: str
    fixed: Mapping[str, Any]

    @classmethod
    def of(cls, clause: ClauseElement) -> Statement:
        """Compile a statement."""
        compiled = clause.compile(dialect=_DIALECT)
        return cls(str(compiled), {k: v for k, v in compiled.params.items() if v is not None})


def listed(values: Iterable[int | str | None]) -> str:
    """A list as it is bound to a statement."""
    return json.dumps(list(values))


def _matching(table: str, weights: str) -> dict[tuple[bool, bool, bool], Statement]:
    """Ids of the rows that match, by whether the latest are wanted, of some people, of some articles.

    Best first, or latest first without a score: rowids are in the order of publication.
    """
    joined = f"JOIN {table} ON {table}.id = {table}_fts.rowid "
    of_people = f"AND {table}.person_id IN (SELECT value FROM json_each(:people)) "  # noqa: S608  (fixed names)
    of_articles = f"AND {table}.article_id IN (SELECT value FROM json_each(:articles)) "  # noqa: S608
    statements = {}
    for latest, people, articles in product((False, True), repeat=3):
        score, order = ("0.0", "id DESC") if latest else (f"bm25({table}_fts{weights})", "score")
        statements[latest, people, articles] = Statement.of(
            text(
                f"SELECT {table}_fts.rowid AS id, {score} AS score FROM {table}_fts "  # noqa: S608  (fixed names)
                + (joined if people or articles else "")
                + f"WHERE {table}_fts MATCH :match "
                + (of_people if people else "")
                + (of_articles if articles else "")
                + f"ORDER BY {order} LIMIT :most"
            )
        )
    return statements


def _among(name: str) -> Select[Any]:
    """The values of a list that is bound as JSON."""
    return select(column("value")).select_from(func.json_each(bindparam(name)))


def _by_id(table: Table, *only: str) -> Statement:
    """The rows of a table with certain ids, in the order of these: SQLite keeps a cross join's."""
    columns = ", ".join(f'{table.name}."{c.name}"' for c in table.c if not only or c.name in only)
    joined = f"json_each(:ids) AS wanted CROSS JOIN {table.name} ON {table.name}.id = wanted.value"
    return Statement.of(text(f"SELECT {columns} FROM {joined}"))  # noqa: S608  (names of the schema)


def _ids_where(table: Table, key: Column[Any], values: str, *, latest: bool = False) -> Statement:
    """Ids of the rows whose `key` is one of `values`.

    The sign keeps SQLite from walking the table in the order of its ids, to save itself the sorting.
    """
    order = text(f"+{table.name}.id{' DESC' if latest else ''}")
    return Statement.of(select(table.c.id).where(key.in_(_among(values))).order_by(order))


MATCHING = {
    "passage": _matching("passage", ""),
    "quote": _matching("quote", ", 2.0, 1.0"),
    "figure": _matching("figure", ""),
}
_NOT_SHOWN = {"text", "key", "people", "first_passage", "first_quote", "first_figure"}
ARTICLES = Statement.of(select(*[c for c in article.c if c.name not in _NOT_SHOWN]).order_by(article.c.id))
TEXT = Statement.of(select(article.c.text).where(article.c.id == bindparam("id")))
PASSAGES, QUOTES, FIGURES, PEOPLE = map(_by_id, (passage, quote, figure, person))
QUOTE_KEYS = _by_id(
    quote, "id", "article_id", "group_id", "kind", "context_start", "context_end", "speaker_name"
)
RECEIPTS_FROM = Statement.of(
    union_all(
        *(
            select(table.c.receipt, words).where(
                table.c.receipt >= bindparam("first"), table.c.receipt < bindparam("last")
            )
            for table, words in ((quote, quote.c.content), (figure, figure.c.phrase))
        )
    ).limit(bindparam("most"))
)
WITH_RECEIPT = {
    table.name: Statement.of(select(table.c.id).where(table.c.receipt == bindparam("receipt")))
    for table in (passage, quote, figure)
}
ALL_PEOPLE = Statement.of(select(person).order_by(person.c.mentions.desc(), person.c.name, person.c.id))
QUOTE_IDS = Statement.of(select(quote.c.id).order_by(quote.c.id.desc()))
QUOTE_IDS_OF = _ids_where(quote, quote.c.person_id, "people", latest=True)
QUOTE_IDS_OF_GROUPS = _ids_where(quote, quote.c.group_id, "groups")
_CLAIM = (
    "id kind bound value high vague_low vague_high unit measure phrase context as_of_last as_of_text place"
)
_CLAIM += " subject_person subject_name claimant_person claimant_name"
_CLAIMED = [figure.c[name] for name in _CLAIM.split()]
_CLAIMED += [article.c[name] for name in ("name", "outlet", "origin", "published", "names")]
CLAIMED = Statement.of(
    text(
        f"SELECT {', '.join(map(str, _CLAIMED))} FROM json_each(:ids) AS wanted "  # noqa: S608  (as above)
        "CROSS JOIN figure ON figure.id = wanted.value CROSS JOIN article ON article.id = figure.article_id"
    )
)
_MET = "id article_id as_of_last group_id measure subject_person subject_name kind"
MET_FIGURES = Statement.of(
    text(
        f"SELECT {', '.join(str(figure.c[name]) for name in _MET.split())} "  # noqa: S608  (as above)
        "FROM json_each(:measures) AS wanted CROSS JOIN figure ON figure.measure IS wanted.value"
    )
)
FIGURE_KEYS = _by_id(figure, "id", "article_id", "group_id", "turn")
_KEY = (figure.c.id, figure.c.article_id, figure.c.group_id, figure.c.turn)
FIGURE_KEYS_OF_MEASURES = Statement.of(select(*_KEY).where(figure.c.measure.in_(_among("measures"))))
FIGURE_KEYS_OF_GROUPS = Statement.of(select(*_KEY).where(figure.c.group_id.in_(_among("groups"))))
_GROUP = [figure_group.c[name] for name in ("id", "relation", "times", "one", "other")]
_STRONGEST_FIRST = text("strength DESC, times DESC, size DESC, figure_group.measure, +figure_group.id")
FIGURE_GROUPS = Statement.of(
    select(*_GROUP).where(figure_group.c.id.in_(_among("groups"))).order_by(_STRONGEST_FIRST)
)
GROUPS_RELATED = Statement.of(
    select(*_GROUP).where(figure_group.c.relation.in_(_among("relations"))).order_by(_STRONGEST_FIRST)
)
FIGURE_IDS = Statement.of(select(figure.c.id).order_by(figure.c.id))
FIGURE_IDS_OF_MEASURES = _ids_where(figure, figure.c.measure, "measures")
FIGURE_IDS_OF_PEOPLE = _ids_where(figure, figure.c.subject_person, "people")
QUOTE_IDS_OF_ARTICLES = _ids_where(quote, quote.c.article_id, "articles")
MEASURES_OF_ARTICLES = Statement.of(
    select(figure.c.measure).where(figure.c.article_id.in_(_among("articles")))
)
FIGURE_IDS_OF_ARTICLES = _ids_where(figure, figure.c.article_id, "articles")
CORRECTED_ARTICLES = Statement.of(
    union(
        *(
            select(table.c.article_id).where(table.c.corrected == literal_column("1"))
            for table in (quote, figure)
        )
    )
)
FIGURE_IDS_IN = Statement.of(
    select(figure.c.id).where(figure.c.article_id == bindparam("article")).order_by(figure.c.id)
)
MEASURES = Statement.of(
    select(figure.c.measure, func.count())
    .where(figure.c.measure.is_not(None))
    .group_by(figure.c.measure)
    .order_by(func.count().desc())
)
ALIASES_OF = Statement.of(
    select(alias)
    .join(article, article.c.id == alias.c.article_id)
    .where(alias.c.person_id == bindparam("person"))
    .order_by(article.c.name, alias.c.turn)
)
_ROLE_TEXT = func.substr(article.c.text, role.c.start + 1, role.c.end - role.c.start)
ROLES_OF = Statement.of(
    select(role, _ROLE_TEXT)
    .join(article, article.c.id == role.c.article_id)
    .where(role.c.person_id == bindparam("person"))
    .order_by(article.c.name, role.c.start)
)
ROLE_TEXTS = Statement.of(
    select(role.c.person_id, _ROLE_TEXT).join(article, article.c.id == role.c.article_id)
)
_IS_PROSE = passage.c.kind.in_([literal_column("'body'"), literal_column("'headline'")])
PASSAGES_NAMING = Statement.of(
    select(presence.c.passage_id)
    .join(passage, passage.c.id == presence.c.passage_id)
    .where(presence.c.person_id == bindparam("person"), _IS_PROSE)
    .order_by(presence.c.passage_id)
)
CAPTIONS_OF = Statement.of(
    select(passage)
    .where(passage.c.article_id.in_(_among("articles")), passage.c.kind == literal_column("'caption'"))
    .order_by(passage.c.article_id, passage.c.start)
)
PASSAGE_AT = Statement.of(
    select(passage).where(
        passage.c.article_id == bindparam("article"),
        passage.c.start <= bindparam("start"),
        passage.c.end > bindparam("start"),
    )
)
PASSAGE_AFTER = Statement.of(
    select(passage)
    .where(
        passage.c.article_id == bindparam("article"),
        passage.c.start >= bindparam("start"),
        _IS_PROSE,
    )
    .order_by(passage.c.start)
    .limit(1)
)
MOMENTS = Statement.of(
    select(moment)
    .where(moment.c.date_first <= bindparam("to"), moment.c.date_last >= bindparam("since"))
    .order_by(moment.c.date_first, moment.c.passage_id)
)
ALL_MOMENTS = Statement.of(select(moment).order_by(moment.c.passage_id, moment.c.date_start))
MOMENTS_OF = Statement.of(
    select(moment)
    .where(moment.c.passage_id.in_(_among("passages")))
    .order_by(moment.c.date_first, moment.c.passage_id)
)
ALIAS_ROWS = Statement.of(
    select(alias.c.person_id, alias.c.text, person.c.kind, alias.c.count).join(
        person, person.c.id == alias.c.person_id
    )
)
WORDS = Statement.of(text("SELECT text, count FROM word"))
TERMS = Statement.of(text("SELECT stem, passages FROM term"))
