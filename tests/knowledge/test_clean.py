"""What in a page is the article, and what is not?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clean import passages_of
from knowledge.model import Article, PassageKind

PROSE = "The council of Vorland met on Tuesday and put off its vote on the harbour until the spring."
MORE = "Its members will hear the harbour master again before the summer, the mayor told reporters."

FURNITURE = [
    "top of page",
    "Skip to main content",
    "Facebook Twitter Email Whatsapp",
    "Facebook | Twitter | LinkedIn",
    "Share on Facebook",
    "Twitter",
    "Whatsapp",
    "Share this article",
    "ADVERTISEMENT",
    "Advertisement - story continues below",
    "Home | News | World | Europe",
    "Home News World Politics",
    "Home > World > Europe",
    "Read more: Harbour vote splits the council",
    "READ MORE: Mayor says 'no' to new quay",
    "Related: What the harbour vote means",
    "Sign up for our morning newsletter",
    "Subscribe to our newsletter to get the best of Vorland every day.",
    "We use cookies to improve your experience. By clicking Accept you agree to our policy.",
    "This site uses cookies.",
    "© 2031 Vorland Courier. All rights reserved.",
    "Copyright 2031 The Vorland Courier",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "Your email address will not be published. Required fields are marked *",
    "5 min read",
    "3 hours ago",
    "12 comments",
    "1.2k shares",
    "1 of 7",
    "14:02 GMT",
    "* * *",
    "https://vorland.example/harbour",
    "@vorlandcourier",
    "Published: 17 August 2031, 10:32 BST",
    "17 August 2031",
    "Tags: harbour, council, vote",
    "Filed under: Politics",
    "Follow us on Twitter",
    "Click here to read the full report",
    "Leave a comment",
    "PA Media",
    "(Reuters)",
    "Поделиться",
    "Читайте также: Совет отложил голосование",
]

LOOKALIKES = [
    "Facebook, Twitter and Google said on Tuesday that they would fight the order in court.",
    "Facebook said on Tuesday that it had removed the pages.",
    "Twitter users in Vorland could not open the site, they said.",
    "Email from the ministry showed that it knew of the plan.",
    "Share prices fell by 4% after the vote.",
    "Share this burden with us, he asked them.",
    "Print is dead, the publisher said.",
    "By Monday the crowd had grown to 3,000.",
    "By train and by bus they came to the harbour.",
    "By clicking on the link, the officer said, the suspect gave himself away.",
    "By registering a complaint, she risked arrest.",
    "Advertisement revenue fell by a third, the paper's owner said.",
    "“Follow us,” the men told the reporters, “and switch off the cameras.”",
    "“Share this,” she said.",
    "Related parties held 40% of the shares, the report found.",
    "Read the law, the judge told him.",
    "Source after source confirmed the figure, the court heard.",
    "Photo evidence showed that the door was locked, the court heard.",
    "The photo by Jane Doe shows the quay before the storm, the museum said.",
    "The Associated Press counted at least 40 boats.",
    "We use 12 million tonnes of coal a year, the minister said.",
    "Comments by the mayor drew laughter.",
    "Home prices rose 4% in a year, news that the council welcomed.",
    "News of the vote spread fast.",
    "Copyright law does not cover the case, the court ruled.",
    "Jane Doe, a reporter for the Courier, was held for 4 hours.",
    "He works for the Courier, and she for Reuters.",
    "Top of page one was the harbour, for the ninth day in a row.",
    "More than 300 people came.",
    "Close to 300 people came, the mayor said.",
    "Expand the harbour or lose the ferry: that is the choice, she said.",
]


def kinds(text):
    return [(p.kind, p.span.of(text)) for p in passages_of(Article("a", "a.txt", text))]


def in_page(line):
    """The kind of `line` in the middle of an article."""
    found = kinds(f"{PROSE}\n\n{line}\n\n{MORE}")
    return [kind for kind, words in found if words in line or line in words]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_debris_wherever_it_stands(line):
    """Buttons, menus, notices, counters and labels are debris in the middle and at both ends."""
    assert in_page(line) == [PassageKind.DEBRIS]
    assert kinds(f"{line}\n\n{PROSE}\n\n{MORE}")[0] == (PassageKind.DEBRIS, line)
    assert kinds(f"{PROSE}\n\n{MORE}\n\n{line}")[-1] == (PassageKind.DEBRIS, line)


@pytest.mark.parametrize("line", LOOKALIKES)
def test_prose_that_looks_like_furniture_stays(line):
    """A sentence that begins or ends like furniture is the article's own, whole."""
    for text in (f"{PROSE}\n\n{line}\n\n{MORE}", f"{line}\n\n{PROSE}", f"{PROSE}\n\n{line}"):
        assert (PassageKind.BODY, line) in kinds(text)


@pytest.mark.parametrize(
    ("glued", "cut"),
    [
        (f"date 2031-08-16 {PROSE}", [("debris", "date 2031-08-16"), ("body", PROSE)]),
        (f"Published: August 16, 2031 {PROSE}", [("debris", "Published: August 16, 2031"), ("body", PROSE)]),
        (f"top of page {PROSE}", [("debris", "top of page"), ("body", PROSE)]),
        (f"{PROSE} bottom of page", [("body", PROSE), ("debris", "bottom of page")]),
        (f"{PROSE} PA Media", [("body", PROSE), ("debris", "PA Media")]),
        (f"{PROSE} (Reuters)", [("body", PROSE), ("debris", "(Reuters)")]),
        (f"{PROSE} (Reuters/NAN)", [("body", PROSE), ("debris", "(Reuters/NAN)")]),
        (f"{PROSE} – AFP", [("body", PROSE), ("debris", "– AFP")]),
        (f"{PROSE} Facebook Twitter Email", [("body", PROSE), ("debris", "Facebook Twitter Email")]),
        (f"Facebook Twitter Email {PROSE}", [("debris", "Facebook Twitter Email"), ("body", PROSE)]),
        (
            f"{PROSE} Read more: Mayor keeps her word",
            [("body", PROSE), ("debris", "Read more: Mayor keeps her word")],
        ),
        (f"ADVERTISEMENT {PROSE}", [("debris", "ADVERTISEMENT"), ("body", PROSE)]),
        (f"PORT VOR (AP) — {PROSE}", [("byline", "PORT VOR (AP) —"), ("body", PROSE)]),
        (
            f"PORT VOR, Vorland, Aug. 16 (Reuters) - {PROSE}",
            [("byline", "PORT VOR, Vorland, Aug. 16 (Reuters) -"), ("body", PROSE)],
        ),
        (f"Port Vor, 16 August 2031 – {PROSE}", [("byline", "Port Vor, 16 August 2031 –"), ("body", PROSE)]),
        (f"PORT VOR — {PROSE}", [("byline", "PORT VOR —"), ("body", PROSE)]),
        (f"(CNN) {PROSE}", [("byline", "(CNN)"), ("body", PROSE)]),
        (
            "Expand Close Boats in the harbour (Jan Roe/AP) AP/PA Images / Facebook",
            [
                ("debris", "Expand Close"),
                ("caption", "Boats in the harbour (Jan Roe/AP) AP/PA Images"),
                ("debris", "/ Facebook"),
            ],
        ),
        (
            "Whatsapp Boats in the harbour (Jan Roe/AP)",
            [("debris", "Whatsapp"), ("caption", "Boats in the harbour (Jan Roe/AP)")],
        ),
    ],
)
def test_what_is_glued_to_prose_is_cut_off(glued, cut):
    """Furniture glued to a paragraph is a passage of its own, and the prose beside it is whole."""
    assert kinds(f"{glued}\n\n{MORE}")[:-1] == [(PassageKind(kind), words) for kind, words in cut]


@pytest.mark.parametrize(
    "line",
    [
        "Boats in the harbour of Port Vor. Photo by JANE DOE/AFP via Getty Images",
        "The mayor speaks in Port Vor, on August 17, 2031. JAN ROE/VORPRESS/AFP via Getty Images/Getty",
        "Boats in the harbour (Jan Roe/AP)",
        "Boats in the harbour. (AP Photo/Jan Roe)",
        "FILE PHOTO: Boats in the harbour of Port Vor, July 5, 2030. REUTERS/Jan Roe",
        "Boats in the harbour. Photograph: Jan Roe/EPA",
        "Image caption Boats wait for the tide",
        "The mayor with the harbour master. Source: Vorland Courier",
    ],
)
def test_a_line_with_a_credit_is_a_caption(line):
    """A short paragraph that ends in a picture's credit is a caption, whole."""
    assert in_page(line) == [PassageKind.CAPTION]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE and JAN ROE",
        "By Jane Doe, Vorland Courier",
        "By Jane Doe | Aug 17, 2031",
        "Jane Doe, Reuters correspondent",
        "Jane Doe, Courier News",
    ],
)
def test_a_byline_stands_before_the_prose(line):
    """Who wrote it is a byline, between the headline and the prose."""
    found = kinds(f"Harbour vote put off\n\n{line}\n\n{PROSE}\n\n{MORE}")
    assert [kind.value for kind, _ in found] == ["headline", "byline", "body", "body"]


def test_a_headline_opens_and_subheadings_divide():
    """A first line that reads like a title, and short unfinished lines between paragraphs, are headlines."""
    found = kinds(f"Harbour vote put off\n\n{PROSE}\n\nWhat the mayor wants\n\n{MORE}")
    assert [kind.value for kind, _ in found] == ["headline", "body", "headline", "body"]


def test_a_lone_line_is_no_headline():
    """A text of one line has no headline, whatever the line looks like."""
    assert kinds("Harbour vote put off") == [(PassageKind.BODY, "Harbour vote put off")]


def test_a_list_of_keywords_after_the_prose_is_debris():
    """Tags count as such only where the prose is over; within, the same words are the article's."""
    tags = "Jane Doe, Vorland, harbour, vote, council"
    assert kinds(f"{PROSE}\n\n{tags}")[-1] == (PassageKind.DEBRIS, tags)
    assert (PassageKind.BODY, tags) in kinds(f"{PROSE}\n\n{tags}\n\n{MORE}")


def test_other_stories_after_related_articles_are_debris():
    """Titles that follow "Related articles" are not this article's, until its prose goes on."""
    found = kinds(f"{PROSE}\n\nRelated articles\n\nStorm hits Port Vor\n\nFerry late again\n\n{MORE}")
    assert [kind.value for kind, _ in found] == ["body", "debris", "debris", "debris", "body"]


def test_lines_wrapped_to_a_column_are_one_paragraph():
    """A paragraph wrapped at a column is one passage; a list of short lines is not."""
    wrapped = (
        "The council of Vorland met on Tuesday and put off its vote on the harbour\n"
        "until the spring. Its members will hear the harbour master again before\n"
        "the summer, the mayor told reporters, and she asked them to be patient\n"
        "until then.\n\n"
        "Boats went on waiting for the tide in the old harbour all the same, as\n"
        "they have since the storm.\n"
    )
    assert len(kinds(wrapped)) == 2
    assert len(kinds("Storm hits Port Vor\nFerry late again\nCouncil meets\nMayor speaks\n")) == 4


def test_front_matter_is_debris():
    """A block of metadata is one passage of debris and the prose after it is untouched."""
    text = f"---\ntitle: Harbour vote\ndate: 2031-08-16\n---\n\n{PROSE}\n"
    assert kinds(text) == [
        (PassageKind.DEBRIS, "---\ntitle: Harbour vote\ndate: 2031-08-16\n---"),
        (PassageKind.BODY, PROSE),
    ]


PAGES = {
    "a broadcaster's": f"""Skip to content
Your account
Home
News
Sport
More menu
Vorland harbour: Council puts off vote
Published
17 August 2031
Share
close panel
About sharing
Related Topics
Harbour protests
Image source, Reuters
Image caption,
The mayor has been in office for nine years
By Jane Doe
{PROSE}
{MORE}
"We will wait," she said.
Related Topics
Port Vor
More on this story
Mayor booed at quay
16 August 2031
Most Read
1
Storm hits coast
On your mobile
© 2031 Vorland Broadcasting. Read about our approach to external linking.
""",
    "a daily's": f"""Skip to main content
Print subscriptions
Sign in
International edition
News
Opinion
This article is more than 2 years old
Vorland harbour: Council puts off vote
Mayor hears harbour master again as thousands gather at old quay
Jane Doe in Port Vor
Mon 17 Aug 2031 18.41 BST
First published on Mon 17 Aug 2031 10.04 BST
102
{PROSE}
Crowds at the old quay in Port Vor on Sunday. Photograph: Jan Roe/AP
{MORE}
Sign up to First Edition, our free daily newsletter – every weekday morning at 7am
"We will wait," she said.
Topics
Vorland
Reuse this content
Most viewed
""",
    "a tabloid's": f"""Vorland harbour: Council puts off vote
By Jane Doe and Associated Press
PUBLISHED: 10:32, 17 August 2031 | UPDATED: 18:41, 17 August 2031
e-mail
102
shares
View comments
{PROSE}
+7
View gallery
{MORE}
RELATED ARTICLES
Previous
1
Next
Mayor booed at quay
Share this article
1.2k shares
"We will wait," she said.
Advertisement
Share or comment on this article: Vorland harbour: Council puts off vote
""",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_page_as_it_is_copied_from_a_screen_gives_its_article(page):
    """Of a whole page the headline and the prose remain, down to the shortest sentence."""
    found = kinds(page)
    assert [words for kind, words in found if kind is PassageKind.BODY] == [
        PROSE,
        MORE,
        '"We will wait," she said.',
    ]
    heads = [words for kind, words in found if kind is PassageKind.HEADLINE]
    assert heads[0] == "Vorland harbour: Council puts off vote"
    assert set(heads[1:]) <= {"Mayor hears harbour master again as thousands gather at old quay"}


_PARTS = st.sampled_from(
    [*FURNITURE, *LOOKALIKES, PROSE, MORE, "(Jan Roe/AP)", "Source: Courier", "# ", "By "]
)
_SEAMS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\xa0", "", "\u2028", " / "])


@given(st.lists(st.tuples(_PARTS | st.text(max_size=40), _SEAMS), max_size=12))
def test_every_character_is_in_one_passage(parts):
    """Passages are in order, do not overlap, are trimmed, and leave out only white space."""
    text = "".join(part + seam for part, seam in parts)
    passages = passages_of(Article("a", "a.txt", text))
    at = 0
    for passage in passages:
        assert passage.span.start >= at
        assert not text[at : passage.span.start].strip()
        words = passage.span.of(text)
        assert words == words.strip() != ""
        at = passage.span.end
    assert not text[at:].strip()


def test_a_megabyte_in_one_line_is_read():
    """One line without end is one passage, and many lines are as many."""
    line = PROSE + " "
    assert len(passages_of(Article("a", "a.txt", line * 20_000))) == 1
    assert len(passages_of(Article("a", "a.txt", "Twitter\n" * 20_000))) == 20_000


def test_the_real_articles_come_out_clean(shared):
    """In five scraped articles no share button is prose, and all that is prose is kept."""
    found = {p.stem[:3]: kinds(p.read_text("utf-8")) for p in sorted((shared / "articles").glob("*.txt"))}
    prose = {name: [w for kind, w in page if kind in {"body", "headline"}] for name, page in found.items()}
    assert {name: len(words) for name, words in prose.items()} == {
        "000": 14, "001": 17, "002": 31, "003": 16, "004": 8,
    }  # fmt: skip
    for words in prose.values():
        assert not any(
            b in " ".join(words) for b in ("Whatsapp", "Expand Close", "of page", "Getty", "Grits")
        )
    assert [page[0][0].value for page in found.values()] == [
        "headline",
        "debris",
        "headline",
        "debris",
        "body",
    ]
    assert sum(kind == PassageKind.CAPTION for page in found.values() for kind, _ in page) == 7
