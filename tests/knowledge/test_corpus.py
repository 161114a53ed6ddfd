"""Which files of a folder are articles, and what is each called?"""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.corpus import _names, load, survey
from knowledge.errors import BuildError

PROSE = "The council of Vorland met on Tuesday and put off its vote on the harbour until the spring."


def fill(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(PROSE, "utf-8")


def names(corpus):
    return {file.relative: file.name for file in corpus.files}


def reasons(corpus):
    return {skipped.path: skipped.reason for skipped in corpus.skipped}


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    """Files of known formats are found in all folders, in one order, under their stems."""
    fill(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "a.txt")
    assert list(names(survey(tmp_path)).items()) == [
        ("a.txt", "a"),
        ("a/b/c.html", "c"),
        ("a/z.md", "z"),
        ("b.txt", "b"),
    ]
    assert survey(tmp_path).skipped == ()


def test_one_stem_twice_gives_two_names(tmp_path):
    """Where stems collide the path tells them apart, and where that does too, the ending."""
    fill(tmp_path, "report.txt", "ap/report.txt", "pa/report.txt", "pa/report.md", "other.txt")
    assert names(survey(tmp_path)) == {
        "ap/report.txt": "ap/report",
        "other.txt": "other",
        "pa/report.md": "pa/report.md",
        "pa/report.txt": "pa/report.txt",
        "report.txt": "report",
    }


@given(st.sets(st.from_regex(r"([ab]/){0,2}[abc](\.[ab])?\.(txt|md)", fullmatch=True), max_size=30))
def test_names_are_unique(paths):
    """However paths collide, no two articles share a name."""
    found = _names(sorted(paths))
    assert len(set(found)) == len(found)


def test_hidden_files_are_passed_over(tmp_path):
    """Names that begin with a dot are neither read nor reported."""
    fill(tmp_path, ".hidden.txt", ".git/a.txt", "a.txt")
    assert names(survey(tmp_path)) == {"a.txt": "a"}
    assert survey(tmp_path).skipped == ()


def test_unknown_endings_are_reported(tmp_path):
    """A file no reader takes is named with the endings that are known."""
    fill(tmp_path, "a.pdf", "README", "a.txt")
    found = reasons(survey(tmp_path))
    assert found.keys() == {"a.pdf", "README"}
    assert found["a.pdf"].startswith("no reader for .pdf; known are .htm, ")
    assert found["README"].startswith("no reader for files without an ending")


def test_links_that_leave_the_folder_are_not_followed(tmp_path):
    """A link to a file elsewhere or to any folder is reported; one within the folder is read."""
    root = tmp_path / "articles"
    fill(tmp_path, "secret.txt", "articles/a.txt", "elsewhere/b.txt")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    (root / "in.txt").symlink_to(root / "a.txt")
    corpus = survey(root)
    assert names(corpus) == {"a.txt": "a", "in.txt": "in"}
    assert reasons(corpus) == {
        "folder": "a link to a folder; copy it instead",
        "out.txt": "a link that leaves the folder; copy the file instead",
    }


def test_what_is_wrong_in_sources_toml_is_reported(tmp_path):
    """Problems in a `sources.toml`, and entries without a file, are reported under its path."""
    fill(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sources.toml").write_text(
        '["a.txt"]\ntitle = "T"\n["sub/b.txt"]\ntitel = "T"\n["c.txt"]\ntitle = "T"\n', "utf-8"
    )
    corpus = survey(tmp_path)
    assert names(corpus) == {"a.txt": "a", "sub/b.txt": "b"}
    assert reasons(corpus) == {
        "sources.toml": "sources.toml, [\"sub/b.txt\"]: unknown key 'titel'; did you mean 'title'?; "
        'sources.toml, ["c.txt"]: there is no such file'
    }
    assert load(corpus.files[0], corpus.root).title.value == "T"


def test_an_article_bears_its_name_in_the_corpus(tmp_path):
    """Loading gives the article under its unique name and its path from the folder."""
    fill(tmp_path, "a/report.txt", "b/report.txt")
    corpus = survey(tmp_path)
    articles = [load(file, corpus.root) for file in corpus.files]
    assert [(a.name, a.path) for a in articles] == [
        ("a/report", "a/report.txt"),
        ("b/report", "b/report.txt"),
    ]


def test_a_name_that_cannot_be_shown_is_reported(tmp_path):
    """A file name with control characters is no article's name."""
    fill(tmp_path, "a\nb.txt")
    assert list(reasons(survey(tmp_path)).values()) == ["its name cannot be shown; rename it"]


def test_a_missing_folder_is_an_error_that_says_so(tmp_path):
    """A folder that is not there, or a file in its place, is refused."""
    (tmp_path / "file").touch()
    for name in ("nowhere", "file"):
        with pytest.raises(BuildError, match=name):
            survey(tmp_path / name)


def test_a_pipe_is_refused_and_does_not_hang(tmp_path):
    """What is no regular file is a reason, not an endless wait."""
    from knowledge.errors import ReadError

    os.mkfifo(tmp_path / "a.txt")
    corpus = survey(tmp_path)
    with pytest.raises(ReadError, match="regular"):
        load(corpus.files[0], corpus.root)
