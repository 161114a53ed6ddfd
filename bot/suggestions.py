"""What could be meant by what somebody has typed so far? Answers from memory, for completion."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from bot.command import ArgumentKind, commands
from bot.errors import WrongUsage
from bot.messages import Option, Role
from knowledge.lexicon import lexicon
from knowledge.record import Record

_LABEL = 100
"""Characters of a label that every platform shows."""
_LIKENESS = 65
"""Per cent of a word's letters that a command must share to be taken for meant: no "weather" is "search"."""


def suggest(record: Record, kind: ArgumentKind, typed: str, limit: int) -> tuple[Option, ...]:
    """Completions of an argument of this kind, best first: what is shown, and what is then asked."""
    complete = _COMPLETIONS.get(kind)
    return tuple(complete(record, typed.strip(), limit))[:limit] if complete else ()


def unknown_command(word: str, role: Role) -> WrongUsage:
    """The error that names the command of theirs that looks like `word`, if any does; to be raised."""
    permitted = [c.name for c in commands().values() if c.role <= role]
    found = process.extractOne(word.lower(), permitted, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if found is None:
        return WrongUsage("unknown-command", command=word)
    return WrongUsage("unknown-command-nearest", command=word, nearest=f"/{found[0]}")


def _commands(record: Record, typed: str, limit: int) -> Iterable[Option]:
    del record, limit
    return (Option(name, name) for name in commands() if name.startswith(typed.lstrip("/").lower()))


def _people(record: Record, typed: str, limit: int) -> Iterable[Option]:
    """Names that begin as typed; before anything is typed, those most on record."""
    if not typed:
        return (Option(person.name, person.name) for person in record.all_people[:limit])
    return (Option(match.alias, match.alias) for match in record.names.complete(typed, limit))


def _measures(record: Record, typed: str, limit: int) -> Iterable[Option]:
    """Measures that have figures, most first, by the start of any word of theirs."""
    del limit
    known = lexicon("measures")
    for name, count in record.measures.items():
        words = name.replace("_", " ")
        label = str(known[name]["label"]) if name in known else words
        if any(w.startswith(typed.casefold()) for w in [*words.split(), *label.casefold().split()]):
            yield Option(f"{label} ({count})", words)


def _outlets(record: Record, typed: str, limit: int) -> Iterable[Option]:
    del limit
    return (Option(outlet, outlet) for outlet in record.outlets if typed.casefold() in outlet.casefold())


def _receipts(record: Record, typed: str, limit: int) -> Iterable[Option]:
    """Receipts of quotes and figures that begin as typed, each with its first words."""
    for code, words in record.receipts_from(typed.casefold(), limit):
        yield Option(f"{code} {words}"[:_LABEL], code)


_Completion = Callable[[Record, str, int], Iterable[Option]]
_COMPLETIONS: dict[ArgumentKind, _Completion] = {
    ArgumentKind.COMMAND: _commands,
    ArgumentKind.PERSON: _people,
    ArgumentKind.MEASURE: _measures,
    ArgumentKind.OUTLET: _outlets,
    ArgumentKind.RECEIPT: _receipts,
}
