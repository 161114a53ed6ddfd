"""A picture of figures: what is in it, and that nothing of it is cut."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot import charts
from bot.charts import Chart, Mark, described, draw, drawn, mark
from knowledge.intervals import Amount
from knowledge.model import Bound, FigureKind

MARKS = (
    Mark("around 900 people", "Local media · The Courier", 900, 855, 945, "4 March 2031", 0),
    Mark("более 1 200 человек", "Министерство внутренних дел", 1200, 1200, None, "5 March 2031", 1),
    Mark("hundreds", "Gazette", None, 200, 999, "", 2),
    Mark("no more than 300", "Police", 300, None, 300, "", 3),
)
LABELS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=200)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def rows_of(marks, left=charts._MARGIN):
    return list(charts._rows(marks, left, 100))


def test_a_chart_is_a_png_of_one_width():
    """Pictures are 800 pixels wide and grow downwards with what they say."""
    few, more = opened(draw(Chart("Crowd", MARKS[:1]))), opened(draw(Chart("Crowd", MARKS)))
    assert few.width == more.width == 800
    assert few.height < more.height


def test_the_same_chart_is_the_same_picture():
    """Drawing is deterministic, byte for byte."""
    assert draw(Chart("Crowd", MARKS)) == draw(Chart("Crowd", MARKS)) == drawn(Chart("Crowd", MARKS))


@given(LABELS, LABELS)
@settings(deadline=None, max_examples=60)
def test_no_label_is_cut(label, note):
    """Every letter of every label is in a line, and every line ends before the margin."""
    (row,) = rows_of([Mark(label, note, 1, 1, 1)])
    for line in row.lines:
        width = charts._font(line.size).getlength(line.text)
        assert line.x + width <= charts._WIDTH - charts._MARGIN
    said = "".join(line.text for line in row.lines)
    assert "".join(said.split()) == "".join((label + " " + note).split())


@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=12))
def test_nothing_lies_on_anything_else(marks):
    """Lines and tracks stand below each other: no label runs into the next."""
    bottom = 0
    for row in rows_of(marks):
        for line in row.lines:
            assert line.y >= bottom
            bottom = line.y + line.size
        assert row.track_y - charts._DOT >= bottom
        bottom = row.track_y + charts._DOT


def test_dots_stand_in_the_order_of_their_numbers():
    """The larger number stands farther right, none outside the track."""
    scale = charts._Scale(36, 764, 220_000)
    places = [scale.x(v) for v in (0, 900, 31_000, 65_000, 220_000)]
    assert places == sorted(places)
    assert 36 <= places[0] < places[-1] <= 764


def test_cyrillic_has_letters_of_its_own():
    """The shipped font draws Cyrillic, Belarusian and Ukrainian letters and no boxes for them."""
    font = charts._font(30)
    box = bytes(font.getmask("\uffff"))
    drawn = [bytes(font.getmask(letter)) for letter in "ЯЖўіїєґЎІЇ–«»“”…№₽€"]
    assert box not in drawn
    assert len(set(drawn)) >= len(drawn) - 1


@pytest.mark.parametrize("colour", [charts._INK, charts._SOFT, *charts._COLOURS])
def test_what_is_drawn_stands_out_from_its_ground(colour):
    """Letters and dots have a contrast of 4.5 to 1 at least, on the picture's own ground."""

    def luminance(written):
        parts = [int(written[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert (luminance(charts._GROUND) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_the_colours_of_the_marks_are_in_the_picture():
    """Each claimant's dot is drawn in its own colour."""
    colours = {c for _, c in opened(draw(Chart("Crowd", MARKS))).getcolors(1 << 20)}
    for number in (0, 1, 3):
        wanted = tuple(int(charts._COLOURS[number][i : i + 2], 16) for i in (1, 3, 5))
        assert min(sum(abs(a - b) for a, b in zip(wanted, c, strict=True)) for c in colours) <= 12


@pytest.mark.parametrize(
    ("bound", "value", "low", "high"),
    [
        (Bound.EXACT, 80, 80, 80),
        (Bound.ABOUT, 80, 76, 84),
        (Bound.MORE_THAN, 80, 80, None),
        (Bound.AT_MOST, 80, None, 80),
        (Bound.RANGE, None, 80, 90),
        (Bound.VAGUE, None, 20, 99),
    ],
)
def test_a_figure_is_drawn_as_it_is_meant(bound, value, low, high):
    """Exact numbers are dots, others have the bar of what they may be, open where the words are open."""
    amount = Amount(FigureKind.QUANTITY, bound, 80, 90 if bound is Bound.RANGE else None, 20, 99, "people")
    drawn = mark(amount, "80 people", "Police")
    assert (drawn.value, drawn.low, drawn.high) == (value, low, high)


def test_the_words_say_what_the_picture_shows():
    """The text for those who do not see it has the title and every label, note and day."""
    text = described(Chart("Crowd", MARKS))
    assert text.startswith("Crowd")
    for each in MARKS:
        assert each.label in text
        assert each.note in text
        assert each.day in text


@pytest.mark.parametrize("marks", [(), MARKS[:1] * (charts.MOST_MARKS + 1)])
def test_a_picture_of_nothing_or_of_too_much_is_refused(marks):
    """The error says how many marks there may be."""
    with pytest.raises(ValueError, match=str(charts.MOST_MARKS)):
        draw(Chart("Crowd", marks))
