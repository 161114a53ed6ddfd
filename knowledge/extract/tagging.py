"""What class of word is each token? A shallow tagger: one letter a token.

The letters make a string as long as the passage has tokens, so that the grammar of the extractors is
regular expressions over it. It guesses from closed lists, endings and capitals, and never looks anything up
in a model.

    X name   Y name's   T title before a name   J nationality or party   N other noun, adjective   y noun's
    D determiner   R pronoun   B object pronoun   # number   d day, month
    V verb of speech   G its -ing form   v other verb or participle   g other -ing form   A auxiliary
    o of   > to   P other preposition   K according   a adverb   & and   b but
    t that   w who, which   W what, how, whether   S because, while
    " quotation mark   ' apostrophe or single mark   - dash   ( ) brackets   . end of a sentence
    , ; : themselves   * any other sign
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from knowledge.extract.cues import verbs_of_speech
from knowledge.extract.inflection import forms_of
from knowledge.extract.places import given_names, modifiers, roles
from knowledge.lexicon import lexicon
from knowledge.model import Passage, Span
from knowledge.tokens import Sentence, Token

_SIGNS = {
    **dict.fromkeys(("“", "”", '"', "„", "‟", "«", "»", "''", "``", "‹", "›"), '"'),
    **dict.fromkeys("-–—―‒", "-"),
    **dict.fromkeys("([{", "("),
    **dict.fromkeys(")]}", ")"),
    **dict.fromkeys(".!?…。！？", "."),
    ",": ",",
    ";": ";",
    ":": ":",
    "&": "X",
    "/": "/",
    "%": "N",
    **dict.fromkeys("'‘’", "'"),
}
_CLOSED = {
    "determiner": "D", "pronoun": "R", "object_pronoun": "B", "of": "o", "to": ">", "preposition": "P",
    "auxiliary": "A", "adverb": "a", "that": "t", "relative": "w", "question": "W", "subordinator": "S",
    "and": "&", "but": "b", "date": "d", "according": "K", "noun": "N",
}  # fmt: skip
_POSSESSIVES = ("'s", "’s", "'S", "’S", "'", "’")
OPENINGS = frozenset(".\"':;-(*")
"""The letters after which a capital may be a sentence's first."""
_OPEN_CLASSES = frozenset("NvgGVy")
_UNSETTLED = frozenset("?vV")
_PLURALS = frozenset(("people", "police", "men", "women", "children", "media"))
_NOUN_FOLLOWS = frozenset("DJyYPo#")
MAX_HEADLINE_TOKENS = 40
_SHOUTED_WORDS = 3
_SHOUTED_REACH = 6
_LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Tagged:
    """A passage of prose: its tokens, the words they are, and one letter for each.

    `shouted` is a headline's or an all-capitals' case.
    """

    passage: Span
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    tags: str
    shouted: bool = False


def tag(passages: Iterable[Passage], sentences: Sequence[Sentence]) -> tuple[Tagged, ...]:
    """Every passage with its letters; `sentences` are those of the passages, in order."""
    grouped = _group(passages, sentences)
    drafts = [(span, tokens, words, _shouted(words)) for span, tokens, words in grouped]
    lowered = frozenset([w for w in {w for *_, words in grouped for w in words} if w[0].islower()])
    named = _names_within_sentences(words for _, _, words, shouted in drafts if not shouted)
    usage = _Usage(lowered, named)
    return tuple(
        Tagged(span, tokens, words, _tags_of(words, usage, shouted=shouted), shouted)
        for span, tokens, words, shouted in drafts
    )


def _group(
    passages: Iterable[Passage], sentences: Sequence[Sentence]
) -> list[tuple[Span, tuple[Token, ...], tuple[str, ...]]]:
    grouped = []
    i = 0
    for passage in passages:
        tokens: list[Token] = []
        while i < len(sentences) and sentences[i].span.start < passage.span.end:
            tokens += sentences[i].tokens
            i += 1
        grouped.append((passage.span, tuple(tokens), tuple([t.text for t in tokens])))
    return grouped


def _shouted(words: tuple[str, ...]) -> bool:
    """Whether capitals say nothing here: a headline in title case, or a passage in capitals."""
    if len(words) > MAX_HEADLINE_TOKENS and not words[1].isupper() and not words[2].isupper():
        return False
    longer = [w for w in words if len(w) > 3 and w[0].isalpha()]
    if len(longer) < 3:
        return bool(longer) and len(words) > 2 and all(w.isupper() for w in longer)
    if sum(w.isupper() for w in longer) >= 0.7 * len(longer):
        return True
    if len(words) > MAX_HEADLINE_TOKENS or sum(w[0].isupper() for w in longer) < 0.8 * len(longer):
        return False
    return not any(w[0].islower() and tag_of_word(w) in "vVAG" for w in words)


def _names_within_sentences(passages: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Capitalised words seen where a capital means a name, without their possessive, in lower case."""
    seen = {
        word
        for words in passages
        for i, (before, word) in enumerate(pairwise((".", *words)))
        if word[0].isupper() and before not in _SIGNS and not _is_shouted(words, i)
    }
    return frozenset(stem_of(word).lower() for word in seen if tag_of_word(word.lower()) in _OPEN_CLASSES)


@dataclass(frozen=True, slots=True)
class _Usage:
    """How an article writes its words: those it has in lower case, and those it names somebody by."""

    lowered: frozenset[str]
    named: frozenset[str]


def _tags_of(words: Sequence[str], usage: _Usage, *, shouted: bool) -> str:
    tags = list(map(tag_of_word, words))
    if "state" in words:
        tags = [
            "V" if pair == ("state", "that") else t
            for t, pair in zip(tags, pairwise((*words, "")), strict=True)
        ]
    before = "."
    for i, own in enumerate(tags):
        letter = own
        # Most words keep the letter they have by themselves, whatever stands before them.
        if own in _UNSETTLED:
            if own == "?":
                letter = _capitalised(words, i, before, usage, shouted=shouted)
            else:
                letter = _verb_or_noun(words, i, own, before)
            if letter == "V" and before == "V" and words[i - 1] in noun_like():
                tags[i - 1] = "N"  # "reports suggest"
            tags[i] = letter
        elif before == "d" and words[i] in time_nouns():
            letter = tags[i] = "d"  # "last week"
        before = letter
    return "".join(tags)


def _verb_or_noun(words: Sequence[str], i: int, letter: str, before: str) -> str:
    """The letter of what may be a verb's form, by the letter before it."""
    word = words[i]
    if word == "state":
        return letter  # a verb here, for "that" follows
    if before in _NOUN_FOLLOWS:
        return _after_determiner(word, letter)
    if before == "d" and word in time_nouns():
        return "d"
    return "N" if letter == "V" and word in noun_like() and _is_noun(words, i, before) else letter


def _after_determiner(word: str, letter: str) -> str:
    """The letter of a verb's form where a noun may stand: "his proposed plan", "Russia's claims"."""
    if word.endswith("ed"):
        return "v"
    return "N" if letter == "v" or word in noun_like() else letter


def _is_noun(words: Sequence[str], i: int, before: str) -> bool:
    """Whether a form that may be noun or verb is the noun: "a terror attack", "news reports of …"."""
    word, previous = words[i], words[i - 1] if i else ""
    if before not in "NX":
        return False
    if word.endswith("s"):
        following = tag_of_word(words[i + 1]) if i + 1 < len(words) else "."
        return before == "N" and following in "oPSAVv,.&"
    plural = previous.endswith("s") or previous in _PLURALS
    return not plural and not (before == "X" and i > 1 and words[i - 2] == "and")


def _capitalised(words: Sequence[str], i: int, before: str, usage: _Usage, *, shouted: bool) -> str:
    """The letter of a word with a capital: a name, unless its place or the word itself explains it."""
    word = words[i]
    small = word.lower()
    if word == "March" and (before not in OPENINGS or (i + 1 < len(words) and words[i + 1].isdigit())):
        return "d"
    plain = tag_of_word(small)
    shouted = shouted or _is_shouted(words, i)
    if plain not in _OPEN_CLASSES:
        letter = _closed_class_letter(word, plain, initial=before in OPENINGS, shouted=shouted)
    elif shouted:
        letter = _shouted_letter(word, small, plain, usage.named)
    elif before in OPENINGS:
        letter = _initial_letter(words, i, plain, usage)
    else:
        letter = _name_letter(word)
    return "T" if letter == "X" and small in titles() and _may_be_titled(words, i + 1) else letter


def _is_shouted(words: Sequence[str], i: int) -> bool:
    """Whether a word is one of several in capitals, and these are no row of acronyms: "THEY SAID NO"."""
    if not words[i].isupper():
        return False
    before = takewhile(str.isupper, reversed(words[max(0, i - _SHOUTED_REACH) : i]))
    behind = takewhile(str.isupper, words[i + 1 : i + 1 + _SHOUTED_REACH])
    row = (*before, words[i], *behind)
    return len(row) >= _SHOUTED_WORDS and any(len(w) > _LONGEST_ACRONYM for w in row)


def _may_be_titled(words: Sequence[str], i: int) -> bool:
    """Whether somebody's name can stand at a place: in "the State Department" a title is part of a name."""
    return _next_is_capital(words, i - 1) and stem_of(words[i].lower()) not in bodies()


def _closed_class_letter(word: str, plain: str, *, initial: bool, shouted: bool) -> str:
    if shouted or initial:
        return plain
    if word == "May":
        return "d"
    acronym = len(word) > 1 and word.isupper() and plain != "d"
    return "X" if acronym or word == "Will" else plain


def _shouted_letter(word: str, small: str, plain: str, named: frozenset[str]) -> str:
    stem = stem_of(small)
    if plain in "VG" and stem not in named:
        return plain
    if stem in named or stem in given_names():
        return "Y" if stem != small else "X"
    if stem in modifiers():
        return "J"
    return "N" if plain == "N" and not word.isupper() else plain


def _initial_letter(words: Sequence[str], i: int, plain: str, usage: _Usage) -> str:
    """The letter of a capitalised word where a sentence begins."""
    word = words[i]
    small = word.lower()
    stem = stem_of(small)
    if stem in usage.named or stem in given_names():
        return _name_letter(word)
    if small in titles() and _next_is_capital(words, i):
        return "X"
    if plain == "V" and i + 1 < len(words) and words[i + 1] in roles():
        return "N"  # "Fire chief Tom Ruel": nobody is told to
    if plain in "GgVv" or small in usage.lowered or stem in usage.lowered or small in common_starts():
        return "J" if stem in modifiers() else plain
    if small in roles() and _next_is_capital(words, i):
        return "N"  # "Striker Leo Manz"
    return _name_letter(word)


def _next_is_capital(words: Sequence[str], i: int) -> bool:
    return i + 1 < len(words) and words[i + 1][0].isupper()


@lru_cache(maxsize=1 << 16)
def _name_letter(word: str) -> str:
    small = word.lower()
    stem = stem_of(small)
    if stem in modifiers():
        return "J" if stem == small else "Y"
    if stem != small and tag_of_word(stem) == "d":
        return "y"  # "Sunday's"
    return "X" if stem == small else "Y"


@lru_cache(maxsize=1 << 16)
def tag_of_word(word: str) -> str:
    """The letter of `word` by itself; "?" for a capitalised word, whose surroundings decide."""
    first = word[0]
    if not first.isalpha():
        if first.isdigit():
            return "#"
        return _SIGNS.get(word) or _SIGNS.get(first if first in ".!?…" else "", "*")
    listed = _listed().get(word)
    if listed:
        return listed
    if first.isupper():
        return "?"
    if word.endswith(_POSSESSIVES):
        return "y"
    return _by_ending(word)


def _by_ending(word: str) -> str:
    """The letter of a lower-case word that no list holds."""
    if len(word) < 4 or word in _nouns():
        return "N"
    if word.endswith("ly"):
        return "a"
    if word.endswith("ed"):
        return "v"
    return "g" if word.endswith("ing") and len(word) > 4 else "N"


@cache
def _nouns() -> frozenset[str]:
    """Words whose ending is that of a verb or an adverb, and which are neither."""
    return frozenset(lexicon("words")["endings"]["nouns"].split())


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """`word` without the ending of a possessive; a lone apostrophe stays."""
    for ending in _POSSESSIVES:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)]
    return word


@cache
def _listed() -> dict[str, str]:
    """Every listed word with its letter; verbs of speech win over other verbs, closed classes over both."""
    words = lexicon("words")
    table: dict[str, str] = {}
    for word in words["verbs"]["irregular"].split():
        table[word] = "v"
    for verb in words["verbs"]["regular"].split():
        for form in forms_of(verb):
            table[form] = "g" if form.endswith("ing") else "v"
    for form, verb in verbs_of_speech().items():
        table[form] = "G" if verb.gerund else "V"
    for name, letter in _CLOSED.items():
        for word in words["closed"][name].split():
            table[word] = letter
    return table


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name and are no part of it, in lower case."""
    return frozenset(word for group in lexicon("people")["titles"].values() for word in group.split())


@cache
def bodies() -> frozenset[str]:
    """Common nouns that make a name an organisation's, in lower case."""
    people = lexicon("people")
    nouns = f"{people['roles']['group']} {people['organisations']['heads']}"
    return frozenset(people["organisations"]["words"].split()) & frozenset(nouns.split())


@cache
def noun_like() -> frozenset[str]:
    """Present forms of verbs of speech that are as often nouns."""
    bases = lexicon("words")["closed_by_place"]["noun_or_verb"].split()
    return frozenset(form for base in bases for form in (base, forms_of(base).third))


@cache
def time_nouns() -> frozenset[str]:
    """What "last" and "next" make a date of."""
    return frozenset(lexicon("words")["closed_by_place"]["time"].split())


@cache
def common_starts() -> frozenset[str]:
    """Words whose capital at a sentence's start says nothing."""
    return frozenset(lexicon("words")["starts"]["common"].split())
