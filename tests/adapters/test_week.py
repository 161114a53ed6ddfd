"""The week in docs/operate.md is lived as it is written there."""

import os

from tests.adapters.week import lived
from tests.generated import ROOT

FILE = ROOT / "docs" / "operate.md"
START, END = "<!-- week -->\n```text\n", "```\n<!-- /week -->"


def test_the_week_goes_as_written(tmp_path):
    """Every line of the invented week is what the program does: builds, an undo, a restart, a restore.

    Read what ONRECORD_REWRITE=1 writes before you commit it.
    """
    text = FILE.read_text("utf-8")
    head, rest = text.split(START)
    week, tail = rest.split(END)
    heard = "\n".join(lived(tmp_path))
    if os.environ.get("ONRECORD_REWRITE"):
        FILE.write_text(head + START + heard + END + tail, "utf-8")
        week = heard
    assert heard == week
