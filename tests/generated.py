"""What is generated from the code: `make docs` writes it, tests/test_docs.py checks that it is current."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.command import Command, commands
from bot.messages import Role
from bot.settings import example
from bot.wording import wording

ROOT = Path(__file__).resolve().parent.parent
TABLE = ("<!-- commands -->\n", "<!-- /commands -->")


def config_example() -> str:
    """The text of config.example.toml."""
    return example()


def readme() -> str:
    """The README with its command table written anew."""
    text = (ROOT / "README.md").read_text("utf-8")
    start, end = text.index(TABLE[0]) + len(TABLE[0]), text.index(TABLE[1])
    return text[:start] + "\n".join(_table()) + "\n" + text[end:]


FILES: dict[str, Callable[[], str]] = {"config.example.toml": config_example, "README.md": readme}


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
