"""Which stretches of a passage stand between quotation marks? A paragraph set off by ">" is one.

Finds pairs of marks of every common kind, mixed and mistyped ones too, and tells them from apostrophes. It
does not ask whether a stretch is speech. One pass with two variables of state, so the cost is linear
whatever is left unclosed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.model import Span

# One sign; two or three single ones are one mark, a backquote counts doubled. The expression begins with
# a set, for which text is searched fastest.
_MARK = re.compile(r"[\"“”„‟«»'‘’‚‹›`](?:(?<=')'{1,2}|(?<=`)`|(?<!`))")
_OPENING = frozenset("“„‟«") | {"``"}
_CLOSING = frozenset("”»")
_SINGLES = frozenset("'‘’‚‹›")
_BEFORE_OPENING = frozenset("([{-–—/:;,.…>|")
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|bout|cause|cuz|n|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch between marks: `outer` with its marks, `inner` without them and without outer space.

    `closed` is False where the passage ends before the mark does; `single` tells ‘…’ from “…”; `last` is the
    last sign inside: after a comma, what attributes the stretch follows.
    """

    outer: Span
    inner: Span
    closed: bool = True
    single: bool = False
    last: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool

    @property
    def single(self) -> bool:
        return self.sign in _SINGLES


def stretches_of(text: str, span: Span) -> tuple[Stretch, ...]:
    """The outermost quoted stretches of one passage, in text order; none overlaps another."""
    found: list[Stretch] = []
    double: _Mark | None = None
    single: _Mark | None = None
    marks = _without_apostrophes(text, list(_marks(text, span)))
    for mark in marks:
        if mark.single:
            if double:
                continue
            if single and mark.closes:
                found.append(_stretch(text, single, mark.start, mark.end, closed=True))
                single = None
            elif not single and mark.opens:
                single = mark
        elif double is None:
            if mark.opens:
                double = mark
        elif mark.opens and not mark.closes:
            double = mark  # the earlier one was never closed: what it opened cannot be told
        else:
            found.append(_stretch(text, double, mark.start, mark.end, closed=True))
            double = None
    if double:
        found.append(_stretch(text, double, span.end, span.end, closed=False))
    if text.startswith("> ", span.start) and not found:
        whole = _Mark(span.start, span.start + 1, ">", opens=True, closes=False)
        found.append(_stretch(text, whole, span.end, span.end, closed=True))
    found.sort(key=lambda s: s.outer)
    return tuple(_outermost(found))


def _stretch(text: str, opening: _Mark, end: int, outer_end: int, *, closed: bool) -> Stretch:
    start = opening.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inner = text[max(start, end - 3) : end].rstrip("'’\"”)]") or text[start:end]
    return Stretch(Span(opening.start, outer_end), Span(start, end), closed, opening.single, inner[-1:])


def _outermost(found: list[Stretch]) -> Iterator[Stretch]:
    """Without the empty ones and those inside or across another."""
    reached = -1
    for i, stretch in enumerate(found):
        if stretch.outer.start < reached or not len(stretch.inner):
            continue
        later = found[i + 1] if i + 1 < len(found) else None
        if (
            stretch.single
            and later
            and later.outer.overlaps(stretch.outer)
            and not stretch.outer.covers(later.outer)
        ):
            continue
        reached = stretch.outer.end
        yield stretch


def _marks(text: str, span: Span) -> Iterator[_Mark]:
    """Every sign that may be a quotation mark, with what its neighbours let it do."""
    for match in _MARK.finditer(text, span.start, span.end):
        start, end, sign = match.start(), match.end(), match.group()
        if sign in _SINGLES and span.start < start and end < span.end and _between_letters(text, start, end):
            continue
        if sign == "'''":
            # ''' is a single and a double mark; which comes first depends on the side.
            middle = start + 2 if _space_before(text, start, span) else start + 1
            yield _mark(text, start, middle, span)
            yield _mark(text, middle, end, span)
        else:
            yield _mark(text, start, end, span)


def _between_letters(text: str, start: int, end: int) -> bool:
    """Whether a single mark is the apostrophe of "don't", which neither opens nor closes anything."""
    return text[start - 1].isalnum() and text[end].isalnum()


def _space_before(text: str, start: int, span: Span) -> bool:
    return start == span.start or text[start - 1].isspace() or text[start - 1] in _BEFORE_OPENING


def _mark(text: str, start: int, end: int, span: Span) -> _Mark:
    sign = text[start:end]
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    free_before = before.isspace() or before in _BEFORE_OPENING or before in "\"“'‘«"
    if sign in _SINGLES:
        opens = (
            sign not in "’›"
            and free_before
            and not after.isspace()
            and not _ELISION.match(text, end, span.end)
        )
        closes = sign not in "‘‚‹" and not before.isspace() and not after.isalnum()
        return _Mark(start, end, sign, opens, closes)
    if sign in _OPENING:
        return _Mark(start, end, sign, opens=True, closes=not before.isspace() and not after.isalnum())
    tight = not before.isspace() and before not in "([{—–"
    opens = (
        not after.isspace()
        and before != "="
        and (free_before or (sign not in _CLOSING and not before.isalnum()))
    )
    closes = sign in _CLOSING or tight or after.isspace()
    if before.isspace() and not after.isspace():
        closes = False
    if sign == '"' and before.isalnum() and after.isalnum():
        opens = True
    return _Mark(start, end, sign, opens, closes)


def _without_apostrophes(text: str, marks: list[_Mark]) -> list[_Mark]:
    """`marks` without the single ones that are apostrophes: never paired, or a plural's possessive."""
    kept: list[_Mark] = []
    closers_ahead = _closers_ahead(text, marks)
    inside = False
    for i, mark in enumerate(marks):
        if not mark.single:
            inside = inside and not mark.closes
            kept.append(mark)
        elif not inside and mark.opens and closers_ahead[i]:
            inside = True
            kept.append(mark)
        elif inside and mark.closes and (not _possessive(text, mark) or not closers_ahead[i]):
            inside = False
            kept.append(mark)
    return kept


def _closers_ahead(text: str, marks: list[_Mark]) -> list[bool]:
    """For each mark, whether a sure closing single mark comes later, before another could open."""
    ahead = [False] * len(marks)
    seen = False
    for i in range(len(marks) - 1, -1, -1):
        ahead[i] = seen
        mark = marks[i]
        if mark.single and mark.closes and not mark.opens and not _possessive(text, mark):
            seen = True
        elif mark.single and mark.opens:
            seen = False
    return ahead


def _possessive(text: str, mark: _Mark) -> bool:
    """Whether the mark may as well make a plural possessive ("voters' rights")."""
    return text[mark.start - 1 : mark.start] == "s" and text[mark.end : mark.end + 1] in tuple(" \t\u00a0")
