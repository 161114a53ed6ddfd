"""Is this line of a page furniture, by its words alone?

Share bars, menus, notices, labels, counters: recognised by the phrases of `lexicon/debris.toml`
and a few forms. Where the line stands, and what is glued to it, is `knowledge.clean`'s part.
Real prose matters more than a missed button: what could be a sentence of the article stays.
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.page.stamps import DAY, TIME

LINE_CHARACTERS_MAX = 600
_SHORT_CHARACTERS_MAX = 200
_OPENING_CHARACTERS = 100
_BULLETS = " •·›»>→*-–—▶►"
_LABEL_WORDS, _CALL_WORDS, _NOTICE_WORDS = 30, 30, 80
_SPACE = r"\s\u00ad\u200b-\u200f\u2060\ufeff"
_SPACES = re.compile(rf"[{_SPACE}]+")
_ODD_SPACE = re.compile(  # any of these but the plain one, written out: one set is searched fastest
    "[\t-\r\x1c-\x1f\x85\xa0\xad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]"
)
_OUTER = " \t.:;,…!*|/•·›»>‹«<→←↑↓+-–—_=~[]{}▶►▼▲◄#“”\"'"
_FIRST_WORD = re.compile(rf"[{_SPACE}{re.escape(_BULLETS)}]*([^{_SPACE}]*)")
_QUOTED = re.compile(r"[“”«»„\"]")
_SPOKEN = re.compile(r"\b(?:said|says|told|tells|asked|asks|according)\b")
_ADDRESSED = re.compile(r"\b(?:you|your|our|us|we|here|my)\b")
_SEPARATORS = re.compile(r"\s*[|•·/›»>\\–—\-,]+\s*|\s+")
_PART = re.compile(r"[^|•·/›»>\\–—\-,\s]+")
_BARS = re.compile(r"\s*[|•·›»>]\s*")
_STAMP_CHARACTERS_MAX = 120
_DAY = re.compile(DAY, re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STAMP_PARTS = re.compile(
    rf"{DAY}|{TIME}|\d{{4}}\s(?=[A-Z]{{2,4}}\b)|\b(?:date|published|updated|posted|last|modified|first|created"
    r"|publication|on|at|gmt|utc|bst|e[sd]?t|p[sd]t|cet|cest|hkt|msk|ist|mon|tue|wed|thu|fri|sat|sun)\b",
    re.IGNORECASE,
)
_STAMP_BY = re.compile(r"\bby [\w .]{2,40}$")
_COUNTER = re.compile(
    r"\d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+(?:read|listen|watch)"
    r"|(?:published |updated |posted )?(?:\d+|an?|one)\s*"
    r"(?:s|sec|second|m|min|minute|h|hr|hour|d|day|week|month|year)s?\s+ago"
    r"|[\d.,]+\s*[km]?\s+(?:shares?|comments?|views?|likes|retweets?|replies|reads|followers)"
    r"|\d+\s+of\s+\d+|\d+\s*/\s*\d+|page\s+\d+(?:\s+of\s+\d+)?"
    r"|\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+[a-z]{2,4})?"
    r"|list \d+ of \d+|list of \d+ items?|(?:slideshow|gallery) ?\(? ?\d+ (?:images|photos|pictures) ?\)?"
    r"|this article is more than \d+ (?:months?|years?) old|\d+ thoughts? on .{3,200}"
    r"|https?://\S+|www\.\S+|@\w+|#\w+(?:\s+#\w+)*|\S+@\S+\.\w+"
)


def plain(line: str) -> str:
    """`line` as the lexicon writes it: lower case, single spaces, no outer punctuation."""
    return _even(line).casefold().replace("’", "'").strip(_OUTER).replace(" :", ":")


def _even(line: str) -> str:
    """`line` with single spaces; few lines have any others, so one look spares the rest the change."""
    return _SPACES.sub(" ", line) if "  " in line or _ODD_SPACE.search(line) else line


def is_debris(line: str) -> bool:
    """Whether the whole of `line` is furniture wherever it stands."""
    if len(line) > LINE_CHARACTERS_MAX:
        return False
    if len(line) > _SHORT_CHARACTERS_MAX and " " in line:  # most prose is done with here
        return _opens_as_furniture(line)
    words = plain(line)
    if not words or words in _phrases("alone") or words in _phrases("lists"):
        return True
    return (
        is_share_bar(words)
        or _is_menu(line, words)
        or _COUNTER.fullmatch(words) is not None
        or is_stamp(line)
        or (len(line) <= 4 and line.lstrip("+").isdecimal() and len(words) <= 3)
        or _opens_as_furniture(line)
    )


def opens_list(line: str) -> bool:
    """Whether the titles of other stories are to be expected after `line`."""
    return len(line) <= LINE_CHARACTERS_MAX and plain(line) in _phrases("lists")


def opens_caption(line: str) -> bool:
    """Whether `line` is the label of a caption that is the next line."""
    return len(line) <= 20 and plain(line) in {"image caption", "media caption", "video caption", "caption"}


def is_section(line: str) -> bool:
    """Whether `line` is no more than a section's name: "World", "Politics"."""
    return len(line) <= 40 and plain(line) in _names("navigation")


def is_stamp(line: str) -> bool:
    """Whether `line` is only a date or two, with or without "Published", a time and "by admin"."""
    if len(line) > _STAMP_CHARACTERS_MAX or not _YEAR.search(line) or not _DAY.search(line):
        return False
    left = _STAMP_PARTS.sub("", _STAMP_BY.sub("", line))
    return not any(c.isalnum() for c in left)


def is_share_bar(words: str) -> bool:
    """Whether plain `words` are names of networks in a row, or one that never stands alone in prose."""
    if words in _share("single"):
        return True
    if len(words) > 200:
        return False
    opening = _PART.search(words)
    if opening is None or opening.group() not in _share_openings():
        return False
    left = [w for w in _SEPARATORS.split(words) if w]
    names, glue, seen = _share("names"), _share("glue"), 0
    while left:
        two = " ".join(left[:2])
        if len(left) > 1 and two in names:
            left, seen = left[2:], seen + 1
        elif left[0] in names:
            left, seen = left[1:], seen + 1
        elif left[0] in glue:
            left = left[1:]
        else:
            return False
    return seen > 1


def _is_menu(line: str, words: str) -> bool:
    """Three or more section names in a row, or short parts between bars, none of them a number."""
    barred = len(line) <= 300 and _BARS.search(line) is not None and not re.search(r"\d", line)
    if barred:
        parts = [plain(part) for part in _BARS.split(line)]
        sections = len(parts) > 2 or any(part in _names("navigation") for part in parts)
        return sections and all(len(part.split()) <= 4 for part in parts) and line[-1] not in ".!?"
    names, seen = _names("navigation"), 0
    if words.partition(" ")[0] not in _section_openings():
        return False
    left = words.split()
    while left:
        two = " ".join(left[:2])
        left, known = (left[2:], True) if two in names and len(left) > 1 else (left[1:], left[0] in names)
        if not known:
            return False
        seen += 1
    return seen > 2


def _opens_as_furniture(line: str) -> bool:
    first = _FIRST_WORD.match(line, 0, _OPENING_CHARACTERS)
    if first is None or first.group(1).casefold().replace("’", "'") not in _first_words():
        return False
    start = _SPACES.sub(" ", line[:_OPENING_CHARACTERS]).casefold().replace("’", "'").lstrip(_BULLETS)
    count = len(line.split())
    if count <= _NOTICE_WORDS and start.startswith(_openings("notices")):
        return True
    if count <= _LABEL_WORDS and start.startswith(_openings("labels")):
        return True
    if count > _CALL_WORDS or not start.startswith(_openings("calls")):
        return False
    words = plain(line)
    if _QUOTED.search(line) or _SPOKEN.search(words):
        return False
    return line.rstrip()[-1] not in ".!?" or _ADDRESSED.search(words) is not None


@cache
def _phrases(group: str) -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in lexicon("debris")[group])


@cache
def _openings(group: str) -> tuple[str, ...]:
    return tuple(lexicon("debris")[group])


@cache
def _first_words() -> frozenset[str]:
    """Every word that may open furniture: a glance at it spares prose the rest."""
    groups = ("labels", "calls", "notices")
    return frozenset(phrase.partition(" ")[0] for group in groups for phrase in _openings(group))


@cache
def _share(group: str) -> frozenset[str]:
    return frozenset(lexicon("debris")["share"][group])


@cache
def _share_openings() -> frozenset[str]:
    """Every word that may open a share bar, as `_first_words` for notices."""
    return _share("glue") | {name.partition(" ")[0] for name in _share("names")}


@cache
def _section_openings() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _names("navigation"))


@cache
def _names(group: str) -> frozenset[str]:
    return frozenset(lexicon("debris")[group]["names"])
