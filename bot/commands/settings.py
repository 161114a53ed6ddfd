"""How does the bot behave in this chat? Its administrators see and set it."""

from __future__ import annotations

from bot.app import Ask
from bot.chats import CHOICES, NAMES, ChatSettings, fits
from bot.command import Argument, ArgumentKind, command
from bot.errors import UserError
from bot.messages import ChoicesBlock, Option, Reply, Role, Status, TableBlock
from bot.state.store import Chat

_DEFAULT = "default"


@command(
    "settings",
    Argument("name", ArgumentKind.WORDS, choices=NAMES),
    Argument("value", ArgumentKind.WORDS),
    role=Role.CHAT_ADMIN,
    examples=("/settings", "/settings charts off", "/settings off quote"),
    personal=True,
)
def settings(ask: Ask) -> Reply:
    """Show all settings of this chat, the choices of one, or set one; "default" takes it back."""
    if not ask.app.has_settings(ask.request):
        raise UserError("settings-nowhere")
    name, _, value = ask.rest.partition(" ")
    value = " ".join(value.split())
    if not name:
        return ask.reply(Status.FOUND, [_table(ask), _choices(ask)])
    if name not in NAMES:
        raise ask.usage()
    if not value:
        return ask.reply(Status.FOUND, [ask.notice(f"settings-about-{name}"), _choices_of(ask, name)])
    if value != _DEFAULT and not fits(name, value):
        raise UserError("settings-unfit", value=value, choices=", ".join(CHOICES.get(name, ())) or "…")
    chat = Chat(ask.request.platform, ask.request.chat)
    ask.app.state.set(chat, name, None if value == _DEFAULT else value)
    ask.record_act(f"settings {name} {value}", f"{chat.platform}:{chat.id}")
    return ask.reply(Status.FOUND, [ask.notice("settings-set"), _table(ask)])


def _table(ask: Ask) -> TableBlock:
    """All settings with what they are now."""
    present = ask.app.chat_settings(ask.request)
    rows = tuple(
        (name, _value(ask, present, name), ask.wording.text(f"settings-about-{name}")) for name in NAMES
    )
    headings = tuple(ask.wording.text(f"heading-{h}") for h in ("setting", "now", "meaning"))
    return TableBlock(ask.wording.text("settings"), headings, rows)


def _value(ask: Ask, present: ChatSettings, name: str) -> str:
    value = getattr(present, name)
    match value:
        case bool():
            return "on" if value else "off"
        case frozenset():
            return " ".join(sorted(value)) or "—"
        case None:
            return str(getattr(ask.settings, name))
    return str(value)


def _choices(ask: Ask) -> ChoicesBlock:
    options = tuple(Option(name, f"/settings {name}") for name in NAMES)
    return ChoicesBlock(ask.wording.text("settings-choose"), options)


def _choices_of(ask: Ask, name: str) -> ChoicesBlock:
    values = (*CHOICES.get(name, ()), _DEFAULT)
    options = tuple(Option(value, f"/settings {name} {value}") for value in values)
    return ChoicesBlock(ask.wording.text("settings-choose-value", name=name), options)
