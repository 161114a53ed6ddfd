"""How good is what we extract? `make eval` measures it on ../shared and writes docs/quality.md.

The gold data and its scorers are no part of the repository; each number stands there with the
command that made it.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.app import App
from bot.messages import ChartBlock, Request
from bot.settings import load
from knowledge.build import Plan, build
from knowledge.extract import extract
from knowledge.extract.export import as_json
from knowledge.home import Home
from knowledge.model import Article
from knowledge.readers import read
from knowledge.record import Record, Records
from tests.generated import ROOT
from tests.quality.classes import by_class, scorer_in
from tests.quality.questions_score import shows, slices_for
from tests.quality.real_articles import SETS

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
    yield from _corpus()
    yield from _five_articles()


def _quotes(split: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        predicted, errors = Path(folder, "predicted.jsonl"), Path(folder, "errors.jsonl")
        files = sorted((EVAL / split / "text").glob("*.txt"))
        lines = map(_extracted, files)
        predicted.write_text("\n".join(lines), "utf-8")
        result = _score("score_quotes.py", EVAL / split, predicted, "--errors", errors)
        kinds = Counter(_error_kind(json.loads(line)) for line in errors.read_text("utf-8").splitlines())
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
    yield f"Speaker recall by type of source: {recalls}."
    yield "Errors that remain: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) + ".\n"


def _error_kind(error: dict) -> str:
    """What went wrong with which sort of source."""
    return f"{error['error']} ({error.get('type') or 'nobody named'})"


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
        figures = {
            row["id"]: row["figures"] for row in map(json.loads, predicted.read_text("utf-8").splitlines())
        }
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
    news = [r for line in gold.open(encoding="utf-8") if (r := json.loads(line))["source"] == "NewsQuant"]
    total, right = by_class(scorer_in(EVAL), news, figures)
    yield "\nThe news part by class, right of all:\n"
    yield "| class | right | of |"
    yield "|---|---|---|"
    yield from (f"| {name} | {right[name]} | {total[name]} |" for name in sorted(total))
    yield ""


def _figures_of(record: dict[str, str]) -> str:
    article = Article(record["id"], record["id"], record["text"])
    return json.dumps({"id": record["id"], "figures": as_json(article, extract(article))["figures"]})


def _corpus() -> Iterator[str]:
    """The scores on the invented corpus, each by its own command."""
    yield "## The invented corpus\n"
    yield "Written beside the code, so that its numbers are no measure of unseen text.\n"
    for name in ("corpus", "across", "disagreements", "questions"):
        command = [sys.executable, "-m", f"tests.quality.{name}_score"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
        yield f"`python -m tests.quality.{name}_score`\n\n```\n{printed.rstrip()}\n```\n"


def _five_articles() -> Iterator[str]:
    """Every quotation of the shared articles with a few of its words, and pictures of two measures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        build(Plan(SHARED / "articles", home, workers=1))
        app = App(load(home=Path(folder)), Records(home.record))
        yield "## Figures of the shared articles, as drawn\n"
        for question, file in (("/figures rally", "rally"), ("/figures vote", "vote")):
            yield from _pictures(app, question, file)
        yield from _questions()
        yield "## The quotations of the shared articles\n"
        yield "To be read by eye beside the articles.\n"
        yield "| receipt | article | kind | speaker | begins |"
        yield "|---|---|---|---|---|"
        yield from _quotations(app.records.current())
        app.close()


def _questions() -> Iterator[str]:
    """Of each set: how many are answered in the first three blocks, answered wrongly, and rightly refused."""
    yield "## Questions on real articles\n"
    yield (
        "Every question of the tables in `tests/quality`, those that are not answered yet (`missed`) or not"
        " refused (`answered`) too. Much was mended by these questions: of ones that nobody has asked before"
        " expect less.\n"
    )
    yield "| articles | answerable | answered rightly | unanswerable | refused | wrong, of all |"
    yield "|---|---|---|---|---|---|"
    for asked in SETS:
        table = asked.table
        answerable = [*table["questions"], *table["missed"]]
        unanswerable = [*table["refused"], *table["answered"]]
        with tempfile.TemporaryDirectory() as folder:
            corpus, home = asked.corpus(SHARED, Path(folder) / "articles"), Home(Path(folder) / "home")
            build(Plan(corpus, home, workers=1))
            app = App(load(home=Path(folder)), Records(home.record))
            shown = [(asyncio.run(slices_for(app, q["ask"])), q["answer"]) for q in answerable]
            refused = sum(not asyncio.run(slices_for(app, q["ask"])) for q in unanswerable)
            app.close()
        right = sum(shows(slices, answer) for slices, answer in shown)
        wrong = sum(bool(slices) and not shows(slices, answer) for slices, answer in shown)
        wrong += len(unanswerable) - refused
        share = wrong / (len(answerable) + len(unanswerable))
        yield (
            f"| {asked.title} | {len(answerable)} | {right} = {right / len(answerable):.1%} |"
            f" {len(unanswerable)} | {refused} = {refused / len(unanswerable):.1%} | {wrong} = {share:.1%} |"
        )
    yield ""


def _pictures(app: App, question: str, file: str) -> Iterator[str]:
    """The pictures of the first page of an answer, written beside the report."""
    reply = asyncio.run(app.handle(Request(question)))
    charts = [block for block in reply.blocks if isinstance(block, ChartBlock)]
    for number, chart in enumerate(charts, start=1):
        name = f"{file}-{number}.png"
        (QUALITY.parent / name).write_bytes(chart.png)
        yield f"![{chart.caption}]({name})\n"


def _quotations(record: Record) -> Iterator[str]:
    for quote in sorted(record.quotes(record.quote_ids()), key=lambda q: q.id):
        speaker = quote.quote.speaker.name if quote.quote.speaker else "—"
        words = " ".join(quote.content.split()[:4])
        number = quote.article.name.split("_", maxsplit=1)[0]
        yield f"| {quote.receipt} | {number} | {quote.quote.kind} | {speaker} | {words} … |"


def _score(scorer: str, *arguments: object) -> dict:
    """What a scorer prints as JSON."""
    command = [sys.executable, str(EVAL / scorer), *map(str, arguments), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
