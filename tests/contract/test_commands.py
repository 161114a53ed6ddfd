"""What every command must do, found from the declarations: nothing here names one."""

import pytest

from adapters.json_form import reply_as_json
from bot.app import App
from bot.command import ArgumentKind, Command, commands
from bot.layout import Line
from bot.messages import NoticeBlock, Request, Role, Slice, Status
from bot.rendering import lines_of
from bot.settings import SAMPLE, LimitSettings, load
from bot.wording import languages, wording
from knowledge.build import Plan, build
from knowledge.home import Home
from knowledge.record import Records

EVERY = sorted(commands().values(), key=lambda command: command.name)
FOR_OPERATORS = [command for command in EVERY if command.role is Role.OPERATOR]
_KEYS = {"kind", "text", "article", "start", "end", "receipt"}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home"))
    build(Plan(SAMPLE, home, workers=1))
    unlimited = LimitSettings(user_per_minute=10**6, chat_per_minute=10**6, all_per_second=10**6)
    app = App(load(home=home.folder, limits=unlimited), Records(home.record))
    yield app
    app.close()


def named(command: Command) -> str:
    return command.name


def asked(command: Command, text: str, role: Role | None = None, locale: str = "en") -> Request:
    """The text from somebody who may ask it, in a chat of the command's own: some change their chat."""
    role = command.role if role is None else role
    return Request(
        text, platform="telegram", chat=f"chat-of-{command.name}", user="1", role=role, locale=locale
    )


def slices_of(reply) -> list[Slice]:
    return [block.slice for block in reply.blocks if hasattr(block, "slice")]


@pytest.mark.parametrize("command", EVERY, ids=named)
async def test_its_examples_are_answered(app, command):
    """Each example of a command is understood, and what is shown fits the promise."""
    for example in command.examples:
        if command.role is Role.OPERATOR:
            continue  # these change the record or the state; their own tests run them
        reply = await app.handle(asked(command, example))
        assert reply.status in {Status.FOUND, Status.PARTIAL, Status.NOTHING}, example
        assert reply.command == command.name
        assert reply.blocks


@pytest.mark.parametrize("command", EVERY, ids=named)
async def test_every_slice_is_the_article_s(app, command):
    """Whatever a command shows as an article's words stands in that article at that place."""
    texts = {
        a.name: app.records.current().article_text(a.id) for a in app.records.current().articles.values()
    }
    for example in command.examples:
        if command.role is Role.OPERATOR:
            continue
        for shown in slices_of(await app.handle(asked(command, example))):
            assert shown.text == texts[shown.source.article][shown.start : shown.end]
            assert shown.span is None or (shown.start <= shown.span.start and shown.span.end <= shown.end)


@pytest.mark.parametrize("command", EVERY, ids=named)
async def test_its_answers_keep_the_json_contract(app, command):
    """Every block has the six keys, and its kind is its class's."""
    for example in command.examples:
        if command.role is Role.OPERATOR:
            continue
        for block in reply_as_json(await app.handle(asked(command, example)))["blocks"]:
            assert block.keys() >= _KEYS


@pytest.mark.parametrize("command", EVERY, ids=named)
async def test_a_question_without_arguments_is_no_mistake_of_ours(app, command):
    """A command alone answers or says how it is used."""
    if command.role is Role.OPERATOR and command.slow:
        pytest.skip("changes the record")
    reply = await app.handle(asked(command, f"/{command.name}", Role.OPERATOR))
    assert reply.blocks
    assert not any(isinstance(b, NoticeBlock) and b.key == "internal-error" for b in reply.blocks)
    required = [argument for argument in command.arguments if argument.required]
    if required and not command.replies:
        assert reply.status is Status.ERROR


@pytest.mark.parametrize("command", FOR_OPERATORS, ids=named)
@pytest.mark.parametrize("role", [Role.EVERYONE, Role.CHAT_ADMIN])
async def test_operators_commands_are_refused_to_others(app, command, role):
    """Nobody below an operator runs an operator's command, and nothing of the state changes."""
    before = app.state.acts(50)
    reply = await app.handle(asked(command, f"/{command.name} something", role))
    assert reply.status is Status.DENIED
    assert app.state.acts(50) == before


@pytest.mark.parametrize("command", EVERY, ids=named)
def test_it_is_typed_as_it_is_shown(command):
    """The text made of values holds the command and each value; its usage names each argument."""
    values = {argument.name: f"{argument.name}-value" for argument in command.arguments}
    text = command.text(values)
    assert text.startswith(f"/{command.name}")
    assert all(value in text for value in values.values())
    assert all(a.name.lower() in command.usage.lower() for a in command.arguments)
    assert all(isinstance(a.kind, ArgumentKind) for a in command.arguments)


@pytest.mark.parametrize("language", languages())
async def test_every_answer_can_be_read(app, language):
    """Each block of each example has lines in each language."""
    for command in EVERY:
        for example in command.examples if command.role is not Role.OPERATOR else ():
            reply = await app.handle(asked(command, example, locale=language))
            for block in reply.blocks:
                lines = lines_of(block, wording(language))
                assert lines
                assert all(isinstance(line, Line) for line in lines)
