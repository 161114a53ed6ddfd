"""Is the answer key itself sound?"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from knowledge.model import Article, Bound, FigureKind, QuoteKind, Span
from tests.corpus.answers import (
    KEY,
    Answers,
    Misfit,
    answers,
    answers_for,
    article_files,
    find,
    find_all,
    occurs,
    table_of,
)

_NUMBER = re.compile(
    r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|"
    r"ninety|hundreds?|thousands?|million|half|third|quarter|dozens?|twice|several|first|second)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^“”]+)”?|\"([^\"]+)\"|«([^»]+)»|‘([^’]+)’")
_DATE = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:19|20)\d\d\b|"
    r"\b(?:January|February|March|April|June|November)\b"
)
NAMES = sorted(path.stem for path in article_files())


def prose(answer: Answers) -> Span:
    """The article from the end of its front matter, if it has any."""
    matter = re.match(r"(---|\+\+\+)\n.*?\n\1\n", answer.article.text, re.DOTALL)
    return Span(matter.end() if matter else 0, len(answer.article.text))


def unlisted(answer: Answers, pattern: re.Pattern[str], listed: Iterable[Span]) -> list[str]:
    """What `pattern` finds in the prose and none of `listed` touches."""
    outer, spans = prose(answer), list(listed)
    found = pattern.finditer(answer.article.text, outer.start, outer.end)
    return [m.group() for m in found if not any(s.overlaps(Span(m.start(), m.end())) for s in spans)]


def test_every_article_has_a_key_and_every_key_an_article():
    """The key and the articles are the same names, about thirty of them."""
    assert sorted(path.stem for path in KEY.glob("*.toml")) == NAMES
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_key_occurs_in_its_article(name: str):
    """The key of each article resolves, and names only kinds and bounds that records can have."""
    answer = answers()[name]
    assert {q.kind for q in answer.quotes} <= {k.value for k in QuoteKind}
    assert {b for f in answer.figures for b in f.bounds} <= {b.value for b in Bound}
    assert {f.kind for f in answer.figures if f.kind} <= {k.value for k in FigureKind}
    assert all((f.value is None) == ("vague" in f.bounds) for f in answer.figures)
    assert all((f.high is not None) == ("range" in f.bounds) for f in answer.figures)


@pytest.mark.parametrize("name", NAMES)
def test_the_key_leaves_nothing_out(name: str):
    """Every number, date and quoted stretch of an article is in its key, as an answer or as a trap."""
    answer = answers()[name]
    if not answer.judged:
        assert not answer.quotes
        return
    dates = [d.span for d in answer.dates]
    numbers = [f.span for f in answer.figures] + list(answer.not_figures) + dates
    quoted = [span for q in answer.quotes for span in q.contents] + list(answer.not_speech)
    assert unlisted(answer, _NUMBER, numbers) == []
    assert unlisted(answer, _DATE, dates) == []
    assert unlisted(answer, _QUOTED, quoted) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_key_does_not_contradict_itself(name: str):
    """No figure is listed as a trap, no speech as none, and no figure twice."""
    answer = answers()[name]
    figures = [f.span for f in answer.figures]
    assert len(set(figures)) == len(figures)
    assert not [f for f in figures for trap in answer.not_figures if f.overlaps(trap)]
    assert not [
        c for q in answer.quotes for c in q.contents for stretch in answer.not_speech if c.overlaps(stretch)
    ]


@pytest.mark.parametrize("path", article_files(), ids=lambda path: path.stem)
def test_the_debris_of_the_key_is_in_the_file(path: Path):
    """What must never be in an answer really stands in the file, also where our reader leaves it out."""
    raw = path.read_bytes()
    assert [text for text in answers()[path.stem].debris if text.encode() not in raw] == []


def test_a_text_that_is_not_there_or_there_twice_is_refused():
    """The loader names a key that does not fit its article."""
    article = Article("a", "a.txt", "Five of 5,000 said “yes” and five said “no”.")
    for text in ("six", "5", "said", "“maybe”"):
        with pytest.raises(Misfit, match="occurs"):
            find(article, text)
    assert find(article, "said", "five said") == Span(34, 38)
    with pytest.raises(ValueError, match="unknown"):
        answers_for(article, {"quotes": [{"text": "yes", "by": "five"}]})


def test_soft_hyphens_and_no_break_spaces_are_found_by_plain_text():
    """A key is written plainly, whatever signs the article has within words and between them."""
    article = Article("a", "a.txt", "A wet week\u00adend:\u00a0118\u00a0mm.")
    assert find(article, "weekend").of(article.text) == "week\u00adend"
    assert find(article, "118 mm").of(article.text) == "118\u00a0mm"


def test_people_are_named_in_the_articles():
    """Every name, alias and role is some article's own words, and no alias belongs to two people."""
    texts = [answer.article for answer in answers().values()]
    people = table_of("across.toml")["people"]
    claims = [(person["name"], alias) for person in people for alias in (person["name"], *person["aliases"])]
    missing = [alias for _, alias in claims if not any(occurs(article, alias) for article in texts)]
    assert missing == []
    assert len({alias for _, alias in claims}) == len(claims)
    roles = [role for person in people for role in person.get("roles", ())]
    assert [role for role in roles if not any(occurs(article, role) for article in texts)] == []


def test_pairs_and_origins_name_what_there_is():
    """Who must not be merged is a person of the table, and what is one origin is an article."""
    across = table_of("across.toml")
    people = {person["name"] for person in across["people"]}
    assert {name for entry in across["must_not_merge"] for name in entry["pair"]} <= people
    printed = [name for origin in across["origins"] for name in origin["articles"]]
    assert set(printed) <= set(NAMES)
    assert len(set(printed)) == len(printed)


def test_every_side_of_a_disagreement_is_a_figure_of_the_key():
    """Each side names an article, words of it, and a number that the article's key has there."""
    across = table_of("across.toml")
    for entry in across["disagreements"] + across["agreements"] + across["unrelated"]:
        for side in entry["sides"]:
            answer = answers()[side["article"]]
            number = find(answer.article, side["number"], side["text"])
            assert [f for f in answer.figures if f.span.overlaps(number)], side


def test_what_is_said_again_is_in_the_key():
    """Each telling of one utterance is a quote of its article's key, word for word."""
    across = table_of("across.toml")
    for entry in across["same"] + across["variants"]:
        for quote in entry["quotes"]:
            answer = answers()[quote["article"]]
            spans = find_all(answer.article, quote["text"])
            assert [q for q in answer.quotes if set(q.contents) & set(spans)], quote
