"""What does a message of the locales say in a language? Every fixed string comes from here.

The catalogues are Fluent files, `locales/LANGUAGE/*.ftl`; English is whole, and stands in
wherever another language has no message.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import babel.core
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Pattern, Placeable, TextElement, VariableReference

FALLBACK = "en"
_GROUPED_FROM = 1000
"""The first number whose digits some language sets apart."""
_REMEMBERED = 4096
"""Messages of a language that are held as written: those whose words depend on small numbers."""
LONGEST = 500
"""Characters of a variable; Fluent itself refuses more than twice as many."""


class Wording:
    """The messages of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        names = [language] if language == FALLBACK else [language, FALLBACK]
        self._bundles = [_bundle(name) for name in names]
        self._templates: dict[str, str | None] = {}
        self._counted = lru_cache(maxsize=_REMEMBERED)(self._written)

    def text(self, key: str, **values: Any) -> str:
        """The message `key` with its variables filled in; of a very long one its beginning.

        Raises:
            KeyError: no language has such a message.
        """
        shown = {name: _shown(value) for name, value in values.items()}
        template = self._templates.get(key)
        if template is not None and all(isinstance(v, str) or _is_small(v) for v in shown.values()):
            return template.format_map(shown)
        if all(map(_is_small, shown.values())):
            return self._counted(key, **shown)
        return self._written(key, **shown)

    def _written(self, key: str, **shown: Any) -> str:
        """The message as Fluent writes it."""
        for bundle in self._bundles:
            if bundle.has_message(key) and (pattern := bundle.get_message(key).value):
                said, errors = bundle.format_pattern(pattern, shown)
                if errors:
                    raise KeyError(f"message {key}: {errors[0]}")
                if key not in self._templates:
                    self._templates[key] = _template_of(pattern)
                return str(said)
        raise KeyError(f"no message {key}")

    def has(self, key: str) -> bool:
        """Whether some language has the message `key`."""
        return any(bundle.has_message(key) for bundle in self._bundles)


def _template_of(pattern: Any) -> str | None:
    """A message of words and variables alone, as Python fills it in: Fluent takes ten times as long.

    That is the same for strings and small numbers; others are written as the language groups their digits.
    """
    parts: list[str] = []
    for element in pattern.elements if isinstance(pattern, Pattern) else (pattern,):
        if isinstance(element, TextElement):
            parts.append(element.value.replace("{", "{{").replace("}", "}}"))
        elif isinstance(element, Placeable) and isinstance(element.expression, VariableReference):
            parts.append(f"{{{element.expression.id.name}}}")
        else:
            return None
    return "".join(parts)


def _is_small(value: Any) -> bool:
    """Whether it is a number that every language writes in the same digits."""
    return type(value) is int and 0 <= value < _GROUPED_FROM


def _shown(value: Any) -> Any:
    """What is shown of a variable: nobody reads back thousands of letters that they typed."""
    if not isinstance(value, str) or len(value) <= LONGEST:
        return value
    return f"{value[:LONGEST].rstrip()}…"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(
        sorted(
            folder.name
            for folder in files("bot.locales").iterdir()
            if folder.is_dir() and "_" not in folder.name
        )
    )


@cache
def wording(locale: str) -> Wording:
    """The wording for a platform's locale such as "en-GB" or "ru"; English where there is none."""
    language = locale.replace("_", "-").split("-", maxsplit=1)[0].lower()
    return Wording(language if language in languages() else FALLBACK)


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    parser = FluentParser(with_spans=False)  # where a message stands in its file is asked by nobody
    for file in sorted((files("bot.locales") / language).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".ftl"):
            bundle.add_resource(parser.parse(file.read_text("utf-8")))
    # Of what Babel read about all languages one thing was needed; it reads it again for another one.
    babel.core._global_data = None  # noqa: SLF001  (two megabytes)
    return bundle
