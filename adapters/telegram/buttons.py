"""Which buttons stand under an answer, and what does a pressed one ask for?

A button carries all it needs in at most 64 bytes, so that it works after a restart and after a
reload: `PAGE[:RECEIPT][~EDITION]` and the query. A query too long for that is written out in the
message as code, and the button carries its digest instead, to find it there again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from bot.layout import Fragment, Line, Style
from bot.messages import ChoicesBlock, FigureBlock, PassageBlock, QuoteBlock, Reply
from bot.wording import Wording

DATA_BYTES = 64
COPY_CHARACTERS = 256
CHOICES_SHOWN = 12
RECEIPTS_A_ROW = 5
LABEL_CHARACTERS = 40
SHARE_CHARACTERS = 200

_DATA = re.compile(
    r"(?P<page>\d{1,4})(?::(?P<receipt>[a-z0-9]{1,12}))?(?:~(?P<edition>[A-Za-z0-9_-]{1,4}))?"
    r"(?:\|(?P<query>.+)|#(?P<digest>[0-9a-f]{10}))",
    re.DOTALL,
)
Button = dict[str, Any]
"""A button as the Bot API takes it; the library's objects for a keyboard take as long as the look-up."""

NOTHING = "-"
"""The data of a button that only shows something, as the page's number."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button asks for: `page` of `query`, or the source of `receipt` with a way back there.

    `edition` names the build that the answer was made from.
    """

    query: str
    page: int = 1
    receipt: str | None = None
    edition: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """An answer as its buttons see it; `origin` is where Back leads from a source."""

    reply: Reply
    edition: str = ""
    origin: Pressed | None = None


def data_of(pressed: Pressed) -> str:
    """The callback data of a button, at most 64 bytes."""
    head = _head(pressed)
    return f"{head}|{pressed.query}" if fits(pressed) else f"{head}#{_digest(pressed.query)}"


def fits(pressed: Pressed) -> bool:
    """Whether a button can hold the query itself; if not, it must stand in the message as code."""
    return len(f"{_head(pressed)}|{pressed.query}".encode()) <= DATA_BYTES


def pressed_of(data: str, codes: Iterable[str]) -> Pressed | None:
    """What the button with `data` asks for; `codes` are the stretches of code in its message.

    None where the data is not ours, or its query is no longer to be found.
    """
    match = _DATA.fullmatch(data)
    if match is None:
        return None
    query = match["query"] or next((code for code in codes if _digest(code) == match["digest"]), None)
    if query is None:
        return None
    return Pressed(query, int(match["page"]), match["receipt"], match["edition"] or "")


def footer_of(view: View, wording: Wording) -> tuple[Line, ...]:
    """The line that writes out a query which the buttons cannot hold."""
    query = view.origin.query if view.origin else view.reply.query
    if not _refers_back(view) or fits(Pressed(query, 9999, "x" * 7, "0000")):
        return ()
    return (
        Line(
            (
                Fragment(wording.text("telegram-asked") + " ", Style.FAINT),
                Fragment(query, Style.CODE),
            )
        ),
    )


def keyboard_of(view: View, wording: Wording) -> str | None:
    """The buttons under an answer, written as the Bot API takes them; None where there are none."""
    rows = [*_choices(view), *_receipts(view, wording), _pages(view, wording), _sharing(view, wording)]
    rows = [row for row in rows if row]
    return json.dumps({"inline_keyboard": rows}) if rows else None


def receipts_in(reply: Reply) -> tuple[str, ...]:
    """The receipts of the records that a reply shows, in order."""
    shown = (b.receipt for b in reply.blocks if isinstance(b, QuoteBlock | FigureBlock | PassageBlock))
    return tuple(dict.fromkeys(shown))


def _refers_back(view: View) -> bool:
    return bool(view.reply.query and (view.origin or view.reply.pages > 1 or receipts_in(view.reply)))


def _choices(view: View) -> Iterator[list[Button]]:
    for block in view.reply.blocks:
        if isinstance(block, ChoicesBlock):
            labels = [option.label for option in block.options]
            for option in block.options[:CHOICES_SHOWN]:
                # A label that others share, or that alone tells nothing ("e.g."), gives way to its command.
                alone = labels.count(option.label) == 1
                tells = alone and (len(labels) > 1 or option.label in option.command)
                label = option.label if tells else option.command
                data = data_of(Pressed(option.command))
                yield [_button(_short(label), callback_data=data)]


def _receipts(view: View, wording: Wording) -> Iterator[list[Button]]:
    """One button for each record, to see where it stands; none where that is what is shown."""
    receipts = () if view.origin or view.reply.command == "source" else receipts_in(view.reply)
    alone = len(receipts) == 1
    for at in range(0, len(receipts), RECEIPTS_A_ROW):
        yield [
            _button(
                wording.text("telegram-source" if alone else "telegram-source-of", receipt=receipt),
                callback_data=data_of(Pressed(view.reply.query, view.reply.page, receipt, view.edition)),
            )
            for receipt in receipts[at : at + RECEIPTS_A_ROW]
        ]


def _pages(view: View, wording: Wording) -> list[Button]:
    if view.origin:
        data = data_of(view.origin)
        return [_button(wording.text("telegram-back"), callback_data=data)]
    reply = view.reply
    if reply.pages <= 1 or not reply.query:
        return []
    row = []
    if reply.page > 1:
        data = data_of(Pressed(reply.query, reply.page - 1, edition=view.edition))
        row.append(_button(wording.text("telegram-back"), callback_data=data))
    row.append(_button(f"{reply.page}/{reply.pages}", callback_data=NOTHING))
    if reply.page < reply.pages:
        data = data_of(Pressed(reply.query, reply.page + 1, edition=view.edition))
        row.append(_button(wording.text("telegram-more"), callback_data=data))
    return row


def _sharing(view: View, wording: Wording) -> list[Button]:
    """Share and Copy, for an answer that quotes."""
    receipts = receipts_in(view.reply)
    if not receipts:
        return []
    row = []
    if view.reply.query and len(view.reply.query) <= SHARE_CHARACTERS:
        row.append(_button(wording.text("telegram-share"), switch_inline_query=view.reply.query))
    copied = _words_of_the_only_record(view.reply) if len(receipts) == 1 else ""
    if 0 < len(copied) <= COPY_CHARACTERS:
        row.append(_button(wording.text("telegram-copy"), copy_text={"text": copied}))
    return row


def _button(text: str, **action: Any) -> Button:
    return {"text": text, **action}


def _words_of_the_only_record(reply: Reply) -> str:
    for block in reply.blocks:
        if isinstance(block, QuoteBlock):
            at = block.slice.start
            return " ".join(block.slice.text[span.start - at : span.end - at] for span in block.contents)
        if isinstance(block, FigureBlock | PassageBlock):
            return block.slice.text
    return ""


def _head(pressed: Pressed) -> str:
    receipt = f":{pressed.receipt}" if pressed.receipt else ""
    edition = f"~{pressed.edition}" if pressed.edition else ""
    return f"{pressed.page}{receipt}{edition}"


def _short(label: str) -> str:
    return label if len(label) <= LABEL_CHARACTERS else label[: LABEL_CHARACTERS - 1] + "…"


def _digest(query: str) -> str:
    return blake2s(query.encode(), digest_size=5).hexdigest()
