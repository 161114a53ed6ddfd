"""What every reader owes, whichever formats there are."""

import pytest

from knowledge.errors import Empty, NotText, ReadError, TooLarge
from knowledge.model import Article
from knowledge.readers import decoding, read, readers

PROSE = "The council of Vorland met on Tuesday and put off its vote on the “harbour” until the spring."
MORE = "Its members will hear the harbour\xa0master again before the summer, the mayor said to us."
PAGES = {
    ".html": f"<html><body><article><p>{PROSE}</p><p>{MORE}</p></article></body></html>",
}
PAGES |= dict.fromkeys((".htm", ".xhtml"), PAGES[".html"])
SUFFIXES = sorted(readers())


def page(suffix):
    return PAGES.get(suffix, f"{PROSE}\n\n{MORE}\n")


def test_there_are_readers_for_the_promised_formats():
    """Text, Markdown and web pages can be read."""
    assert {".txt", ".md", ".html"} <= set(SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_article_is_read_in_any_common_encoding(tmp_path, suffix, encoding):
    """The words and curly marks are the same from each encoding, and no byte order mark is text."""
    path = tmp_path / "sub" / f"report{suffix}"
    path.parent.mkdir()
    path.write_bytes(page(suffix).encode(encoding))
    article = read(path, tmp_path)
    assert isinstance(article, Article)
    assert (article.name, article.path) == ("report", f"sub/report{suffix}")
    assert PROSE in article.text
    assert MORE.replace("\xa0", " ") in article.text.replace("\xa0", " ")
    assert not article.text.startswith("\ufeff")
    assert article.language == "en"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", Empty),
        (b" \r\n\t ", Empty),
        ("\ufeff".encode(), Empty),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, NotText),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, NotText),
        (b"\x01\x02\x03\x04" * 200, NotText),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, suffix, data, error):
    """Empty and binary files are refused under any name, with a reason of one line."""
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(path, tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_huge_file_is_refused_unread(tmp_path, suffix, monkeypatch):
    """A file over the limit is refused by its size and never opened."""
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(type(path), "open", None)
    with pytest.raises(TooLarge, match="200 MB"):
        read(path, tmp_path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_or_a_missing_file_is_a_read_error(tmp_path, suffix):
    """What cannot be opened is a reason, never another exception."""
    (tmp_path / f"folder{suffix}").mkdir()
    for name in (f"folder{suffix}", f"missing{suffix}"):
        with pytest.raises(ReadError):
            read(tmp_path / name, tmp_path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_reading_is_repeatable(tmp_path, suffix):
    """The same file gives the same article, to the last fact."""
    path = tmp_path / f"report{suffix}"
    path.write_text(page(suffix), "utf-8")
    assert read(path, tmp_path) == read(path, tmp_path)


def test_the_limit_is_a_parameter(tmp_path):
    """A smaller limit holds to the byte."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)
    assert decoding.read_bytes(path, 10) == b"x" * 10
    with pytest.raises(TooLarge):
        decoding.read_bytes(path, 9)
