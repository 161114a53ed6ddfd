"""A chat's settings take effect at once, in that chat alone, and only its administrators set them."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats import NAMES, ChatSettings, chat_settings_from, fits
from bot.messages import ChartBlock, Request, Role, Status

ADMIN = Role.CHAT_ADMIN


def set_to(room, setting):
    reply = room.ask(f"/settings {setting}", user="5", role=ADMIN)
    assert reply.status is Status.FOUND, reply


def test_settings_are_shown_with_choices(newsroom):
    """Every setting is shown with what it is; one alone with its choices, which work when pressed."""
    shown = newsroom.says("/settings", user="5", role=ADMIN)
    assert all(name in shown for name in NAMES)
    reply = newsroom.ask("/settings charts", user="5", role=ADMIN)
    newsroom.press(reply, 1)
    assert newsroom.app.chat_settings(Request("", "telegram", "-7")).charts is False
    assert "settings charts off" in newsroom.says("/log")


def test_who_may_ask(newsroom):
    """With "admins" only they are answered; with role ids only who has one; with "default" all again."""
    set_to(newsroom, "who admins")
    assert newsroom.ask("/about", user="9").status is Status.DENIED
    assert newsroom.ask("/about", user="9", role=ADMIN).status is Status.FOUND
    set_to(newsroom, "who 11 12")
    asked = Request("/about", "telegram", "-7", user="9", roles=("12",))
    assert asyncio.run(newsroom.app.handle(asked)).status is Status.FOUND
    assert newsroom.ask("/about", user="9").status is Status.DENIED
    set_to(newsroom, "who default")
    assert newsroom.ask("/about", user="9").status is Status.FOUND


def test_a_command_is_switched_off(newsroom):
    """What is switched off is refused to people, not to administrators, and in no other chat."""
    set_to(newsroom, "off quote about")
    assert newsroom.ask("/quote boat", user="9").status is Status.DENIED
    assert newsroom.ask("/figures", user="9").status is not Status.DENIED
    other = Request("/about", "telegram", "-8", user="9", private=False)
    assert asyncio.run(newsroom.app.handle(other)).status is Status.FOUND


def test_quiet_answers_only_commands(newsroom):
    """A quiet chat's plain words are passed over, its commands answered, a private chat too."""
    set_to(newsroom, "quiet on")
    assert newsroom.ask("what did Lena Marsh say?", user="9").blocks == ()
    assert newsroom.ask("/quote boat", user="9").blocks
    private = Request("what did Lena Marsh say?", "telegram", "-7", user="9", private=True)
    assert asyncio.run(newsroom.app.handle(private)).blocks


def test_charts_and_page_length(newsroom):
    """Without charts no picture is in an answer; the page length counts."""
    set_to(newsroom, "charts off")
    set_to(newsroom, "page_length 1")
    reply = newsroom.ask("/timeline", user="9")
    assert not any(isinstance(b, ChartBlock) for b in reply.blocks)
    assert newsroom.ask("/sources", user="9").pages == 2


def test_a_chat_without_administrators_role_sets_nothing(newsroom):
    """Who is no administrator is refused, and a value that does not fit changes nothing."""
    assert newsroom.ask("/settings quiet on", user="9").status is Status.DENIED
    for wrong in (
        "quiet perhaps",
        "off settings",
        "off nonsense",
        "page_length 0",
        "language xx",
        "colour red",
    ):
        assert newsroom.ask(f"/settings {wrong}", user="5", role=ADMIN).status is Status.ERROR
    assert newsroom.app.chat_settings(Request("", "telegram", "-7")) == ChatSettings()


@given(st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=9)), st.text(max_size=30)))
def test_any_kept_settings_are_read(kept):
    """Whatever the state holds, it is read without error, and only fitting values count."""
    read = chat_settings_from(kept)
    assert all(
        getattr(read, n) == getattr(ChatSettings(), n) for n in NAMES if not fits(n, kept.get(n, "\0"))
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_has_a_value_that_fits(name):
    """No setting is only there by name."""
    assert any(fits(name, value) for value in ("all", "about", "on", "5", "en"))
