"""What is the bot made of, used for, and worth? `/stats` in numbers, `/status` in its present state."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version

from bot.app import Ask
from bot.command import command
from bot.messages import Block, Reply, Role, Status, TableBlock
from bot.state.judgements import judged
from bot.state.upkeep import next_copy_due

_SHARES = (0.5, 0.95, 0.99)
_ERRORS_SHOWN = 5
_MEBIBYTE = 1024 * 1024


@command("stats", role=Role.OPERATOR, examples=("/stats",), slow=True, personal=True)
def stats(ask: Ask) -> Reply:
    """Measured precision, how the bot is used, how fast it answers, what the record holds."""
    said = ask.wording.text
    blocks: list[Block] = [_table(ask, "stats-build", ("what", "number"), tuple(_held(ask)))]
    if found := judged(ask.app.state):
        rows = tuple(
            (
                said(f"stats-{j.kind}"),
                f"{j.right}/{j.count}",
                f"{100 * j.right / j.count:.0f} % ({100 * j.interval[0]:.0f}–{100 * j.interval[1]:.0f} %)",
            )
            for j in found
        )
        blocks.append(_table(ask, "stats-precision", ("what", "right", "interval"), rows))
    else:
        blocks.append(ask.notice("stats-unjudged"))
    if usage := ask.app.state.usage():
        most_used = sorted(usage.items(), key=lambda pair: (-pair[1], pair[0]))
        used = tuple((f"/{name}" if name else "—", str(count)) for name, count in most_used)
        blocks.append(_table(ask, "stats-usage", ("what", "number"), used))
    times = zip(_SHARES, ask.app.health.percentiles_ms(*_SHARES), strict=True)
    taken = tuple((f"{100 * share:.0f} %", f"{time_ms:.1f} ms") for share, time_ms in times)
    blocks.append(_table(ask, "stats-times", ("share", "time"), taken))
    return ask.reply(Status.FOUND, blocks)


@command("status", role=Role.OPERATOR, examples=("/status",), slow=True, personal=True)
def status(ask: Ask) -> Reply:
    """The version, the build, the platforms, the last errors, the disk and the next copy of the state."""
    app, settings = ask.app, ask.settings
    published = app.workshop.home.published
    rows = (
        ("version", version("onrecord")),
        ("started", app.health.started.isoformat(timespec="seconds")),
        ("build", f"{published.stem if published else '—'}, {ask.record.facts.get('made', '—')}"),
        ("articles", str(len(ask.record.articles))),
        ("skipped", str(len(ask.record.skipped()))),
        *((name, state) for name, state in app.health.adapters.items()),
        ("disk", f"{shutil.disk_usage(app.records.file.parent).free // _MEBIBYTE} MB"),
        ("copy", _next_copy(ask) if settings.backups else "—"),
    )
    fixed = frozenset(("version", "started", "build", "articles", "skipped", "disk", "copy"))
    named = tuple((ask.wording.text(f"status-{n}") if n in fixed else n, value) for n, value in rows)
    blocks: list[Block] = [_table(ask, "status", ("what", "now"), named)]
    if failures := list(app.health.failures)[-_ERRORS_SHOWN:]:
        shown = tuple((f.at, f.code, f"/{f.command}" if f.command else "—") for f in reversed(failures))
        blocks.append(_table(ask, "status-errors", ("when", "error", "what"), shown))
    return ask.reply(Status.FOUND, blocks)


def _held(ask: Ask) -> Iterator[tuple[str, str]]:
    record = ask.record
    counts = {
        "articles": len(record.articles),
        "quotes": len(record.quote_ids()),
        "figures": len(record.figure_ids()),
        "people": len(record.all_people),
    }
    for name, count in counts.items():
        yield ask.wording.text(f"stats-{name}"), f"{count:,}"
    yield ask.wording.text("heading-made"), record.facts.get("made", "—")


def _next_copy(ask: Ask) -> str:
    due = next_copy_due(ask.settings.home / "backups")
    return (
        ask.wording.text("status-copy-due") if due <= datetime.now(UTC) else due.isoformat(timespec="minutes")
    )


def _table(ask: Ask, title: str, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> TableBlock:
    return TableBlock(
        ask.wording.text(title), tuple(ask.wording.text(f"heading-{h}") for h in headings), rows
    )
