"""One process serves both platforms, over the wire, and ends when it is told."""

import asyncio
import signal

import pytest

from bot.command import commands
from bot.messages import Role
from tests import programs
from tests.servers.bot_api import TOKEN as TELEGRAM_TOKEN
from tests.servers.bot_api import BotApi
from tests.servers.discord_gateway import TOKEN as DISCORD_TOKEN
from tests.servers.discord_gateway import USER, DiscordServer

pytestmark = pytest.mark.process


@pytest.fixture
async def api():
    """A Bot API server of this test's own."""
    server = BotApi()
    await server.start()
    yield server
    await server.stop()


async def test_every_command_is_answered_on_both_platforms_from_one_process(api, tmp_path):
    """Each open command's first example has an answer on Telegram and on Discord; SIGTERM ends it with 0."""
    assert programs.run(tmp_path, "build", "--home", tmp_path).returncode == 0
    config = tmp_path / "config.toml"
    async with DiscordServer() as server:
        config.write_text(
            f'[discord]\napi_url = "{server.api_url}"\n[telegram]\napi_url = "{api.url}"\n', "utf-8"
        )
        process = await asyncio.create_subprocess_exec(
            *(*programs.COMMAND, "run", "--config", config, "--home", tmp_path),
            env=programs.environment(tmp_path)
            | {"ONRECORD_TELEGRAM_TOKEN": TELEGRAM_TOKEN, "ONRECORD_DISCORD_TOKEN": DISCORD_TOKEN},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await server.until(lambda: server.ready(1), 60)
            open_to_all = [c for c in commands().values() if c.role is Role.EVERYONE]
            for number, command in enumerate(open_to_all, start=1):
                chat = 600 + number
                example = command.examples[0] if command.examples else f"/{command.name}"
                await api.say(chat, example)
                await api.answers(chat, within_s=30)
                typed = example.partition(" ")[2]
                options = {command.arguments[0].name: typed} if typed else {}
                asked = await server.slash(command.name, user=USER + number, **options)
                await server.until(lambda a=asked: server.shown[a])
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 5) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
