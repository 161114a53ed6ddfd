"""Menus, webhooks and roles: what the adapter tells the server, and what it takes from it."""

from __future__ import annotations

import socket

from adapters.telegram.menus import menu
from bot.command import commands
from bot.messages import Role
from bot.wording import wording
from tests.adapters.telegram.conftest import listens
from tests.adapters.telegram.playing import running
from tests.servers.bot_api import BotApi

GROUP = -100200


async def test_menus_follow_from_the_declarations_and_are_sent_once(api: BotApi):
    """The first start publishes the menus of each scope; a second one changes nothing."""
    async with running(api):
        await api.until(lambda: api.called("setMyShortDescription"))
    assert set(api.commands) >= {"all_private_chats/", "all_group_chats/", "all_chat_administrators/"}
    everyone = [c.name for c in commands().values() if c.role == Role.EVERYONE]
    assert [c["command"] for c in api.commands["all_group_chats/"]] == everyone
    api.calls.clear()
    async with running(api):
        await api.until(lambda: api.called("getMyShortDescription"))
    assert not [c for c in api.calls if c.method.startswith("setMy")]


def test_a_menu_shows_what_its_readers_may_do():
    """Nobody is offered a command above their role."""
    for role in Role:
        offered = {c.command for c in menu(wording("en"), role)}
        assert offered == {c.name for c in commands().values() if c.role <= role}


async def test_a_webhook_is_answered_with_the_right_secret_only(api: BotApi):
    """Updates come in at the configured address when they carry the secret, and once each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    url = f"http://{address}/telegram/updates"
    async with running(api, webhook_url=url, webhook_listen=address, webhook_connections=7) as bot:
        await api.until(lambda: api.webhook["url"])
        await listens(*address.split(":"))
        assert api.webhook["max_connections"] == "7"
        assert len(api.webhook["secret_token"]) > 20
        await api.say(501, "hello")
        assert await api.deliver(secret="wrong") == [403]  # noqa: S106
        again = dict(api.updates[0])
        assert await api.deliver() == [200]
        api.updates.append(again)
        assert await api.deliver() == [200]
        await api.answers(501)
        await api.say(501, "bye")
        await api.deliver()
        await api.answers(501, 2)
        assert [r.text for r in bot.app.asked] == ["hello", "bye"]
        assert not api.called("getUpdates")
        bot.stop.set()


async def test_leaving_a_webhook_for_polling_drops_nothing(api: BotApi):
    """Starting to poll removes an old webhook and keeps what waits."""
    api.webhook = {"url": "https://old.example"}
    await api.say(501, "hello")
    async with running(api):
        await api.answers(501)
    assert not api.webhook["url"]


async def test_roles_come_from_the_settings_and_the_chat(api: BotApi, monkeypatch):
    """Operators are named by id; a group's administrators are asked for once; the anonymous one counts."""
    from adapters.telegram import members

    monkeypatch.setattr(members, "needs_role", lambda _: True)
    api.chat(GROUP, "supergroup", admins={502})
    async with running(api, operators=("telegram:509",)) as bot:
        for user in (501, 502, 502, 509):
            await api.say(GROUP, "/help", user=user)
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        await api.say(
            GROUP, "/help", **{"from": anonymous, "sender_chat": {"id": GROUP, "type": "supergroup"}}
        )
        await api.say(501, "/help")
        await api.answers(501)
        await api.answers(GROUP, 5)
        roles = [r.role for r in bot.app.asked if r.chat == str(GROUP)]
        assert roles == [Role.EVERYONE, Role.CHAT_ADMIN, Role.CHAT_ADMIN, Role.OPERATOR, Role.CHAT_ADMIN]
        assert [r.role for r in bot.app.asked if r.private] == [Role.CHAT_ADMIN]
        assert len(api.called("getChatMember")) == 2


async def test_a_membership_change_is_noticed(api: BotApi):
    """Thrown out of a group the bot sends nothing there; made to ask again who administers it, it asks."""
    api.chat(GROUP, "supergroup")
    async with running(api) as bot:
        await api.until(lambda: api.called("getUpdates"))
        bot.app.holding = GROUP
        await api.say(GROUP, "/help")
        await api.until(lambda: bot.app.asked)
        member = {"user": api.me, "status": "member"}
        gone = {"user": api.me, "status": "kicked", "until_date": 0}
        person = {"id": 501, "is_bot": False, "first_name": "A"}
        change = {"chat": api.chat(GROUP).as_json(), "from": person, "date": 1}
        await api.push(my_chat_member={**change, "old_chat_member": member, "new_chat_member": gone})
        await api.say(501, "hello")
        await api.answers(501)  # to what came after the change
        bot.app.free.set()
        await api.settled()
        assert api.sent(GROUP) == []
