"""How well is the invented corpus read? Extraction against the answer key, as a table.

    python -m tests.quality.corpus_score [--errors] [ARTICLE …]

`direct`, `mixed` and `indirect` count contiguous content spans: a direct one is right from an
overlap of 80 % of its characters, the others from 50 %, or with the same words in marks. `speaker`
judges the name a reader is shown, on every span that was found: a name that is missing, a pronoun
or a description ("the union leader") costs recall alone. `value` and the rows below it judge the
figures that were found; `dates` asks for the exact interval. Optional entries of the key are
neither asked for nor wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from knowledge.extract import extract
from knowledge.model import Article, DateMention, Extraction, Figure, Quote, QuoteKind, Span
from tests.corpus.answers import Answers, ExpectedDate, ExpectedFigure, ExpectedQuote, answers

ROWS = (
    *("direct", "mixed", "indirect", "speaker", "via", "not speech"),
    *("value", "bound", "unit", "measure", "claimant", "as of", "subject", "traps", "dates", "debris"),
)
_MARKED = re.compile(r"[“\"«‘]([^”\"»’]+)")
_TITLES = frozenset("the a an mr mrs ms dr".split())
_PRONOUNS = frozenset("he she it they i we his her its their".split())


@dataclass(slots=True)
class Row:
    """Counts of one measure; `errors` say where and what."""

    right: int = 0
    predicted: int = 0
    expected: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was read."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was read; 1 where there is nothing."""
        return self.right / self.expected if self.expected else 1.0


Rows = dict[str, Row]


@cache
def score(names: tuple[str, ...] = ()) -> Rows:
    """Every row over the articles named, or over all that are judged."""
    rows: Rows = {name: Row() for name in ROWS}
    for name, answer in answers().items():
        if answer.judged and (not names or name in names):
            extraction = extract(answer.article)
            _score_quotes(rows, answer, extraction)
            _score_figures(rows, answer, extraction)
            _score_dates(rows, answer, extraction)
            _score_debris(rows, answer, extraction)
    return rows


def same_name(shown: str, name: str) -> bool:
    """Whether a reader would take `shown` for `name`: one's words hold the other's, last word included."""
    a, b = _words(shown), _words(name)
    return bool(a and b) and (set(a) <= set(b) or set(b) <= set(a)) and (b[-1] in a or a[-1] in b)


def _words(name: str) -> list[str]:
    words = re.findall(r"[\w%]+", re.sub(r"[’']s\b|[’']", "", name.casefold()))
    return [word for word in words if word not in _TITLES] or words


def _unresolved(shown: str) -> bool:
    """Whether the name is a pronoun or a description ("he", "the union leader"): short, but not wrong."""
    first, *rest = shown.split()
    described = first.islower() or first.lower() in _TITLES | _PRONOUNS
    return described and not any(word[:1].isupper() for word in rest)


def _named(shown: str | None, names: Iterable[str]) -> bool:
    return any(same_name(shown, name) if shown and name else not shown and not name for name in names)


# Quotes


def _score_quotes(rows: Rows, answer: Answers, extraction: Extraction) -> None:
    article = answer.article
    expected = [(span, q) for q in answer.quotes for span in q.contents]
    predicted = [(span, q) for q in extraction.quotes for span in q.contents]
    pairs = _pairs(article, expected, predicted)
    for i, (span, quote) in enumerate(expected):
        if not quote.optional and not quote.nested:
            row = rows[quote.kind]
            row.expected += 1
            row.right += i in pairs
            if i not in pairs:
                row.errors.append(_error(article, span, "missed", quote.speakers))
    taken = set(pairs.values())
    for j, (span, quote) in enumerate(predicted):
        if j not in taken and not _excused(article, span, expected):
            rows[quote.kind.value].predicted += 1
            rows[quote.kind.value].errors.append(_error(article, span, "no speech", _shown(quote)))
    for i, j in pairs.items():
        _score_source(rows, article, expected[i], predicted[j][1])
    _score_scare_quotes(rows, answer, predicted)


def _score_source(rows: Rows, article: Article, expected: tuple[Span, ExpectedQuote], quote: Quote) -> None:
    span, want = expected
    if not want.optional and not want.nested:
        rows[want.kind].predicted += 1
    shown = _shown(quote)
    row = rows["speaker"]
    row.expected += bool(want.speakers) and not want.optional
    right = _named(shown, want.speakers or ("",))
    if shown:
        row.predicted += (not want.optional) if right else not _unresolved(shown)
    row.right += right and bool(shown) and not want.optional
    if not right and (shown or not want.optional):
        row.errors.append(_error(article, span, f"by {shown}", want.speakers))
    via = quote.via.name if quote.via else None
    rows["via"].expected += bool(want.via)
    rows["via"].predicted += bool(via)
    rows["via"].right += bool(via) and _named(via, want.via)
    if not _named(via, want.via or ("",)):
        rows["via"].errors.append(_error(article, span, f"via {via}", want.via))


def _score_scare_quotes(rows: Rows, answer: Answers, predicted: list[tuple[Span, Quote]]) -> None:
    """Stretches in marks that nobody said: `right` are those left alone."""
    row = rows["not speech"]
    for stretch in answer.not_speech:
        said = [q for span, q in predicted if span.overlaps(stretch) and q.kind is not QuoteKind.INDIRECT]
        row.expected += 1
        row.predicted += 1
        row.right += not said
        if said:
            row.errors.append(_error(answer.article, stretch, f"called speech of {_shown(said[0])}", ()))


def _pairs(
    article: Article, expected: list[tuple[Span, ExpectedQuote]], predicted: list[tuple[Span, Quote]]
) -> dict[int, int]:
    """Which predicted span answers which expected one: best overlap first, each once."""
    candidates = sorted(
        (-worth, i, j)
        for i, (want, quote) in enumerate(expected)
        for j, (got, _) in enumerate(predicted)
        if (worth := _worth(article, want, got, quote.kind)) > 0
    )
    pairs: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _worth(article: Article, want: Span, got: Span, kind: str) -> float:
    """How well `got` answers `want`; 0 where it does not."""
    a, b = _signs(article, want), _signs(article, got)
    overlap = len(a & b) / len(a | b) if a & b else 0.0
    if overlap >= (0.8 if kind == "direct" else 0.5):
        return overlap
    marked = {m.group(1) for m in _MARKED.finditer(want.of(article.text))} if kind == "mixed" else set()
    return 0.5 if marked and got.of(article.text).strip(" .,\"“”«»'’") in marked else 0.0


def _signs(article: Article, span: Span) -> frozenset[int]:
    """The positions in `span` that hold letters or digits."""
    return frozenset(i for i in range(span.start, span.end) if article.text[i].isalnum())


def _excused(article: Article, span: Span, expected: list[tuple[Span, ExpectedQuote]]) -> bool:
    """Whether an unpaired prediction only says again, or in part, what may be said."""
    return any(
        (q.optional or q.nested or q.kind == "mixed")
        and len(_signs(article, want) & _signs(article, span)) >= 0.5 * len(_signs(article, span))
        for want, q in expected
    )


def _shown(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None


# Figures


def _score_figures(rows: Rows, answer: Answers, extraction: Extraction) -> None:
    article, found = answer.article, list(extraction.figures)
    pairs = {id(want): _best(want, found) for want in answer.figures}
    for want in answer.figures:
        got = pairs[id(want)]
        if want.optional:
            continue
        if got is None:
            rows["value"].expected += 1
            rows["value"].errors.append(_error(article, want.span, "missed", want.value))
        else:
            for name, judge in _JUDGES.items():
                _judge(rows[name], article, want, got, judge)
    paired = {id(figure) for figure in pairs.values()}
    for figure in found:
        if id(figure) not in paired and not any(figure.span.overlaps(w.span) for w in answer.figures):
            rows["value"].predicted += 1
            rows["value"].errors.append(_error(article, figure.span, f"no figure ({figure.value})", ()))
    for trap in answer.not_figures:
        taken = any(figure.span.overlaps(trap) for figure in found)
        rows["traps"].expected += 1
        rows["traps"].predicted += 1
        rows["traps"].right += not taken
        if taken:
            rows["traps"].errors.append(_error(article, trap, "trap taken", ()))


def _best(want: ExpectedFigure, found: list[Figure]) -> Figure | None:
    """The figure that touches the expected one; with its value if there is a choice."""
    touching = [figure for figure in found if figure.span.overlaps(want.span)]
    return min(touching, key=lambda f: (not _value_right(want, f), f.span.start), default=None)


def _judge(
    row: Row,
    article: Article,
    want: ExpectedFigure,
    got: Figure,
    judge: Callable[[ExpectedFigure, Figure], tuple[bool | None, object, object]],
) -> None:
    """Count one aspect of one figure; aspects that the key leaves open are not counted."""
    right, shown, names = judge(want, got)
    if right is not None:
        row.expected += 1
        row.predicted += shown is not None
        row.right += right
        if not right:
            row.errors.append(_error(article, want.span, f"{shown}", names))


def _value_right(want: ExpectedFigure, got: Figure) -> bool:
    return _close(want.value, got.value) and _close(want.high, got.high)


def _close(a: float | None, b: float | None) -> bool:
    return a == b if a is None or b is None else abs(a - b) <= 1e-3 * max(abs(a), abs(b))


def _value(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    right = _value_right(want, got)
    return right, (got.value, got.high) if got.value is not None or not right else "vague", want.value


def _bound(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    return got.bound.value in want.bounds, got.bound.value, want.bounds


def _unit(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    if not want.units:
        return None, None, None
    return got.unit in want.units, got.unit, want.units


def _measure(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    if not want.measures:
        return None, None, None
    return got.measure in want.measures, got.measure, want.measures


def _claimant(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    shown = got.claimant.name if got.claimant else None
    if want.claimants is None or (want.claimants == ("",) and not shown):
        return None, None, None
    return _named(shown, want.claimants), shown, want.claimants


def _as_of(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    if want.as_of is None:
        return None, None, None
    day = got.as_of
    right = day is not None and day.first is not None and day.first <= want.as_of <= (day.last or day.first)
    return right, day and day.first, want.as_of


def _subject(want: ExpectedFigure, got: Figure) -> tuple[bool | None, object, object]:
    shown = got.subject.name if got.subject else None
    return (_named(shown, want.subjects), shown, want.subjects) if want.subjects else (None, None, None)


_JUDGES = {
    "value": _value,
    "bound": _bound,
    "unit": _unit,
    "measure": _measure,
    "claimant": _claimant,
    "as of": _as_of,
    "subject": _subject,
}


# Dates and debris


def _score_dates(rows: Rows, answer: Answers, extraction: Extraction) -> None:
    article, row = answer.article, rows["dates"]
    for want in answer.dates:
        found = [date for date in extraction.dates if date.span.overlaps(want.span)]
        if want.optional:
            continue
        row.expected += 1
        right = any((date.first, date.last) == _interval(answer, want, date) for date in found)
        row.right += right
        row.predicted += bool(found)
        if not right:
            shown = [f"{date.span.of(article.text)} {date.first}…{date.last}" for date in found]
            row.errors.append(_error(article, want.span, f"{shown or 'missed'}", want.first))
    for date in extraction.dates:
        if not any(date.span.overlaps(want.span) for want in answer.dates):
            row.predicted += 1
            row.errors.append(_error(article, date.span, f"no date ({date.first})", ()))


def _interval(answer: Answers, want: ExpectedDate, got: DateMention) -> tuple[dt.date | None, dt.date | None]:
    """What `got` should say: `want`, or all the dates it covers ("between Saturday and Monday")."""
    covered = [date for date in answer.dates if got.span.covers(date.span) and date.first and date.last]
    if len(covered) < 2 or want not in covered:
        return want.first, want.last
    return min(d.first for d in covered if d.first), max(d.last for d in covered if d.last)


def _score_debris(rows: Rows, answer: Answers, extraction: Extraction) -> None:
    """Records whose text or sentence holds a fragment that is no part of the article."""
    row, text = rows["debris"], answer.article.text
    spans = [span for record in _records(extraction) for span in record]
    for fragment in answer.debris:
        held = [span for span in spans if fragment in span.of(text)]
        row.expected += 1
        row.predicted += 1
        row.right += not held
        if held:
            row.errors.append(_error(answer.article, held[0], f"holds {fragment!r}", ()))


def _records(extraction: Extraction) -> Iterator[tuple[Span, ...]]:
    for quote in extraction.quotes:
        yield (quote.context, *quote.contents)
    for figure in extraction.figures:
        yield (figure.context, figure.span)
    for date in extraction.dates:
        yield (date.span,)
    for person in extraction.people:
        yield (*person.names, *person.roles)


def _error(article: Article, span: Span, what: str, wanted: object) -> str:
    around = article.text[max(0, span.start - 20) : span.start].replace("\n", " ")
    return f"{article.name}: …{around}[{span.of(article.text)[:60]}] {what}, want {wanted}"


def table(rows: Rows) -> str:
    """The rows as text."""
    lines = [f"{'':12}{'P':>7}{'R':>7}{'right':>8}{'read':>7}{'asked':>7}"]
    lines += [
        f"{name:12}{row.precision:7.3f}{row.recall:7.3f}{row.right:8}{row.predicted:7}{row.expected:7}"
        for name, row in rows.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table, and the errors if they are asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="*")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    rows = score(tuple(arguments.articles))
    lines = [table(rows)]
    if arguments.errors:
        lines += ["\n  ".join([f"\n{name}", *row.errors]) for name, row in rows.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
