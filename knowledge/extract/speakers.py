"""Which person is meant by the words beside a quote? Names, pronouns and descriptions, resolved to a name.

A pronoun goes to the latest subject it fits, a description ("the president") to the latest person so
described. What fits nobody keeps its own words and no person: nobody is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.extract.lines import Line
from knowledge.extract.naming import lists
from knowledge.extract.places import roles
from knowledge.extract.reading import Reading
from knowledge.extract.subjects import Phrase, subject_before, verb_group_start
from knowledge.model import Mention, PersonKind, Span

_GENDERS = {"she": "female", "he": "male"}
_STEP = re.compile(r"[.q]|(?<![AaVv])[AvV]")  # the end of a sentence, the start of a finite verb's group
_FIRST_VERBS = 4
_REACH = 3  # paragraphs a pronoun may look back
_MOST_SUBJECTS = 60
_DEFINITE = frozenset(("the", "this", "that", "his", "her", "their"))


class _Subject(NamedTuple):
    """Somebody a sentence was about, and where the words for them stand.

    `person` is -1 for somebody without a name ("a boy of nine"); `gender` is "" for an organisation.
    """

    start: int
    end: int
    line: int
    person: int
    gender: str | None


class Speakers:
    """The people of one article, found by place and by what was last said of them."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._people = reading.people
        placed = [(span, i) for i, person in enumerate(reading.people) for span in person.mentions]
        placed.sort(key=lambda place: place[0].start)
        self._spans = [span for span, _ in placed]
        self._persons = [i for _, i in placed]
        self._starts = [span.start for span in self._spans]
        self._described: dict[str, list[int]] = {}
        for i, person in enumerate(reading.people):
            for word in _role_words(person.roles, self._text):
                self._described.setdefault(word, []).append(i)
        self._subjects: list[_Subject] = []

    def enter(self, line: Line) -> None:
        """Note whom each sentence of `line` is about.

        Lines are entered in text order, before their quotes are read.
        """
        for phrase in _sentence_subjects(line):
            self._note(line, self._mention(line, phrase))

    def at(self, line: Line, phrase: Phrase) -> Mention:
        """The mention in `phrase`, with the name a reader is shown."""
        mention = self._mention(line, phrase)
        self._note(line, mention)
        return mention

    def subject_before(self, line: Line, at: int) -> Mention | None:
        """Whom the text before item `at` was last about, in this paragraph or the one before."""
        last = bisect_left(self._subjects, (line.starts[at],)) - 1
        if last < 0 or line.number - self._subjects[last].line > 1:
            return None
        subject = self._subjects[last]
        return self._meant(Span(subject.start, subject.end), subject) if subject.gender != "" else None

    def takes_turns(self, line: Line, phrase: Phrase) -> bool:
        """Whether the name before a colon is somebody the article names again, and no label."""
        mention = self._mention(line, phrase)
        return mention.person is not None and len(self._people[mention.person].mentions) > 1

    def _note(self, line: Line, mention: Mention) -> None:
        person, gender = mention.person, None
        if person is None:
            head = mention.name.lower().split()[-1]
            if mention.name != mention.span.of(self._text) or head not in roles() | lists()["groups"]:
                return
            gender = _gender_of_role(head)
        else:
            known = self._people[person]
            gender = known.gender if known.kind is PersonKind.PERSON else ""
        subject = _Subject(
            mention.span.start, mention.span.end, line.number, -1 if person is None else person, gender
        )
        at = bisect_left(self._subjects, subject)
        if at == len(self._subjects) or self._subjects[at] != subject:
            self._subjects.insert(at, subject)

    def _mention(self, line: Line, phrase: Phrase) -> Mention:
        if phrase.relative is not None:
            meant = self._mention(line, Phrase(phrase.first, phrase.end))
            start = meant.span.start if meant.person is None else line.starts[phrase.relative]
            return Mention(Span(start, line.ends[phrase.relative]), meant.name, meant.person)
        span = line.cover(phrase.first, phrase.end)
        if line.tags[phrase.first : phrase.end] == "R":
            span = Span(span.start, span.start + len(_pronoun(span.of(self._text))))
            subject = self._by_pronoun(line, phrase)
            return self._meant(span, subject) if subject else self._unresolved(span)
        if "&" in line.tags[phrase.first : phrase.end]:
            return self._unresolved(span)
        inside = self._named_in(span)
        if inside is not None and line.tags[phrase.end - 1] in "XY'":
            return self._shown(self._spans[inside], self._persons[inside])
        person = self._by_description(line, phrase)
        return self._shown(span, person) if person is not None else self._unresolved(span)

    def _unresolved(self, span: Span) -> Mention:
        return Mention(span, span.of(self._text))

    def _shown(self, span: Span, person: int) -> Mention:
        return Mention(span, self._people[person].names[0].of(self._text), person)

    def _meant(self, span: Span, subject: _Subject) -> Mention:
        """A mention at `span` of whom an earlier sentence was about."""
        if subject.person >= 0:
            return self._shown(span, subject.person)
        return Mention(span, self._text[subject.start : subject.end])

    def _named_in(self, span: Span) -> int | None:
        """The last naming that begins within `span`: "the Ministry" may go on as "of Justice"."""
        i = bisect_left(self._starts, span.end) - 1
        return i if i >= 0 and span.start <= self._starts[i] else None

    def _recent(self, line: Line, before: int) -> Iterator[_Subject]:
        """Whom the sentences before a position were about, latest first."""
        last = bisect_left(self._subjects, (before,)) - 1
        for i in range(last, max(-1, last - _MOST_SUBJECTS), -1):
            if line.number - self._subjects[i].line > _REACH:
                return
            yield self._subjects[i]

    def _by_pronoun(self, line: Line, phrase: Phrase) -> _Subject | None:
        word = _pronoun(line.words[phrase.first]).lower()
        start = line.starts[phrase.first]
        if word == "it":
            latest = next(self._recent(line, start), None)
            return latest if latest and latest.gender == "" and line.number == latest.line else None
        gender = _GENDERS.get(word)
        if not gender:
            return None
        for subject in self._recent(line, start):
            if subject.gender == gender:
                return subject
            if subject.gender is None:
                # Whoever may be of either gender is meant only if nobody named since is known to fit.
                return None if self._named_between(subject.end, start, gender) else subject
        at = bisect_left(self._starts, start)
        near = {p for p in self._persons[max(0, at - 6) : at] if self._people[p].gender == gender}
        if len(near) != 1:
            return None
        return _Subject(start, start, line.number, near.pop(), gender)

    def _named_between(self, start: int, end: int, gender: str) -> bool:
        """Whether somebody who may be of this gender is named between two positions."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        named = [self._people[p] for p in self._persons[max(first, last - 12) : last]]
        return any(p.gender == gender or (p.gender is None and p.kind is PersonKind.PERSON) for p in named)

    def _by_description(self, line: Line, phrase: Phrase) -> int | None:
        """Who is meant by "the president", "the opposition leader", "the 65-year-old"."""
        words = [w.lower() for w in line.words[phrase.first : phrase.end]]
        if words[0] not in _DEFINITE:
            return None
        start = line.starts[phrase.first]
        recent = list(
            dict.fromkeys(s.person for s in self._recent(line, start) if s.gender != "" and s.person >= 0)
        )
        if "year-old" in words:
            return recent[0] if recent else None
        if words[0] != "the" or words[-1] not in roles():
            return None
        described = self._described.get(words[-1], [])
        for person in recent:
            if person in described:
                return person
        return described[0] if len(described) == 1 else None


def _sentence_subjects(line: Line) -> Iterator[Phrase]:
    """The subject of each sentence's first verbs."""
    verbs_left = _FIRST_VERBS
    for step in _STEP.finditer(line.tags):
        item = step.start()
        if step.group() in ".q":
            verbs_left = _FIRST_VERBS
        elif verbs_left:
            verbs_left -= 1
            subject = subject_before(line, verb_group_start(line, item))
            if subject:
                verbs_left = 0
                yield subject


def _pronoun(word: str) -> str:
    """The pronoun of a contraction: "he" of "he's"."""
    return word.replace("’", "'").split("'")[0]


def _gender_of_role(word: str) -> str | None:
    known = lists()
    if word in known["groups"]:
        return ""
    return "female" if word in known["female_roles"] else "male" if word in known["male_roles"] else None


def _role_words(described: Sequence[Span], text: str) -> frozenset[str]:
    return frozenset(word for role in described for word in role.of(text).lower().split() if word in roles())
