"""From a file to an article: bytes, front matter, page metadata and the operator's own word."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clean import passages_of
from knowledge.errors import NotText, ReadError
from knowledge.model import Basis, Known, PassageKind
from knowledge.readers import read
from knowledge.readers.decoding import decode
from knowledge.readers.sources import sources_in

PROSE = "The council of Vorland met on Tuesday and put off its vote on the harbour until the spring."
MORE = "Its members will hear the harbour master again before the summer, the mayor told reporters."


def written(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, folder)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_text_comes_out_as_it_went_in(text, encoding):
    """Whatever is written in UTF-8 or in UTF-16 with its mark is read back code point by code point."""
    text = f"a {text}".replace("\ufeff", "")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", ["one\r\ntwo\r\n", "soft\u00adhyphen and\u00a0space", "“curly” ‘marks’ – dash…", "\fpage\vbreak"]
)
def test_nothing_is_normalised(text):
    """Line endings, soft hyphens, hard spaces and curly marks keep their places."""
    assert decode(text.encode()) == text


def test_old_western_text_is_read_and_other_old_text_is_refused():
    """cp1252 is the fall-back; text of another script in an old encoding is refused, not garbled."""
    assert decode("naïve “café” – 20 €".encode("cp1252")) == "naïve “café” – 20 €"
    with pytest.raises(NotText, match="UTF-8"):
        decode("Совет отложил голосование".encode("cp1251"))
    assert decode("Совет отложил".encode("cp1251"), "windows-1251") == "Совет отложил"


def test_damaged_utf8_is_refused_with_the_place():
    """Where the text is UTF-8 but for a byte, the byte is named; a quotation with a hole is none."""
    with pytest.raises(NotText, match="the first at 9"):
        decode("“Совет".encode()[:9] + b"\x93" + "голосование”".encode())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PROSE, "Совет отложил голосование до весны. " * 3])
def test_utf16_without_its_mark_is_told_by_its_zeros(encoding, text):
    """UTF-16 is recognised without a byte order mark in Latin and Cyrillic."""
    assert decode(text.encode(encoding)) == text


YAML = """---
title: Harbour vote
outlet: Vorland Courier
author: [Jane Doe, Jan Roe]
date: 2019-08-16
url: https://c.example/1
language: en-GB
layout: post
---
"""
TOML = """+++
title = "Harbour vote"
outlet = "Vorland Courier"
authors = ["Jane Doe", "Jan Roe"]
date = 2019-08-16T10:00:00Z
link = "https://c.example/1"
lang = "en"
draft = false
+++
"""
OTHER_NAMES = YAML.replace("outlet", "publisher").replace(
    "author: [Jane Doe, Jan Roe]", "byline: Jane Doe, Jan Roe"
)


@pytest.mark.parametrize(
    "front", [YAML, TOML, OTHER_NAMES, YAML.replace("\n", "\r\n"), TOML.replace("\n", "\r\n")]
)
def test_front_matter_states_the_source(tmp_path, front):
    """YAML and TOML say title, outlet, author, address, day and language; the text stays whole."""
    article = written(tmp_path, "a.md", f"{front}\n{PROSE}\n")
    assert article.text == f"{front}\n{PROSE}\n"
    assert article.title == Known("Harbour vote", Basis.STATED, "front_matter")
    assert article.outlet.value == "Vorland Courier"
    assert article.author.value == "Jane Doe, Jan Roe"
    assert article.published == Known(date(2019, 8, 16), Basis.STATED, "front_matter")
    assert article.url.value == "https://c.example/1"
    assert article.language == "en"
    assert [p.kind for p in passages_of(article)] == [PassageKind.DEBRIS, PassageKind.BODY]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: [Harbour\n---\n", "line"),
        ("---\ntitle: a: b: c\n---\n", "line 2"),
        ("---\ntitle: x\ndate: next week\n---\n", "date is 'next week'; write it as"),
        ("---\ntitle: x\nlanguage: [1\n---\n", "cannot be read"),
        ("+++\ntitle = Harbour\n+++\n", "TOML"),
        ("---\ntitle: {a: b}\n---\n", "title is"),
    ],
)
def test_broken_front_matter_is_an_error_with_its_place(tmp_path, text, reason):
    """A block that cannot be parsed or holds a senseless value is refused, saying where."""
    with pytest.raises(ReadError, match=reason) as caught:
        written(tmp_path, "a.md", text + PROSE)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [f"---\n\n{PROSE}\n\n---\n\n{MORE}\n", f"---\n{PROSE}", f"+++\n{PROSE}\n+++\n", f"--- {PROSE}"],
)
def test_a_rule_across_the_page_is_no_front_matter(tmp_path, text):
    """Lines of dashes without keys between them are the text's own."""
    article = written(tmp_path, "a.md", text)
    assert article.title.basis is not Basis.STATED
    assert PROSE in [p.span.of(text).removeprefix("--- ") for p in passages_of(article)]


HTML = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="CHARSET">
<title>Harbour vote | Courier</title>
<meta property="og:site_name" content="Vorland Courier"><meta property="og:title" content="Harbour vote">
<meta property="article:published_time" content="2019-08-16T10:00:00Z"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://courier.example/1"></head><body><nav><a href="/">Home</a></nav>
<article><p>The <b>council</b> of Vorland met on Tuesday and put off its
 vote on the harbour until the spring.</p><h2>What the mayor wants</h2><p>{MORE}</p>
<p>First line<br>of three.<br><br>After a gap, they said: “Нет”.</p></article>
<footer>© 2019 Vorland Courier</footer><div id="comments"><p>first! 12 May 2020</p></div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_a_page_gives_its_body_and_what_it_states(tmp_path, charset):
    """The body's blocks are paragraphs; metadata is stated; menus, footers and comments are gone."""
    article = written(tmp_path, "a.html", HTML.replace("CHARSET", charset).encode(charset))
    assert article.text.split("\n\n") == [
        PROSE, "What the mayor wants", MORE, "First line of three.", "After a gap, they said: “Нет”.",
    ]  # fmt: skip
    assert article.title == Known("Harbour vote", Basis.STATED, "page_metadata")
    assert (article.outlet.value, article.author.value) == ("Vorland Courier", "Jane Doe")
    assert article.published == Known(date(2019, 8, 16), Basis.STATED, "page_metadata")
    assert (article.url.value, article.language) == ("https://courier.example/1", "en")


def test_a_page_without_an_article_is_refused(tmp_path):
    """A page of nothing but furniture says that no article is in it."""
    with pytest.raises(ReadError, match="no article"):
        written(tmp_path, "a.html", "<html><head><title>x</title></head><body></body></html>")


def test_the_operator_has_the_last_word(tmp_path):
    """`sources.toml` stands above what the file states, and that above what is inferred."""
    (tmp_path / "sources.toml").write_text(
        '["sub/a.md"]\ntitle = "Theirs"\n["b.txt"]\noutlet = "Courier"\ndate = 2019-08-17\nlanguage = "de"\n',
        "utf-8",
    )
    front = "---\ntitle: Ours\nauthor: Jane Doe\n---\n"
    article = written(tmp_path, "sub/a.md", front + PROSE)
    assert article.title == Known("Theirs", Basis.STATED, "sources_toml")
    assert article.author == Known("Jane Doe", Basis.STATED, "front_matter")
    raw = written(tmp_path, "b.txt", f"Harbour vote put off\n\n{PROSE}\n\n{MORE}")
    assert raw.outlet == Known("Courier", Basis.STATED, "sources_toml")
    assert raw.published == Known(date(2019, 8, 17), Basis.STATED, "sources_toml")
    assert raw.title == Known("Harbour vote put off", Basis.INFERRED, "first_line")
    assert raw.language == "de"


def test_the_nearest_sources_file_decides(tmp_path):
    """A folder's own `sources.toml` goes before that of the folder above."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sources.toml").write_text('["sub/a.txt"]\ntitle = "Far"\n', "utf-8")
    (tmp_path / "sub" / "sources.toml").write_text('["a.txt"]\ntitle = "Near"\n', "utf-8")
    assert written(tmp_path, "sub/a.txt", PROSE).title.value == "Near"


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        (
            '["a.txt"]\noutlett = "x"\n',
            "sources.toml, [\"a.txt\"]: unknown key 'outlett'; did you mean 'outlet'?",
        ),
        ('["a.txt"]\nzzz = "x"\n', "known are title, outlet, author, url, date, language"),
        ('["a.txt"]\ntitle = 3\n', 'sources.toml, ["a.txt"]: title is 3; write it as text'),
        ('["a.txt"]\ndate = "August"\n', "date is 'August'; write it as 2020-08-17"),
        ('["a.txt"]\nlanguage = "English!"\n', "write its ISO 639 code"),
        ('title = "x"\n', "'title' stands outside a table"),
        ('["a.txt"\n', "sources.toml: "),
    ],
)
def test_a_wrong_entry_is_named_and_left_out(tmp_path, toml, problem):
    """What is wrong in `sources.toml` is told with file, key and the nearest known key; the rest holds."""
    (tmp_path / "sources.toml").write_text(toml, "utf-8")
    sources = sources_in(tmp_path)
    assert sources.entries == ()
    assert len(sources.problems) == 1
    assert problem in sources.problems[0]
