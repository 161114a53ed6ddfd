"""What is shown equals what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import Markup, escape, line_markdown, unbroken, units
from bot.layout import Fragment, Line, Style
from tests.adapters.discord.shown import shown

HOSTILE = (
    "@everyone",
    "@here",
    "<@1>",
    "<@!1>",
    "<@&2>",
    "<#3>",
    "</quote:4>",
    "<id:home>",
    "`code`",
    "```block```",
    "``",
    "||spoiler||",
    "# heading",
    "### heading",
    "-# small",
    "- item",
    "* item",
    "+ item",
    "1. first",
    "2020. A year",
    "  - inner",
    "> quoted",
    ">>> all quoted",
    "[x](https://example.org)",
    "[x](<https://example.org>)",
    "https://example.org/a_b_c*d*",
    "<https://example.org>",
    "discord.gg/abc",
    ":smile:",
    "10:30:45",
    "<:wave:123456789012345678>",
    "<t:1700000000:R>",
    "**bold** __under__ *it* _it_ ~~gone~~",
    "snake_case_name and 2 * 3 * 4",
    "¯\\_(ツ)_/¯",
    "back\\slash\\",
    "שלום עולם (1)",
    "\u202eright to left\u202c",
    "***",
    "~",
    "a~~",
)
MARKUPS = (Markup(), Markup(subtext=False), Markup(rich=False, subtext=False))
hostile = st.sampled_from(HOSTILE)
marks = st.text(alphabet="\\*_~`|[]()<>@#:-+.1 aé/\u05d0\U0001f600!&\"'t")
texts = st.lists(st.one_of(hostile, marks, st.text(max_size=8)), max_size=4).map("".join)
unlinked = st.builds(Fragment, texts, st.sampled_from([s for s in Style if s is not Style.CODE]))


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_they_are(text, markup):
    """Nothing in a slice is read as markup, in any style, quoted or not."""
    for style in Style:
        for quoted in (True, False):
            line = Line((Fragment(text, style),), quoted=quoted)
            assert shown(line_markdown(line, markup)) == text, (style, quoted)


@given(st.lists(unlinked, min_size=1, max_size=5), st.booleans(), st.sampled_from(MARKUPS))
def test_any_line_is_shown_as_it_is(fragments, quoted, markup):
    """Styles add marks and never letters, however they follow each other."""
    for line in unbroken([Line(tuple(fragments), quoted)]):
        assert shown(line_markdown(line, markup)) == line.text


@given(st.lists(st.one_of(unlinked, st.builds(Fragment, texts, st.just(Style.CODE))), max_size=4))
def test_no_line_holds_a_break(fragments):
    """A line break inside a fragment makes lines, so that each can be quoted; no other character goes."""
    lines = list(unbroken([Line(tuple(fragments), quoted=True)]))
    assert all(set(line.text).isdisjoint("\r\n\u2028\u2029") for line in lines)
    assert all(line.quoted for line in lines)
    whole = "".join(f.text for f in fragments)
    assert "".join(line.text for line in lines) == "".join(c for c in whole if c not in "\r\n\u2028\u2029")


@given(texts)
def test_nothing_is_lost_by_escaping(text):
    """Without the escapes the text is the same."""
    text = "".join(text.splitlines())
    assert shown(escape(text, starts_line=True)) == text


def test_a_source_is_a_link():
    """A title links to its article, with the words to jump to."""
    title = Fragment("The harbour strike", Style.FAINT, "https://example.org/a b#:~:text=no%20ship")
    written = line_markdown(Line((title,)), Markup())
    assert written == "-# [The harbour strike](<https://example.org/a%20b#:~:text=no%20ship>)"
    assert shown(written) == "The harbour strike"


@pytest.mark.parametrize("title", ["[Video] The strike", "The strike [1", "See https://example.org now"])
def test_a_title_that_would_break_its_link_stands_before_it(title):
    """Where the words cannot be the link, a sign after them is."""
    written = line_markdown(Line((Fragment(title, Style.FAINT, "https://example.org"),)), Markup())
    assert shown(written) == f"{title} ↗"
    assert "](<https://example.org>)" in written


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "https://example.org/" + "x" * 1000]
)
def test_what_is_no_link_is_only_words(target):
    """Other schemes and endless addresses are left out."""
    assert line_markdown(Line((Fragment("Title", target=target),)), Markup()) == "Title"


def test_a_long_fragment_is_left_out_before_the_link_is():
    """A link too long with the words to jump to still leads to the article."""
    target = "https://example.org/a#:~:text=" + "x" * 1000
    assert (
        line_markdown(Line((Fragment("Title", target=target),)), Markup())
        == "[Title](<https://example.org/a>)"
    )


@given(st.text())
def test_length_is_counted_as_discord_counts_at_most(text):
    """Units are UTF-16 code units: never fewer than characters."""
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2
