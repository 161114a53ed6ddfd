"""How may a word of a name be written, and which spellings sound alike?

Romanises, folds and reads a word in several orthographies. Knows nothing of people and keeps no
offsets: `words_of` alone says where in a text a word stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from knowledge.lexicon import lexicon

_LETTER = r"[^\W_\u0300-\u036f]"
_MARKS = r"[\u0300-\u036f\u00ad\u200b-\u200f\ufeff]*"
_APOSTROPHE = r"['’ʼ‘`´ʹ]"
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!{_LETTER}))?"  # U.S. and V.V.
    r"|\b[^\W\d_]-[^\W\d_]{1,2}\b"  # г-н and г-жа
    rf"|(?:{_LETTER}{_MARKS})+(?:{_APOSTROPHE}(?:{_LETTER}{_MARKS})+)*"
)
_UNSEEN = re.compile(rf"{_MARKS[:-1]}")
_POSSESSIVE = re.compile(rf"(?<=\w){_APOSTROPHE}s$", re.IGNORECASE)
_SIGNS = re.compile(rf"{_APOSTROPHE}|[.-]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f]")
_DOUBLED = re.compile(r"([^\W\d])\1+")
# Below this many letters only the English reading is made: short names agree by chance.
_READABLE = 6
# Below this many sounds the loose key would call too many names one ("Dan", "Don").
_LOOSE = 5


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word of a typed or printed name: folded, where it stood, and how it was set."""

    text: str
    start: int
    end: int
    capital: bool
    dotted: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word's keys: `roman` letters, `tight` sounds, `loose` sounds (sister languages made one)."""

    roman: str
    tight: frozenset[str]
    loose: frozenset[str]


_LONGEST = 60


def words_of(text: str) -> Iterator[TypedWord]:
    """The words of `text`, folded, without possessive endings; numbers are words too.

    What is longer than any word of a name is left out: to look for its slips would take minutes.
    """
    for found in _WORD.finditer(text):
        raw = found.group()
        if len(raw) > _LONGEST:
            continue
        dotted = raw[1:2] == "." and len(raw) > 2
        folded = fold(raw)
        if folded:
            yield TypedWord(folded, found.start(), found.end(), raw[0].isupper(), dotted)


def fold(word: str) -> str:
    """`word` in small letters of one script, without accents of stress, signs and possessive."""
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", word))
    return _one_script(_SIGNS.sub("", _POSSESSIVE.sub("", bare)).casefold())


def is_cyrillic(word: str) -> bool:
    """Whether the word is written in Cyrillic letters."""
    return _CYRILLIC.search(word) is not None


# A long-running bot meets new words for ever: what is kept of them stays small, and quick to collect.
@lru_cache(maxsize=1 << 12)
def spelling(word: str) -> Spelling:
    """The keys of one folded word in whatever script."""
    return Spelling(romanised(word), tight := sounds_of(word), frozenset(map(loosened, tight)))


def sounds_of(word: str) -> frozenset[str]:
    """The tight sounds of one folded word; nothing is kept of it, as of the words of a list read once."""
    return _readings(word, romanised(word))


def romanised(word: str) -> str:
    """`word` in plain Latin letters and digits."""
    return "".join(filter(str.isalnum, word if word.isascii() else anyascii(word).casefold()))


def loosened(tight: str) -> str:
    """A reading with the differences between sister languages taken out.

    Belarusian and Ukrainian against Russian: akanie, h for g, soft t and d, short u, e before
    the stress; the
    Polish feminine. A reading that is too short to lose anything comes back as it is.
    """
    if len(tight) < _LOOSE:
        return tight
    key = tight.replace("g", "X").replace("ie", "e").replace("dz", "d")
    key = _SOFT_T.sub("t", key)
    key = _SHORT_U.sub("v", key)
    key = _AKANIE.sub("a", _POLISH_FEMININE.sub(r"\1kaia", key))
    key = _ENKO.sub("anka", key)
    key = _DOUBLED.sub(r"\1", _FIRST_E.sub(r"\1e", key))
    return key if len(key) >= _LOOSE else tight


_FIRST_E = re.compile(r"^([^aeiou]*)ia(?=[^aeiou])")
_SOFT_T = re.compile(r"c(?=[ei])")
_SHORT_U = re.compile(r"(?<=[aeio])u(?![aeiou])")
_AKANIE = re.compile(r"o(?!$)|(?<=[kl])o$")
_ENKO = re.compile(r"enka$")
_POLISH_FEMININE = re.compile(r"([sc])ka$")


@lru_cache(maxsize=1 << 12)
def ending_of(loose: str) -> tuple[str, str]:
    """The class of a surname's ending and the stem before it; ("", loose) where none is known."""
    for ending, kind in _endings():
        if loose.endswith(ending) and len(loose) - len(ending) >= 2:
            return kind, loose[: -len(ending)]
    return "", loose


def relaid(text: str) -> tuple[str, ...]:
    """What `text` would be had it been typed on another keyboard layout; () if nothing else."""
    layouts = lexicon("names")["layouts"]
    plain = text.translate(str.maketrans(layouts["shifted"], layouts["latin"])).casefold()
    others = [keys for name, keys in layouts.items() if name not in ("latin", "shifted")]
    if _CYRILLIC.search(plain):
        made = [plain.translate(str.maketrans(keys, layouts["latin"])) for keys in others]
        return tuple(dict.fromkeys(word for word in made if not _CYRILLIC.search(word)))
    return tuple(dict.fromkeys(plain.translate(str.maketrans(layouts["latin"], keys)) for keys in others))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    table = lexicon("names")["endings"]
    pairs = [(ending, kind) for kind, endings in table.items() for ending in endings]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _look_alikes() -> tuple[dict[int, int], dict[int, int]]:
    table = lexicon("names")["look_alikes"]
    there = str.maketrans(table["latin"], table["cyrillic"])
    return there, {value: key for key, value in there.items()}


def _one_script(word: str) -> str:
    """A word of mixed Latin and Cyrillic letters in the one script it can be written in."""
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    to_cyrillic, to_latin = _look_alikes()
    cyrillic, latin = word.translate(to_cyrillic), word.translate(to_latin)
    if not _LATIN.search(cyrillic):
        return cyrillic
    return word if _CYRILLIC.search(latin) else latin


@dataclass(frozen=True, slots=True)
class _Orthography:
    """Groups of letters and the sounds they write."""

    groups: re.Pattern[str]
    sounds: dict[str, str]

    def read(self, word: str) -> str:
        sounds = self.sounds
        return _DOUBLED.sub(r"\1", self.groups.sub(lambda m: sounds[m.group()], word))


@cache
def _orthographies() -> tuple[tuple[re.Pattern[str], _Orthography], ...]:
    """Each orthography after the English one, with what a word must hold to be read in it."""
    tables = lexicon("names")["orthography"]
    english = tables["english"]
    own = [(table, _orthography({**english, **table})) for name, table in tables.items() if name != "english"]
    return tuple((_pattern(list(table)), read) for table, read in own)


@cache
def _english() -> _Orthography:
    return _orthography(lexicon("names")["orthography"]["english"])


def _orthography(table: dict[str, str]) -> _Orthography:
    return _Orthography(_pattern(list(table)), {key.strip("^$"): sound for key, sound in table.items()})


def _pattern(groups: list[str]) -> re.Pattern[str]:
    longest_first = sorted(groups, key=lambda group: (-len(group.strip("^$")), group))
    return re.compile("|".join(longest_first))


@cache
def _marked() -> dict[int, str]:
    return str.maketrans(lexicon("names")["marked"])


def _readings(word: str, roman: str) -> frozenset[str]:
    read = {_english().read(roman)}
    if not word.isascii():
        plain = romanised(word.translate(_marked()))
        if plain != roman:
            read.add(_english().read(plain))
    if len(roman) >= _READABLE and not is_cyrillic(word):
        read.update(how.read(roman) for sign, how in _orthographies() if sign.search(roman))
    return frozenset(read)
