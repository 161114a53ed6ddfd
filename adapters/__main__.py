"""The `onrecord` program: where the parts are put together, and what each subcommand does."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.errors import AdapterError
from adapters.logs import configure
from bot.app import App
from bot.messages import Request, Role
from bot.settings import Settings, SettingsError, load
from bot.state.opening import StateError
from bot.wording import wording
from knowledge.errors import KnowledgeError
from knowledge.home import Home
from knowledge.record import Records

if TYPE_CHECKING:
    from adapters.terminal import Talk

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; the exit code says how it went."""
    options = _parser().parse_args(arguments)

    def run() -> int | None:
        settings = load(options.config, articles=options.articles, home=options.home)
        configure(settings.log_format)
        result: int | None = options.run(settings, options)
        return result

    return _outcome(run)


def _outcome(run: Callable[[], int | None]) -> int:
    """The exit code of `run`; what ended it is said in one line."""
    try:
        return run() or DONE
    except (SettingsError, KnowledgeError, StateError) as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:  # a folder that cannot be written, a full disk, a reader that went away
        about = f"{error.filename}: " if error.filename else ""
        print(f"onrecord: {about}{error.strerror or str(error) or type(error).__name__}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (TOML)")
    common.add_argument(
        "--articles", type=Path, metavar="DIR", help="the folder of articles (default: the sample)"
    )
    common.add_argument("--home", type=Path, metavar="DIR", help="where builds and state live")
    parser = argparse.ArgumentParser(prog="onrecord", description="A chat bot that answers from the record.")
    parser.add_argument("--version", action="version", version=version("onrecord"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[common], help=text, description=text)
        command.set_defaults(run=run)
        return command

    add("chat", _chat, "talk to the bot in this terminal")
    add("run", _run, "run every platform the configuration has a token for")
    build = add("build", _build, "read the articles and publish a new build")
    build.add_argument(
        "--progress", choices=("bar", "json", "none"), default="bar", help="how progress is shown"
    )
    ask = add("ask", _ask, "answer one question, or one a line from standard input")
    ask.add_argument("--json", action="store_true", help="print replies as JSON, one a line")
    ask.add_argument("text", metavar="TEXT", help="the question, or - to read questions from standard input")
    discord = add("discord", _discord, "tell Discord of the commands, or only say what would change")
    discord.add_argument("action", choices=("sync",))
    discord.add_argument("--dry-run", action="store_true", help="only say what would change")
    back_up = add("backup", _back_up, "copy the state to a file: settings, journal, corrections")
    back_up.add_argument("file", type=Path, metavar="FILE")
    restore = add("restore", _restore, "put a copy of the state back, once it was proved whole")
    restore.add_argument("file", type=Path, metavar="FILE")
    add("doctor", _doctor, "look for what is wrong, and say what mends it")
    export = add("export", _export, "print every quote and figure with its article, offsets and receipt")
    export.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help="JSON lines or CSV")
    extract = add("extract", _extract, "print the records of single files as JSON, one article a line")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    return parser


def home_of(settings: Settings) -> Home:
    """Where the builds of the settings' articles are; each folder of articles has its own place."""
    folder = settings.articles.resolve()
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return Home(settings.home / "records" / f"{folder.name}-{key}")


def _build(settings: Settings, options: argparse.Namespace) -> int:
    from adapters.building import build_here, said_of

    report = build_here(settings, home_of(settings), options.progress)
    print(said_of(report))
    return DONE


def _app(settings: Settings) -> App:
    """An app on an up-to-date build, made now if there is none."""
    from adapters.building import build_if_needed

    home = home_of(settings)
    build_if_needed(settings, home)
    return App(settings, Records(home.record))


def _chat(settings: Settings, options: argparse.Namespace) -> None:
    from adapters.terminal import converse

    del options
    app = _app(settings)
    try:
        asyncio.run(converse(app, settings.home / "history"))
    finally:
        app.close()


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    app = _app(settings)
    lines = [line for line in sys.stdin if line.strip()] if options.text == "-" else [options.text]
    try:
        asyncio.run(_answer(app, lines, as_json=options.json))
    finally:
        app.close()
    return DONE


async def _answer(app: App, lines: Iterable[str], *, as_json: bool) -> None:
    from adapters.json_form import reply_as_json
    from adapters.terminal import Talk, plain

    talk = Talk(app.settings.language)
    for line in lines:
        reply = await app.handle(_request_of(line, talk))
        talk.heard(reply)
        if as_json:
            print(json.dumps(reply_as_json(reply), ensure_ascii=False), flush=True)
        else:
            print(plain(reply, wording(app.settings.language)), flush=True)


def _request_of(line: str, talk: Talk) -> Request:
    """A line is what may be typed in the chat, or a JSON object with the fields of a request."""
    text = line.rstrip("\n")
    if not text.startswith("{"):
        return talk.request(text)
    try:
        given = json.loads(text)
        return Request(**{"role": Role.OPERATOR, "locale": talk.locale, **given})
    except (ValueError, TypeError):
        return talk.request(text)


def _extract(settings: Settings, options: argparse.Namespace) -> int:
    from knowledge.extract import extract
    from knowledge.extract.export import as_json
    from knowledge.readers import read

    del settings
    failed = False
    for file in options.files:
        try:
            article = read(file, file.parent)
            print(json.dumps(as_json(article, extract(article)), ensure_ascii=False))
        except (KnowledgeError, OSError) as error:
            failed = True
            print(f"onrecord: {file}: {error}", file=sys.stderr)
    return FAILED if failed else DONE


def _discord(settings: Settings, options: argparse.Namespace) -> int:
    from adapters.discord import DiscordAdapter

    app = App(settings, Records(home_of(settings).record))
    try:
        changes = asyncio.run(DiscordAdapter(app, settings).sync(dry_run=options.dry_run))
    except AdapterError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return FAILED
    finally:
        app.close()
    print("\n".join(changes))
    return DONE


def _back_up(settings: Settings, options: argparse.Namespace) -> None:
    from bot.state.store import State, state_file
    from bot.state.upkeep import back_up

    file = state_file(settings)
    if not file.exists():
        raise StateError(f"there is no state at {file} yet; name its folder with --home or --config")
    state = State(file)
    try:
        back_up(state, options.file)
    finally:
        state.close()
    print(f"{options.file}: the state, whole")


def _restore(settings: Settings, options: argparse.Namespace) -> None:
    from bot.state.store import state_file
    from bot.state.upkeep import restore

    kept = restore(options.file, state_file(settings))
    print(f"{state_file(settings)}: restored" + (f"; what was there is kept as {kept.name}" if kept else ""))


def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    from adapters.doctor import examine

    del options
    serious = False
    for finding in examine(settings, home_of(settings)):
        mark = "ok" if not finding.remedy else "BAD" if finding.serious else "note"
        print(f"{mark:<5}{finding.about}: {finding.found}")
        if finding.remedy:
            print(f"     → {finding.remedy}")
        serious |= finding.serious
    return FAILED if serious else DONE


def _export(settings: Settings, options: argparse.Namespace) -> None:
    from adapters.exporting import export

    app = _app(settings)
    try:
        export(app.records.current(), options.format, sys.stdout)
    finally:
        app.close()


def _run(settings: Settings, options: argparse.Namespace) -> int:
    from adapters.running import run

    del options
    if code := _in_a_child(lambda: _prepare(settings)):
        return DONE if code == -signal.SIGTERM else FAILED
    wording(settings.language)  # first: what comes after fills the room that reading the catalogues leaves
    app = App(settings, Records(home_of(settings).record))
    try:
        return asyncio.run(run(app, settings, (signal.SIGTERM, signal.SIGINT)))
    finally:
        app.close()


def _prepare(settings: Settings) -> None:
    """Make what a bot serves from: a build that is up to date, a state of the present shape."""
    app = _app(settings)
    try:
        app.state.engine  # noqa: B018  (opened, and with that migrated)
    finally:
        app.close()


def _in_a_child(run: Callable[[], None]) -> int:
    """The exit code of `run`, in a process of its own: what it loads is not in the memory of this one.

    Ended by a signal it is that signal's number, negative; SIGTERM to this process ends the other.
    Signals are waited for and not handled: a handler runs when the wait is over, and one that came just
    before it would be heeded only when the other process is done.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    awaited = {signal.SIGTERM, signal.SIGCHLD}
    before = signal.signal(signal.SIGCHLD, lambda *_: None)  # one that nobody handles may be dropped
    signal.pthread_sigmask(signal.SIG_BLOCK, awaited)
    child = os.fork()  # nothing has started a thread yet
    if child == 0:
        signal.signal(signal.SIGCHLD, before)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, awaited)
        os._exit(_outcome(run))
    ended, gone, status = False, 0, 0
    while not gone:
        if signal.sigwait(awaited) == signal.SIGTERM:
            ended = True
            os.kill(child, signal.SIGTERM)
        gone, status = os.waitpid(child, os.WNOHANG)
    signal.signal(signal.SIGCHLD, before)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, awaited)
    return -signal.SIGTERM if ended else os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
