"""The documents say what the code does."""

import re
from pathlib import Path

import pytest

from bot.command import commands
from bot.wording import languages, wording
from tests.generated import FILES, ROOT


@pytest.mark.parametrize("name", FILES)
def test_what_is_generated_is_current(name):
    """Each generated document is what the code would write now (`make docs`)."""
    assert (ROOT / name).read_text("utf-8") == FILES[name]()


@pytest.mark.parametrize("language", languages())
def test_every_command_and_argument_is_described(language):
    """Each declared command and each argument has a description in each language (or in English)."""
    said = wording(language)
    keys = [f"command-{c.name}" for c in commands().values()]
    keys += [f"argument-{c.name}-{a.name}" for c in commands().values() for a in c.arguments]
    assert [key for key in keys if not said.has(key)] == []


def test_every_fixed_string_of_the_code_exists():
    """Each message that the code names stands in the English catalogue."""
    said = wording("en")
    used = {
        key
        for top in ("bot", "adapters")
        for path in (ROOT / top).rglob("*.py")
        for key in re.findall(
            r"(?:\.text|\.notice|UserError|WrongUsage|Denied|TooMuch)\(\s*\"([a-z][a-z0-9_-]+)\"",
            path.read_text("utf-8"),
        )
    }
    assert used
    assert sorted(key for key in used if not said.has(key)) == []


def test_the_readme_names_only_files_that_exist():
    """Each relative link of the README leads somewhere."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", Path(ROOT / "README.md").read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
