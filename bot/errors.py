"""What can be wrong with a question, as one tree.

UserError              shown to the person who asked, in their language, as its locale key says
├── WrongUsage         the command was not understood; its usage is shown
├── Denied             the person may not do this here
└── TooMuch            a limit was reached; says when to come back

Everything else that reaches the funnel in `App.handle` is our mistake: it is logged whole, and
the person sees a short id.
"""

from __future__ import annotations

from typing import Any


class UserError(Exception):
    """Something the person can mend. `key` is a message of the locales, `values` its variables."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class WrongUsage(UserError):
    """A command that was not understood."""


class Denied(UserError):
    """Something this person may not do here."""


class TooMuch(UserError):
    """A limit was reached."""
