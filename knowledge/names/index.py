"""Who is meant by a typed name?

Candidates come from the words of the typed name by way of postings, never from a scan of names;
each is then checked word by word. Nobody is found by force: every typed word must be accounted
for, and where nobody fits the answer is empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.model import PersonKind
from knowledge.names import known
from knowledge.names.asked import Alias, Asked, Fit, NameMatch, NameRow, rejoined, split_in_two
from knowledge.names.completion import Completion
from knowledge.names.fit import Check
from knowledge.names.slips import MOST_IN_ALL, slips_in_all
from knowledge.names.spelling import TypedWord, fold, is_cyrillic, relaid, romanised, words_of
from knowledge.names.vocabulary import SURE, Hit, Tier, Vocabulary
from knowledge.stems import weight

CLOSE = 5.0  # two matches whose scores differ by less are a tie: ask which is meant
_CHECKED = 60  # aliases checked for one typed name
_LOOKED_THROUGH = 600  # aliases with one word, heaviest first, from which these are taken
_ORDER = {tier: place for place, tier in enumerate(Tier)}
_CHECKED_IN_ALL = 1000  # and those whose whole names are compared
_RELAID = 4  # letters that must be typed before another keyboard layout is thought of
_LONGEST = 6  # words of a name
_LED = 20  # people of one name among whom those are whom an article just calls so
_REMEMBERED, _REMEMBERED_CHARACTERS = 4096, 200
_HEAVIER = 4  # times as often mentioned, and one of a tie is the one meant
_BEHIND = 12.0  # what the others of such a tie lose
_BASE = {
    Tier.EXACT: 99.0,
    Tier.ALIAS: 97.0,
    Tier.TRANSLITERATED: 94.0,
    Tier.LAYOUT: 90.0,
    Tier.PARTIAL: 86.0,
    Tier.FUZZY: 84.0,
}
_SLIP = 6.0  # what a slip costs
_CASE = 6.0  # what being taken for a case of the name costs
_LEFT = 20.0  # what a typed middle name that is not on record costs
_WORD = 0.5  # what a word of the name that was not typed costs
_JOINTS = frozenset(" \t\u00a0.-‐‑'’")


class NameIndex:
    """An index of the names of people and organisations; immutable once made."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        heaviest_first = sorted(rows, key=lambda row: (-row.weight, row.alias, row.person))
        self._weights: dict[int, int] = defaultdict(int)
        numbers: dict[str, int] = {}
        self._aliases: list[Alias] = []
        self._postings: list[list[int]] = []
        self._people: dict[int, list[int]] = defaultdict(list)
        seen: set[tuple[int, tuple[int, ...], bool]] = set()
        for row in heaviest_first:
            self._weights[row.person] += row.weight
            for text, derived in _forms(row):
                words = tuple(numbers.setdefault(word, len(numbers)) for word in _parts(text, row.kind))
                if words and (row.person, words, derived) not in seen:
                    seen.add((row.person, words, derived))
                    self._add(Alias(row.person, row.alias, row.kind, words, derived))
        self._vocabulary = Vocabulary(numbers)
        roman = [keys.roman for keys in self._vocabulary.spellings]
        self._wholes = [" ".join(roman[word] for word in alias.words) for alias in self._aliases]
        self._completion = Completion(self._vocabulary, self._aliases, self._postings)
        self._remembered: dict[tuple[str, ...], tuple[tuple[NameMatch, ...], int]] = {}

    def _add(self, alias: Alias) -> None:
        number = len(self._aliases)
        self._aliases.append(alias)
        self._people[alias.person].append(number)
        for word in set(alias.words):
            while len(self._postings) <= word:
                self._postings.append([])
            self._postings[word].append(number)

    def find(self, typed: str, limit: int = 5) -> tuple[NameMatch, ...]:
        """Who can be meant by `typed`, best first, one match a person; () if nobody.

        Matches within `CLOSE` of the first are ties.
        """
        words = [word for word in words_of(typed) if word.text][: _LONGEST * 2]
        return self._who(typed, words, limit)

    def lead(self, words: Sequence[str]) -> tuple[tuple[NameMatch, ...], int]:
        """The longest run of `words` at their start that names somebody: who, and how many words.

        Chats ask for the same people again and again, so that the last thousands are remembered.
        """
        key = tuple(words[:_LONGEST])
        led = self._remembered.get(key)
        if led is None:
            led = self._lead(key)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            if sum(map(len, key)) <= _REMEMBERED_CHARACTERS:
                self._remembered[key] = led
        return led

    def _lead(self, words: Sequence[str]) -> tuple[tuple[NameMatch, ...], int]:
        for count in range(min(len(words), _LONGEST), 0, -1):
            run = [word for text in words[:count] for word in words_of(text)]
            if len(run) > 1 and self._ends_in_topic(run):
                continue
            found = self._who(" ".join(words[:count]), run, _LED)
            if found and self._others_are_sure(words[: count - 1], found):
                continue
            if found and not self._is_topic(run, found) and self._counts(words[count - 1]):
                return found, count
        return (), 0

    def _others_are_sure(self, before: Sequence[str], found: Sequence[NameMatch]) -> bool:
        """Whether a name with a slip is rather a topic behind the name of others: "brandt emails"."""
        if not before or found[0].tier is not Tier.FUZZY:
            return False
        sure, count = self._lead(before)
        others = {match.person for match in sure}
        return count == len(before) and sure[0].tier in SURE and found[0].person not in others

    def is_just(self, person: int, name: str) -> bool:
        """Whether somebody has no other name than this one."""
        return all(fold(self._aliases[number].text) == fold(name) for number in self._people[person])

    def within(self, text: str) -> tuple[tuple[int, int, tuple[NameMatch, ...]], ...]:
        """The names in a free text: (start, end, who), in order, without overlaps."""
        words = list(words_of(text))
        spotted: list[tuple[int, int, tuple[NameMatch, ...]]] = []
        at = 0
        while at < len(words):
            found, count = self._longest(text, words, at)
            if found:
                spotted.append((words[at].start, words[at + count - 1].end, found))
            at += max(count, 1)
        return tuple(spotted)

    def complete(self, prefix: str, limit: int = 25) -> tuple[NameMatch, ...]:
        """The names that `prefix` may be the beginning of, most mentioned first."""
        found = self._completion.complete(prefix, limit)
        for other in relaid(prefix) if not found else ():
            found = found or self._completion.complete(other, limit)
        return found or self.find(prefix, limit)

    # --- a typed name ---------------------------------------------------------------------------------------

    def _who(self, typed: str, words: Sequence[TypedWord], limit: int) -> tuple[NameMatch, ...]:
        """Who is named, with or without slips or on another keyboard layout."""
        asked = self._asked(words)
        fits = self._fitting(asked)
        if not fits and not any(word.hits for word in asked):
            found = self._find_relaid(typed, limit)
            if found:
                return found
        if not fits or all(found.left for found in fits):
            fits = [*fits, *self._fitting_mistyped(words, asked)]
        return self._ranked(fits, limit)

    def _asked(self, words: Sequence[TypedWord]) -> list[Asked]:
        return [Asked.of(word, self._vocabulary.equal(word.text)) for word in words]

    def _find_relaid(self, typed: str, limit: int) -> tuple[NameMatch, ...]:
        for other in relaid(typed) if len(typed) >= _RELAID else ():
            found = self._ranked(self._fitting(self._asked(list(words_of(other)))), limit)
            if found and all(match.tier != Tier.PARTIAL for match in found):
                low = _BASE[Tier.LAYOUT]
                return tuple(replace(m, tier=Tier.LAYOUT, score=min(m.score, low)) for m in found)
        return ()

    def _fitting_mistyped(self, words: Sequence[TypedWord], asked: Sequence[Asked]) -> list[Fit]:
        """The aliases named with slips: letters wrong, words run together or apart. Surest ways first."""
        supported = sum(not word.loose_end for word in asked) > 1
        hitless = [word if word.hits else self._slipped(word, supported=supported) for word in asked]
        fits = self._fitting(hitless)
        if fits:
            return fits
        parted = split_in_two(words[0]) if len(words) == 1 else ()
        for other in (*rejoined(words), *parted):
            again = self._asked(other)
            if all(word.hits or (word.loose_end and len(words) > 1) for word in again):
                whole = (f for f in self._fitting(again) if len(words) > 1 or _has_all(f.alias, again))
                fits += [replace(found, tier=Tier.FUZZY, slips=1) for found in whole]
        near = [self._slipped(word, supported=supported) for word in asked] if not fits else ()
        return fits or self._fitting_in_all(asked) or self._fitting(near)

    def _fitting_in_all(self, asked: Sequence[Asked]) -> list[Fit]:
        """The full names that share a word with what was typed and are near to it as a whole."""
        typed = [word.text for word in asked if not word.loose_end]
        if len(typed) < 2 or any(word.initials for word in asked):
            return []
        shared = sorted((self._holders(word.hits) for word in asked if word.hits), key=len)
        numbers = nsmallest(_CHECKED_IN_ALL, set().union(*shared[:2]))
        wholes = [self._wholes[number] for number in numbers]
        fits = []
        for order in (typed, [*typed[1:], typed[0]], [typed[-1], *typed[:-1]], typed[::-1]):
            whole = " ".join(map(romanised, order))
            near = process.extract(
                whole, wholes, scorer=OSA.distance, score_cutoff=MOST_IN_ALL, limit=_CHECKED
            )
            for _, _, position in near:
                alias = self._aliases[numbers[position]]
                slips = slips_in_all(order, [self._vocabulary.words[word] for word in alias.words])
                fits += [Fit(alias, Tier.FUZZY, slips, 0)] if slips is not None else []
        return fits

    def _slipped(self, word: Asked, *, supported: bool) -> Asked:
        """A typed word with the known words it equals and those it is near to."""
        if word.loose_end or len(word.text) < 3:
            return word
        return replace(word, hits={**self._vocabulary.near(word.text, supported=supported), **word.hits})

    def _fitting(self, asked: Sequence[Asked]) -> list[Fit]:
        """The aliases that account for every word asked."""
        while asked and asked[0].preposition and not asked[0].hits:
            asked = asked[1:]
        if not any(word.hits for word in asked):
            return []
        return [found for alias in self._candidates(asked) if (found := self._fit(alias, asked))]

    def _fit(self, alias: int, asked: Sequence[Asked]) -> Fit | None:
        others = [self._aliases[number] for number in self._people[self._aliases[alias].person]]
        return Check(self._aliases[alias], asked, others, self._vocabulary).fit()

    def _candidates(self, asked: Sequence[Asked]) -> list[int]:
        """The aliases that hold all the words asked; else those that hold all but one, heaviest first."""
        hit = [word.hits for word in asked if word.hits and not word.loose_end]
        hit = hit or [word.hits for word in asked if word.hits]
        if len(hit) == 1:
            return self._surest(hit[0])
        holding = sorted(map(self._holders, hit), key=len)
        every = set.intersection(*holding)
        if not every:
            every = set().union(
                *(set.intersection(*holding[:skip], *holding[skip + 1 :]) for skip in range(len(holding)))
            )
        return nsmallest(_CHECKED, every)

    def _surest(self, hits: Mapping[int, Hit]) -> list[int]:
        """The aliases that hold one word: nearest words first, as the last word of a name before others."""
        last: list[int] = []
        other: list[int] = []
        for word in sorted(hits, key=lambda word: (_ORDER[hits[word].tier], hits[word].slips, word)):
            for alias in self._postings[word][:_LOOKED_THROUGH]:
                (last if self._aliases[alias].words[-1] == word else other).append(alias)
            if len(last) >= _CHECKED:
                break
        return [*last, *other][:_CHECKED]

    def _holders(self, hits: Mapping[int, Hit]) -> set[int]:
        return {alias for word in hits for alias in self._postings[word]}

    def _ranked(self, fits: Iterable[Fit], limit: int) -> tuple[NameMatch, ...]:
        best: dict[int, NameMatch] = {}
        for found in fits:
            loss = _SLIP * found.slips + _WORD * found.missing + _LEFT * found.left + _CASE * found.oblique
            score = max(1.0, _BASE[found.tier] - loss)
            held = best.get(found.alias.person)
            if held is None or score > held.score:
                best[found.alias.person] = NameMatch(found.alias.person, found.alias.text, found.tier, score)
        order = sorted(best.values(), key=lambda m: (-m.score, -self._weights[m.person], m.alias, m.person))
        return tuple(self._settled(order))[:limit]

    def _settled(self, order: Sequence[NameMatch]) -> list[NameMatch]:
        """A tie in which one is much more often mentioned than every other is no tie."""
        if len(order) < 2:
            return list(order)
        tied = [m for m in order if order[0].score - m.score < CLOSE]
        heaviest, *rest = sorted(tied, key=lambda m: -self._weights[m.person])
        if heaviest is not order[0] or not rest:
            return list(order)
        if self._weights[heaviest.person] < _HEAVIER * self._weights[rest[0].person]:
            return list(order)
        moved = [m if m is heaviest else replace(m, score=max(1.0, m.score - _BEHIND)) for m in order]
        return sorted(moved, key=lambda m: (-m.score, -self._weights[m.person], m.alias, m.person))

    # --- names among other words ----------------------------------------------------------------------------

    def _longest(self, text: str, words: Sequence[TypedWord], at: int) -> tuple[tuple[NameMatch, ...], int]:
        """The longest name that starts at one word of a free text."""
        first = words[at]
        if self._is_connective(first) or not self._may_start(first):
            return (), 0
        reach = 1
        while reach < _LONGEST and at + reach < len(words):
            between = text[words[at + reach - 1].end : words[at + reach].start]
            if not between or not set(between) <= _JOINTS or self._is_connective(words[at + reach]):
                break
            reach += 1
        for count in range(reach, 0, -1):
            run = words[at : at + count]
            if not self._counts(run[-1].text) or known.is_preposition(first.text):
                continue
            found = self._spotted(run)
            if found and not (count == 1 and self._is_word(first, found)):
                return found, count
        return (), 0

    def _is_connective(self, word: TypedWord) -> bool:
        """Whether a word only joins others and is in no name: "in" of "the judge in the Brandt case"."""
        initial = word.dotted or (len(word.text) == 1 and word.capital and word.text != "i")
        if initial or weight(word.text) >= 1:
            return False
        return not any(hit.tier is Tier.EXACT for hit in self._vocabulary.equal(word.text).values())

    def _spotted(self, run: Sequence[TypedWord]) -> tuple[NameMatch, ...]:
        """Who is named by words of a free text."""
        asked = self._asked(run)
        fits = self._fitting(asked)
        if not fits and _may_be_mistyped(run):
            fits = self._fitting_mistyped(run, asked)
        return self._ranked(fits, 5)

    def _may_start(self, word: TypedWord) -> bool:
        if self._vocabulary.equal(word.text) or known.is_title(word.text) or len(word.text) == 1:
            return True
        return _may_be_mistyped([word])

    def _counts(self, word: str) -> bool:
        """Whether a word at the end of a run can belong to a name, so that it is not taken from the topic."""
        typed = list(words_of(word))
        return bool(typed) and not (known.is_title(typed[-1].text) or known.is_preposition(typed[-1].text))

    def _ends_in_topic(self, run: Sequence[TypedWord]) -> bool:
        """Whether the last word is like no word of a name, alone or joined to the one before; others are.

        Such a run names nobody; to find that out by its slips would cost more than the rest of an answer.
        """
        *before, last = run
        asked = Asked.of(last, self._vocabulary.equal(last.text))
        if asked.hits or asked.loose_end or known.is_patronymic(last.text):
            return False
        if not any(self._vocabulary.equal(word.text) for word in before):
            return False
        near = (last.text, before[-1].text + last.text)
        return not any(self._vocabulary.near(text, supported=True) for text in near)

    def _is_topic(self, run: Sequence[TypedWord], found: Sequence[NameMatch]) -> bool:
        """Whether a lone word is rather what is asked about: part of a name that is a word of its own."""
        if len(run) != 1 or found[0].tier not in (Tier.PARTIAL, Tier.FUZZY):
            return False
        return known.is_ordinary(run[0].text) and not run[0].capital

    def _is_word(self, word: TypedWord, found: Sequence[NameMatch]) -> bool:
        """Whether a lone word in a free text is rather a word of the language."""
        if known.is_ordinary(word.text) and not (word.capital and word.start):
            return True
        return (
            found[0].tier is Tier.PARTIAL
            and not word.capital
            and not is_cyrillic(word.text)
            and len(word.text) < 5
        )


def _has_all(alias: Alias, asked: Sequence[Asked]) -> bool:
    """Whether a name has every word asked, particles too: "delegates" is no slip in "Gates"."""
    return all(any(word in one.hits for word in alias.words) for one in asked)


def _may_be_mistyped(run: Sequence[TypedWord]) -> bool:
    """Whether words of a free text are looked up with slips: long ones, or set as names are."""
    return all(len(w.text) >= 7 or (w.capital and len(w.text) >= 4) for w in run) and not any(
        known.is_ordinary(w.text) or known.is_generic(w.text) for w in run
    )


def _parts(text: str, kind: PersonKind) -> list[str]:
    """The folded words of an alias that count: for people without titles and demonyms."""
    words = [word.text for word in words_of(text)]
    if kind is not PersonKind.PERSON:
        return [word for word in words if word != "the"] or words
    while len(words) > 1 and known.is_title(words[0]):
        words = words[1:]
    return words


def _forms(row: NameRow) -> Iterable[tuple[str, bool]]:
    """The alias itself and, for an organisation, its other names; True for those."""
    yield row.alias, False
    if row.kind is not PersonKind.PERSON:
        plain = fold(row.alias)
        yield from ((form, True) for form in known.organisation_forms(row.alias) if fold(form) != plain)
