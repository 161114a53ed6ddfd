"""Which text is in these bytes? Decoded as they are: no line ending, mark or hidden character is changed.

Offsets everywhere else count the code points of what comes out here. It never guesses between
two readings that both look like text of some language: such a file is refused with what to do.
"""

from __future__ import annotations

import codecs
import re
import stat
from collections import Counter
from pathlib import Path

from knowledge.errors import Empty, NotText, ReadError, TooLarge

LIMIT_BYTES = 20_000_000
"""The largest file that is read; a news page is a hundredth of it."""

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 8192
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS_ALLOWED = 0.005  # of all characters: a stray form feed or escape is no reason to refuse
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_ADVICE = "save it as UTF-8 and build again"


def read_bytes(path: Path, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """The bytes of a regular file of at most `limit_bytes`; a larger one is not opened.

    Raises:
        TooLarge: the file is over the limit.
        ReadError: it is no regular file, or cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("not a regular file")
        if status.st_size > limit_bytes:
            raise TooLarge(
                f"{status.st_size / 1e6:,.0f} MB; an article may have at most {limit_bytes / 1e6:,.0f} MB"
            )
        with path.open("rb") as file:
            return file.read(limit_bytes)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}") from error


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`, without a leading byte order mark.

    Tried in turn: the byte order mark, UTF-16 without one where it is obvious, the encoding
    the file declares (a page's `charset`), UTF-8, cp1252.

    Raises:
        Empty: there is nothing to read in it.
        NotText: it is binary, or in no encoding that can be told.
    """
    text = _by_mark(data)
    if text is None:
        text = _without_mark(data, declared)
    _refuse_binary(text)
    if not text.strip().strip(_INVISIBLE).strip():
        raise Empty("there is no text in it")
    return text


def _by_mark(data: bytes) -> str | None:
    """The text where a byte order mark says how to read it."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise NotText(f"begins as {encoding} but byte {error.start:,} is not; {_ADVICE}") from error
    return None


def _without_mark(data: bytes, declared: str | None) -> str:
    sample = data[:_SAMPLE_BYTES]
    if b"\0" in sample:
        encoding = _utf16_of(sample)
        text = encoding and _try(data, encoding)
        if not text:
            raise NotText("binary: it holds zero bytes; convert it to plain text")
        return text
    text = _try(data, "utf-8")
    if text is None and declared:
        text = _try(data, declared)
    return text if text is not None else _western(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16_of(sample: bytes) -> str | None:
    """The byte order, where one of every two bytes is hardly ever more than a handful of values."""
    even, odd = Counter(sample[0::2]), Counter(sample[1::2])
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        pages = sum(count for value, count in high.items() if value in (0x00, 0x03, 0x04, 0x20))
        if high[0] and not low[0] and pages >= 0.95 * high.total():
            return encoding
    return None


def _western(data: bytes) -> str:
    """The text as cp1252, unless it is damaged UTF-8 or a script that cp1252 does not hold."""
    damaged = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= c <= "\udcff" for c in damaged)
    proper = sum(c > "\x7f" for c in damaged) - stray
    if proper > stray:
        at = next(n for n, c in enumerate(damaged) if "\udc80" <= c <= "\udcff")
        before = len(damaged[:at].encode("utf-8"))
        raise NotText(f"UTF-8 but for {stray:,} bytes, the first at {before:,}; {_ADVICE}")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotText(f"in no encoding we know (byte {error.start:,}); {_ADVICE}") from error
    letters = [c for c in text if c.isalpha()]
    if sum(c > "\x7f" for c in letters) > 0.4 * len(letters):
        raise NotText(f"in no encoding we know, perhaps an old one for another script; {_ADVICE}")
    return text


def _refuse_binary(text: str) -> None:
    if "\0" in text or len(_CONTROL.findall(text)) > _CONTROLS_ALLOWED * len(text):
        raise NotText("binary: it holds control characters; convert it to plain text")
