"""What is this bot, and what does it know?"""

from __future__ import annotations

from bot.app import Ask
from bot.command import command
from bot.messages import Reply, Status


@command("about", examples=("/about",), personal=True)
def about(ask: Ask) -> Reply:
    """What the bot answers from, since when, and what it promises."""
    record = ask.record
    if not record.articles:
        return ask.reply(Status.NOTHING, [ask.notice("about-empty")])
    dates = sorted(a.published.value for a in record.articles.values() if a.published.value)
    outlets = record.outlets
    values = {
        "articles": len(record.articles),
        "outlets": len(outlets),
        "quotes": sum(a.quotes for a in record.articles.values()),
        "figures": sum(a.figures for a in record.articles.values()),
        "people": len(record.all_people),
        "made": record.facts["made"],
    }
    blocks = [ask.notice("about", **values)]
    if dates:
        blocks.append(ask.notice("about-dates", first=dates[0].isoformat(), last=dates[-1].isoformat()))
    return ask.reply(Status.FOUND, blocks)
