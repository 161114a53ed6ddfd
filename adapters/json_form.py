"""A reply as JSON: what `onrecord ask --json` prints, one object a line.

Every block has kind, text, article, start, end and receipt; a block that quotes nothing has
null in the last four. `span` marks the record where the text is longer.
"""

from __future__ import annotations

import base64
from dataclasses import fields
from typing import Any

from bot.messages import (
    ArticleBlock,
    Block,
    ChartBlock,
    ChoicesBlock,
    FigureBlock,
    FileBlock,
    PassageBlock,
    PersonBlock,
    QuoteBlock,
    Reply,
    Slice,
    Source,
)
from knowledge.model import Span

Json = dict[str, Any]
_OWN_FORM = frozenset({"slice", "source", "png", "content"})


def reply_as_json(reply: Reply) -> Json:
    """The whole reply."""
    return {
        "status": reply.status.value,
        "command": reply.command,
        "query": reply.query,
        "page": reply.page,
        "pages": reply.pages,
        "blocks": [block_as_json(block) for block in reply.blocks],
    }


def block_as_json(block: Block) -> Json:
    """One block, with the keys every block has and its own."""
    form: Json = {
        "kind": block.KIND,
        "text": None,
        "article": None,
        "start": None,
        "end": None,
        "receipt": None,
    }
    form |= {f.name: _plain(getattr(block, f.name)) for f in fields(block) if f.name not in _OWN_FORM}
    match block:
        case QuoteBlock() | FigureBlock() | PassageBlock() | PersonBlock():
            form |= _slice(block.slice)
        case ArticleBlock():
            form |= {"article": block.source.article, **_source(block.source)}
        case ChartBlock():
            form["png"] = base64.b64encode(block.png).decode()
        case FileBlock():
            form["content"] = base64.b64encode(block.content).decode()
        case ChoicesBlock():
            form["options"] = [{"label": o.label, "command": o.command} for o in block.options]
    return form


def _slice(shown: Slice) -> Json:
    return {
        "text": shown.text,
        "article": shown.source.article,
        "start": shown.start,
        "end": shown.end,
        "span": _plain(shown.span),
        "marks": _plain(shown.marks),
        **_source(shown.source),
    }


def _source(source: Source) -> Json:
    published = source.published.isoformat() if source.published else None
    return {"title": source.title, "outlet": source.outlet, "published": published, "url": source.url}


def _plain(value: Any) -> Any:
    """Spans as pairs, enums as their values, tuples as lists."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
