"""What should be read from the articles of the invented corpus? The answer key, as spans.

The key is written by hand, one file an article in `key/`, by text and never by offset, so that
it can be read beside the article; `in` names the surroundings where a text occurs twice.
`answers()` finds every text in its article as our reader gives it, and refuses a key that does
not fit. In the key:

quotes       `text` lists the contiguous spans; `speaker` the names a reader may be shown (a list:
             any of them; "": nobody); `optional` ones are neither asked for nor wrong; `nested`
             ones are speech inside another's speech.
not_speech   stretches in quotation marks that nobody said.
figures      `claimant` left out means the article itself, "?" means not judged, as do `kind`,
             `unit`, `measure`, `subject` and `as_of` left out; lists give the choices.
not_figures  texts that hold numbers and no figure.
dates        `from` and `to`, inclusive; `unresolved` where nothing says when.
like         another article's records, as far as their texts occur here too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.model import Article, Span
from knowledge.readers import read

FOLDER = Path(__file__).parent
ARTICLES = FOLDER / "articles"
KEY = FOLDER / "key"
SUFFIXES = frozenset({".txt", ".md", ".html"})

_FIELDS = {
    "quotes": {"text", "in", "kind", "speaker", "via", "optional", "nested"},
    "figures": {
        *("text", "in", "value", "high", "bound", "unit", "kind", "measure"),
        *("claimant", "subject", "as_of", "optional"),
    },
    "dates": {"text", "in", "from", "to", "unresolved", "optional"},
}
_LISTS = {*_FIELDS, "not_speech", "not_figures", "debris"}

Entry = Mapping[str, Any]


class Misfit(ValueError):
    """A text of the key that its article does not have, or has twice."""


@dataclass(frozen=True, slots=True)
class ExpectedQuote:
    """An attribution; any of `speakers` is right, none where it is empty."""

    contents: tuple[Span, ...]
    kind: str
    speakers: tuple[str, ...]
    via: tuple[str, ...] = ()
    optional: bool = False
    nested: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """A numeric claim; an empty choice or None means that this is not judged."""

    span: Span
    value: float | None
    high: float | None
    bounds: tuple[str, ...]
    units: tuple[str, ...]
    kind: str | None
    measures: tuple[str, ...]
    claimants: tuple[str, ...] | None  # "" among them: the article itself
    subjects: tuple[str, ...]
    as_of: date | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedDate:
    """A temporal expression; no `first` where it must stay unresolved or is not judged."""

    span: Span
    first: date | None
    last: date | None
    unresolved: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """The key of one article, every text found in it."""

    article: Article
    judged: bool
    quotes: tuple[ExpectedQuote, ...]
    not_speech: tuple[Span, ...]
    figures: tuple[ExpectedFigure, ...]
    not_figures: tuple[Span, ...]
    dates: tuple[ExpectedDate, ...]
    debris: tuple[str, ...]


@cache
def answers() -> dict[str, Answers]:
    """The whole key by the article's name, in the order of the names."""
    articles = {path.stem: read(path, ARTICLES) for path in article_files()}
    return {name: answers_for(article, _table(article)) for name, article in sorted(articles.items())}


def article_files() -> list[Path]:
    """The files of the corpus, `sources.toml` left out."""
    return sorted(path for path in ARTICLES.rglob("*") if path.suffix in SUFFIXES)


def table_of(file: str) -> dict[str, Any]:
    """One of the tables beside the articles: across.toml, questions.toml or spellings.toml."""
    return tomllib.loads((FOLDER / file).read_text("utf-8"))


def answers_for(article: Article, table: Entry) -> Answers:
    """The key `table` of `article` as spans.

    Raises:
        Misfit: a text is not in the article, or twice; the text says which.
        ValueError: an unknown key, or a date that ends before it begins.
    """
    if unknown := set(table) - _LISTS - {"judged"}:
        raise ValueError(f"{article.name}: unknown in a key: {sorted(unknown)}")
    for kind, fields in _FIELDS.items():
        for entry in table.get(kind, ()):
            if unknown := set(entry) - fields:
                raise ValueError(f"{article.name}: unknown in {kind}: {sorted(unknown)}")
    return Answers(
        article=article,
        judged=table.get("judged", True),
        quotes=tuple(_quote(article, entry) for entry in table.get("quotes", ())),
        not_speech=tuple(find(article, text) for text in table.get("not_speech", ())),
        figures=tuple(_figure(article, entry) for entry in table.get("figures", ())),
        not_figures=tuple(find(article, text) for text in table.get("not_figures", ())),
        dates=tuple(_date(article, entry) for entry in table.get("dates", ())),
        debris=tuple(table.get("debris", ())),
    )


def find(article: Article, text: str, around: str | None = None) -> Span:
    """Where `text` stands in the article, inside `around` if given; both must be unique.

    Plain spaces stand for any white space, and soft hyphens in the article are passed over.
    """
    outer = _only(article, around, Span(0, len(article.text))) if around else Span(0, len(article.text))
    return _only(article, text, outer)


def find_all(article: Article, text: str) -> list[Span]:
    """Every place where `text` stands in the article."""
    return [Span(m.start(), m.end()) for m in _pattern(text).finditer(article.text)]


@cache
def printings(name: str) -> frozenset[str]:
    """The articles that print the same report as this one, itself included."""
    origins = (frozenset(origin["articles"]) for origin in table_of("across.toml")["origins"])
    return next((articles for articles in origins if name in articles), frozenset({name}))


def occurs(article: Article, text: str) -> bool:
    """Whether the article has `text` at all."""
    return bool(find_all(article, text))


def _only(article: Article, text: str, outer: Span) -> Span:
    found = [Span(m.start(), m.end()) for m in _pattern(text).finditer(article.text, outer.start, outer.end)]
    if len(found) != 1:
        raise Misfit(f"{article.name}: {text!r} occurs {len(found)} times")
    return found[0]


def _pattern(text: str) -> re.Pattern[str]:
    """`text`, not inside a longer word or number."""
    signs = ("\\s+" if sign.isspace() else re.escape(sign) for sign in text.replace("\n", " "))
    before = r"(?<![\w.,:/-])" if text[0].isdigit() else r"(?<!\w)" if text[0].isalpha() else ""
    after = r"(?![,.:]?\d)" if text[-1].isdigit() else r"(?!\w)" if text[-1].isalpha() else ""
    return re.compile(before + "\u00ad*".join(signs) + after)


def _table(article: Article) -> dict[str, Any]:
    """The key of `article`, with what it takes over from another's."""
    table = _file(article.name)
    other = table.pop("like", None)
    return _with_records_of(article, table, _file(other)) if other else table


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((KEY / f"{name}.toml").read_text("utf-8"))


def _with_records_of(article: Article, table: dict[str, Any], other: Entry) -> dict[str, Any]:
    """`table` and what of `other` occurs in this article too and is not said otherwise."""
    for kind in (*_FIELDS, "not_speech", "not_figures"):
        own = table.get(kind, [])
        said = {_identity(entry) for entry in own}
        inherited = [e for e in other.get(kind, ()) if _identity(e) not in said and _fits(article, e)]
        table[kind] = [*own, *inherited]
    return table


def _identity(entry: Entry | str) -> tuple[str, ...]:
    if isinstance(entry, str):
        return (entry,)
    return (*_texts(entry["text"]), entry.get("in", ""))


def _fits(article: Article, entry: Entry | str) -> bool:
    """Whether every text of the entry is found; an ambiguous one is an error later, not here."""
    return all(occurs(article, text) for text in _identity(entry) if text)


def _quote(article: Article, entry: Entry) -> ExpectedQuote:
    return ExpectedQuote(
        contents=tuple(find(article, text, entry.get("in")) for text in _texts(entry["text"])),
        kind=entry["kind"],
        speakers=tuple(name for name in _texts(entry["speaker"]) if name),
        via=_texts(entry.get("via", ())),
        optional=entry.get("optional", False),
        nested=entry.get("nested", False),
    )


def _figure(article: Article, entry: Entry) -> ExpectedFigure:
    claimants = _texts(entry.get("claimant", ""))
    kind = entry.get("kind")
    return ExpectedFigure(
        span=find(article, entry["text"], entry.get("in")),
        value=entry.get("value"),
        high=entry.get("high"),
        bounds=_texts(entry["bound"]),
        units=_texts(entry.get("unit", ())),
        kind=None if kind == "?" else kind,
        measures=_texts(entry.get("measure", ())),
        claimants=None if "?" in claimants else claimants,
        subjects=_texts(entry.get("subject", ())),
        as_of=entry.get("as_of"),
        optional=entry.get("optional", False),
    )


def _date(article: Article, entry: Entry) -> ExpectedDate:
    first, last = entry.get("from"), entry.get("to")
    if (first is None) != (last is None) or (first and first > last):
        raise ValueError(f"{article.name}: {entry['text']!r} runs from {first} to {last}")
    return ExpectedDate(
        find(article, entry["text"], entry.get("in")),
        first,
        last,
        unresolved=entry.get("unresolved", False),
        optional=entry.get("optional", False),
    )


def _texts(choice: str | Iterable[str]) -> tuple[str, ...]:
    return (choice,) if isinstance(choice, str) else tuple(choice)
