"""An attempt on every door: who may not, does not; and what an operator types never breaks anything."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.command import Command, commands
from bot.errors import UserError
from bot.messages import Attachment, NoticeBlock, Request, Role, Status
from bot.state.corrections import kept
from tests.bot.newsroom import Newsroom

GUARDED = [c for c in commands().values() if c.role > Role.EVERYONE]
BELOW = [(c, role) for c in GUARDED for role in Role if role < c.role]
NO_BUILD = [c for c in GUARDED if c.name not in ("reload", "undo")]
WORDS = st.text(st.characters(codec="utf-8"), max_size=80)
PIECES = (
    "{receipt} speaker claimant date measure = ≠ undo 1 -1 99999999999 ² apply discard preview ../.."
    " bridge title: off who default \0 %s '"
).split(" ")
PHRASES = st.lists(st.sampled_from([*PIECES, "Ada Fenn", "\n"]), max_size=6)
TYPED = st.one_of(WORDS, PHRASES.map(" ".join))


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """One newsroom for all attempts, which makes no builds: each ends with an error."""
    room = Newsroom(tmp_path_factory.mktemp("doors"))
    yield room
    room.app.close()


def snapshot(room):
    """All that an attempt must not change."""
    state = room.app.state
    return (
        state.acts(99),
        kept(state.engine),
        dict(state.settings_of(state_chat())),
        room.home.published,
        room.home.builds,
        sorted((f.name, f.read_bytes()) for f in room.articles.iterdir()),
    )


def state_chat():
    from bot.state.store import Chat

    return Chat("telegram", "-7")


def test_there_are_doors():
    """The declarations name the guarded commands that operators and administrators need."""
    named = {c.name for c in GUARDED}
    assert {
        "reload",
        "undo",
        "add",
        "remove",
        "correct",
        "hide",
        "alias",
        "settings",
        "audit",
        "log",
    } <= named


@pytest.mark.parametrize("platform", ["telegram", "discord"])
@pytest.mark.parametrize(("command", "role"), BELOW, ids=lambda x: getattr(x, "name", str(x)))
def test_who_may_not_is_refused(room, command: Command, role: Role, platform: str):
    """Each guarded command, by each lower role: refused with a word, counted as refused, nothing changed."""
    before = snapshot(room)
    for typed in (f"/{command.name}", f"/{command.name} preview", f"/{command.name} apply 1"):
        asked = Request(typed, platform, "-7", user="666", role=role, private=False)
        reply = asyncio.run(room.app.handle(asked))
        assert reply.status is Status.DENIED
        assert isinstance(reply.blocks[0], NoticeBlock)
    assert snapshot(room) == before


@pytest.mark.parametrize("user", ["01", "1 ", "telegram:1", "", "１"])
def test_nobody_passes_for_an_operator(room, user):
    """An id that only resembles an operator's is nobody's, and so is the right one of another platform."""
    assert room.ask("/log", user=user).status is Status.DENIED
    asked = Request("/log", "discord", "-7", user="1", private=False)
    assert asyncio.run(room.app.handle(asked)).status is Status.DENIED


@pytest.mark.parametrize("command", NO_BUILD, ids=lambda c: c.name)
@given(typed=TYPED)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_an_operator_types_is_answered(room, command, typed):
    """Any argument of any operator's command: an answer, never our own mistake, the articles as they were."""
    articles = sorted((f.name, f.read_bytes()) for f in room.articles.iterdir())
    record = room.app.records.current()
    receipt = record.quotes(record.quote_ids()[:1])[0].receipt

    def no_build(_):
        raise UserError("build-failed", reason="not here")

    room.app.workshop.make_reserved = no_build
    reply = room.ask(f"/{command.name} {typed.replace('{receipt}', receipt)}")
    assert reply.blocks
    assert not any(isinstance(b, NoticeBlock) and b.key == "internal-error" for b in reply.blocks)
    assert sorted((f.name, f.read_bytes()) for f in room.articles.iterdir()) == articles


@pytest.mark.parametrize(
    "typed", ["apply 1", "apply 99", "discard 1", "apply ../../x", "apply", "discard \0"]
)
def test_a_forged_button_publishes_nothing(room, typed):
    """A build that does not wait cannot be applied or thrown away, the published one included."""
    published = room.home.published
    assert room.ask(f"/reload {typed}").status is Status.ERROR
    assert room.home.published == published
    assert published.exists()


@given(name=st.text(max_size=40), content=st.binary(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_attachment_is_answered(room, name, content):
    """Any file under any name: an answer, never our own mistake, and no file stays without a build."""
    articles = sorted(f.name for f in room.articles.iterdir())

    def no_build(_):
        raise UserError("build-failed", reason="not here")

    room.app.workshop.make_reserved = no_build
    reply = room.ask("/add", Attachment(name, content))
    assert reply.status is Status.ERROR
    assert reply.blocks[0].key != "internal-error"
    assert sorted(f.name for f in room.articles.iterdir()) == articles


def test_a_megabyte_is_refused(room):
    """A message of a megabyte is refused by its length, for everybody and every command."""
    for typed in ("x" * 1_000_000, "/add " + "x" * 1_000_000, "/correct " + "q" * 1_000_000):
        reply = room.ask(typed)
        assert reply.status is Status.ERROR
        assert reply.blocks[0].key == "question-too-long"
