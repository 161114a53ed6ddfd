"""How much memory does the program hold when it serves, beside that of its imports alone?"""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.bench.measuring import Row, at_most
from tests.programs import COMMAND, environment, run
from tests.servers import bot_api, discord_gateway

IMPORTS = (
    "sqlalchemy, pydantic_settings, structlog, fluent.runtime, rapidfuzz.process, anyascii, "
    "snowballstemmer, text_to_num"
)
_LIBRARIES = {"discord": "discord", "telegram": "telegram.ext"}
_PERSON = 501


async def resident(*platforms: str) -> Row:
    """Resident memory of the program connected to `platforms`, after an answer on each."""
    libraries = ", ".join(_LIBRARIES[name] for name in platforms)
    ours, peer = await _program_mb(platforms), await _imports_mb(f"{libraries}, {IMPORTS}")
    what = f"resident memory, {' and '.join(platforms)} connected, after an answer"
    return at_most(what, ours, peer, "MB", 1.25)


async def _program_mb(platforms: tuple[str, ...]) -> float:
    api = bot_api.BotApi()
    await api.start()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run(home, "build", "--home", home)
        async with discord_gateway.DiscordServer() as gateway:
            config = home / "config.toml"
            config.write_text(f'[discord]\napi_url = "{gateway.api_url}"\n', "utf-8")
            given = {"ONRECORD_TELEGRAM_API_URL": api.url}
            if "telegram" in platforms:
                given["ONRECORD_TELEGRAM_TOKEN"] = bot_api.TOKEN
            if "discord" in platforms:
                given["ONRECORD_DISCORD_TOKEN"] = discord_gateway.TOKEN
            program = await asyncio.create_subprocess_exec(
                *(*COMMAND, "run", "--config", str(config), "--home", str(home)),
                env=environment(home) | given,
                stderr=asyncio.subprocess.DEVNULL,
            )
            if "discord" in platforms:
                await gateway.until(gateway.ready, 60)
                asked = await gateway.slash("quote", person="lukashenko")
                await gateway.until(lambda: gateway.shown[asked])
            if "telegram" in platforms:
                await api.until(lambda: api.called("getUpdates"), 60)
                await api.say(_PERSON, "/quote lukashenko", user=_PERSON)
                await api.until(lambda: api.called("sendMessage"))
            held = resident_mb(program.pid)
            program.terminate()
            await program.wait()
    await api.stop()
    return held


async def _imports_mb(names: str) -> float:
    bare = await asyncio.create_subprocess_exec(
        sys.executable, "-c", f"import {names}; print(flush=True); input()", stdin=-1, stdout=-1
    )
    assert bare.stdout is not None
    await bare.stdout.readline()
    held = resident_mb(bare.pid)
    bare.kill()
    await bare.wait()
    return held


def resident_mb(process: int) -> float:
    """The memory that a process holds in RAM."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
