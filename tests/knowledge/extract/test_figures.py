"""How many, and who says so: one property a test."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extract import extract
from knowledge.extract.export import as_json
from knowledge.model import Article, Basis, Bound, Figure, FigureKind, Known


def figures_in(text: str) -> tuple[Figure, ...]:
    return extract(Article("a", "a.txt", text, published=Known(date(2031, 5, 6), Basis.STATED))).figures


def the_figure(text: str) -> Figure:
    found = figures_in(text)
    assert len(found) == 1, [f.span.of(text) for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The port handled 31,000 crates.", 31_000),
        ("The port handled 31 000 crates.", 31_000),
        ("The budget is 1.762bn crowns.", 1_762_000_000),
        ("It sold 35m tickets.", 35_000_000),
        ("The council owes 9.5 million crowns.", 9_500_000),
        ("They counted twenty-five thousand ballots.", 25_000),
        ("They counted two hundred and five boats.", 205),
        ("They bought half a million masks.", 500_000),
        ("She ordered two dozen chairs.", 24),
        ("A hundred boats left.", 100),
        ("The line was two and a half miles long.", 2.5),
        ("Shares fell 0.8%.", 0.8),
        ("The gas is cooled to minus-260 degrees.", -260),
        ("She worked there for half a year.", 0.5),
        ("He led it for a quarter-century.", 25),
        ("One in four households has no heating.", 0.25),
        ("Three quarters of the voters stayed home.", 0.75),
    ],
)
def test_a_number_has_the_value_a_reader_gives_it(text, value):
    """Digits, words, magnitudes, fractions and signs are read as one number each."""
    assert the_figure(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Between 20 and 30 boats left.", 20, 30),
        ("The share was 60% to 70%.", 60, 70),
        ("It takes 25-40 minutes.", 25, 40),
        ("They were out of work for one to two years.", 1, 2),
        ("Fines run from $250,000 to $1 million.", 250_000, 1_000_000),
        ("It will cost 1 to 2 million crowns.", 1_000_000, 2_000_000),
    ],
)
def test_a_range_is_one_figure_with_two_ends(text, low, high):
    """Both ends are kept, and a magnitude said once holds for both."""
    figure = the_figure(text)
    assert (figure.bound, figure.value, figure.high) == (Bound.RANGE, low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Tens of thousands of people marched.", 20_000, 99_999),
        ("Hundreds of people marched.", 200, 999),
        ("Several thousand people marched.", 3_000, 9_999),
        ("Dozens of people marched.", 24, 99),
    ],
)
def test_a_vague_amount_has_no_value_but_an_interval(text, low, high):
    """What is only told roughly never gets a number that the article does not hold."""
    figure = the_figure(text)
    assert figure.value is None
    assert figure.bound is Bound.VAGUE
    assert (figure.vague_low, figure.vague_high) == (low, high)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("more than 40", Bound.MORE_THAN),
        ("over 40", Bound.MORE_THAN),
        ("at least 40", Bound.AT_LEAST),
        ("40 or more", Bound.AT_LEAST),
        ("fewer than 40", Bound.LESS_THAN),
        ("just under 40", Bound.LESS_THAN),
        ("up to 40", Bound.AT_MOST),
        ("no more than 40", Bound.AT_MOST),
        ("about 40", Bound.ABOUT),
        ("some 40", Bound.ABOUT),
        ("closer to 40", Bound.ABOUT),
        ("nearly 40", Bound.ABOUT),
        ("exactly 40", Bound.EXACT),
        ("40", Bound.EXACT),
    ],
)
def test_the_words_around_a_number_say_how_it_is_meant(words, bound):
    """The bound is what the article says of its number, and the phrase shown holds those words."""
    text = f"Officials counted {words} boats."
    figure = the_figure(text)
    assert figure.bound is bound
    assert figure.value == 40
    assert words.removeprefix("exactly ") in figure.phrase.of(text) or bound is Bound.EXACT


@pytest.mark.parametrize(
    "text",
    [
        "The town fell in 1994.",
        "It happened on 9 August.",
        "The vote of August 9, 2031 was annulled.",
        "Doors open at 5:55 AM.",
        "The match ended 2-2.",
        "Fans praised the iPhone 11.",
        "He sat in Section 427.",
        "The World War Two memorial was closed.",
        "Critics called the vote a sham.",
        "Nobody compared it with the one in Varnika.",
        "She was one of the strongest candidates.",
        "They had met one another before.",
        "The G20 met again.",
        "It happened during the COVID-19 pandemic.",
        "See https://example.org/2031/05/06/12345 for more.",
        "It was worth it a bit.",
        "The 1970s were hard.",
    ],
)
def test_what_only_looks_like_a_figure_is_left_alone(text):
    """Dates, clock times, scores, names, links, articles and the pronoun are no figures."""
    assert figures_in(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("Olena Farr, 34, died on the pier.", FigureKind.AGE, 34, "year"),
        ("Olena Farr, a protester of 34, died on the pier.", FigureKind.AGE, 34, "year"),
        ("The 65-year-old refused to go.", FigureKind.AGE, 65, "year"),
        ("Olena Farr, who died on the pier, was 34", FigureKind.AGE, 34, "year"),
        ("They honoured a man aged 71.", FigureKind.AGE, 71, "year"),
        ("Nobody ended his 26-year rule.", FigureKind.DURATION, 26, "year"),
        ("They held her for seven hours.", FigureKind.DURATION, 7, "hour"),
        ("The rally was 1.5 miles away.", FigureKind.DISTANCE, 1.5, "mile"),
        ("He was fined $52,000.", FigureKind.MONEY, 52_000, "dollar"),
        ("The tax is 25%.", FigureKind.PERCENT, 25, "percent"),
        ("He won a sixth term.", FigureKind.ORDINAL, 6, None),
        ("Rent is 40 euros a month.", FigureKind.MONEY, 40, "euro per month"),
        ("Six states signed.", FigureKind.QUANTITY, 6, "state"),
    ],
)
def test_kind_and_unit_follow_from_what_stands_beside_the_number(text, kind, value, unit):
    """An age is no duration, a share no count, a rank no amount."""
    figure = the_figure(text)
    assert (figure.kind, figure.value, figure.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("More than 600 people have so far been detained.", "arrests"),
        ("Police arrested 40 protesters.", "arrests"),
        ("At least two people lost their lives.", "deaths"),
        ("Four miners have died.", "deaths"),
        ("Shelling wounded 12 civilians.", "injuries"),
        ("About 7,000 people gathered on the square.", "crowd_size"),
        ("He spoke to a crowd of 900.", "crowd_size"),
        ("Marek won 51% of the vote.", "vote_share"),
        ("Varnika is a nation of 3 million people.", "population"),
        ("He has been in power for 12 years.", "tenure"),
        ("She was elected for the third time.", "term"),
        ("They sold 14 tractors.", "tractor"),
        ("The number of signatures rose to 900.", "signature"),
        ("The number of people killed since the rallies began rose to 9.", "deaths"),
        ("Number of those arrested at the march: 40", "arrests"),
        ("Half a year later he left office.", "duration"),
        ("There are two television series about Marek, who was arrested in May.", None),
        ("The party released its list of 25 recommended delegates.", "delegate"),
    ],
)
def test_a_measure_is_what_is_counted_whatever_the_words(text, measure):
    """Arrested and detained are one measure; what no lexicon foresaw is named by its noun."""
    assert the_figure(text).measure == measure


def test_each_of_two_figures_is_told_by_its_own_verb():
    """A verb of the neighbouring clause does not name a figure that has its own."""
    found = figures_in("Hundreds of people have been detained and four have been killed.")
    assert [f.measure for f in found] == ["arrests", "deaths"]


def test_the_whole_is_part_of_the_phrase():
    """What a share is of belongs to what a reader is shown."""
    text = "Marek won about 80% of the vote, officials said."
    assert the_figure(text).phrase.of(text) == "about 80% of the vote"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("According to the Poll Board, 80.1% of the vote went to Marek Holt and 10.12% to Lena Marsh.",
         ["Marek Holt", "Lena Marsh"]),
        ("Of the vote, 12% went to Marek Holt, while Lena Marsh took 44%.", ["Marek Holt", "Lena Marsh"]),
        ("According to the Poll Board, 80.1% of the vote was counted by noon.", [None]),
        ("The board gave Lena Marsh 12% of the vote.", ["Lena Marsh"]),
        ("Holt leads Marsh by 47 percent to 44 percent, a poll says.", [None, None]),
    ],
)  # fmt: skip
def test_a_share_is_theirs_to_whom_it_went(text, subjects):
    """A share of the vote is of whom it went to, and never of the body that counted it."""
    text = f"Marek Holt and Lena Marsh stood for office. {text}"
    found = [f for f in figures_in(text) if f.kind is FigureKind.PERCENT]
    assert [f.subject.name if f.subject else None for f in found] == subjects


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The 61-year-old refused to go.", "Ole Brandt"),
        ("The 61-year-old lawyer refused to go.", "Ole Brandt"),
        ("His 26-year-old son refused to go.", None),
    ],
)
def test_the_age_of_a_son_is_not_his_father_s(sentence, subject):
    """Of "the" one it is the age, who alone is named before; of "his" son it is not his."""
    found = figures_in(f"Ole Brandt, the mayor, came to the quay. He waited. {sentence}")
    assert [f.subject.name if f.subject else None for f in found] == [subject]


def test_a_second_share_is_of_the_same_whole():
    """What the sentence leaves out the second time is filled from the first."""
    found = figures_in("The board says Marek won 51.2% of the vote, and Irena Holt 40.1%.")
    assert [f.measure for f in found] == ["vote_share", "vote_share"]
    assert [f.subject.name for f in found if f.subject] == ["Marek", "Irena Holt"]
    assert [f.claimant.name for f in found if f.claimant] == ["board", "board"]


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("The interior ministry claimed that 900 people came.", ["interior ministry"]),
        ("Local media reports suggest that 900 people came.", ["Local media"]),
        ("About 900 people came, according to the Red Cross.", ["Red Cross"]),
        ("About 900 people came, organisers said.", ["organisers"]),
        ("About 900 people came, said Marek.", ["Marek"]),
        ("It was announced by the polling officials that he won 80%.", ["polling officials"]),
        ("About 900 people came.", [None]),
        ("Marek said he would stay, but 900 people had come.", [None]),
        ("Marek warned of an attack on Varnika, a city of 900 people.", [None]),
        (
            "Organisers say 900 came, though the Ministry of Public Order insisted that it was 200.",
            ["Organisers", "Ministry of Public Order"],
        ),
    ],
)
def test_a_figure_is_claimed_by_whom_the_sentence_names(text, claimants):
    """Nobody is named who did not say the number; of several each has their own."""
    found = figures_in(text)
    assert [f.claimant and f.claimant.name for f in found] == claimants


def test_the_sentence_tells_when_and_where():
    """As-of and place come from the figure's own sentence."""
    text = "On Monday about 900 people gathered in Port Anselm."
    figure = the_figure(text)
    assert figure.as_of is not None
    assert figure.as_of.first == date(2031, 5, 5)
    assert figure.place is not None
    assert figure.place.of(text) == "Port Anselm"


PIECES = (
    "31,000 1.5 million $ € % to - between and about more than one two tens of thousands the a , . "
    "( ) 65 year old 2014 August 9 half third dozen s m bn / : people said "
    "Marek killed \u00a0 — “ ” ½ 1.2.3 ,,, 5-6-7".split(" ")
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=120))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_figures_whose_spans_lie_inside_it(text):
    """No input breaks the grammar; spans lie in order in phrase and sentence; twice gives the same."""
    found = figures_in(text)
    assert found == figures_in(text)
    for figure in found:
        assert figure.context.covers(figure.phrase)
        assert figure.phrase.covers(figure.span)
        assert figure.context.end <= len(text)
        assert (figure.value is None) == (figure.bound is Bound.VAGUE)
    starts = [f.span.start for f in found]
    assert starts == sorted(starts)


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen".split()
ONES += "fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def in_words(number: int) -> str:
    for size, name in SIZES:
        if number >= size:
            rest = number % size
            joint = " and " if rest < 100 else " "
            return f"{in_words(number // size)} {name}" + (joint + in_words(rest) if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**12))
@settings(deadline=None)
def test_number_words_are_read_back_as_the_number(number):
    """From zero to a trillion: written out in words and read again, it is the same number."""
    text = f"They counted {in_words(number)} boats."
    assert the_figure(text).value == number


@given(st.integers(0, 10**12))
@settings(deadline=None)
def test_digits_are_read_back_as_the_number(number):
    """With thousands separators a number is itself."""
    assert the_figure(f"They counted {number:,} boats.").value == number


def test_the_export_says_what_the_record_holds():
    """A figure's line has the slice and the values under the names that the contract gives."""
    text = "About 900 people came, organisers said."
    article = Article("a", "a.txt", text)
    (line,) = as_json(article, extract(article))["figures"]
    assert line["text"] == text[line["start"] : line["end"]] == "900"
    assert (line["value"], line["bound"], line["unit"], line["claimant"]) == (
        900,
        "about",
        "people",
        "organisers",
    )


def test_the_real_articles_figures_are_those_a_reader_would_list(shared):
    """Values, bounds, measures and claimants of the five real articles, and no trap among them."""
    found = []
    for path in sorted((shared / "articles").glob("*.txt")):
        article = Article(path.stem, path.name, path.read_text("utf-8"))
        found += [
            (f.measure, f.bound.value, f.value, f.high, f.claimant.name if f.claimant else None)
            for f in extract(article).figures
        ]
    expected = [
        ("arrests", "more_than", 6700, None, None),
        ("arrests", "about", 7000, None, None),
        ("deaths", "at_least", 2, None, None),
        ("deaths", "exact", 4, None, None),
        ("population", "exact", 9_500_000, None, None),
        ("crowd_size", "about", 220_000, None, None),
        ("distance", "exact", 1.5, None, None),
    ]
    assert [line for line in expected if line not in found] == []
    shares = sorted(
        (value, high, bound) for measure, bound, value, high, _ in found if measure == "vote_share" and value
    )
    assert shares == [
        (10.12, None, "exact"),
        (60, 70, "range"),
        (80, None, "about"),
        (80, None, "exact"),
        (80, None, "exact"),
        (80, None, "exact"),
        (80.1, None, "exact"),
    ]
    crowds = {(v, b): c for m, b, v, _, c in found if m == "crowd_size" and v}
    assert crowds[31_000, "about"] == "Local media"
    assert crowds[65_000, "about"].endswith("Ministry of Internal Affairs")
    assert sorted(v for m, _, v, *_ in found if m == "age") == [34, 65, 65]
    assert {v for m, _, v, *_ in found if m == "term"} == {6}
    assert not any(v in {1, 1994, 2014, 2020, 9, 16, 17} for m, _, v, *_ in found if m != "day")


def test_who_does_something_else_was_not_told_of_before():
    """What was counted before goes on to a bare number, not to people of whom something else is said."""
    missing = "About 40 people were still missing on Monday. "
    *_, bare = figures_in(missing + "The police say 18.")
    assert bare.measure == "missing"
    *_, sheltered = figures_in(missing + "Some 12,000 people are living in shelters, the Red Cross said.")
    assert sheltered.measure != "missing"


def test_a_toll_is_of_the_dead():
    """A bare number that a toll stood at is a number of deaths."""
    assert the_figure("The toll, which had stood at 31, climbed again.").measure == "deaths"


def test_one_of_somebodys_is_no_number():
    """In "one of your neighbours" a pronoun stands, and nothing is counted."""
    assert figures_in("One of your neighbours lost everything.") == ()


def test_a_forecast_looks_ahead():
    """The weekday that something is expected by is the coming one."""
    (figure,) = figures_in("Forecasters expect 80 millimetres of rain by Friday.")
    assert figure.as_of is not None
    assert figure.as_of.first == date(2031, 5, 9)
