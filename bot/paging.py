"""Which part of a long answer is a page?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.errors import UserError

T = TypeVar("T")


def page_of(items: Sequence[T], page: int, length: int) -> tuple[Sequence[T], int]:
    """The items of `page` (from 1), and how many pages there are.

    Raises:
        UserError: there is no such page.
    """
    pages = max(1, -(-len(items) // length))
    if not 1 <= page <= pages:
        raise UserError("no-such-page", page=page, pages=pages)
    return items[(page - 1) * length : page * length], pages
