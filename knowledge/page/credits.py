"""Which words of a page are a credit: whose picture, whose report, who wrote it, from where?

Credits are recognised by where and how they stand (brackets, a slash, the end of a line), never
by an agency's name alone. Every search is bounded, so that a line of megabytes costs little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.lexicon import lexicon

CREDIT_CHARACTERS_MAX = 200
_NAME = r"(?:[^\W\d_][\w.'’\-]*)"
_PERSON = rf"(?:(?!(?i:the|and|by|via|photo|on|in|at)\b){_NAME}(?:\s+{_NAME}){{0,4}})"


_SIGNS = str.maketrans(dict.fromkeys("./()[]–—-©", " "))
_AFTER_NAMES = "./()[]–—-©" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_PICTURE_MARKS = (
    *(
        "Photo",
        "PHOTO",
        "Image",
        "IMAGE",
        "Picture",
        "Pic",
        "Credit",
        "CREDIT",
        "Illustration",
        "Foto",
        "Фото",
    ),
    *("image source", "image copyright", "courtesy of", "/", "|"),
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Where a credit stands in a text."""

    start: int
    end: int


@cache
def wires() -> dict[str, str]:
    """The wire services by every form of their names."""
    return {form: wire for wire, forms in lexicon("credits")["wires"].items() for form in forms}


@cache
def agency_pattern() -> str:
    """A pattern for the name of a wire service or picture agency; case counts."""
    names = [*wires(), *lexicon("credits")["pictures"]["names"]]
    return _any(names)


@cache
def wire_pattern() -> str:
    """A pattern for the name of a wire service; case counts."""
    return _any(list(wires()))


def _any(names: list[str]) -> str:
    return "(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + r")(?!\w)"


@cache
def _bracketed() -> str:
    """(Sergei Grits/AP) AP/PA Images; (AP Photo/Jane Doe); (Photo by …); (Image: …); (Reuters/Jane Doe)."""
    agency, wire = agency_pattern(), wire_pattern()
    word = r"(?:photos?|photograph|images?|pictures?|pic|credit|illustration|(?:photo|image|picture) credit)"
    other = r"[^()\[\]]"
    named = (
        rf"[^()\[\]/]{{2,60}}/\s?{agency}{other}{{0,60}}|{agency}\s*/{other}{{2,60}}|AP Photo{other}{{0,80}}"
    )
    marked = rf"(?i:{word})\s*(?:(?i:by|courtesy of|courtesy|via)\b|[:/]){other}{{2,100}}"
    bare = (
        r"(?i:file photo|handout|getty images)|[A-Z][\w'’\-]+(?: [A-Z][\w.'’\-]+){1,3}/[A-Z][\w.'’\- ]{1,40}"
    )
    wires_only = rf"[(\[]{wire}(?:\s?/\s?{wire})+[)\]]"  # who reported it, not who took the picture
    return rf"(?!{wires_only})[(\[](?:{named}|{marked}|{bare})[)\]](?:\s+{agency}(?:\s*/\s*{agency})*)?"


@cache
def _within() -> re.Pattern[str]:
    return re.compile(_bracketed())


@cache
def _picture_credits() -> tuple[re.Pattern[str], ...]:
    """Forms of a picture's credit at the end of a text."""
    agency = agency_pattern()
    via = rf"(?:\s*[,/]?\s*(?:via\s+)?{agency})*"
    words = (
        r"(?:Photo(?:graph|s|\s[Cc]redit)?|Image(?:s|\s[Cc]redit)?|Picture(?:s|\s[Cc]redit)?|Pic|Credit"
        r"|Illustration|PHOTO|IMAGE|CREDIT|Foto|Fotos|Фото)(?:\s+(?:by|BY|courtesy of)\b\s*:?|\s*[:/])"
        r"|(?i:image source|image copyright|photo courtesy of),?"
    )
    return (
        re.compile(rf"(?P<credit>{_bracketed()})\s*$"),
        # Photo by JANE DOE/AFP via Getty Images; Photo: Reuters; Image credit: X; Foto: dpa
        _ending(rf"(?:{words})\s*(?=\S)[^.!?()\n]{{2,80}}\.?"),
        # JANE DOE/BELTA/AFP via Getty Images; REUTERS/Jane Doe
        _ending(rf"(?:(?:{_PERSON}\s?[/|]\s?){{1,4}}{agency}|{agency}\s?/\s?{_PERSON}){via}"),
        # Getty Images; AP/PA Images
        _ending(rf"(?:Getty Images|GETTY IMAGES|PA Images|Shutterstock|{agency}\s?/\s?{agency}){via}"),
    )


@cache
def _sign_offs() -> tuple[re.Pattern[str], ...]:
    """Forms of a report's credit at its very end."""
    names = rf"{wire_pattern()}(?:\s?[/,]\s?{agency_pattern()})*"
    return (
        _ending(rf"[\(\[]\s?{names}\s?[\)\]]\.?"),
        _ending(rf"[-–—/©]+\s?{names}\.?"),
        _ending(r"(?i:sources?)\s?:\s*[^\W_][^.!?:]{1,60}\.?"),
        re.compile(rf"(?:^|(?:\w{{4}}[.!?…]|[”’\"')\]])\s+)(?P<credit>{names})\s*$"),  # not after "Mr."
    )


def _ending(credit: str) -> re.Pattern[str]:
    """A credit that ends a text and begins it, or follows a finished sentence."""
    return re.compile(rf"(?:^|(?<=[.!?…”’\"')\]])\s*)(?P<credit>{credit})\s*$")


def picture_credit(text: str, start: int, end: int) -> Credit | None:
    """The picture credit that ends `text[start:end]`; the longest where several forms fit."""
    window, begin = tail_of(text, start, end, CREDIT_CHARACTERS_MAX)
    if not (
        _ends_in_name(window) or window.endswith((")", "]")) or any(mark in window for mark in _PICTURE_MARKS)
    ):
        return None
    return _at_end(_picture_credits(), window, begin, end)


def picture_credit_within(text: str, start: int, end: int) -> int | None:
    """Where the first bracketed picture credit in `text[start:end]` ends."""
    match = _within().search(text, start, end)
    return match.end() if match else None


def sign_off(text: str, start: int, end: int) -> Credit | None:
    """The agency's name, or "Source: …", that ends `text[start:end]`."""
    window, begin = tail_of(text, start, end, CREDIT_CHARACTERS_MAX)
    if not (_ends_in_name(window) or "ource" in window or "OURCE" in window):
        return None
    return _at_end(_sign_offs(), window, begin, end)


def wire_in(line: str) -> str | None:
    """The wire service, as written, that a dateline, byline or sign-off names."""
    match = re.search(rf"(?<!\w){wire_pattern()}", line)
    return match.group() if match else None


def tail_of(text: str, start: int, end: int, characters: int) -> tuple[str, int]:
    """The last `characters` of `text[start:end]` and where they begin, for patterns that end in `$`.

    A tail that is not the whole begins with a zero character, so that `^` means the true start.
    """
    if end - start <= characters:
        return text[start:end], start
    return "\0" + text[end - characters : end], end - characters - 1


def _at_end(patterns: tuple[re.Pattern[str], ...], window: str, begin: int, end: int) -> Credit | None:
    found = [m.start("credit") for p in patterns if (m := p.search(window))]
    return Credit(begin + min(found), end) if found else None


def _ends_in_name(window: str) -> bool:
    """Whether the last word could end an agency's name: a glance that spares most prose the patterns."""
    if not window.rstrip(_AFTER_NAMES).endswith(_name_endings()):
        return False
    last = window[-60:].translate(_SIGNS).rsplit(None, 1)
    return bool(last) and last[-1] in _last_words()


@cache
def _name_endings() -> tuple[str, ...]:
    return tuple(_last_words())


@cache
def _last_words() -> frozenset[str]:
    names = [*wires(), *lexicon("credits")["pictures"]["names"]]
    return frozenset(name.translate(_SIGNS).split()[-1] for name in names)
