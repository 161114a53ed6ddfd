"""How is a question put? Which sort of answer it wants, by patterns that are data (lexicon/questions.toml).

Nothing here knows what is on record; `asking` reads what is left of a question beside its form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from knowledge.lexicon import lexicon
from knowledge.model import FigureKind
from knowledge.questions.terms import listed, measures_in, words_listed
from knowledge.questions.translating import CYRILLIC, translated
from knowledge.stems import indexed_words, stem, weight
from knowledge.thesaurus import answering

_PERSONS = re.compile(r"\W*(people|persons|человек|людей)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"(?:and |so |but )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b", re.IGNORECASE
)
_WHETHER = re.compile(r"\bли\b", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"\W*(?:(?:and|so|but) )?"
    r"(?:who|whom|whose|what|which|how|why|did|does|do|is|was|are|were|has|have|had|will|can|could|would"
    r"|кто|кого|кому|кем|что|чем|какой|какая|какое|какие|какую|как|почему|зачем|сколько|правда)\b",
)
_OF_ANOTHER_SORT = re.compile(
    r"\W*(?:(?:and|so|but) )?(?:who|whom|whose|why|when|where|кто|кого|что|почему|когда|где)\b"
)
_KNOWN = re.compile(r"\b(?:knows?|known|clear|said|say|sure|idea|remember|tell(?: \w+)?)\W+$")
_NOMINAL = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_COUNTED_IN = re.compile(r"how many (?P<unit>years|months|weeks|days|hours|minutes|decades)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|for)\b", re.IGNORECASE)
_PREDICATE = re.compile(
    r"(?:did|does|do|has|have|had|can|could|will|would)\b|\w+(?:ed|en|ing|elt|ept|old|eld|ot|ught|ound|ade|ent)\b",
    re.IGNORECASE,
)
"""How a predicate begins ("held in contempt of"), and no description ("the head of")."""
_WHOSE = re.compile(r"\W*(?:(?:and|so|but) )?whose\b", re.IGNORECASE)
_COUNTRY = re.compile(
    r"\b(?:country|countries|nations?|states?|provinces?|regions?|continents?|стран\w*|государств\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never)\b", re.IGNORECASE)
_WHO_IS_THE = re.compile(r"\W*(?:(?:and|so) )?who(?:['’]s| is| was| are| were) the\b", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:of|in|for|at|on|from|to|with|who|that|which|whose)\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"\b([a-z]{4,}) [A-Z].*")
"""What is named, and whose it is: "newspaper Roe owns"."""
_DEED = re.compile(r"\W*(?:(?:and|so) )?who(?: else| exactly| actually| first)? (?P<verb>\w+)", re.IGNORECASE)
_NO_DEED = re.compile(
    r"(?:is|was|are|were|has|have|had|will|would|can|could|does|did|do|the)\b", re.IGNORECASE
)
_TELL = re.compile(r"\b(?:tell|told)\b", re.IGNORECASE)
_TOPIC = re.compile(r"\b(?:about|regarding|concerning)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|of|that|on|regarding)\b", re.IGNORECASE)
_VENUE = re.compile(r"\b(?:in|at|near|outside|inside) (?:the )?([A-ZА-ЯЁ]\w+(?: [A-ZА-ЯЁ]\w+)*)")
_QUOTED = re.compile(r"(?:^|(?<=\s))[\"“‘'«](?=\w)[^\"“”»]+[\"”’'»](?!\w)")


class Form(StrEnum):
    """What sort of answer a question wants."""

    FIGURES = "figures"
    QUOTES = "quotes"  # what somebody said
    SAID = "said"  # who said something
    PERSON = "person"
    PICTURE = "picture"  # who took it
    WHEN = "when"
    WHERE = "where"
    WHAT = "what"
    ABOUT = "about"  # all there is on somebody or something


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to put a question; `kinds` are the kinds of figure that answer, best first.

    `since` asks for a beginning, `hour` for an hour, `ahead` for a day to come, `clue` names a list of words
    by which a text says what is asked for: its causes, its means; an answer `must` have one, or may. `named`
    wants the name of what is described.
    """

    form: Form
    kinds: tuple[FigureKind, ...] = ()
    since: bool = False
    hour: bool = False
    ahead: bool = False
    clue: str = ""
    must: bool = False
    named: bool = False
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """A question, parted: `who` is asked about, `rest` is what is left without how it is put.

    `put` are the words by which it is put, `topic` what is said to be asked about, `after` what
    follows: the counted, after "how many".
    """

    text: str
    pattern: Pattern
    who: str = ""
    topic: str = ""
    put: str = ""
    after: str = ""
    rest: str = ""

    @property
    def form(self) -> Form:
        """The sort of answer that is wanted."""
        return self.pattern.form

    @property
    def whether(self) -> bool:
        """Whether it wants a yes or a no."""
        asks = _YES_OR_NO.match(self.text) or _WHETHER.search(self.text)
        return self.form in {Form.WHAT, Form.ABOUT} and bool(asks)

    @property
    def denies(self) -> bool:
        """Whether it asks for what was not: who was "not allowed" was banned."""
        return bool(_NOT.search(self.text))

    @property
    def whose(self) -> bool:
        """Whether it wants to know whose something is."""
        return self.form is Form.PERSON and bool(_WHOSE.match(self.text))

    @property
    def persons(self) -> bool:
        """Whether people are counted, of whatever sort."""
        return bool(self.put and _PERSONS.match(self.after))

    @property
    def unit(self) -> str:
        """The stem of what a time is to be counted in: days, where it is asked how many of them."""
        counted = _COUNTED_IN.search(self.put) if FigureKind.DURATION in self.pattern.kinds else None
        return stem(counted["unit"]) if counted else ""

    @property
    def nominal(self) -> bool:
        """Whether it describes somebody ("the man who …") rather than says what somebody did."""
        return self.form is Form.PERSON and bool(_NOMINAL.match(self.who))

    @property
    def head(self) -> str:
        """What it wants the name of: in "the mayor of Brest" the mayor."""
        if not self.pattern.named and not (self.close and _WHO_IS_THE.match(self.text)):
            return ""
        if CYRILLIC.search(self.who):
            return next((m.group() for m in indexed_words(self.who)), "")
        described = re.split(r"['’]s? ", re.sub(r"['’]s?$", "", self.who))[-1]
        described = _OF_SOMEBODY.sub(r"\1", _FURTHER.split(described)[0])
        words = [m.group() for m in indexed_words(described)]
        return words[-1] if words else ""

    @property
    def deed(self) -> str:
        """The verb of somebody who is asked for by what they did: in "who shot the sheriff" the shooting."""
        asked = _DEED.match(self.text) if self.form is Form.PERSON else None
        return asked["verb"] if asked and not _NO_DEED.match(asked["verb"]) else ""

    @property
    def close(self) -> bool:
        """Whether its words are one description, as "the mayor of Brest"."""
        return self.form is Form.PERSON and bool(_OF.search(self.who)) and not _PREDICATE.match(self.who)

    @property
    def side(self) -> str | None:
        """Whose crowd it is about, "for" or "against" those in power, where it says so."""
        language = lexicon("questions")["ru" if CYRILLIC.search(self.text) else "en"]
        for side in ("for", "against"):
            if re.search(rf"\b(?:{language[side]})\b", self.text, re.IGNORECASE):
                return side if self.form is Form.FIGURES else None
        return None

    @property
    def manner(self) -> frozenset[str]:
        """The stems of the verb of saying that it is put with, where this tells more than "say"."""
        verb = self._verb
        if self.wishes:
            return frozenset(map(stem, words_listed("wishes")))
        tells = weight(verb) >= 1 or (self.form is Form.SAID and listed(verb, "demands"))
        if self.form not in {Form.QUOTES, Form.SAID} or not tells or listed(verb, "speaking"):
            return frozenset()
        return frozenset(s for word in translated(verb) or (verb,) for s in answering(word))

    @property
    def country(self) -> bool:
        """Whether it wants a country, which an adjective may name as well: "the Chinese government"."""
        return self.form is Form.WHERE and bool(_COUNTRY.search(self.put))

    @property
    def wishes(self) -> bool:
        """Whether it asks what somebody wants."""
        return self.form is Form.QUOTES and listed(self._verb, "wants")

    @property
    def _verb(self) -> str:
        words = [m.group() for m in indexed_words(self.put)]
        return next((w for w in reversed(words) if w.lower() != "that"), "")

    @property
    def names_setting(self) -> bool:
        """Whether what follows "say" or "tell" says where or to whom, and not about what."""
        if self.wishes:
            return False
        if _TELL.search(self.put) and not _ABOUT.search(self.text):
            return True
        topic = self.topic.split()
        return bool(topic) and listed(topic[0], "settings") and not _TOPIC.search(self.topic)

    @property
    def venue(self) -> frozenset[str]:
        """The names of where something was: of "at the talks in Lindau" Lindau."""
        return frozenset(word for name in _VENUE.findall(self.text) for word in name.split())

    @property
    def quotation(self) -> tuple[str, ...]:
        """The words that it gives in quotation marks as those of somebody, in their order."""
        marked = _QUOTED.search(self.text) if self.form is Form.SAID else None
        return tuple(m.group() for m in indexed_words(marked.group())) if marked else ()


def parted(text: str) -> Put:
    """The question `text`, by the first form that fits; the form of all others is `ABOUT`."""
    pattern, match = _first(text)
    if match is None:
        return Put(text, Pattern(Form.ABOUT), rest=text)
    asks_whether = pattern.form is Form.FIGURES and _YES_OR_NO.match(text)
    if asks_whether and not measures_in(text, pattern.kinds):
        return Put(text, Pattern(Form.WHAT), rest=text)
    groups = {
        name: text[match.start(name) : match.end(name)] for name, got in match.groupdict().items() if got
    }
    topic, after = groups.get("topic", ""), text[match.end() :]
    return Put(
        text,
        pattern,
        groups.get("who", "").strip(),
        topic,
        text[match.start() : match.start("topic") if topic else match.end()].replace(
            groups.get("who", "\n"), " "
        ),
        after,
        " ".join((text[: match.start()], topic, after)),
    )


def _first(text: str) -> tuple[Pattern, re.Match[str] | None]:
    """The first form that fits, with its match."""
    folded = text.lower().replace("’", "'")
    for form in _patterns("ru" if CYRILLIC.search(text) else "en"):
        match = form.pattern.search(folded) if form.pattern else None
        if match and not _is_aside(form.form, folded, match.start()):
            return form, match
    return Pattern(Form.ABOUT), None


def _is_aside(form: Form, text: str, at: int) -> bool:
    """Whether words only tell more of what others ask: "what did he do when", "who gave the number"."""
    words = {Form.WHEN: _QUESTION_WORD, Form.WHERE: _QUESTION_WORD, Form.FIGURES: _OF_ANOTHER_SORT}.get(form)
    opening = words.match(text, 0, at) if words else None
    return bool(opening) and not _KNOWN.search(text, 0, at)


@cache
def _patterns(language: str) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            form=Form(f["form"]),
            kinds=tuple(FigureKind(k) for k in f.get("kinds", ())),
            since=f.get("since", False),
            hour=f.get("hour", False),
            ahead=f.get("ahead", False),
            clue=f.get("clue", ""),
            must=f.get("must", False),
            named=f.get("named", False),
            pattern=re.compile(rf"(?<!\w)(?:{f['pattern']})(?!(?<=\w)\w)"),
        )
        for f in lexicon("questions")[language]["forms"]
    )
