"""What is generated from the code: `make docs` writes it, tests/test_docs.py checks that it is current."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from adapters.discord.invite import PERMISSIONS, SCOPES
from bot.command import Command, commands
from bot.messages import Role
from bot.settings import example
from bot.wording import wording

ROOT = Path(__file__).resolve().parent.parent
TABLE = ("<!-- commands -->\n", "<!-- /commands -->")
CONVERSATION = ("<!-- conversation -->\n", "<!-- /conversation -->")


def config_example() -> str:
    """The text of config.example.toml."""
    return example()


def readme() -> str:
    """The README with its conversation, its command table and Discord's invitation written anew."""
    text = (ROOT / "README.md").read_text("utf-8")
    for name, said in _invitation().items():
        text = re.sub(f"<!-- {name} -->.*?<!-- /{name} -->", f"<!-- {name} -->{said}<!-- /{name} -->", text)
    text = _between(text, CONVERSATION, f"```text\n{_conversation()}\n```")
    return _between(text, TABLE, "\n".join(_table()))


def _between(text: str, signs: tuple[str, str], said: str) -> str:
    start, end = text.index(signs[0]) + len(signs[0]), text.index(signs[1])
    return f"{text[:start]}{said}\n{text[end:]}"


def _conversation() -> str:
    """The transcript that opens the README, without its heading: what the sample answers."""
    transcript = (ROOT / "tests" / "transcripts" / "readme.txt").read_text("utf-8")
    return transcript[transcript.index("> ") :].rstrip()


FILES: dict[str, Callable[[], str]] = {"config.example.toml": config_example, "README.md": readme}


def _invitation() -> dict[str, str]:
    shown = {"read_messages": "view_channels"}  # as Discord's pages call it
    names = [shown.get(name, name) for name, has in PERMISSIONS if has]
    given = [name.replace("_", " ").title().replace(" In ", " in ") for name in names]
    return {"scopes": _listed("`", list(SCOPES)), "permissions": _listed("*", sorted(given))}


def _listed(sign: str, names: list[str]) -> str:
    *most, last = [f"{sign}{name}{sign}" for name in names]
    return f"{', '.join(most)} and {last}"


def _table() -> Iterator[str]:
    yield "| command | what it does | who |"
    yield "|---|---|---|"
    who = {Role.EVERYONE: "everyone", Role.CHAT_ADMIN: "chat admins", Role.OPERATOR: "operators"}
    for command in sorted(commands().values(), key=lambda c: (c.role, c.name)):
        yield f"| `{command.usage}` | {_description(command)} | {who[command.role]} |"


def _description(command: Command) -> str:
    return wording("en").text(f"command-{command.name}")


if __name__ == "__main__":
    for name, write in FILES.items():
        (ROOT / name).write_text(write(), "utf-8")
