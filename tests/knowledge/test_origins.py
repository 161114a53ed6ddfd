"""Which articles are one report, and which passages are copied?"""

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import shingles
from knowledge.clean import passages_of
from knowledge.corpus import load, survey
from knowledge.model import Article, Span
from knowledge.origins import COPY, OWN, copied_in, origins_of, told_in
from knowledge.shingles import GroupedBefore, grouped, shingles_of

WIRE = """Ferry breaks its moorings in Port Vor

PORT VOR (AP) — A ferry with 214 people on board broke its moorings in the harbour of Port Vor on Tuesday and drifted onto the breakwater before two tugs could reach it, the harbour master said.

Nobody was badly hurt, but eleven passengers were brought to the hospital of the town with bruises, and three of them were kept there over the night, a doctor on duty told journalists at the gate.

“We heard a crack like a shot, and then the quay was simply gone,” said Mira Holm, a teacher who was on her way home to the islands with her two sons.

The ropes had been renewed in the autumn, according to the company, which has run the line for nineteen years and now wants divers to look at the bollards before any ship ties up there again.

The council will hear the harbour master on Thursday; its opposition has called for the old quay to be closed until the summer, a demand that the mayor turned down twice in the last month.
"""  # noqa: E501
OTHER = """Passengers tell of night on the breakwater

They had their coats on already. Then the deck leaned, the lights went out and somebody laughed, because nobody had understood yet what it meant that the town was moving away from them.

“We heard a crack like a shot, and then the quay was simply gone,” Mira Holm, who had her two boys with her, remembers.

It took the tugs most of an hour. In the waiting hall, where the heating had failed, volunteers handed out tea and blankets, and a choir that had been among those on board began to sing.

Whether the company will pay for hotels was not clear at first. In the end a bakery opened its doors, and forty strangers slept between sacks of flour, as one of them put it afterwards.
"""  # noqa: E501


def article(name, text):
    return Article(name, f"{name}.txt", text)


def edited(text, seed, every=20):
    """`text` as a hasty editor leaves it: a new headline, one word in so many changed, a paragraph cut."""
    chance = random.Random(seed)
    paragraphs = text.strip().split("\n\n")[1:]
    if seed % 3 == 0:
        paragraphs.pop()
    body = "\n\n".join(paragraphs)
    words = body.split(" ")
    for place in range(len(words)):
        if chance.randrange(every) == 0 and "\n" not in words[place] and "“" not in words[place]:
            words[place] = chance.choice(["said", "later", "town", "local", "about", "reportedly"])
    return f"Local headline number {seed}\n\n" + " ".join(words)


def groups(articles):
    return {frozenset(origin.articles) for origin in origins_of(articles)}


def test_forty_edited_copies_of_a_wire_story_are_one_origin():
    """Headlines, words and last paragraphs changed: it is still one report, and the agency's."""
    copies = [article(f"paper-{n}", edited(WIRE, n)) for n in range(40)]
    (origin,) = origins_of(copies)
    assert origin.articles == tuple(a.name for a in copies)
    assert (origin.reason, origin.wire) == (COPY, "AP")


def test_two_reports_that_share_a_quotation_are_two_origins():
    """What somebody said may stand in both; their reporters' own words do not."""
    found = origins_of([article("wire", WIRE), article("own", OTHER)])
    assert [(o.articles, o.reason, o.wire) for o in found] == [(("wire",), OWN, "AP"), (("own",), OWN, None)]


def test_reports_of_nothing_but_a_shared_speech_stay_apart():
    """Two pages that are mostly one long quotation are judged by the words around it."""
    speech = "“" + " ".join(WIRE.split()[30:120]).replace("“", "").replace("”", "") + "”"
    one = f"The mayor addressed the council in the evening and chose her words with care: {speech}"
    two = f"At noon yesterday, before a half empty hall, the head of the town had this to say: {speech}"
    assert len(origins_of([article("one", one), article("two", two)])) == 2


def test_two_stories_of_one_agency_are_two_origins():
    """The same credit on different words makes no reprint."""
    second = "MINOR BAY (AP) — " + OTHER.split("\n\n", 1)[1]
    found = origins_of([article("a", WIRE), article("b", second)])
    assert [o.wire for o in found] == ["AP", "AP"]


def test_a_story_cut_to_its_opening_is_the_same_report():
    """A brief of the first two paragraphs is the wire story's, not a second report."""
    brief = "\n\n".join(WIRE.split("\n\n")[:3])
    assert groups([article("brief", brief), article("long", WIRE)]) == {frozenset({"brief", "long"})}


def test_a_feature_that_contains_a_brief_is_its_own_report():
    """One copied paragraph in a long text of its own makes a copied passage, not a reprint."""
    copied = WIRE.split("\n\n")[2]
    own = "\n\n".join(
        " ".join(random.Random(n).choices([f"word{k}" for k in range(900)], k=120)) + "." for n in range(5)
    )
    feature = article("feature", f"{own}\n\n{copied}\n\n{OTHER}")
    brief = article("brief", copied)
    assert len(origins_of([feature, brief])) == 2
    (found,) = copied_in([feature, brief])
    assert {p.span.of({"feature": feature, "brief": brief}[p.article].text) for p in found.places} == {copied}


def test_a_shared_quotation_is_no_copied_passage():
    """A passage that is nearly all quotation tells nothing about who copied whom."""
    assert copied_in([article("a", WIRE), article("b", OTHER)]) == ()


def test_furniture_does_not_join():
    """The same share bar, notice and newsletter on two pages do not make them one report."""
    bar = "Facebook Twitter Email\n\nSign up for our newsletter to get the best of Vorland every day.\n\n"
    notice = "\n\nThis material may not be published, broadcast, rewritten or redistributed.\n"
    pages = [article("a", bar + WIRE + notice), article("b", bar + OTHER + notice)]
    assert len(origins_of(pages)) == 2


def test_texts_of_a_few_words_join_only_if_equal():
    """A text too short for a run of words is one report with its exact copy alone."""
    assert groups([article("a", "Vote off."), article("b", "Vote off."), article("c", "Vote on.")]) == {
        frozenset({"a", "b"}),
        frozenset({"c"}),
    }


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["wire", "other", "short"]), max_size=12), st.randoms(use_true_random=False))
def test_every_article_has_one_origin_whatever_the_order(kinds, chance):
    """Origins part the articles, in the order given, and the same articles group in any order."""
    texts = {"wire": WIRE, "other": OTHER, "short": "Vote off."}
    articles = [article(f"{kind}-{n}", texts[kind]) for n, kind in enumerate(kinds)]
    found = origins_of(articles)
    assert sorted(name for o in found for name in o.articles) == sorted(a.name for a in articles)
    order = {a.name: n for n, a in enumerate(articles)}
    assert [order[o.articles[0]] for o in found] == sorted(order[o.articles[0]] for o in found)
    assert all(list(o.articles) == sorted(o.articles, key=order.get) for o in found)
    assert len(found) == len(set(kinds))
    chance.shuffle(articles)
    assert groups(articles) == {frozenset(o.articles) for o in found}


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.lists(st.sampled_from("abcdefgh"), max_size=40))
def test_runs_are_shared_exactly_where_words_are(one, two):
    """Two texts share a number if and only if they share a run of five words."""

    def runs(words):
        return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}

    shared = shingles_of([" ".join(one)]) & shingles_of([" ".join(two)])
    assert len(shared) == len(runs(one) & runs(two))


def test_a_credit_within_a_passage_is_found():
    """Who was told, and which agency reported, is named with its place; a bare mention is not."""
    text = "She told The Associated Press so. As per Reuters, it was. AFP reported more. The AP counts."
    found = told_in(text, Span(0, len(text)))
    assert [(t.span.of(text), t.wire) for t in found] == [
        ("told The Associated Press", "AP"),
        ("As per Reuters", "Reuters"),
        ("AFP reported", "AFP"),
    ]


def test_the_reprints_of_the_invented_event_are_found():
    """Of the invented event's articles exactly those join that the answer key joins."""
    folder = Path(__file__).parent.parent / "corpus"
    corpus = survey(folder / "articles")
    articles = [load(file, corpus.root) for file in corpus.files]
    key = tomllib.loads((folder / "across.toml").read_text("utf-8"))
    expected = {frozenset(origin["articles"]) for origin in key["origins"]}
    assert {group for group in groups(articles) if len(group) > 1} == expected


def test_the_real_articles_are_five_reports(shared):
    """Five reports of one week by five outlets are five origins; one of them is an agency's."""
    from knowledge.readers import read

    articles = [read(p, shared / "articles") for p in sorted((shared / "articles").glob("*.txt"))]
    found = origins_of(articles)
    assert [len(o.articles) for o in found] == [1] * 5
    assert [o.wire for o in found] == [None, "PA Media", None, None, None]
    told = [t.wire for a in articles for p in passages_of(a) for t in told_in(a.text, p.span)]
    assert told == ["AP", "Reuters"]


@st.composite
def wordings(draw):
    """Runs of words of texts that share some; the small numbers stand for stock phrases."""
    return frozenset(draw(st.sets(st.integers(0, 24), min_size=1, max_size=9)))


@pytest.fixture
def crowded(monkeypatch):
    """An index that soon takes a run for a stock phrase, and looks at few candidates."""
    monkeypatch.setattr(shingles, "_COMMON", 2)
    monkeypatch.setattr(shingles, "_CANDIDATES_MAX", 2)


@pytest.mark.usefixtures("crowded")
@given(
    st.lists(st.tuples(wordings(), st.integers(0, 5)), max_size=25),
    st.lists(st.tuples(st.integers(0, 25), wordings()), max_size=3),
)
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_grouping_again_is_grouping_anew(drawn, came):
    """With what was, texts are grouped as they are without it, whichever went and came in between."""
    first = [text for text, _ in drawn]
    led = {}
    for group in grouped(first, 0.4, 0.2):
        leader = min(group, key=lambda place: (-len(first[place]), place))
        led.update(dict.fromkeys(group, leader))
    second = [(text, place) for place, (text, fate) in enumerate(drawn) if fate]
    for at, text in came:
        second.insert(at, (text, None))
    place_of = {then: now for now, (_, then) in enumerate(second) if then is not None}
    before = GroupedBefore(
        {place_of[then]: place_of[led[then]] for then in place_of if led[then] in place_of},
        [first[leader] for leader in set(led.values()) - place_of.keys()],
    )
    texts = [text for text, _ in second]
    assert grouped(texts, 0.4, 0.2, before) == grouped(texts, 0.4, 0.2)


def test_what_shares_nothing_with_a_change_is_not_looked_at_again(monkeypatch):
    """Of texts that were grouped before only those are sought that have a run of one that came or went."""
    texts = [frozenset(range(start, start + 5)) for start in (0, 10, 20, 2)]
    sought = []
    inner = shingles.Index.nearest
    monkeypatch.setattr(shingles.Index, "nearest", lambda own, text: sought.append(text) or inner(own, text))
    grouped(texts, 0.4, 0.2, GroupedBefore({0: 0, 1: 1, 3: 3}, [frozenset({10, 99})]))
    assert sought == [texts[1], texts[2]]
