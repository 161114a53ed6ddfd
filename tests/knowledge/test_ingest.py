"""Workers read for a build, and for nobody once it is gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_BUILDS = """
import sys
from pathlib import Path
from knowledge.build import Plan, build
from knowledge.home import Home
if __name__ == "__main__":
    build(Plan(Path(sys.argv[1]), Home(Path(sys.argv[2])), workers=2), lambda p: print(p.done, flush=True))
"""


def _members(group: int) -> list[int]:
    """The processes of a group, as far as the system tells."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[2]) == group and stat[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc which processes there are")
def test_workers_end_with_a_killed_build(tmp_path):
    """When the process that builds is killed, its workers go too, of themselves and soon."""
    corpus, program = tmp_path / "articles", tmp_path / "builds.py"
    corpus.mkdir()
    program.write_text(_BUILDS, "utf-8")
    for number in range(400):
        (corpus / f"{number}.txt").write_text("“We stay,” said Ada Fenn, the mayor. " * 40, "utf-8")
    command = [sys.executable, program, corpus, tmp_path / "home"]
    building = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    assert building.stdout.readline()
    assert len(_members(building.pid)) > 2
    os.kill(building.pid, signal.SIGKILL)
    building.wait()
    building.stdout.close()
    for _ in range(200):
        if not _members(building.pid):
            break
        time.sleep(0.05)
    left = _members(building.pid)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert left == []
