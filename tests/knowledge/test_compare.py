"""Why two figures differ: a truth table, and what holds for any two."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.claim import Claim, claim_of
from knowledge.compare import Relation, difference, relation, strongest
from knowledge.extract import extract
from knowledge.gathering import gathered, group_of, met_of
from knowledge.intervals import Amount, Interval, interval_of
from knowledge.model import Article, Basis, Bound, FigureKind, Known
from knowledge.sameness import scope_of
from knowledge.store.rows import ArticleRecord, FigureRecord
from knowledge.stories import profiles_of, written

MONDAY, TUESDAY, LATER = date(2031, 3, 3), date(2031, 3, 4), date(2031, 3, 20)
VAGUE = {"hundreds": (200, 999), "thousands": (2000, 9999), "tens of thousands": (20_000, 99_999)}
KINDS = {
    "vote_share": FigureKind.PERCENT,
    "turnout": FigureKind.PERCENT,
    "share": FigureKind.PERCENT,
    "age": FigureKind.AGE,
    "tenure": FigureKind.DURATION,
    "distance": FigureKind.DISTANCE,
    "term": FigureKind.ORDINAL,
    "damage": FigureKind.MONEY,
    "money": FigureKind.MONEY,
}
UNITS = {FigureKind.PERCENT: "percent", FigureKind.AGE: "year", FigureKind.DURATION: "year"}
BOUNDS = {
    ">": Bound.MORE_THAN,
    ">=": Bound.AT_LEAST,
    "<": Bound.LESS_THAN,
    "<=": Bound.AT_MOST,
    "~": Bound.ABOUT,
}


def claim(measure, written, context="", **known):
    """A claim from a short form: "> 6,700", "~ 7,000", "60..70", "hundreds", "12 mile"."""
    kind = KINDS.get(measure, FigureKind.QUANTITY)
    sign, _, rest = written.partition(" ")
    bound = BOUNDS.get(sign, Bound.EXACT)
    number, _, unit = (rest if sign in BOUNDS else written).partition(" ")
    amount = {"kind": kind, "bound": bound, "unit": unit or UNITS.get(kind, "people")}
    if written in VAGUE:
        low, high = VAGUE[written]
        amount |= {
            "bound": Bound.VAGUE,
            "value": None,
            "vague_low": low,
            "vague_high": high,
            "unit": "people",
        }
    elif ".." in number:
        first, last = number.split("..")
        amount |= {"bound": Bound.RANGE, "value": float(first), "high": float(last)}
    else:
        amount["value"] = float(number.replace(",", ""))
    fields = {"phrase": written, "context": context or written, "article": "a", "names": FLOOD} | known
    return Claim(Amount(**amount), measure, **fields)


FLOOD, VOTE = "marovia:0.80 osper:0.60", "holt:0.80 marek:0.60"
"""What the articles of two stories name most."""
ELSEWHERE = {"article": "b"}
NAMELESS, FIRE = {"names": ""}, {"claimant": "fire service"}
OTHER_STORY = {"article": "b", "names": VOTE}
POLICE, UNION = {"claimant": "police"}, {"claimant": "union"}
MAREK, HOLT = {"subject": "marek"}, {"subject": "holt"}
ON_MONDAY, ON_TUESDAY = {"day": MONDAY, "dated": True}, {"day": TUESDAY, "dated": True}
DEAD_OR_HURT = ("deaths", "140", "140 people were killed or injured", {"phrase": "140 people"})

PAIRS = [
    # the same number
    ("agree", ("deaths", "4"), ("deaths", "4")),
    ("agree", ("arrests", "> 6,700"), ("arrests", "> 6,700")),
    ("agree", ("deaths", "4", "", POLICE), ("deaths", "4", "", UNION)),
    ("agree", ("vote_share", "80", "", MAREK), ("vote_share", "80", "", MAREK)),
    ("agree", ("crowd_size", "tens of thousands"), ("crowd_size", "tens of thousands")),
    ("agree", ("tenure", "26", "", MAREK), ("tenure", "26", "", MAREK)),
    # a bound or a rounding apart
    ("compatible", ("arrests", "> 6,700"), ("arrests", "~ 7,000")),
    ("compatible", ("vote_share", "80", "", MAREK), ("vote_share", "80.1", "", MAREK)),
    ("compatible", ("vote_share", "~ 80", "", MAREK), ("vote_share", "80", "", MAREK)),
    ("compatible", ("vote_share", "~ 80", "", MAREK), ("vote_share", "80.1", "", MAREK)),
    ("compatible", ("deaths", ">= 2"), ("deaths", "4")),
    ("compatible", ("deaths", "<= 5"), ("deaths", "4")),
    ("compatible", ("crowd_size", "tens of thousands"), ("crowd_size", "40,000")),
    ("compatible", ("crowd_size", "hundreds"), ("crowd_size", "~ 950")),
    ("compatible", ("population", "9,500,000"), ("population", "9,480,000")),
    ("compatible", ("vote_share", "60..70", "", MAREK), ("vote_share", "65", "", MAREK)),
    ("compatible", ("arrests", "> 130"), ("arrests", ">= 150")),
    ("compatible", ("tenure", "~ 3 decade", "", MAREK), ("tenure", "26", "", MAREK)),
    ("compatible", ("distance", "1.5 mile", "the bridge stands near Dorn"),
     ("distance", "2.4 kilometre", "the bridge stands near Dorn")),
    ("compatible", ("deaths", "4", "", POLICE), ("deaths", ">= 2", "", UNION)),
    # more than "at least", and which is later nobody says
    ("more", ("deaths", ">= 2"), ("deaths", "4", "", ELSEWHERE)),
    ("more", ("deaths", ">= 2", "", {"day": MONDAY}), ("deaths", "4", "", ELSEWHERE)),
    ("more", ("arrests", "> 6,700", "", ELSEWHERE), ("arrests", "7,400", "", {"day": MONDAY})),
    ("compatible", ("deaths", ">= 4"), ("deaths", "4", "", ELSEWHERE)),
    ("compatible", ("arrests", "> 6,700", "", ELSEWHERE), ("arrests", "~ 7,000")),
    # news, not a contradiction
    ("updated", ("deaths", "2", "", ON_MONDAY), ("deaths", "4", "", ON_TUESDAY)),
    ("updated", ("deaths", "14", "", ON_MONDAY | POLICE), ("deaths", "19", "", ON_TUESDAY | POLICE)),
    ("updated", ("deaths", ">= 9", "", ON_MONDAY), ("deaths", "14", "", ON_TUESDAY)),
    ("updated", ("missing", "~ 60", "", ON_MONDAY), ("missing", "~ 40", "", ON_TUESDAY)),
    ("updated", ("arrests", "84", "", ON_MONDAY | POLICE), ("arrests", "112", "", ON_TUESDAY | UNION)),
    ("updated", ("age", "65", "", MAREK | {"day": date(2030, 1, 1)}),
     ("age", "66", "", MAREK | {"day": date(2031, 1, 1)})),
    # one counts what is part of the other
    ("scope", ("deaths", "19"), DEAD_OR_HURT),
    ("scope", ("injuries", "96"), ("deaths", "140", "140 were killed and wounded", {"phrase": "140"})),
    ("scope", ("deaths", "19", "", POLICE),
     ("deaths", "140", "140 people dead or missing", {"phrase": "140 people", "claimant": "union"})),
    # both cannot be true, and different people say so
    ("claimants", ("crowd_size", "~ 31,000", "", {"claimant": "local media"}),
     ("crowd_size", "~ 65,000", "", {"claimant": "ministry"})),
    ("claimants", ("deaths", "14", "", ON_MONDAY | POLICE), ("deaths", "17", "", ON_MONDAY | UNION)),
    ("claimants", ("vote_share", "60..70", "", HOLT | {"claimant": "holt"}),
     ("vote_share", "10.12", "", HOLT | {"claimant": "commission"})),
    ("claimants", ("crowd_size", "40,000", "", UNION | ON_MONDAY),
     ("crowd_size", "18,000", "", POLICE | ON_MONDAY)),
    ("claimants", ("deaths", "19", "", POLICE | ON_TUESDAY), ("deaths", "22", "", UNION | ON_MONDAY)),
    ("claimants", ("damage", "1200000000 crown", "", UNION), ("damage", "850000000 crown", "", POLICE)),
    # both cannot be true
    ("conflict", ("deaths", "14"), ("deaths", "17", "", ELSEWHERE)),
    ("conflict", ("deaths", "14", "", POLICE), ("deaths", "17", "", POLICE | ELSEWHERE)),
    ("conflict", ("deaths", "40"), ("deaths", "42", "", ELSEWHERE)),
    ("conflict", ("arrests", "> 6,700"), ("arrests", "5,000", "", ELSEWHERE)),
    ("conflict", ("crowd_size", "thousands", "", ON_MONDAY),
     ("crowd_size", "~ 65,000", "", ON_MONDAY | ELSEWHERE)),
    ("conflict", ("vote_share", "80", "", MAREK), ("vote_share", "84", "", MAREK | ELSEWHERE)),
    ("conflict", ("population", "9,500,000"), ("population", "8,100,000", "", ELSEWHERE)),
    ("conflict", ("age", "65", "", MAREK), ("age", "64", "", MAREK | OTHER_STORY)),
    ("conflict", ("tenure", "26", "", MAREK), ("tenure", "20", "", MAREK | OTHER_STORY)),
    # an article against itself: its own voice and another
    ("claimants", ("deaths", "14"), ("deaths", "17", "", UNION)),
    # one voice speaks of two things
    ("unrelated", ("deaths", "14"), ("deaths", "17")),
    ("unrelated", ("deaths", "14", "", POLICE), ("deaths", "17", "", POLICE)),
    ("unrelated", ("age", "65", "", MAREK), ("age", "64", "", MAREK)),
    ("unrelated", ("crowd_size", "thousands", "", {"when": "last weekend"}),
     ("crowd_size", "~ 65,000", "", UNION)),
    # two articles that tell of two events
    ("unrelated", ("deaths", "14"), ("deaths", "17", "", OTHER_STORY)),
    ("unrelated", ("arrests", "> 6,700"), ("arrests", "~ 7,000", "", OTHER_STORY)),
    ("unrelated", ("vote_share", "80", "", MAREK), ("vote_share", "1", "", MAREK | OTHER_STORY)),
    ("unrelated", ("deaths", "14", "", {"place": "Dorn"}),
     ("deaths", "17", "", ELSEWHERE | {"place": "Varnik"})),
    ("unrelated", ("job", "200,000", "200,000 jobs were promised in Dorn", MAREK),
     ("job", "90,000", "90,000 jobs were promised in Dorn", ELSEWHERE)),
    ("unrelated", ("deaths", "9"), ("deaths", "12", "", UNION | {"phrase": "12 people a day"})),
    ("unrelated", ("tractor", "14", "14 tractors and 30 carts came from Dorn"),
     ("tractor", "20", "20 tractors and 60 carts came from Dorn", ELSEWHERE)),
    # numbers that far apart count different things
    ("unrelated", ("deaths", "4"), ("deaths", "1,500", "", UNION | ELSEWHERE)),
    ("unrelated", ("damage", "10 crown"), ("damage", "1000000000 crown", "", UNION | ELSEWHERE)),
    # an article that names nobody is of one story where one claimant says much the same in both
    ("conflict", ("people", "55", "55 people were rescued, the fire service said", FIRE | NAMELESS),
     ("people", "900", "900 people were rescued, the fire service said", FIRE | ELSEWHERE)),
    ("unrelated", ("people", "55", "55 people were rescued, the fire service said", FIRE | NAMELESS),
     ("people", "90", "90 people were evicted by order of a judge", FIRE | ELSEWHERE)),
    ("unrelated", ("deaths", "14", "14 people died in the storm", NAMELESS),
     ("deaths", "17", "17 people died in the storm", ELSEWHERE)),
    # the same days and one exact number are one statement; a round one is chance, in millions too
    ("agree", ("deaths", "112", "", {"published": MONDAY}),
     ("deaths", "112", "", OTHER_STORY | {"published": TUESDAY})),
    ("agree", ("votes", "1,120,000", "", {"published": MONDAY}),
     ("votes", "1,120,000", "", OTHER_STORY | {"published": TUESDAY})),
    ("unrelated", ("votes", "2,000,000", "", {"published": MONDAY}),
     ("votes", "2,000,000", "", OTHER_STORY | {"published": TUESDAY})),
    ("unrelated", ("deaths", "200", "", {"published": MONDAY}),
     ("deaths", "200", "", OTHER_STORY | {"published": TUESDAY})),
    # a vague word is used loosely
    ("compatible", ("crowd_size", "tens of thousands", "", ON_MONDAY),
     ("crowd_size", "> 200,000", "", ON_MONDAY | ELSEWHERE)),
    # not about the same thing
    ("unrelated", ("deaths", "4"), ("arrests", "4")),
    ("unrelated", ("vote_share", "80", "", MAREK), ("vote_share", "10", "", HOLT)),
    ("unrelated", ("vote_share", "80"), ("vote_share", "10", "", HOLT)),
    ("unrelated", ("age", "65", "", MAREK), ("age", "34", "", HOLT)),
    ("unrelated", ("crowd_size", "900", "", ON_MONDAY), ("crowd_size", "9,000", "", ON_TUESDAY)),
    ("unrelated", ("crowd_size", "900", "", {"day": MONDAY}), ("crowd_size", "9,000", "", {"day": LATER})),
    ("unrelated", ("crowd_size", "900"), ("crowd_size", "9,000", "", {"article": "b"})),
    ("unrelated", ("crowd_size", "900"), ("crowd_size", "9,000", "", {"article": "b", "day": MONDAY})),
    ("claimants", ("crowd_size", "900", "", POLICE | {"day": MONDAY}),
     ("crowd_size", "9,000", "", UNION | {"day": TUESDAY, "article": "b"})),
    ("compatible", ("deaths", ">= 9", "", ON_TUESDAY), ("deaths", "14", "", ON_MONDAY)),
    ("unrelated", ("crowd_size", "900", "", {"place": "Dorn"}),
     ("crowd_size", "9,000", "", {"place": "Varnik"})),
    ("unrelated", ("crowd_size", "~ 31,000", "~ 31,000 at the pro-government rally"),
     ("crowd_size", "~ 220,000", "~ 220,000 protesters gathered")),
    ("unrelated", ("crowd_size", "thousands", "thousands of supporters"), ("crowd_size", "~ 65,000")),
    ("unrelated", ("money", "5 crown", "bread is five crowns now"), ("money", "9 crown", "a ticket to Dorn")),
    ("unrelated", ("damage", "5 crown"), ("damage", "5 euro")),
    ("unrelated", ("tractor", "14", "they sold fourteen"), ("tractor", "20", "twenty stood there")),
    ("unrelated", (None, "14"), (None, "20")),
    ("unrelated", ("tenure", "26 year", "", MAREK), ("tenure", "26 mile", "", MAREK)),
]  # fmt: skip


def pair(row):
    expected, *sides = row
    claims = [claim(*side[:3], **(side[3] if len(side) > 3 else {})) for side in sides]
    return Relation(expected), claims


@pytest.mark.parametrize("row", PAIRS, ids=[f"{i}-{row[0]}" for i, row in enumerate(PAIRS)])
def test_two_figures_are_to_each_other_what_a_reader_would_say(row):
    """The truth table, read in both orders."""
    expected, (one, other) = pair(row)
    assert relation(one, other) is expected
    assert relation(other, one) is expected


def test_the_truth_table_knows_every_relation():
    """At least forty pairs, and no relation without one."""
    assert len(PAIRS) >= 40
    assert {row[0] for row in PAIRS} == {r.value for r in Relation}


@given(
    st.integers(1, 10**9),
    st.sampled_from([*BOUNDS.values(), Bound.EXACT]),
    st.sampled_from(list(KINDS.values())),
)
def test_a_number_lies_in_its_own_interval(value, bound, kind):
    """Whatever the bound, the interval holds the number that is written."""
    found = interval_of(Amount(kind, bound, value, unit="percent" if kind is FigureKind.PERCENT else None))
    assert found.low <= value <= found.high


@given(st.sampled_from(PAIRS))
def test_everything_agrees_with_itself(row):
    """A claim that can be compared at all is in no conflict with itself."""
    for one in pair(row)[1]:
        assert not difference(one, one).is_disagreement


def test_intervals_say_how_far_apart_they_are():
    """65,000 is at least twice 31,000; what meets is once apart."""
    assert Interval(31_000, 31_000).apart(Interval(62_000, 65_000)) == 2
    assert Interval(1, 5).apart(Interval(5, 9)) == 1


def test_a_scope_holds_both_measures_only_where_they_are_counted_together():
    """Killed or injured is one count of two things; two killed and 40 injured are two counts."""
    together = claim("deaths", "140", "140 people were killed or injured", phrase="140 people")
    apart = claim("deaths", "2", "2 people were killed and 40 injured", phrase="2 people")
    assert scope_of(together) == {"deaths", "injuries"}
    assert scope_of(apart) == {"deaths"}


def _gathered(claims):
    """Claims in their groups."""
    groups = gathered([met_of(claim, number) for number, claim in enumerate(claims)], claims.__getitem__)
    return [[claims[met.number] for met in members] for members in groups.values()]


def test_groups_are_by_thing_and_a_disagreement_is_the_strongest():
    """Two rallies on two days are two groups; the one with a contradiction is the strongest of all."""
    claims = [
        claim("crowd_size", "900", article="a", **ON_MONDAY),
        claim("crowd_size", "~ 31,000", article="b", claimant="media", **ON_TUESDAY),
        claim("crowd_size", "~ 65,000", article="b", claimant="ministry", **ON_TUESDAY),
        claim("deaths", "4", article="c"),
    ]
    groups = sorted(map(group_of, _gathered(claims)), key=lambda group: group.strength)
    assert [len(g.claims) for g in groups] == [1, 1, 2]
    assert groups[-1].strongest is not None
    assert groups[-1].strongest.relation is Relation.CLAIMANTS
    assert {c.day for c in groups[-1].claims} == {TUESDAY}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("votes", "309", "It has 309 electoral votes.", "309 electoral votes"),
         ("votes", "18", "She got 18 first-place votes.", "18 first-place votes")),
        (("votes", "39", "That is 39 more than needed.", "39"),
         ("votes", "7", "He got 7 votes.", "7 votes")),
        (("deaths", "2", "Two miners were killed at each pit.", "Two miners"),
         ("deaths", "4", "Four miners were killed.", "Four miners")),
        (("deaths", "3", "The foreman and three other miners died.", "three other miners"),
         ("deaths", "4", "Four miners died.", "Four miners")),
        (("share", "45", "A poll of the miners gave Marek 45 percent.", "45 percent"),
         ("share", "39", "A poll of the miners gave Marek 39 percent.", "39 percent")),
        (("man", "2", "Marek calls the contest a two-man race now.", "two-man"),
         ("man", "4", "Marek calls the contest a four-man race now.", "four-man")),
    ],
)  # fmt: skip
def test_parts_differences_and_polls_disagree_with_nothing(one, other):
    """What counts some among others, each of several, more than others, or one poll stands on its own."""
    claims = [
        claim(measure, number, context, phrase=phrase, article=article)
        for article, (measure, number, context, phrase) in zip("ab", (one, other), strict=True)
    ]
    assert len(_gathered(claims)) == 2


def test_every_claim_is_in_exactly_one_group():
    """Grouping loses nothing and doubles nothing, however many claims there are."""
    claims = [
        claim("deaths", str(i % 90 + 1), article=f"a{i}", day=date(2031, 3, 1 + i % 28)) for i in range(500)
    ]
    claims += [claim("tractor", str(i), f"tractor number {i}", article=f"t{i}") for i in range(300)]
    grouped = [c for members in _gathered(claims) for c in members]
    assert sorted(c.article for c in grouped) == sorted(c.article for c in claims)


def test_the_strongest_of_nothing_is_nothing():
    """One claim disagrees with nobody."""
    assert strongest([claim("deaths", "4")]) is None


def record_of(article, figure, number=1, names=FLOOD):
    """A stored figure as the build would give it back."""
    home = ArticleRecord(
        number, article.name, article.path, "", "a1", "en", article.title, article.outlet, article.author,
        article.url, article.published, names, origin=number, quotes=0, figures=1,
    )  # fmt: skip
    place = figure.place.of(article.text) if figure.place else None
    return FigureRecord(
        number, f"f{figure.span.start}", home, figure, figure.phrase.of(article.text),
        figure.context.of(article.text), place, None, None, None, corrected=False,
    )  # fmt: skip


def test_a_stored_figure_is_a_claim_with_its_day_and_its_claimant():
    """Without a day of its own a figure is dated by its publication; who says so is a key."""
    published = Known(TUESDAY, Basis.STATED)
    article = Article(
        "a", "a.txt", "About 900 people came on Monday, the Red Cross said.", published=published
    )
    (figure,) = extract(article).figures
    found = claim_of(record_of(article, figure))
    assert (found.day, found.dated, found.claimant) == (MONDAY, True, "red cross")
    undated = claim_of(record_of(article, replace(figure, as_of=None)))
    assert (undated.day, undated.dated) == (TUESDAY, False)


def test_the_real_articles_disagree_where_a_reader_sees_it(shared):
    """Two crowds by two claimants and two shares of one vote are disagreements; a rounding is none."""
    articles = [
        Article(path.stem, path.name, path.read_text("utf-8"))
        for path in sorted((shared / "articles").glob("*.txt"))
    ]
    extractions = [extract(article) for article in articles]
    profiles = profiles_of([[(name.name, name.count) for name in e.names] for e in extractions])
    claims = [
        claim_of(record_of(article, figure, number, written(profile)))
        for number, (article, extraction, profile) in enumerate(
            zip(articles, extractions, profiles, strict=True)
        )
        for figure in extraction.figures
    ]
    found = {
        (g.measure, g.strongest.relation, g.strongest.one.amount.value, g.strongest.other.amount.value)
        for g in map(group_of, _gathered(claims))
        if g.strongest
    }
    assert ("crowd_size", Relation.CLAIMANTS, 31_000, 65_000) in found
    assert ("vote_share", Relation.CLAIMANTS, 10.12, 60) in found
    assert {r for measure, r, *_ in found if measure == "arrests"} == {Relation.COMPATIBLE}
    assert {r for measure, r, one, *_ in found if measure == "vote_share" and one > 70} <= {
        Relation.COMPATIBLE,
        Relation.AGREE,
    }
