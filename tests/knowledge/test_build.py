"""From a folder to a published build, whatever lies in the folder and whenever it is cut short."""

import random
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

import knowledge.build as building
from knowledge.build import Plan, build
from knowledge.errors import BuildError, DamagedBuild
from knowledge.freshness import is_current
from knowledge.home import Home
from knowledge.record import Records
from knowledge.verify import verify
from tests import programs

ARTICLE = "The mayor, Ada Fenn, said the bridge was closed on Monday. About 40 people were rescued.\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3):
        (folder / f"report-{n}.txt").write_text(ARTICLE * (n + 1), "utf-8")
    return folder


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_a_build_answers_and_matches_its_articles(corpus, home):
    """What was built verifies, and every article is in it."""
    report = build(Plan(corpus, home))
    verify(report.build)
    records = Records(home.record)
    assert {a.name for a in records.current().articles.values()} == {"report-0", "report-1", "report-2"}
    records.close()


def test_only_what_changed_is_read_again(corpus, home):
    """A second build takes unchanged articles from the first."""
    build(Plan(corpus, home))
    (corpus / "report-1.txt").write_text(ARTICLE + "New.", "utf-8")
    assert build(Plan(corpus, home)).reused == 2


def test_a_build_is_current_until_a_file_changes(corpus, home):
    """`is_current` is false before a build, true after it, false after a change."""
    assert not is_current(corpus, home)
    build(Plan(corpus, home))
    assert is_current(corpus, home)
    (corpus / "more.txt").write_text("More news.", "utf-8")
    assert not is_current(corpus, home)


def test_readers_see_the_next_build_without_reopening(corpus, home):
    """A lookup after a build was published is answered by it; one begun before ends on the old one."""
    build(Plan(corpus, home))
    records = Records(home.record)
    before = records.current()
    assert len(before.articles) == 3
    (corpus / "more.txt").write_text("More news from the bridge.", "utf-8")
    build(Plan(corpus, home))
    assert len(records.current().articles) == 4
    assert before.article_text(min(before.articles))
    records.close()


def test_the_last_builds_are_kept(corpus, home):
    """As many builds stay as are to be kept, the published one among them."""
    for n in range(4):
        (corpus / f"more-{n}.txt").write_text(f"More news, part {n}.", "utf-8")
        build(Plan(corpus, home, keep=2))
    assert len(home.builds) == 2
    assert home.published == home.builds[-1]


def test_two_builds_do_not_run_at_once(corpus, home):
    """A build while another runs is refused with a reason, and changes nothing."""
    with home.building(), pytest.raises(BuildError, match="another build is running"):
        build(Plan(corpus, home))
    assert not home.record.exists()


def test_a_damaged_build_is_noticed(corpus, home):
    """A changed record is found by verification."""
    file = build(Plan(corpus, home)).build
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE passage SET text = 'Something else.'")
    connection.close()
    with pytest.raises(DamagedBuild, match="passage"):
        verify(file)


def test_a_reload_is_not_made_of_a_torn_build(corpus, home, monkeypatch):
    """Where an index of the build before lacks a row, the next one is written anew, and is whole."""
    for n in range(20):
        (corpus / f"letter-{n}.txt").write_text(f"Letter {n} says that {n + 30} boats came home.\n", "utf-8")
    _lose_a_figure(build(Plan(corpus, home)).build)
    (corpus / "letter-3.txt").write_text("Letter 3 says that 200 boats came home.\n", "utf-8")
    rewritten: list[Path] = []
    monkeypatch.setattr(building, "rewrite", lambda file, _: rewritten.append(file))
    verify(build(Plan(corpus, home)).build)
    assert not rewritten


def _lose_a_figure(file: Path) -> None:
    """Take a figure from its table while one of the indexes is out of sight."""
    index = "figure_by_article"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        (entry,) = connection.execute("SELECT * FROM sqlite_master WHERE name = ?", (index,)).fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (index,))
        connection.execute("PRAGMA writable_schema = RESET")
        connection.execute("DELETE FROM figure WHERE id = (SELECT max(id) FROM figure)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", entry)
    with pytest.raises(DamagedBuild, match=index):
        verify(file)


def test_bad_files_are_named_and_the_rest_answers(corpus, home):
    """Binary, empty and oversized files are reported by name and reason; other encodings are read."""
    (corpus / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "western.txt").write_bytes("The café’s owner said “never”.".encode("cp1252"))
    (corpus / "wide.txt").write_bytes("The harbour is open again.".encode("utf-16"))
    with (corpus / "huge.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    report = build(Plan(corpus, home))
    assert set(report.skipped) == {"picture.txt", "empty.txt", "huge.txt"}
    assert all(report.skipped.values())
    records = Records(home.record)
    texts = {a.name: records.current().article_text(a.id) for a in records.current().articles.values()}
    assert "café’s" in texts["western"]
    assert texts["wide"] == "The harbour is open again."
    records.close()


@pytest.mark.process
def test_a_build_killed_at_any_moment_changes_nothing(corpus, tmp_path):
    """After kill -9 at twenty moments of a build, the old build answers, is whole, and no litter stays."""
    first = programs.run(tmp_path, "build", "--articles", corpus, "--progress", "none")
    assert first.returncode == 0, first.stderr
    (record,) = (tmp_path / "onrecord").rglob("record.db")
    moments = random.Random(7)
    for turn in range(20):
        (corpus / f"later-{turn}.txt").write_text(ARTICLE * 20, "utf-8")
        process = programs.start(tmp_path, "build", "--articles", corpus, "--progress", "none")
        time.sleep(moments.uniform(0.3, 1.6))
        process.kill()
        process.wait()
        _expect_whole(record)
    answer = programs.run(tmp_path, "ask", "--articles", corpus, "/sources")
    assert answer.returncode == 0, answer.stderr
    assert "report-0" in programs.run(tmp_path, "ask", "--articles", corpus, "/sources report-0").stdout
    assert list(record.parent.rglob("*.new*")) == []


def _expect_whole(record: Path) -> None:
    copy = record.with_name("look.copy")
    shutil.copyfile(record, copy)
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM article").fetchone()[0] >= 3
    connection.close()
    copy.unlink()
