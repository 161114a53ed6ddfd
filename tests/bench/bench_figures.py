"""What do figures cost: reading them against quantulum3, asking for them, drawing them against matplotlib?"""

import io
import random
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.app import App, Ask
from bot.charts import Chart, Mark, draw
from bot.command import command_named
from bot.messages import Request
from bot.settings import load
from bot.state.store import State
from bot.wording import wording
from knowledge.extract import figures
from knowledge.extract.reading import Reading
from knowledge.gist import Whole, gist_of
from knowledge.grouping import place
from knowledge.lexicon import lexicon
from knowledge.model import Article, Bound, Extraction, Figure, FigureKind, Passage, Span
from knowledge.record import Records
from knowledge.store.encoding import Contents, ReadArticle
from knowledge.store.numbering import Numbers
from knowledge.store.rows import Extracted
from knowledge.store.writing import write
from tests.bench.measuring import Table, at_least, at_most, cpu_s, emit, side_by_side_us
from tests.bench.texts import article

FIGURES = 100_000
_LETTERS = "abcdefghijklmnopqrst"
_LISTED = sorted(lexicon("measures"))[:20]
_NOUNS = [f"thing{one}{other}" for one in _LETTERS for other in _LETTERS[:19]]
_MEASURES = [*_LISTED, *_NOUNS]
_RAW = "SELECT * FROM figure WHERE measure = ? ORDER BY id DESC LIMIT 400"
_MARKS = [("Nine hundred", 900.0), ("1,100", 1100.0), ("about 1,400", 1400.0), ("2,000", 2000.0)] * 2


def measure() -> Iterator[Table]:
    """The grammar, the look-up, the picture."""
    yield _grammar()
    with tempfile.TemporaryDirectory() as folder:
        yield _asked(Path(folder))
    yield _drawn()


def _grammar() -> Table:
    """Sentences a CPU-second of the figures' grammar alone: what it needs of others is made before."""
    from quantulum3 import classifier, parser  # type: ignore[import-untyped]

    classifier.USE_CLF = False  # its trained classifier is of another release of scikit-learn

    warnings.simplefilter("ignore")
    texts = [article(seed) for seed in range(30)]
    readings = [Reading(Article(f"a{n}", f"a{n}.txt", text)) for n, text in enumerate(texts)]
    count = sum(len(reading.sentences) for reading in readings)
    for reading in readings:
        _ = reading.tagged
    ours = count / cpu_s(lambda: [figures.extract(reading) for reading in readings])
    few = [s.span.of(r.text) for r in readings[:3] for s in r.sentences]
    parser.parse(few[0])
    begin = time.process_time()
    for sentence in few:
        parser.parse(sentence)
    theirs = len(few) / (time.process_time() - begin)
    return Table(
        "The grammar of figures",
        "quantulum3 0.10 without its classifier, and the limit of 2,000 sentences a second",
        f"{count} sentences of generated articles, a third of them with numbers.",
        (
            at_least("sentences per CPU-second, against quantulum3", ours, theirs, "sentences/s", 1),
            at_least("sentences per CPU-second, against the limit", ours, 2000, "sentences/s", 1),
        ),
    )


def _asked(folder: Path) -> Table:
    file = folder / "figures.db"
    _build(file)
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    records = Records(file)
    app = App(load(), records, State(folder / "state.db"))
    record, said, command = records.current(), wording("en"), command_named("figures")
    assert command is not None

    def looked_up(measure: str) -> object:
        return record.figures(record.figure_ids((measure,))[:-401:-1])

    def whole(measure: str) -> object:
        text = f"/figures {measure}"
        return command.run(Ask(app, Request(text), command, measure, record, said))

    def raw(measure: str) -> object:
        return connection.execute(_RAW, (measure,)).fetchall()

    def beside(ask: Callable[[str], object], measures: Sequence[str]) -> tuple[float, float]:
        ours, peer = side_by_side_us([partial(ask, m) for m in measures], [partial(raw, m) for m in measures])
        return ours[0], peer[0]

    tables = (beside(looked_up, _NOUNS[:60]), beside(whole, _LISTED), beside(whole, _NOUNS[:60]))
    app.close()
    connection.close()
    note = f"{FIGURES:,} figures of {len(_MEASURES)} measures, {FIGURES // len(_MEASURES)} each."
    return Table(
        "Asking for figures",
        "raw sqlite3 with the same SQL on the same file",
        note,
        (
            at_most("every figure of a measure as a record, p50", *tables[0], "µs", 3),
            at_most("/figures MEASURE of the lexicon, grouped and compared, p50", *tables[1], "µs", 3),
            at_most("/figures NOUN, looked for as a word too, p50", *tables[2], "µs", 3),
        ),
    )


def _build(file: Path) -> None:
    """100 figures an article, each with a measure of its own."""
    chance = random.Random(2)
    articles = []
    for number in range(FIGURES // 100):
        lines = [f"{chance.randrange(2, 5000)} {chance.choice(_MEASURES)} here." for _ in range(100)]
        found, at = [], 0
        for line in lines:
            value, measure, _ = line.split()
            span, phrase = Span(at, at + len(value)), Span(at, at + len(value) + 1 + len(measure))
            whole = Span(at, at + len(line))
            kind, bound = FigureKind.DISTANCE, Bound.EXACT  # no picture is drawn, which is measured apart
            found.append(Figure(span, phrase, whole, kind, bound, float(value), measure=measure))
            at += len(line) + 1
        text = "\n".join(lines)
        passage = Passage(Span(0, len(text)))
        extraction = Extraction((passage,), (), (), tuple(found))
        read = Whole(Article(f"a{number}", f"a{number}.txt", text), extraction)
        numbers = Numbers(number + 1, number + 1, 1, number * 100 + 1)
        articles.append(
            ReadArticle(
                read,
                gist_of(*read),
                numbers,
                (),
                (),
                "osper:1.00",
                number + 1,
                f"k{number}",
                f"k{number}",
                Extracted("", b"", b""),
            )
        )
    placing = place(articles)
    origins = [{"id": 1, "reason": "own"}]
    write(file, Contents(articles, [], [], [], origins, placing.rows, figure_places=placing.places))


def _drawn() -> Table:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-not-found]
    from matplotlib.figure import Figure as Picture  # type: ignore[import-not-found]

    marks = tuple(
        Mark(label, "an outlet, 3 March", value, value * 0.9, value * 1.1) for label, value in _MARKS
    )

    def theirs() -> bytes:
        picture = Picture(figsize=(8, 4.5), dpi=100)
        axes = FigureCanvasAgg(picture).figure.subplots()
        places = range(len(_MARKS))
        values = [value for _, value in _MARKS]
        axes.errorbar(values, places, xerr=[v * 0.1 for v in values], fmt="o")
        axes.set_yticks(places, [f"{label}\nan outlet, 3 March" for label, _ in _MARKS])
        axes.set_title("Arrests")
        picture.tight_layout()
        file = io.BytesIO()
        picture.savefig(file, format="png")
        return file.getvalue()

    ours = cpu_s(lambda: draw(Chart("Arrests", marks))) * 1000
    peer = cpu_s(theirs) * 1000
    return Table(
        "Drawing a chart",
        "matplotlib with Agg, the same dots and ranges, 800 × 450",
        f"{len(_MARKS)} rows, PNG.",
        (at_most("CPU of a chart", ours, peer, "ms", 0.5),),
    )


if __name__ == "__main__":
    emit(measure())
