"""What comes into the folder is safe and whole, and every change can be taken back to the byte."""

import gzip
import io
import tomllib
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.intake import (
    Change,
    Offered,
    Reason,
    Refused,
    name_for,
    safe_name,
    take_back,
    take_in,
    take_out,
)

TEXT = b"The bridge was closed on Monday, the mayor of Ostrey said.\n"
SOURCES = '# Ours.\n["old.txt"]\ntitle = "Old" # as printed\n\n# The next.\n["next.txt"]\noutlet = "Next"\n'


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "old.txt").write_bytes(TEXT)
    (folder / "next.txt").write_bytes(TEXT)
    (folder / "sources.toml").write_text(SOURCES, "utf-8")
    return folder


def listing(root):
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in root.rglob("*") if f.is_file()}


def put(root, name, content=TEXT, largest=1000, **stated):
    changes: list[Change] = []
    take_in(root, root.parent / "incoming", Offered(name, content, stated), largest, changes.append)
    return changes


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../escape.txt", Reason.NAME),
        ("..\\escape.txt", Reason.NAME),
        ("/etc/passwd.txt", Reason.NAME),
        ("c:evil.txt", Reason.NAME),
        ("a/b.txt", Reason.NAME),
        (".hidden.txt", Reason.NAME),
        ("line\nbreak.txt", Reason.NAME),
        ("turned\u202etxt.exe.txt", Reason.NAME),
        ("x" * 300 + ".txt", Reason.NAME),
        ("nul\0.txt", Reason.NAME),
        ("", Reason.SUFFIX),
        ("con.txt", Reason.DEVICE),
        ("NUL.txt", Reason.DEVICE),
        ("Com1.any.txt", Reason.DEVICE),
        ("program.exe", Reason.SUFFIX),
        ("sources.toml", Reason.SUFFIX),
        ("old.txt", Reason.TAKEN),
        ("OLD.txt", Reason.TAKEN),
    ],
)
def test_a_bad_name_is_refused(root, name, reason):
    """Paths, hidden and device names, odd letters, other kinds and taken names change nothing."""
    before = listing(root.parent)
    with pytest.raises(Refused) as refusal:
        put(root, name)
    assert refusal.value.reason is reason
    assert listing(root.parent) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(), Reason.ARCHIVE),
        (gzip.compress(b"0" * 1000, mtime=0), Reason.ARCHIVE),
        (b"x" * 1001, Reason.LARGE),
        (b"", Reason.UNREADABLE),
        (bytes(range(256)), Reason.UNREADABLE),
    ],
    ids=("zip", "gzip", "large", "empty", "binary"),
)
def test_bad_content_is_refused(root, content, reason):
    """Archives, large, empty and binary files are refused, and nothing is left behind."""
    before = listing(root.parent)
    with pytest.raises(Refused) as refusal:
        put(root, "new.txt", content, largest=max(1000, len(content) if reason is Reason.ARCHIVE else 0))
    assert refusal.value.reason is reason
    assert listing(root.parent) == before


def test_an_article_comes_with_its_facts(root):
    """The file has the given bytes, `sources.toml` its facts and every character it had."""
    put(root, "new.txt", title='He said "no"\\', outlet="A\u00e9\t\x7f")
    text = (root / "sources.toml").read_text("utf-8")
    assert text.startswith(SOURCES)
    assert tomllib.loads(text)["new.txt"] == {"title": 'He said "no"\\', "outlet": "A\u00e9\t\x7f"}
    assert (root / "new.txt").read_bytes() == TEXT


@given(
    st.dictionaries(
        st.sampled_from(["title", "outlet", "url"]), st.text(st.characters(codec="utf-8")), min_size=1
    )
)
@settings(max_examples=60, deadline=None)
def test_any_fact_can_be_stated_and_taken_back(tmp_path_factory, stated):
    """Whatever is stated stands in `sources.toml` as given, and goes without a trace."""
    root = tmp_path_factory.mktemp("articles") / "in"
    root.mkdir()
    before = listing(root)
    (change,) = put(root, "new.txt", largest=10_000, **stated)
    assert tomllib.loads((root / "sources.toml").read_text("utf-8"))["new.txt"] == stated
    take_back(root, change)
    assert listing(root) == before


@given(name=st.text(max_size=60), content=st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_file_is_taken_whole_or_refused(tmp_path_factory, name, content):
    """Whatever name and bytes come, either one file lies in the folder with these bytes, or none does."""
    root = tmp_path_factory.mktemp("corpus") / "in"
    root.mkdir()
    try:
        (change,) = put(root, name, content)
    except KnowledgeError:
        assert listing(root.parent) == {}
    else:
        assert listing(root) == {change.file: content}


def test_taking_back_is_to_the_byte(root):
    """An article that came and one that went, taken back: the folder is what it was."""
    before = listing(root)
    changes = put(root, "new.txt", title="New")
    take_out(root, root.parent / "removed", "old.txt", changes.append)
    assert not (root / "old.txt").exists()
    assert "old.txt" not in tomllib.loads((root / "sources.toml").read_text("utf-8"))
    for change in reversed(changes):
        take_back(root, change)
    after = listing(root)
    assert {k: v for k, v in after.items() if k != "sources.toml"} == {
        k: v for k, v in before.items() if k != "sources.toml"
    }
    assert tomllib.loads(after["sources.toml"].decode()) == tomllib.loads(before["sources.toml"].decode())


def test_a_removed_article_is_kept(root):
    """Two articles of one name that are removed are both kept, and the comments beside stay."""
    kept = root.parent / "removed"
    changes: list[Change] = []
    take_out(root, kept, "old.txt", changes.append)
    put(root, "old.txt", TEXT + b"Again.")
    take_out(root, kept, "old.txt", changes.append)
    assert {f.read_bytes() for f in kept.iterdir()} == {TEXT, TEXT + b"Again."}
    assert "# The next." in (root / "sources.toml").read_text("utf-8")


def test_others_work_is_not_taken_back(root):
    """A file that was edited after it came in stays."""
    (change,) = put(root, "new.txt")
    (root / "new.txt").write_bytes(b"Edited by hand.")
    take_back(root, change)
    assert (root / "new.txt").read_bytes() == b"Edited by hand."


@pytest.mark.parametrize("path", ["../outside.txt", "missing.txt", "/etc/hosts"])
def test_only_articles_of_the_folder_are_removed(root, path):
    """A path that leaves the folder, or leads nowhere, moves nothing."""
    (root.parent / "outside.txt").write_bytes(TEXT)
    before = listing(root.parent)
    with pytest.raises(Refused, match="outside"):
        take_out(root, root.parent / "removed", path, lambda _: None)
    assert listing(root.parent) == before


@given(st.text(max_size=200))
def test_a_title_gives_a_safe_name(title):
    """The name made of any title is one that is taken."""
    assert safe_name(name_for(title)) == name_for(title)
