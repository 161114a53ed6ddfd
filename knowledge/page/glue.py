"""Where inside a paragraph does furniture end and prose begin?

Scraping joins what a page shows apart: a date before the first sentence, share buttons around
a caption, an agency's name after the last word. A `Cutter` cuts such a paragraph into pieces
of one kind each. Only its first and last few hundred characters are ever searched.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.model import PassageKind, Span
from knowledge.page.bylines import Byline, byline, dateline_end
from knowledge.page.credits import picture_credit, picture_credit_within, sign_off, tail_of
from knowledge.page.debris import is_debris
from knowledge.page.stamps import DAY, TIME, days_in
from knowledge.tokens import sentences_of, trim

CAPTION_CHARACTERS_MAX = 450
_CAPTION_SENTENCES_MAX = 3
_SOURCE_CAPTION_CHARACTERS_MAX = 200
_TAIL_CHARACTERS = 300
_CAPTIONS_KEPT = 20  # a caption is repeated at once or not at all
_PROSE_OPENS = r"(?=[\"'“‘«(]?[^\W\d_a-z])"
_AFTER_END = r"(?:(?<=[.!?…”’\"')\]])\s*|^)"

_HEADING_MARK = re.compile(r"#{1,6}[ \t]+(?=\S)")
_STAMPED = re.compile(
    rf"(?i:date|published|updated|posted|last updated|first published)(?:\s+on)?[:\s]+(?i:{DAY})"
    rf"(?:[,\s]*(?:at\s+)?{TIME})?\s*[|•·\-–—]?\s+{_PROSE_OPENS}"
)
_MARKS = r"(?:top|bottom) of (?:the )?page|back to top|story continues below(?: advertisement)?"
_PAGE_MARK = re.compile(
    rf"(?:(?i:{_MARKS}|skip to (?:main )?content|article continues below)|ADVERTISEMENT|Advertisement)"
    rf"\s+{_PROSE_OPENS}"
)
_CAPTION_OPENS = re.compile(
    r"(?:Expand Close|Expand|Close|Enlarge(?: this image)?|(?:Image|Media|Hide|Toggle) caption)\s+(?=\S)"
)
_CAPTION_LABEL = re.compile(
    r"(?:FILE (?:PHOTO|PICTURE|IMAGE)|File (?:photo|picture)|FILE|Photo|PHOTO|Image|Picture|Pictured"
    r"|Photo caption|Caption|Image caption|Фото)\s*(?:[:–—]|-\s)\s*\S|(?:Image|Media) caption\s+\S"
)
_LABELS = (
    r"Read [Mm]ore|READ MORE|Also [Rr]ead|ALSO READ|Read [Aa]lso|READ ALSO|Read next|Related|RELATED"
    r"|See also|SEE ALSO|WATCH|Watch|MORE|Don['’]t miss|DON['’]T MISS"
)
_TAILS = (
    re.compile(
        rf"{_AFTER_END}(?P<cut>[\[(]?"
        rf"(?i:{_MARKS}|continue reading|read more|advertisement|all rights reserved)"
        r"[.…»›>→\s\])]*)$"
    ),
    re.compile(rf"{_AFTER_END}(?P<cut>(?:{_LABELS})\s?:\s[^.!?]{{3,160}}[.!?]?)$"),
    re.compile(
        rf"{_AFTER_END}(?P<cut>(?:(?:Copyright|COPYRIGHT)?\s*(?:©|\([cC]\))|Copyright\s+(?:19|20)\d\d)"
        r"[^!?]{0,200})$"
    ),
)


_TAIL_SIGNS = (":", "©", "(c)", "(C)", "Copyright", "COPYRIGHT")
_TAIL_WORDS = ("page", "top", "below", "advertisement", "reading", "more", "reserved")
_AFTER_WORDS = ".…»›>→])" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_TAIL_HINT = re.compile(
    rf"(?:{_LABELS})\s?:\s|©|\([cC]\)|C(?:opyright|OPYRIGHT)\b"
    rf"|(?i:{'|'.join(_TAIL_WORDS)})[.…»›>→\s\])]*$"
)


@dataclass(slots=True)
class Piece:
    """A part of a paragraph. `weak` is a guess that its place must confirm."""

    span: Span
    kind: PassageKind
    weak: bool = False


class Cutter:
    """Cuts the paragraphs of one text, in order; it remembers the captions it has seen."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._captions: deque[str] = deque(maxlen=_CAPTIONS_KEPT)
        self._prose_seen = False

    def cut(self, paragraph: Span) -> list[Piece]:
        """The pieces of `paragraph`, in order; together they hold all of it but white space."""
        if self._is_debris(paragraph):
            return [Piece(paragraph, PassageKind.DEBRIS)]
        pieces, rest = self._cut_front(paragraph)
        if len(rest):
            heading = bool(pieces) and self._is_heading_mark(pieces[-1].span)
            pieces += self._judge(rest, cut=bool(pieces), heading=heading)
        for piece in pieces:
            if piece.kind is PassageKind.CAPTION:
                self._captions.append(piece.span.of(self._text))
            self._prose_seen |= piece.kind is PassageKind.BODY and len(piece.span) > 80
        return pieces

    def _is_debris(self, span: Span) -> bool:
        return len(span) <= 600 and is_debris(span.of(self._text))

    def _is_heading_mark(self, span: Span) -> bool:
        return not span.of(self._text).strip("#")

    def _cut_front(self, paragraph: Span) -> tuple[list[Piece], Span]:
        """What is glued before the prose, and the rest."""
        pieces: list[Piece] = []
        rest = paragraph
        while len(rest) and (found := self._front(rest, pieces)):
            end, kind = found
            pieces.append(Piece(trim(self._text, Span(rest.start, end)), kind))
            rest = trim(self._text, Span(end, rest.end))
        return pieces, rest

    def _front(self, rest: Span, before: list[Piece]) -> tuple[int, PassageKind] | None:
        """The end and kind of the first thing glued to the front of `rest`."""
        text, start, end = self._text, rest.start, rest.end
        near = min(end, start + CAPTION_CHARACTERS_MAX)
        if caption := self._glued_caption(rest, before):
            return caption, PassageKind.CAPTION
        for mark in (_HEADING_MARK, _STAMPED, _PAGE_MARK, _share_row()):
            if match := mark.match(text, start, near):
                return match.end(), PassageKind.DEBRIS
        for mark in (_CAPTION_OPENS, _share_word()):
            match = mark.match(text, start, near)
            if match and self._caption_end(trim(text, Span(match.end(), end))):
                return match.end(), PassageKind.DEBRIS
        if not self._prose_seen and (prose := dateline_end(text, start, end)) > start:
            return prose, PassageKind.BYLINE
        return None

    def _glued_caption(self, rest: Span, before: list[Piece]) -> int | None:
        """Where a caption ends that follows its own button, or repeats an earlier caption."""
        if not before or before[-1].kind is not PassageKind.DEBRIS:
            return None
        opened = before[-1].span.of(self._text)
        if not (_CAPTION_OPENS.match(opened + " x") or _share_word().match(opened + " X")):
            return None
        return self._caption_end(rest)

    def _caption_end(self, rest: Span) -> int | None:
        near = min(rest.end, rest.start + CAPTION_CHARACTERS_MAX)
        for caption in self._captions:
            if self._text.startswith(caption, rest.start):
                return rest.start + len(caption)
        return picture_credit_within(self._text, rest.start, near)

    def _judge(self, rest: Span, *, cut: bool, heading: bool) -> list[Piece]:
        """The pieces of what is left after its front was cut, if anything was."""
        text = self._text
        if cut and self._is_debris(rest):
            return [Piece(rest, PassageKind.DEBRIS)]
        if heading:
            return [Piece(rest, PassageKind.HEADLINE)]
        named = byline(rest.of(text)) if len(rest) <= CAPTION_CHARACTERS_MAX else Byline.NO
        if named is not Byline.NO:
            return [Piece(rest, PassageKind.BYLINE, weak=named is Byline.WEAK)]
        return self._captioned(rest) or self._cut_tail(rest)

    def _captioned(self, rest: Span) -> list[Piece] | None:
        """The pieces of a paragraph that is a caption or ends in one; None where it does not."""
        text = self._text
        credit = picture_credit(text, rest.start, rest.end)
        if credit is None and not _CAPTION_LABEL.match(text, rest.start, rest.end):
            return None
        if self._is_short(rest):
            return [Piece(rest, PassageKind.CAPTION)]
        if credit is None:
            return None
        start = self._dated_sentence(Span(rest.start, credit.start)) or credit.start
        prose = trim(text, Span(rest.start, start))
        return [*self._cut_tail(prose), Piece(trim(text, Span(start, rest.end)), PassageKind.CAPTION)]

    def _is_short(self, span: Span) -> bool:
        if len(span) > CAPTION_CHARACTERS_MAX:
            return False
        return len(sentences_of(self._text, span)) <= _CAPTION_SENTENCES_MAX

    def _dated_sentence(self, before: Span) -> int | None:
        """Where the last sentence before a credit begins, if it has a caption's full date."""
        near = Span(max(before.start, before.end - CAPTION_CHARACTERS_MAX), before.end)
        sentences = sentences_of(self._text, near)
        if len(sentences) < 2:
            return None
        last = sentences[-1].span
        dated = any(day.year for day in days_in(self._text, last.start, last.end))
        return last.start if dated else None

    def _cut_tail(self, rest: Span) -> list[Piece]:
        """Prose and what is glued after it."""
        text, tail = self._text, []
        while len(rest) and (cut := self._tail(rest)) is not None:
            tail.append(Piece(trim(text, Span(cut, rest.end)), PassageKind.DEBRIS))
            rest = trim(text, Span(rest.start, cut))
        tail.reverse()
        if not len(rest):
            return tail
        captioned = bool(tail) and len(rest) <= _SOURCE_CAPTION_CHARACTERS_MAX
        captioned = captioned and text[tail[0].span.start : tail[0].span.start + 6].casefold() == "source"
        return [Piece(rest, PassageKind.BODY, weak=captioned and self._is_short(rest)), *tail]

    def _tail(self, rest: Span) -> int | None:
        """Where the last thing glued to the end of `rest` begins."""
        window, begin = tail_of(self._text, rest.start, rest.end, _TAIL_CHARACTERS)
        if _may_have_tail(window) or _last_word(window) in _share_words():
            for pattern in (*_TAILS, *_share_tails()):
                if match := pattern.search(window):
                    return begin + match.start("cut")
        credit = sign_off(self._text, rest.start, rest.end)
        return credit.start if credit else None


def _may_have_tail(window: str) -> bool:
    """Whether `window` holds a sign of what `_TAILS` describe: a glance spares most prose the search."""
    glance = any(sign in window for sign in _TAIL_SIGNS)
    glance = glance or window.rstrip(_AFTER_WORDS).casefold().endswith(_TAIL_WORDS)
    return glance and _TAIL_HINT.search(window) is not None


def _last_word(window: str) -> str:
    words = window[-40:].split()
    return words[-1].casefold() if words else ""


@cache
def _share_words() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in lexicon("debris")["share"]["names"])


@cache
def _share_names() -> str:
    names = sorted(lexicon("debris")["share"]["names"], key=len, reverse=True)
    return "(?:" + "|".join(_cased(name) for name in names if len(name) > 1) + r")(?!\w)"


def _cased(name: str) -> str:
    """A pattern for a button's name: capitals first or throughout, as buttons have it."""
    forms = {name.upper(), name.title(), name.capitalize(), name[0].upper() + name[1:]}
    special = {"Linkedin": "LinkedIn", "Whatsapp": "WhatsApp", "Youtube": "YouTube", "Tiktok": "TikTok"}
    forms |= {special[form] for form in forms & set(special)}
    return "|".join(re.escape(form) for form in sorted(forms, reverse=True))


@cache
def _share_row() -> re.Pattern[str]:
    """Two or more buttons before prose, or one after a slash."""
    names = _share_names()
    return re.compile(
        rf"(?:{names}(?:\s*[/|•·]?\s*{names})+|/\s+{names})(?:\s*[/|•·])?(?:\s+{_PROSE_OPENS}|\s*$)"
    )


@cache
def _share_word() -> re.Pattern[str]:
    return re.compile(rf"{_share_names()}\s+{_PROSE_OPENS}")


@cache
def _share_tails() -> tuple[re.Pattern[str], ...]:
    names = _share_names()
    return (
        re.compile(rf"{_AFTER_END}(?P<cut>{names}(?:\s*[/|•·]?\s*{names})+)\s*$"),
        re.compile(rf"(?<=\s)(?P<cut>/\s+{names})\s*$"),
    )
