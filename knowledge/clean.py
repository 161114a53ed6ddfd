"""What in a page is the article, and what is not? Everything is marked in place, nothing is removed.

First each paragraph is cut where furniture is glued to it (`knowledge.page.glue`), then each piece is
judged by its words, then by where it stands: a headline opens, tags and section names surround.
The whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.model import Article, Passage, PassageKind, Span
from knowledge.page.bylines import is_name_in_place
from knowledge.page.debris import is_section, is_stamp, opens_caption, opens_list
from knowledge.page.front_matter import front_matter_of
from knowledge.page.glue import Cutter, Piece
from knowledge.page.paragraphs import paragraphs_of

_TITLE_CHARACTERS_MAX, _SUBHEADING_CHARACTERS_MAX = 220, 100
_SUBHEADING_WORDS_MAX, _QUESTION_WORDS_MAX = 12, 6
_PROSE_WORDS_MIN, _SENTENCE_WORDS_MIN, _TITLE_WORDS_MIN = 6, 3, 4
_MENU_LINES_MIN, _FOOTER_LINES_MIN = 3, 2
_TAGS_MIN, _TAG_WORDS_MAX = 4, 4
_TURN = re.compile(r"[A-Z][A-Z. ]{0,30}:\s")  # a speaker's turn in a transcript: "Q: Why?"
_CLOSERS = "\"'”’»›)]*_"


def passages_of(article: Article) -> tuple[Passage, ...]:
    """The passages of `article` in text order; together they cover all but white space."""
    text = article.text
    front = front_matter_of(text)
    cutter = Cutter(text)
    paragraphs = paragraphs_of(text, front.span.end if front else 0)
    pieces = [piece for paragraph in paragraphs for piece in cutter.cut(paragraph)]
    _place(text, pieces)
    passages = tuple(Passage(piece.span, piece.kind) for piece in pieces if len(piece.span))
    return (Passage(front.span, PassageKind.DEBRIS), *passages) if front else passages


def _place(text: str, pieces: list[Piece]) -> None:
    """Settle what depends on where a piece stands."""
    prose = [piece.kind is PassageKind.BODY and _is_prose(text, piece.span) for piece in pieces]
    if not any(prose):
        _mark_title(text, pieces)
        return
    first = prose.index(True)
    last = len(prose) - 1 - prose[::-1].index(True)
    _confirm_weak(pieces, first, last)
    _mark_labelled(text, pieces, prose)
    for n, piece in enumerate(pieces):
        if piece.kind is PassageKind.BODY and not prose[n]:
            piece.kind = _kind_by_place(text, piece.span, n, first, last)
    _mark_menu(text, pieces[:first])
    _mark_footer(pieces[last + 1 :])
    _mark_title(text, pieces)


def _mark_menu(text: str, head: list[Piece]) -> None:
    """Short lines among a menu before the headline belong to the menu; so does what a byline stands under."""
    if sum(piece.kind is PassageKind.DEBRIS for piece in head) >= _MENU_LINES_MIN:
        title = next((n for n, piece in enumerate(head) if _could_head(text, piece)), 0)
        for piece in head[:title]:
            if piece.kind in (PassageKind.BODY, PassageKind.HEADLINE):
                piece.kind = PassageKind.DEBRIS
    for piece, following in pairwise(head):
        named = piece.kind is PassageKind.HEADLINE and is_name_in_place(piece.span.of(text))
        if named and following.kind is PassageKind.DEBRIS and is_stamp(following.span.of(text)):
            piece.kind = PassageKind.BYLINE


def _could_head(text: str, piece: Piece) -> bool:
    words = piece.span.of(text).count(" ") + 1 if piece.kind is PassageKind.HEADLINE else 0
    return words >= _TITLE_WORDS_MIN


def _mark_footer(tail: list[Piece]) -> None:
    """Unfinished short lines among buttons and notices after the prose are no more than these."""
    debris = [n for n, piece in enumerate(tail) if piece.kind is PassageKind.DEBRIS]
    if len(debris) >= _FOOTER_LINES_MIN:
        for piece in tail[debris[0] :]:
            if piece.kind is PassageKind.BODY and len(piece.span) <= _SUBHEADING_CHARACTERS_MAX:
                piece.kind = PassageKind.DEBRIS


def _confirm_weak(pieces: list[Piece], first: int, last: int) -> None:
    """A bare "By Jane Doe" is a byline only around the prose; a "Source: …" makes a caption only within."""
    for n, piece in enumerate(pieces):
        if not piece.weak:
            continue
        if piece.kind is PassageKind.BYLINE and first < n < last:
            piece.kind = PassageKind.BODY
        elif piece.kind is PassageKind.BODY and n < last:
            end = pieces[n + 1].span.end
            piece.kind, piece.span, pieces[n + 1].span = (
                PassageKind.CAPTION,
                Span(piece.span.start, end),
                Span(end, end),
            )


def _mark_labelled(text: str, pieces: list[Piece], prose: list[bool]) -> None:
    """The caption after "Image caption", and the titles of other stories from "Related articles" to prose."""
    listing = captioned = False
    for n, piece in enumerate(pieces):
        if piece.kind is PassageKind.DEBRIS:
            listing = listing or opens_list(piece.span.of(text))
            captioned = opens_caption(piece.span.of(text))
            continue
        listing = listing and not prose[n]
        if captioned and len(piece.span) <= _TITLE_CHARACTERS_MAX:
            piece.kind = PassageKind.CAPTION
        elif listing and piece.kind is PassageKind.BODY:
            piece.kind = PassageKind.DEBRIS
        captioned = False


def _kind_by_place(text: str, span: Span, n: int, first: int, last: int) -> PassageKind:
    """What a line is that is no finished sentence, by whether it stands before, in or after the prose."""
    if len(span) > _TITLE_CHARACTERS_MAX:
        return PassageKind.BODY
    line = span.of(text)
    if (n < first or n > last) and (is_section(line) or _is_tag_list(line)):
        return PassageKind.DEBRIS
    if n < first:
        return PassageKind.HEADLINE if _is_title(line) else PassageKind.BODY
    return PassageKind.HEADLINE if n < last and _is_subheading(line) else PassageKind.BODY


def _mark_title(text: str, pieces: list[Piece]) -> None:
    """The first passage that could be the article's own is its headline if it reads like one."""
    own = [piece for piece in pieces if piece.kind in (PassageKind.BODY, PassageKind.HEADLINE)]
    if len(own) > 1 and len(own[0].span) <= _TITLE_CHARACTERS_MAX and _is_title(own[0].span.of(text)):
        own[0].kind = PassageKind.HEADLINE


def _is_prose(text: str, span: Span) -> bool:
    """Whether a passage is a finished sentence, or too long to be anything else."""
    if len(span) > _TITLE_CHARACTERS_MAX:
        return True
    line = span.of(text)
    ended = line.rstrip(_CLOSERS)
    words = line.count(" ") + 1
    if ended.endswith(".") and not ended.endswith(".."):
        return words >= _SENTENCE_WORDS_MIN
    if ended[-1:] not in tuple("!?….:;") or words < _PROSE_WORDS_MIN:
        return False
    return not line.endswith("?") or not _is_short_question(line)


def _is_title(line: str) -> bool:
    """Whether `line` could be a headline: some words, no full stop, no small letter first."""
    stripped = line.rstrip(_CLOSERS)
    letter = next((c for c in line if c.isalnum()), "")
    if not letter or letter.islower() or line.count(" ") < 1:
        return False
    return stripped[-1:] not in tuple(".:;,…") or line.endswith(("U.S.", "U.K.", "U.N."))


def _is_subheading(line: str) -> bool:
    """Whether `line`, between paragraphs, heads the next: short, unfinished, not itself speech."""
    words = line.split()
    if len(line) > _SUBHEADING_CHARACTERS_MAX or len(words) > _SUBHEADING_WORDS_MAX or not _is_title(line):
        return False
    if line[0] in "\"'“”‘«„-–—•*" or _is_tag_list(line) or _TURN.match(line):
        return False
    return not line.endswith("?") or _is_short_question(line) or _is_title_case(words)


def _is_short_question(line: str) -> bool:
    words = line.split()
    return line.endswith("?") and (len(words) <= _QUESTION_WORDS_MAX or _is_title_case(words))


def _is_title_case(words: list[str]) -> bool:
    """Whether nearly all longer words begin with a capital."""
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _is_tag_list(line: str) -> bool:
    """Whether `line` is keywords: four or more short parts between commas, no "and" before the last."""
    parts = [part.strip() for part in line.split(",")]
    if len(parts) < _TAGS_MIN or line[-1] in ".!?:;" or not all(parts):
        return False
    last = parts[-1].split()[0].casefold()
    return last not in {"and", "or"} and all(len(part.split()) <= _TAG_WORDS_MAX for part in parts)
