"""When: one property a test."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extract import extract
from knowledge.extract.calendar_rules import weekday
from knowledge.model import Article, Basis, DateMention, Grain, Known

TUESDAY = date(2031, 5, 6)


def dates_in(text: str, published: date | None = TUESDAY) -> tuple[DateMention, ...]:
    known = Known(published, Basis.STATED) if published else Known()
    return extract(Article("a", "a.txt", text, published=known)).dates


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("They met on August 9, 2030.", "August 9, 2030", "2030-08-09", "2030-08-09"),
        ("They met on 9 August 2030.", "9 August 2030", "2030-08-09", "2030-08-09"),
        ("They met on 2030-08-09.", "2030-08-09", "2030-08-09", "2030-08-09"),
        ("They met on 23.08.2030.", "23.08.2030", "2030-08-23", "2030-08-23"),
        ("They met on 8/23/2030.", "8/23/2030", "2030-08-23", "2030-08-23"),
        ("They met on Aug.\u00a023.", "Aug.\u00a023", "2030-08-23", "2030-08-23"),
        ("They met on April 9th.", "April 9th", "2031-04-09", "2031-04-09"),
        ("They met on May 6.", "May 6", "2031-05-06", "2031-05-06"),
        ("They met on Tuesday.", "Tuesday", "2031-05-06", "2031-05-06"),
        ("They met on Monday.", "Monday", "2031-05-05", "2031-05-05"),
        ("They met last Tuesday.", "last Tuesday", "2031-04-29", "2031-04-29"),
        ("They will meet on Friday.", "Friday", "2031-05-09", "2031-05-09"),
        ("They met in March.", "March", "2031-03-01", "2031-03-31"),
        ("They met in June of 2029.", "June of 2029", "2029-06-01", "2029-06-30"),
        ("They met earlier this month.", "earlier this month", "2031-05-01", "2031-05-31"),
        ("They met last week.", "last week", "2031-04-28", "2031-05-04"),
        ("They met last year.", "last year", "2030-01-01", "2030-12-31"),
        ("They met over the weekend.", "the weekend", "2031-05-03", "2031-05-04"),
        ("Last weekend they met.", "Last weekend", "2031-05-03", "2031-05-04"),
        ("They met two days ago.", "two days ago", "2031-05-04", "2031-05-04"),
        ("They met yesterday.", "yesterday", "2031-05-05", "2031-05-05"),
        ("They met in 2014.", "2014", "2014-01-01", "2014-12-31"),
        ("The 1990s were hard.", "1990s", "1990-01-01", "1999-12-31"),
        ("They met on August 9-11, 2030.", "August 9-11, 2030", "2030-08-09", "2030-08-11"),
    ],
)
def test_an_expression_becomes_the_days_it_means(text, written, first, last):
    """Each form resolves against the day of publication, a Tuesday."""
    (found,) = dates_in(text)
    assert found.span.of(text) == written
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["They met on Tuesday.", "They met last week.", "They met on August 9.", "They met two days ago."]
)
def test_without_a_publication_day_what_depends_on_it_stays_open(text):
    """A weekday of an undated article is shown as written, not guessed."""
    (found,) = dates_in(text, None)
    assert (found.first, found.last) == (None, None)


def test_a_date_that_could_be_either_order_stays_open():
    """8/9 is August or September: neither is chosen."""
    (found,) = dates_in("They met on 8/9/2030.")
    assert found.first is None


@pytest.mark.parametrize(
    "text",
    [
        "You may continue.",
        "The March for Freedom began.",
        "They sold 2000 boats.",
        "They counted 1850 people.",
        "He won 80% of the vote.",
        "The sun set.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    """Modal verbs, marches and counts are no dates."""
    assert dates_in(text) == ()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_within_the_last_seven_days(published, number):
    """The most recent such day, publication day included; its weekday is the one named."""
    found = weekday(number, "", published)
    assert found is not None
    assert found[0].weekday() == number
    assert 0 <= (published - found[0]).days < 7


WORDS = st.sampled_from(
    "on in last next Monday May 9 August 2030 31 , the since ago two weeks this 1990s 9/11 30.02.2030".split()
)


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=100))
@settings(deadline=None)
def test_any_text_gives_dates_inside_it(text):
    """No input breaks the rules: spans are inside and apart, intervals run forward, twice gives the same."""
    found = dates_in(text)
    assert found == dates_in(text)
    end = 0
    for mention in found:
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        assert (mention.first is None) == (mention.last is None)
        if mention.first and mention.last:
            assert mention.first <= mention.last
            assert mention.grain is not Grain.DAY or mention.first == mention.last


def test_the_real_articles_dates_are_right_where_a_day_of_publication_is_given(shared):
    """Told on Monday 17 August 2020, the first article's weekdays are the days before."""
    path = min((shared / "articles").glob("*.txt"))
    text = path.read_text("utf-8")
    article = Article(path.stem, path.name, text, published=Known(date(2020, 8, 17), Basis.STATED))
    found = [(d.span.of(text), d.first, d.last) for d in extract(article).dates]
    assert ("August 9", date(2020, 8, 9), date(2020, 8, 9)) in found
    assert ("Sunday", date(2020, 8, 16), date(2020, 8, 16)) in found
    assert ("Saturday", date(2020, 8, 15), date(2020, 8, 15)) in found
