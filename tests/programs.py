"""Runs the real program, as a user would."""

import os
import subprocess
import sys
from pathlib import Path

from tests.generated import ROOT

COMMAND = (sys.executable, "-m", "adapters")


def environment(home: Path) -> dict[str, str]:
    """An environment without settings of this machine's user, whose data folder is `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    return {**kept, "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def run(home: Path, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """One call of the program, ended within a minute."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        env=environment(home),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def start(home: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """The program, running; whoever starts it ends it."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
