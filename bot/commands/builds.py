"""Which builds are kept?"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app import Ask
from bot.command import command
from bot.messages import Reply, Role, Status, TableBlock


@command("builds", role=Role.OPERATOR, examples=("/builds",), personal=True)
def builds(ask: Ask) -> Reply:
    """The builds that are kept, the one that answers marked."""
    home = ask.app.workshop.home
    published = home.published
    rows = tuple(
        (
            build.stem,
            datetime.fromtimestamp(build.stat().st_mtime, UTC).isoformat(timespec="seconds"),
            ask.wording.text("build-answers" if build == published else "build-kept"),
        )
        for build in reversed(home.builds)
    )
    headings = tuple(ask.wording.text(f"heading-{h}") for h in ("build", "made", "state"))
    return ask.reply(Status.FOUND, [TableBlock(ask.wording.text("builds"), headings, rows)])
