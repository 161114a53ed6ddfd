"""How is the difference of two builds said? As answers that came, went or moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.app import Ask
from bot.messages import Block, TableBlock
from bot.workshop import Made

if TYPE_CHECKING:
    from knowledge.diff import Diff

_SHOWN = 10
_PHRASES = 3


def change_blocks(ask: Ask, change: Diff, stale: Sequence[int] = ()) -> list[Block]:
    """What changed: the counts, then moved figures, quotes re-attributed, merged people, lost files."""
    counts = {
        "articles_added": len(change.articles_added),
        "articles_removed": len(change.articles_removed),
        "quotes_added": len(change.quotes_added),
        "quotes_removed": len(change.quotes_removed),
        "figures_added": len(change.figures_added),
        "figures_removed": len(change.figures_removed),
        "moved": len(change.moved),
        "merged": len(change.merged),
        "skipped": len(change.skipped),
    }
    blocks: list[Block] = [ask.notice("no-change" if change.empty else "changes", **counts)]
    blocks += _table(ask, "changes-answers", ("question", "change"), list(_answers(change)))
    blocks += _table(
        ask,
        "changes-moved",
        ("measure", "article", "old", "new"),
        [(m.measure, m.article, m.old, m.new) for m in change.moved],
    )
    blocks += _table(
        ask,
        "changes-respoken",
        ("quote", "article", "old", "new"),
        [(r.content, r.article, r.old, r.new) for r in change.respoken],
    )
    blocks += _table(
        ask, "changes-merged", ("name", "before"), [(m.name, ", ".join(m.before)) for m in change.merged]
    )
    blocks += _table(ask, "changes-skipped", ("file", "reason"), list(change.skipped))
    if stale:
        blocks.append(ask.notice("changes-stale", numbers=", ".join(map(str, stale))))
    return blocks


def _answers(change: Diff) -> Iterator[tuple[str, str]]:
    """Questions that are answered otherwise, each with what came and what went."""
    if change.disputes_added or change.disputes_removed:
        yield "/disputes", f"+{change.disputes_added} −{change.disputes_removed}"
    for counted in change.counted:
        sides = [
            _phrases(sign, phrases) for sign, phrases in (("+", counted.came), ("−", counted.went)) if phrases
        ]
        yield f"/figures {counted.measure.replace('_', ' ')}", " · ".join(sides)
    for spoken in change.spoken:
        yield f"/quote {spoken.name}", f"+{spoken.came} −{spoken.went}"


def _phrases(sign: str, phrases: Sequence[str]) -> str:
    """How many came or went, and the first of them in the articles' words."""
    shown = "; ".join(phrases[:_PHRASES])
    return f"{sign}{len(phrases)}: {shown}{'; …' if len(phrases) > _PHRASES else ''}"


def made_blocks(ask: Ask, made: Made) -> list[Block]:
    """What a build that was just made changes."""
    return change_blocks(ask, made.diff, made.stale)


def _table(ask: Ask, title: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[Block]:
    """A table of the first rows, if there are any."""
    if not rows:
        return []
    said = ask.wording.text(title, count=len(rows), shown=min(len(rows), _SHOWN))
    return [TableBlock(said, tuple(ask.wording.text(f"heading-{h}") for h in headings), tuple(rows[:_SHOWN]))]
