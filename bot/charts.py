"""How does a picture of figures look that differ? A dot for each value, a bar for what it may be.

Every number in the picture is one of its labels, in an article's own words: the axis has none, so that
nothing is shown that no article says. The picture has its own ground and reads on light and dark alike;
`described` says the same in words. Nothing here chooses what is drawn.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont

from bot.fonts import font_file
from knowledge.intervals import Amount, interval_of, point_of
from knowledge.model import Bound

MOST_MARKS = 40
"""More rows than this make a picture that no messenger shows whole."""

_DRAWINGS_KEPT = 32  # of some twenty kilobytes each
_SCALE = 2  # shapes are drawn twice as large and made smaller, which smooths their edges
_WIDTH = 800
_MARGIN = 36
_GUTTER = 34  # left of the rows, where days are strung along a line
# Letter heights in pixels; a phone shows the picture at about half its size.
_TITLE, _LABEL, _NOTE = 34, 30, 25
_LEADING = 1.28
_TRACK = 34
_ROW_GAP = 26
_DOT = 11
_GROUND, _INK, _SOFT, _LINE, _FAINT = "#fbfaf7", "#1d1f23", "#5a5f68", "#c9c7c0", "#e6e4dd"
# Told apart by people who see fewer colours, too (after Okabe and Ito).
_COLOURS = ("#0a6aa8", "#b84a08", "#00795c", "#8a3d78", "#7a5b00", "#3b3f8f")


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: `label` in the article's words, `note` who says so and where, `day` when it held.

    `value` is the dot, None for a vague amount. `low` and `high` are the bar, equal to the value where it is
    exact; `high` None goes on without end ("more than"), `low` None the other way. Marks of one `colour`
    number are drawn alike: one claimant, say.
    """

    label: str
    note: str
    value: float | None
    low: float | None
    high: float | None
    day: str = ""
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: a title and the marks from top to bottom; days are shown where any mark has one."""

    title: str
    marks: tuple[Mark, ...]


def mark(amount: Amount, label: str, note: str, day: str = "", colour: int = 0) -> Mark:
    """The mark of a figure: an exact one is a dot alone, any other has the bar of what it may be."""
    point, span = point_of(amount), interval_of(amount)
    low: float | None = span.low
    high: float | None = span.high if span.high < math.inf else None
    if amount.bound is Bound.EXACT:
        low = high = point
    elif amount.bound in {Bound.LESS_THAN, Bound.AT_MOST}:
        low = None
    return Mark(label, note, point, low, high, day, colour)


@lru_cache(maxsize=_DRAWINGS_KEPT)
def drawn(chart: Chart) -> bytes:
    """What `draw` makes of a chart, remembered for a while: a crowd asks for the same few."""
    return draw(chart)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text in place."""

    x: int
    y: int
    text: str
    size: int
    colour: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A mark in place: its lines, the middle of its track, and the height of its day's knot, if any."""

    mark: Mark
    lines: tuple[_Line, ...]
    track_y: int
    day_y: int | None


def draw(chart: Chart) -> bytes:
    """The chart as a PNG, 800 pixels wide and as high as its labels need.

    Raises:
        ValueError: no mark, or more than `MOST_MARKS`.
    """
    if not 0 < len(chart.marks) <= MOST_MARKS:
        raise ValueError(f"a chart has 1 to {MOST_MARKS} marks, not {len(chart.marks)}")
    left = _MARGIN + (_GUTTER if any(m.day for m in chart.marks) else 0)
    title = tuple(_text(chart.title, _MARGIN, _MARGIN, _TITLE, _INK))
    top = title[-1].y + round(_TITLE * _LEADING) + _ROW_GAP
    rows = tuple(_rows(chart.marks, left, top))
    height = rows[-1].track_y + _TRACK // 2 + _MARGIN
    image = Image.new("RGB", (_WIDTH * _SCALE, height * _SCALE), _GROUND)
    canvas = ImageDraw.Draw(image)
    _draw_days(canvas, rows)
    scale = _Scale(left, _WIDTH - _MARGIN, _furthest(chart.marks))
    for row in rows:
        _draw_track(canvas, row, scale)
    image = image.reduce(_SCALE)
    canvas = ImageDraw.Draw(image)
    for line in (*title, *(line for row in rows for line in row.lines)):
        canvas.text((line.x, line.y), line.text, font=_font(line.size), fill=line.colour)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    """The picture with a palette: half the time and a third of the size."""
    stream = io.BytesIO()
    few = image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def described(chart: Chart) -> str:
    """The chart in words: its title, then a line for each mark, from the same data."""
    lines = [" – ".join(part for part in (m.label, m.note, m.day) if part) for m in chart.marks]
    return "\n".join([chart.title, *lines])


@dataclass(frozen=True, slots=True)
class _Scale:
    """From zero at `left` to the largest number a little before `right`."""

    left: int
    right: int
    furthest: float

    def x(self, value: float) -> int:
        """Where a number stands; nothing stands outside the track."""
        room = self.right - self.left - 2 * _DOT
        share = min(max(value / self.furthest, 0.0), 1.0) if self.furthest else 0.0
        return round(self.left + _DOT + share * room * 0.94)


def _furthest(marks: Sequence[Mark]) -> float:
    return max(v for m in marks for v in (m.value, m.low, m.high, 0.0) if v is not None)


def _rows(marks: Sequence[Mark], left: int, top: int) -> Iterator[_Row]:
    y, day = top, ""
    for mark in marks:
        lines: list[_Line] = []
        knot = None
        if mark.day and mark.day != day:
            day = mark.day
            lines += _text(mark.day, left, y, _NOTE, _SOFT)
            knot = y + round(_NOTE * _LEADING / 2)
            y = lines[-1].y + round(_NOTE * _LEADING) + 6
        lines += _text(mark.label, left, y, _LABEL, _INK)
        y = lines[-1].y + round(_LABEL * _LEADING)
        if mark.note:
            lines += _text(mark.note, left, y, _NOTE, _SOFT)
            y = lines[-1].y + round(_NOTE * _LEADING)
        yield _Row(mark, tuple(lines), y + _TRACK // 2 + 2, knot)
        y += _TRACK + _ROW_GAP


def _text(text: str, x: int, y: int, size: int, colour: str) -> Iterator[_Line]:
    """The text in lines that fit between `x` and the right margin; words too long for a line are parted."""
    room = _WIDTH - _MARGIN - x
    for number, line in enumerate(_wrapped(text, size, room)):
        yield _Line(x, y + round(number * size * _LEADING), line, size, colour)


def _wrapped(text: str, size: int, room: int) -> list[str]:
    lines = [""]
    for word in text.split() or [""]:
        for piece in _pieces(word, size, room):
            longer = f"{lines[-1]} {piece}".strip()
            if _font(size).getlength(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, size: int, room: int) -> Iterator[str]:
    """The word, cut where it would not fit a line by itself."""
    while _font(size).getlength(word) > room:
        fits = len(word)
        while fits > 1 and _font(size).getlength(word[:fits]) > room:
            fits //= 2
        yield word[:fits]
        word = word[fits:]
    yield word


def _draw_days(canvas: ImageDraw.ImageDraw, rows: Sequence[_Row]) -> None:
    """The line of days, from the first knot to the last row."""
    knots = [row.day_y for row in rows if row.day_y is not None]
    if not knots:
        return
    x = _MARGIN + 6
    canvas.line([_scaled(x, knots[0]), _scaled(x, rows[-1].track_y)], fill=_LINE, width=3 * _SCALE)
    for y in knots:
        _disc(canvas, x, y, 7, _SOFT)


def _draw_track(canvas: ImageDraw.ImageDraw, row: _Row, scale: _Scale) -> None:
    mark, y = row.mark, row.track_y
    colour = _COLOURS[mark.colour % len(_COLOURS)]
    canvas.line([_scaled(scale.left, y), _scaled(scale.right, y)], fill=_FAINT, width=4 * _SCALE)
    canvas.line([_scaled(scale.left, y - 9), _scaled(scale.left, y + 9)], fill=_LINE, width=3 * _SCALE)
    low = scale.x(mark.low) if mark.low is not None else scale.left
    high = scale.x(mark.high) if mark.high is not None else scale.right
    if high - low > 1:
        box = [*_scaled(low, y - 6), *_scaled(high - (8 if mark.high is None else 0), y + 6)]
        canvas.rounded_rectangle(box, radius=6 * _SCALE, fill=_mixed(colour, _GROUND, 0.42))
    if mark.high is None:
        _arrow(canvas, scale.right, y, 1, colour)
    if mark.low is None:
        _arrow(canvas, scale.left, y, -1, colour)
    if mark.value is not None:
        _disc(canvas, scale.x(mark.value), y, _DOT + 3, _GROUND)
        _disc(canvas, scale.x(mark.value), y, _DOT, colour)


def _disc(canvas: ImageDraw.ImageDraw, x: int, y: int, radius: int, colour: str) -> None:
    canvas.ellipse([*_scaled(x - radius, y - radius), *_scaled(x + radius, y + radius)], fill=colour)


def _arrow(canvas: ImageDraw.ImageDraw, x: int, y: int, way: int, colour: str) -> None:
    """A head that says: and on."""
    points = [_scaled(x, y), _scaled(x - 18 * way, y - 11), _scaled(x - 18 * way, y + 11)]
    canvas.polygon(points, fill=colour)


def _scaled(x: int, y: int) -> tuple[int, int]:
    return x * _SCALE, y * _SCALE


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two, `share` of the first."""
    parts = (
        round(int(one[i : i + 2], 16) * share + int(other[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with (
        font_file() as path
    ):  # by its name: letters are read as they are needed, the file is never held whole
        return ImageFont.truetype(path, size)
