"""The core's promises for any request: it always answers, and says what is wrong in words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import command as declarations
from bot.app import App
from bot.messages import NoticeBlock, Request, Role, Status
from bot.settings import load
from knowledge.record import Records
from tests.asking import app_on


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    text = "“The bridge is safe,” said Ada Fenn, the mayor of Ostrey.\n\nAbout 40 people were rescued."
    yield from app_on({"bridge": text}, tmp_path_factory)


async def test_an_unknown_command_names_the_nearest(app):
    """A mistyped command is an error that names the one that was likely meant."""
    reply = await app.handle(Request("/hepl"))
    assert reply.status is Status.ERROR
    assert "/help" in reply.blocks[0].text


async def test_a_command_above_ones_role_is_denied(app, monkeypatch):
    """Who may not use a command is told so, and it does not run."""
    about = declarations.command_named("about")
    operators_only = declarations.Command("about", pytest.fail, role=Role.OPERATOR)
    assert about is not None
    monkeypatch.setattr("bot.app.command_named", lambda _: operators_only)
    reply = await app.handle(Request("/about"))
    assert reply.status is Status.DENIED


async def test_our_own_mistake_is_a_short_id(app, monkeypatch, capsys):
    """An unexpected exception becomes an answer with an id that the log has too, and no traceback."""

    def fail(_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("bot.app.command_named", lambda _: declarations.Command("about", fail))
    reply = await app.handle(Request("/about"))
    text = reply.blocks[0].text
    assert reply.status is Status.ERROR
    assert "secret detail" not in text
    code = text.split("error ")[1][:6]
    assert code in capsys.readouterr().out


async def test_without_a_build_the_bot_says_what_to_do(tmp_path):
    """Asking before anything was built names the command that builds."""
    app = App(load(), Records(tmp_path / "none.db"))
    reply = await app.handle(Request("/about"))
    app.close()
    assert reply.status is Status.ERROR
    assert "onrecord build" in reply.blocks[0].text


async def test_too_long_a_question_is_refused(app):
    """A question over the limit is refused with the limit."""
    reply = await app.handle(Request("x" * 9000))
    assert reply.status is Status.ERROR
    assert "8,000" in reply.blocks[0].text


@given(
    text=st.text(max_size=200),
    command=st.sampled_from(["", *(f"/{name} " for name in declarations.commands())]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_text_is_answered(app, text, command):
    """Whatever is typed after whatever command, there is an answer, and it is never our own mistake."""
    reply = await app.handle(Request(command + text, role=Role.EVERYONE))
    assert reply.blocks
    assert not any(isinstance(b, NoticeBlock) and b.key == "internal-error" for b in reply.blocks)
