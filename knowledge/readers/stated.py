"""What is stated about an article beside its text: one vocabulary for sidecar files and front matter.

Values are checked here; an ill-typed one is an error that names its key, never a silent loss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from knowledge.errors import ReadError
from knowledge.language import UNDETERMINED
from knowledge.model import Article, Basis, Known

T = TypeVar("T")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts stated about one article; None where nothing is."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    date: date | None = None
    language: str | None = None


KEYS = tuple(field.name for field in fields(Stated))


def stated_in(table: Mapping[str, Any], where: str) -> Stated:
    """The facts in `table`, whose keys are all of `KEYS`; `where` names it in errors.

    Raises:
        ReadError: a key is unknown (the nearest known one is named) or a value ill-typed.
    """
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            raise ReadError(f"{where}: unknown key {key!r}; {_nearest(key)}")
        values[key] = _checked(key, value, where)
    return Stated(**values)


def state(article: Article, stated: Stated, reason: str) -> Article:
    """`article` with what is `stated`; `reason` names the place that states it."""
    return replace(
        article,
        title=_known(stated.title, reason, article.title),
        outlet=_known(stated.outlet, reason, article.outlet),
        author=_known(stated.author, reason, article.author),
        url=_known(stated.url, reason, article.url),
        published=_known(stated.date, reason, article.published),
        language=stated.language or article.language,
    )


def unstated(name: str, path: str, text: str) -> Article:
    """An article of which its text alone is known; its language is still undetermined."""
    return Article(name, path, text, language=UNDETERMINED)


def day_from(value: object) -> date | None:
    """The day that a date, a date with a time, or their ISO form names; None where it names none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            return None
    return None


def language_from(value: str) -> str | None:
    """The ISO 639 code that opens a language tag ("en-GB"), lower case; None where it is none."""
    match = _LANGUAGE.fullmatch(value.strip())
    return match[1].lower() if match else None


def _known(value: T | None, reason: str, otherwise: Known[T]) -> Known[T]:
    return otherwise if value is None else Known(value, Basis.STATED, reason)


def _checked(key: str, value: object, where: str) -> str | date:
    if key == "date":
        if (day := day_from(value)) is None:
            raise ReadError(f"{where}: date is {value!r}; write it as 2020-08-17")
        return day
    if not isinstance(value, str) or not value.strip():
        raise ReadError(f"{where}: {key} is {value!r}; write it as text in quotation marks")
    if key == "language":
        if (code := language_from(value)) is None:
            raise ReadError(f'{where}: language is {value!r}; write its ISO 639 code, as "en"')
        return code
    return value.strip()


def _nearest(key: str) -> str:
    near = get_close_matches(key.lower(), KEYS, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(KEYS)}"
