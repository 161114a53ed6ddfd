"""Is any text of the real articles or of the gold data in this repository?"""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUN = 8  # words; shorter runs are names, figures and phrases that belong to nobody
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of words in `text`, whatever stands between them."""
    words = words_of(text)
    return zip(*(words[i:] for i in range(RUN)), strict=False)


def text_of(path: Path) -> str:
    """The text of a file in any encoding the repository uses; empty where it is no text."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    if b"\0" in raw:
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def files_of(root: Path) -> list[Path]:
    """The files git keeps in `root` or would be asked to keep."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [path for name in sorted(listing.split("\0")) if name and (path := root / name).is_file()]


def gold_texts(shared: Path) -> Iterator[str]:
    """The articles, the annotated articles and the annotated sentences."""
    for path in sorted([*shared.glob("articles/*.txt"), *shared.glob("eval/*/text/*")]):
        yield text_of(path)
    for path in sorted(shared.glob("eval/figures-*/*.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())


def copied(files: Iterable[Path], foreign: Iterable[str]) -> dict[str, str]:
    """The first shared run in each of `files` that has any."""
    taken = {run for text in foreign for run in runs_of(text)}
    found = {}
    for path in files:
        if run := next((run for run in runs_of(text_of(path)) if run in taken), None):
            found[path.name] = " ".join(run)
    return found


def test_no_run_of_words_is_shared_with_the_real_articles(shared: Path):
    """No file of the repository has eight words in a row in common with an article or a gold text."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: what belongs to the repository cannot be listed")
    foreign = list(gold_texts(shared))
    assert len(foreign) > 500  # articles, quotes-train, quotes-dev and the sentences of figures-dev
    assert copied(files_of(ROOT), foreign) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_copied_run_is_found(tmp_path: Path, encoding: str):
    """A run of eight words is found in any encoding, case, punctuation and line breaking."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)  # noqa: S607
    taken = "Café – “One two, three\nFOUR; five – six” seven: eight."
    (tmp_path / "taken.txt").write_bytes(taken.encode(encoding))
    (tmp_path / "own.txt").write_text("one two three four five six seven nine", "utf-8")
    foreign = ["zero one two three four five six seven eight nine"]
    assert copied(files_of(tmp_path), foreign) == {"taken.txt": "one two three four five six seven eight"}


def test_the_sample_is_made_of_digests():
    """Each article of the sample says that it is a digest and quotes fragments of at most five words."""
    articles = sorted(p for p in (ROOT / "knowledge" / "sample").iterdir() if p.suffix in (".md", ".txt"))
    assert len(articles) >= 6
    for path in articles:
        text = text_of(path)
        body = re.sub(r"\A(---|\+\+\+)\n.*?\n\1\n", "", text, flags=re.DOTALL)
        assert "digest" in body, path.name
        fragments = re.findall(r'"([^"\n]+)"', body)
        assert [f for f in fragments if len(f.split()) > 5] == [], path.name
