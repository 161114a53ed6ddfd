"""Where does a text come from, as far as it says so itself?"""

from datetime import date

import pytest

from knowledge.model import Article, Basis, Known
from knowledge.provenance import inferred
from knowledge.readers import read

PROSE = "The council of Vorland met on Tuesday and put off its vote on the harbour until the spring."
MORE = "Its members will hear the harbour master again before the summer, the mayor told reporters."


def known(text, **stated):
    return inferred(Article("a", "a.txt", text, language="und", **stated))


def day(text):
    found = known(text).published
    return (found.reason, found.value.isoformat()) if found.value else None


def test_a_headline_gives_the_title():
    """The first line is the title where it reads like one, and nothing is where it does not."""
    assert known(f"Harbour vote put off\n\n{PROSE}").title == Known(
        "Harbour vote put off", Basis.INFERRED, "first_line"
    )
    assert known(f"{PROSE}\n\n{MORE}").title == Known()


def test_what_is_stated_is_not_inferred_again():
    """A stated fact stays as it is, whatever the text says."""
    stated = Known("Theirs", Basis.STATED, "sources_toml")
    when = Known(date(2019, 1, 1), Basis.STATED, "sources_toml")
    article = known(f"Harbour vote\n\ndate 2019-08-16 {PROSE}", title=stated, published=when)
    assert (article.title, article.published) == (stated, when)


@pytest.mark.parametrize(
    ("text", "reason", "outlet"),
    [
        (f"{PROSE}\n\nPA Media", "credit", "PA Media"),
        (f"PORT VOR (AP) — {PROSE}", "credit", "AP"),
        (f"{PROSE} (Reuters)", "credit", "Reuters"),
        (f"{PROSE}\n\n© 2019 Vorland Courier. All rights reserved.", "copyright", "Vorland Courier"),
        (f"Harbour\n\nJane Doe, Reuters correspondent\n\n{PROSE}\n\n{MORE}", "credit", "Reuters"),
    ],
)
def test_a_credit_gives_the_outlet(text, reason, outlet):
    """A dateline, a last line or a notice of rights says whose report it is."""
    assert known(text).outlet == Known(outlet, Basis.INFERRED, reason)


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\nThe mayor in Port Vor. Photo by JANE DOE/AFP via Getty Images",
        f"{PROSE}\n\nThe Associated Press contributed to this report.",
        f"{PROSE} She told Reuters the vote would come.\n\n{MORE}",
        f"{PROSE}\n\nREAD MORE: AP says it was there\n\n{MORE}",
    ],
)
def test_a_mention_of_an_agency_gives_no_outlet(text):
    """Who took a picture, helped or was told something is not the outlet."""
    assert known(text).outlet == Known()


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE and JAN ROE | Aug 17, 2019", "JANE DOE and JAN ROE"),
        ("By Jane Doe, Vorland Courier", "Jane Doe"),
        ("Jane Doe, Reuters correspondent", "Jane Doe"),
    ],
)
def test_a_byline_gives_the_author(line, author):
    """The names in the byline, without outlet or date."""
    article = known(f"Harbour vote\n\n{line}\n\n{PROSE}\n\n{MORE}")
    assert article.author == Known(author, Basis.INFERRED, "byline")


CAPTION = "The mayor speaks in Port Vor, on August 17, 2020. Photo by JANE DOE/AFP via Getty Images"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f" date 2020-08-16 {PROSE}", ("leading_date", "2020-08-16")),
        (
            f"Harbour vote\n\nPublished: 16 August 2020, 10:32\n\n{PROSE}\n\n{MORE}",
            ("leading_date", "2020-08-16"),
        ),
        (f"Updated: 18 August 2020\n\nPublished: 16 August 2020\n\n{PROSE}", ("leading_date", "2020-08-16")),
        (f"Harbour vote\n\nBy Jane Doe | Aug 17, 2020\n\n{PROSE}\n\n{MORE}", ("dateline", "2020-08-17")),
        (f"PORT VOR, Aug. 16, 2020 (AP) — {PROSE}", ("dateline", "2020-08-16")),
        (f"{PROSE}\n\nPublished: 16 August 2020", ("date_line", "2020-08-16")),
        (f"{PROSE} On Monday the mayor spoke.\n\n{CAPTION}", ("caption_date", "2020-08-17")),
        (f"{PROSE} Today, August 17, 2020, the mayor spoke.", ("weekday_arithmetic", "2020-08-17")),
        (f"{PROSE} Yesterday (16 August) she spoke of the 2020 plan.", ("weekday_arithmetic", "2020-08-17")),
        (
            (
                "On Sunday thousands met in Port Vor. They reject the result of last Sunday’s election.\n\n"
                "The August 9 election was the third since the law of 2020 was passed in Vorland."
            ),
            ("weekday_arithmetic", "2020-08-16"),
        ),
    ],
)
def test_the_day_is_read_where_the_text_tells_it(text, found):
    """A date line, a dateline, a caption with its weekday in the prose, or arithmetic gives the day."""
    assert day(text) == found


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n{MORE}",
        f"{PROSE} The August 9, 2020 vote was close.",
        f"{PROSE}\n\n{CAPTION}",  # no Monday in the prose
        f"{PROSE} On Monday she spoke, and again on Aug. 23.\n\n{CAPTION}",  # a later day is told
        f"{PROSE} On Monday she spoke.\n\nFILE PHOTO: {CAPTION}",
        f"{PROSE}\n\n12 May 2021",  # of a comment, perhaps
        # no year
        "On Sunday thousands met. They reject last Sunday’s election.\n\nThe August 9 election was close.",
        f"{PROSE} Today, August 17, 2020, she spoke. Today, August 18, 2020, he did.",
    ],
)
def test_an_unknown_day_stays_unknown(text):
    """Without evidence, or with evidence for two days, there is no date."""
    assert known(text).published == Known()


def test_the_file_times_tell_nothing(tmp_path):
    """A file's modification time never becomes a date."""
    path = tmp_path / "2020-08-17.txt"
    path.write_text(f"{PROSE}\n\n{MORE}", "utf-8")
    assert read(path, tmp_path).published == Known()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{PROSE}\n\n{MORE}", "en"),
        (
            (
                "Tsikhanouskaya, Kalesnikava, Tsapkala and Babaryka met Lukashenka's ministers Makei and "
                "Karayeu in Hrodna, Baranavichy and Maladzyechna, and Kachanava of Vitsebsk was there."
            ),
            "en",
        ),
        ("Совет Порт-Вора отложил голосование о гавани до весны, сообщила мэр города.", "ru"),
        ("Der Rat von Vorland hat die Abstimmung über den Hafen auf das Frühjahr verschoben.", "de"),
        ("Minsk", "und"),
        ("12 34 56 78", "und"),
        ("Tsikhanouskaya Kalesnikava Tsapkala Babaryka Lukashenka", "und"),
    ],
)
def test_the_language_is_told_from_the_prose(text, language):
    """English full of foreign names is English; a few names or numbers are undetermined."""
    assert known(text).language == language


def test_furniture_does_not_tell_the_language():
    """English buttons around a Russian article leave it Russian."""
    russian = "Совет Порт-Вора отложил голосование о гавани до весны, сообщила мэр города."
    buttons = "Share this article\n\nSign up for our newsletter\n\nFacebook Twitter Email\n\n"
    assert known(buttons + russian).language == "ru"


def test_the_real_articles_tell_what_they_tell(shared):
    """Of five scraped articles two tell their day and three do not; all are English."""
    articles = [read(p, shared / "articles") for p in sorted((shared / "articles").glob("*.txt"))]
    days = [(a.published.reason, str(a.published.value)) if a.published.value else None for a in articles]
    assert days == [("caption_date", "2020-08-17"), ("leading_date", "2020-08-16"), None, None, None]
    assert [a.title.value is not None for a in articles] == [True, False, True, True, False]
    assert [a.outlet.value for a in articles] == [None, "PA Media", None, None, None]
    assert {a.language for a in articles} == {"en"}
