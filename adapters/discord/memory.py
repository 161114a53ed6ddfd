"""What does the adapter remember from one start to the next? Notes in the state.

Which commands Discord was told of, and in which servers the set-up was explained.
Losing them is harmless: the commands are sent once more.
"""

from __future__ import annotations

import json

from bot.state.store import State

_DECLARED = "discord commands"
_WELCOMED = "discord welcomed {guild}"


class Memory:
    """The adapter's notes in `state`."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def declared(self) -> dict[str, str]:
        """The digest of the commands Discord has, by where: "all" or a server's id."""
        return dict(json.loads(self._state.noted(_DECLARED) or "{}"))

    def declare(self, digests: dict[str, str]) -> None:
        """Remember which commands Discord has now."""
        self._state.set_note(_DECLARED, json.dumps(digests))

    def welcome(self, guild: int) -> bool:
        """Whether nobody was shown the set-up in this server yet; from now on somebody was."""
        key = _WELCOMED.format(guild=guild)
        if self._state.noted(key):
            return False
        self._state.set_note(key, "yes")
        return True
