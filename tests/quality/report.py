"""How good is what we extract? `make eval` measures it on ../shared and writes docs/quality.md.

The gold data and its scorers are no part of the repository; each number stands there with the
command that made it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from knowledge.build import Plan, build
from knowledge.extract import extract
from knowledge.extract.export import as_json
from knowledge.home import Home
from knowledge.model import Article
from knowledge.readers import read
from knowledge.record import Records
from tests.generated import ROOT

SHARED = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
EVAL = SHARED / "eval"
QUALITY = ROOT / "docs" / "quality.md"


def main() -> None:
    """Measure, print and write."""
    if not EVAL.is_dir():
        sys.exit(f"no gold data at {EVAL}: set ONRECORD_SHARED")
    text = "\n".join(_document())
    print(text)  # noqa: T201  (a report is read)
    QUALITY.parent.mkdir(exist_ok=True)
    QUALITY.write_text(text + "\n", "utf-8")


def _document() -> Iterator[str]:
    yield "# Quality\n"
    yield "Written by `make eval`; nothing here is typed by hand. The gold lies outside the repository.\n"
    for split in ("quotes-dev", "quotes-train"):
        yield from _quotes(split)
    yield from _figures()
    yield from _five_articles()


def _quotes(split: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        predicted, errors = Path(folder, "predicted.jsonl"), Path(folder, "errors.jsonl")
        files = sorted((EVAL / split / "text").glob("*.txt"))
        lines = map(_extracted, files)
        predicted.write_text("\n".join(lines), "utf-8")
        result = _score("score_quotes.py", EVAL / split, predicted, "--errors", errors)
    yield f"## Quotes: {split}, {result['articles']} articles\n"
    yield f"`score_quotes.py {split} PREDICTED`, where PREDICTED is `onrecord extract {split}/text/*.txt`.\n"
    yield "| measure | P | R | F1 | predicted | gold |"
    yield "|---|---|---|---|---|---|"
    for name in ("direct", "speaker", "who", "content", "content.speech"):
        row = result[name]
        scores = " | ".join(f"{row[part]:.3f}" for part in ("P", "R", "F1"))
        yield f"| {name} | {scores} | {row['pred']} | {row['gold']} |"
    yield f"\nVerbatim: {result['verbatim']:.1%} of {result['records']} records."
    recalls = ", ".join(f"{kind} {row['R']:.3f}" for kind, row in result["speaker_recall_by_type"].items())
    yield f"Speaker recall by type of source: {recalls}.\n"


def _extracted(file: Path) -> str:
    article = read(file, file.parent)
    return json.dumps(as_json(article, extract(article)), ensure_ascii=False)


def _figures() -> Iterator[str]:
    gold = EVAL / "figures-dev" / "gold.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "predicted.jsonl")
        with gold.open(encoding="utf-8") as lines:
            predicted.write_text("\n".join(_figures_of(json.loads(line)) for line in lines), "utf-8")
        result = _score("score_figures.py", gold, predicted, "--by-source")
    yield "## Figures: figures-dev\n"
    yield "`score_figures.py figures-dev/gold.jsonl PREDICTED --by-source`: each record is one article.\n"
    yield "| part | row | P | R | F1 | right | predicted | gold |"
    yield "|---|---|---|---|---|---|---|---|"
    for part, group in result["groups"].items():
        for row, s in group["scores"].items():
            yield (
                f"| {part} ({group['records']}) | {row} | {s['P']} | {s['R']} | {s['F1']} "
                f"| {s['right']} | {s['predicted']} | {s['gold']} |"
            )
    yield ""


def _figures_of(record: dict[str, str]) -> str:
    article = Article(record["id"], record["id"], record["text"])
    return json.dumps({"id": record["id"], "figures": as_json(article, extract(article))["figures"]})


def _five_articles() -> Iterator[str]:
    """Every quotation of the shared articles by receipt, with a few of its words, to be read by eye."""
    yield "## The quotations of the shared articles\n"
    yield "| receipt | article | kind | speaker | begins |"
    yield "|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        build(Plan(SHARED / "articles", home, workers=1))
        records = Records(home.record)
        record = records.current()
        for quote in sorted(record.quotes(record.quote_ids()), key=lambda q: q.id):
            speaker = quote.quote.speaker.name if quote.quote.speaker else "—"
            words = " ".join(quote.content.split()[:4])
            number = quote.article.name.split("_", maxsplit=1)[0]
            yield f"| {quote.receipt} | {number} | {quote.quote.kind} | {speaker} | {words} … |"
        records.close()


def _score(scorer: str, *arguments: object) -> dict:
    """What a scorer prints as JSON."""
    command = [sys.executable, str(EVAL / scorer), *map(str, arguments), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
