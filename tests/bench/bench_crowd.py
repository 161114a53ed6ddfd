"""What does a crowd of a thousand wait for, and how soon after its start does the Telegram bot listen?"""

import asyncio
import re
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aiohttp import ClientSession

from tests.bench.measuring import Table, at_least, at_most, emit
from tests.programs import COMMAND, environment, run
from tests.servers.bot_api import TOKEN, BotApi

USERS, GROUPS = 1000, 50
_STARTS = 5
_OURS_S = 0.3
QUESTIONS = ("/quote lukashenko", "/figures arrests", "/who tikhanovskaya", "/fact how old is lukashenko")


def measure() -> Iterator[Table]:
    """One table of the crowd, one of the start."""
    yield asyncio.run(_crowd())
    yield asyncio.run(_start())


async def _crowd() -> Table:
    """A thousand people ask at once, twenty in each of fifty groups; the program is a process of its own."""
    api = BotApi()
    await api.start()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        home = Path(folder)
        run(home, "build", "--home", home)
        program = await _started(
            api, home, ONRECORD_LIMITS_ALL_PER_SECOND="1000000", ONRECORD_WEB_LISTEN=listen
        )
        asked = [await _ask(api, number) for number in range(USERS)]
        begin = time.perf_counter()
        await api.until(lambda: len(api.called("sendMessage")) >= USERS and not api.updates, 240)
        whole_s = time.perf_counter() - begin
        share = await _share_within(listen, _OURS_S)
        program.terminate()
        await program.wait()
    await api.stop()
    lost = GROUPS - sum(_in_order(api, -1000 - group, asked) for group in range(GROUPS))
    second = _fullest([call.at for call in api.called("sendMessage")], 1.0)
    minute = max(_most_in_a_minute(api, -1000 - group) for group in range(GROUPS))
    note = (
        f"{USERS} people ask in {GROUPS} groups at once, over HTTP on loopback; all was answered in "
        f"{whole_s:.0f} s, where 30 messages a second allow no less than {USERS / 30:.0f} s."
    )
    rows = (
        at_most("groups with a question lost, doubled or out of order", lost, GROUPS, "groups", 0),
        at_most("messages in the fullest second", second, 30, "messages", 1),
        at_most("messages in a group's fullest minute", minute, 20, "messages", 1),
        at_least(f"answers within {_OURS_S * 1000:g} ms of our own time", share, 0.99, "of all", 1),
    )
    return Table("A crowd on Telegram", "what Telegram allows", note, rows)


async def _started(api: BotApi, home: Path, **given: str) -> asyncio.subprocess.Process:
    """The program, from its first poll on."""
    met = len(api.called("getUpdates"))
    quiet = asyncio.subprocess.DEVNULL
    own = {"ONRECORD_TELEGRAM_TOKEN": TOKEN, "ONRECORD_TELEGRAM_API_URL": api.url}
    command = (*COMMAND, "run", "--home", str(home))
    program = await asyncio.create_subprocess_exec(
        *command, env={**environment(home), **own, **given}, stderr=quiet, stdout=quiet
    )
    await api.until(lambda: len(api.called("getUpdates")) > met, 60)
    return program


async def _share_within(listen: str, seconds: float) -> float:
    """The share of the answers that took no longer, by the program's own count."""
    async with ClientSession() as session, session.get(f"http://{listen}/metrics") as answer:
        told = await answer.text()
    within = re.search(rf'onrecord_answer_seconds_bucket{{le="{seconds:g}"}} (\S+)', told)
    whole = re.search(r"onrecord_answer_seconds_count (\S+)", told)
    assert within is not None
    assert whole is not None
    return float(within[1]) / float(whole[1])


async def _ask(api: BotApi, number: int) -> tuple[int, int]:
    """One person's question in one of the groups: the group and the message's id."""
    group = -1000 - number % GROUPS
    api.chat(group, "supergroup")
    message = await api.say(group, QUESTIONS[number // GROUPS % len(QUESTIONS)], user=10_000 + number)
    return group, int(message["message_id"])


def _in_order(api: BotApi, group: int, asked: list[tuple[int, int]]) -> bool:
    """Whether each question of a group has one answer, in the order in which they were asked."""
    questions = [message for where, message in asked if where == group]
    answered = [m["reply_to_message"]["message_id"] for m in api.sent(group) if "reply_to_message" in m]
    return list(dict.fromkeys(answered)) == questions


def _most_in_a_minute(api: BotApi, group: int) -> int:
    times = [call.at for call in api.called("sendMessage") if int(call.data["chat_id"]) == group]
    return _fullest(times, 60.0)


def _fullest(times: list[float], window_s: float) -> int:
    """The most moments within a window."""
    ordered, first, most = sorted(times), 0, 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] >= window_s:
            first += 1
        most = max(most, last - first + 1)
    return most


async def _start() -> Table:
    """From the start of the process, with a build at hand, to its first poll."""
    api = BotApi()
    await api.start()
    taken_s: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run(home, "build", "--home", home)
        for _ in range(_STARTS):
            begin = time.perf_counter()
            program = await _started(api, home)
            taken_s.append(time.perf_counter() - begin)
            program.terminate()
            await program.wait()
    await api.stop()
    row = at_most("start to first poll, median", sorted(taken_s)[_STARTS // 2], 3.0, "s", 1)
    return Table("The start on Telegram", "the limit of 3 s", f"Wall time, {_STARTS} starts.", (row,))


if __name__ == "__main__":
    emit(measure())
