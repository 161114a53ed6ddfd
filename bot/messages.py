"""What passes between an adapter and the core: a `Request` in, a `Reply` of blocks out.

No platform object and no markup is in here. A block that quotes carries the slice it shows
(`text == article.text[start:end]`); where that slice is longer than the record, `span` marks
the record inside it, in the same coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import ClassVar

from knowledge.model import Span


class Role(IntEnum):
    """What a person may do; a higher role may all that a lower one may."""

    EVERYONE = 0
    CHAT_ADMIN = 1
    OPERATOR = 2


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """Something a person asked. `text` is as typed, without the bot's name.

    `chat`, `thread`, `user` and `message` are the platform's ids as text; `message` makes a
    redelivered question known. `replied_text` is the text of the message this one replies to.
    `page` starts at 1; `page_length` is how many
    records it shows, where the settings' number will not do. `roles` are the platform's role ids
    of the person, for per-chat access. `weight` is how much of a question this is to the limits:
    a key typed in a search that answers as one types is only a part of one.
    """

    text: str
    platform: str = "terminal"
    chat: str = "terminal"
    thread: str | None = None
    user: str = "terminal"
    message: str | None = None
    role: Role = Role.EVERYONE
    roles: tuple[str, ...] = ()
    locale: str = "en"
    private: bool = True
    replied_text: str | None = None
    page: int = 1
    page_length: int | None = None
    weight: float = 1.0
    attachments: tuple[Attachment, ...] = ()


class Status(StrEnum):
    """How a question ended."""

    FOUND = "found"
    PARTIAL = "partial"  # something was found, but not for all that was asked
    NOTHING = "nothing"
    ERROR = "error"
    DENIED = "denied"


class Verdict(StrEnum):
    """What the record says of a quotation or a number in somebody's message."""

    EXACT = "exact"
    SHORTENED = "shortened"
    ALTERED = "altered"
    NEGATION = "negation"
    STITCHED = "stitched"
    MISATTRIBUTED = "misattributed"
    PARAPHRASE = "paraphrase"
    SUPPORTED = "supported"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a slice is from, as far as it is known; `article` is the file's stem."""

    article: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of an article: `text == article.text[start:end]`.

    `span` marks the record inside it, `marks` what else is highlighted (matched words), all in
    the article's coordinates.
    """

    text: str
    source: Source
    start: int
    end: int
    span: Span | None = None
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a reply. `KIND` is its name in the JSON contract."""

    KIND: ClassVar[str]


@dataclass(frozen=True, slots=True)
class QuoteBlock(Block):
    """Somebody's words: `slice` is the context, `contents` the quote's spans inside it.

    `speaker` is the name shown, a slice of the same article; None where nobody is named.
    `also` are the receipts of other reports of the same quotation.
    """

    KIND = "quote"
    slice: Slice
    receipt: str
    quote_kind: str
    contents: tuple[Span, ...]
    speaker: str | None = None
    cue: str | None = None
    via: str | None = None
    said: tuple[str, str | None, str | None] | None = None  # words, first and last day (ISO)
    also: tuple[str, ...] = ()
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class FigureBlock(Block):
    """A number and who says so: `slice` is its sentence with `span` on the number.

    `phrase` is the number as the article words it ("More than 6,700 people").
    """

    KIND = "figure"
    slice: Slice
    receipt: str
    phrase: str
    figure_kind: str
    bound: str
    value: float | None
    high: float | None = None
    unit: str | None = None
    measure: str | None = None
    claimant: str | None = None
    subject: str | None = None
    as_of: tuple[str, str | None, str | None] | None = None
    place: str | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class PassageBlock(Block):
    """A passage or sentence of an article, with the answering part marked."""

    KIND = "passage"
    slice: Slice
    receipt: str


@dataclass(frozen=True, slots=True)
class PersonBlock(Block):
    """Who somebody is: `slice` is the name where an article gives it.

    `aliases` are other spellings in the record with the reason why they are one person (a key
    of the locales).
    """

    KIND = "person"
    slice: Slice
    name: str
    aliases: tuple[tuple[str, str], ...] = ()
    quotes: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class ArticleBlock(Block):
    """An article of the corpus: `text` is its title where known, else the file's name."""

    KIND = "article"
    source: Source
    text: str
    receipt: str
    title_basis: str = "unknown"
    published_basis: str = "unknown"
    quotes: int = 0
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: what is shown and the command it stands for."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class ChoicesBlock(Block):
    """Things to ask next; `text` says what is being chosen."""

    KIND = "choices"
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class DisagreementBlock(Block):
    """Why figures differ: `reason` is a key of `knowledge.compare`, `text` says it in words."""

    KIND = "disagreement"
    text: str
    reason: str
    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictBlock(Block):
    """What the record says of one claim of a message.

    `claim` is the user's own words; `difference` pairs words of the claim with words of the
    record where they differ (either side may be empty). The blocks it rests on follow it.
    """

    KIND = "verdict"
    text: str
    verdict: Verdict
    claim: str
    difference: tuple[tuple[str, str], ...] = ()
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartBlock(Block):
    """A picture of figures; `text` says the same in words, for those who do not see it."""

    KIND = "chart"
    text: str
    png: bytes
    caption: str
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock(Block):
    """Rows of short texts under headings, all fixed strings or values."""

    KIND = "table"
    text: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NoticeBlock(Block):
    """A fixed string of the locales; `key` is its name there."""

    KIND = "notice"
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class FileBlock(Block):
    """A file to be sent."""

    KIND = "file"
    text: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request.

    `query` is the command that gives this answer again (with another `page`); `command` its
    name. `page` of `pages` is shown. `personal` replies (errors, help, settings) are for the
    asker alone where the platform can do that.
    """

    status: Status
    command: str
    blocks: tuple[Block, ...]
    query: str = ""
    page: int = 1
    pages: int = 1
    personal: bool = False
