"""Which commands must Discord be told of? Only those that changed since it was told last.

A digest of each declaration is remembered, so a start sends nothing when nothing changed. Places
that are no longer meant to have commands are cleared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import discord
import structlog
from discord.http import Route

from adapters.discord.memory import Memory

log = structlog.get_logger(__name__)
EVERYWHERE = "all"
_UNSAID = frozenset({"dm_permission", "contexts", "integration_types"})
"""What Discord does not repeat of a server's own commands."""
Payload = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a sync would do in one place (a server's id, or "all")."""

    place: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [
            f"{sign}{name}"
            for sign, names in (("+", self.added), ("~", self.changed), ("-", self.removed))
            for name in names
        ]
        return f"{self.place}: {' '.join(parts) or 'nothing changes'}"


async def sync(client: discord.Client, tree: Any, memory: Memory, guilds: tuple[int, ...]) -> tuple[str, ...]:
    """Tell Discord of what changed; the places that were told. A refusal is logged, not raised."""
    wanted = await _wanted(tree, guilds)
    known = memory.declared
    told = []
    for place in sorted({*wanted, *known}):
        payload = wanted.get(place, [])
        digest = _digest(client, payload)
        if known.get(place) == digest:
            continue
        try:
            await _put(client, place, payload)
        except discord.HTTPException:
            log.exception("discord commands not accepted", place=place)
            continue
        told.append(place)
        if place in wanted:
            known[place] = digest
        else:
            known.pop(place, None)
        memory.declare(known)
        log.info("discord commands sent", place=place, count=len(payload))
    return tuple(told)


async def plan(
    client: discord.Client, tree: Any, memory: Memory, guilds: tuple[int, ...]
) -> tuple[Change, ...]:
    """What would change, compared with what Discord has now; nothing is sent.

    Raises:
        discord.HTTPException: Discord does not say what it has.
    """
    wanted = await _wanted(tree, guilds)
    return tuple(
        [
            _change(place, await _get(client, place), wanted.get(place, []))
            for place in sorted({*wanted, *memory.declared})
        ]
    )


async def _wanted(tree: Any, guilds: tuple[int, ...]) -> dict[str, Payload]:
    """The declarations by place, as they are sent; in servers only, where servers are named."""
    payload = [
        await command.get_translated_payload(tree, tree.translator)
        if tree.translator
        else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    return {str(guild): payload for guild in guilds} if guilds else {EVERYWHERE: payload}


def _digest(client: discord.Client, payload: Payload) -> str:
    text = json.dumps([client.application_id, payload], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


async def _put(client: discord.Client, place: str, payload: Any) -> None:
    application = client.application_id or 0
    if place == EVERYWHERE:
        await client.http.bulk_upsert_global_commands(application, payload=payload)
    else:
        await client.http.bulk_upsert_guild_commands(application, int(place), payload=payload)


async def _get(client: discord.Client, place: str) -> Any:
    path = f"/applications/{client.application_id}"
    path += "/commands" if place == EVERYWHERE else f"/guilds/{place}/commands"
    return await client.http.request(Route("GET", path), params={"with_localizations": "true"})


def _change(place: str, has: Any, wanted: Payload) -> Change:
    old, new = ({(c.get("type", 1), c["name"]): c for c in commands} for commands in (has, wanted))
    changed = [key for key in new if key in old and _differs(old[key], new[key])]
    return Change(
        place,
        tuple(name for key, name in _names(new) if key not in old),
        tuple(name for _, name in sorted(changed)),
        tuple(name for key, name in _names(old) if key not in new),
    )


def _names(commands: Mapping[tuple[int, str], Any]) -> list[tuple[tuple[int, str], str]]:
    return [(key, key[1]) for key in sorted(commands)]


def _differs(has: Any, wanted: Any) -> bool:
    """Whether `has` lacks something of `wanted`; what Discord adds by itself does not count."""
    if isinstance(wanted, dict):
        return not isinstance(has, dict) or any(
            _differs(has.get(k), v) for k, v in wanted.items() if k in has or k not in _UNSAID
        )
    if isinstance(wanted, list):
        return len(has or []) != len(wanted) or any(map(_differs, has or [], wanted))
    # Discord leaves out what is false or empty, and writes permissions as text.
    return str(has or "") != str(wanted or "")
