"""Discord on loopback: its gateway and as much of its REST as the adapter uses, with faults on demand.

Speaks the wire protocol to unmodified discord.py. It keeps Discord's promises that matter here: an
interaction takes one first response within three seconds, a nonce is posted once, a resumed session
gets what it missed, a wrong token and a refused intent end the connection with their codes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import web

Json = dict[str, Any]
TOKEN = "MTk4.loopback.token"  # noqa: S105  (of this server only)
BOT = 4001
APPLICATION = 4002
GUILD = 5001
CHANNEL = 5002
USER = 6001
PRIVATE = 5003
"""The private channel of whoever writes to the bot alone."""
_EPOCH_MS = 1_420_070_400_000
_MESSAGE_CONTENT = 1 << 15
_ALL = str((1 << 50) - 1)
_HEARTBEAT, _IDENTIFY, _RESUME = 1, 2, 6
_RECONNECT, _INVALID, _HELLO, _ACK = 7, 9, 10, 11


@dataclass
class Session:
    """What one shard was told, so that it can be told again."""

    shard: int
    identity: str
    events: list[Json] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None

    @property
    def connected(self) -> bool:
        return self.socket is not None and not self.socket.closed


@dataclass
class Call:
    """A REST call that was received whole."""

    method: str
    path: str
    body: Any
    files: list[str]


@dataclass
class Fault:
    """What happens to the next calls of a kind instead: a status, or a broken connection."""

    method: str
    part: str
    status: int = 0  # 0: the connection breaks
    done_first: bool = False
    retry_after: float = 0.0


class DiscordServer:
    """The service; `async with` starts and ends it."""

    def __init__(self) -> None:
        self.shards = 1
        self.privileged = False
        self.heartbeat_ms = 41_250
        self.calls: list[Call] = []
        self.identified: list[Json] = []
        self.resumed: list[Json] = []
        self.closed_with: list[int | None] = []
        self.commands: dict[str, list[Json]] = defaultdict(list)
        self.syncs: list[str] = []
        self.faults: deque[Fault] = deque()
        self.refuse_resumes = 0
        self.messages: dict[int, Json] = {}
        self.shown: dict[int, list[Json]] = defaultdict(list)
        self.offered: dict[int, list[Json]] = {}
        self.permissions = _ALL
        self.beats = 0
        self.acknowledges = True
        self._sessions: dict[int, Session] = {}
        self._interactions: dict[str, Json] = {}
        self._by_token: dict[str, str] = {}
        self._nonces: dict[str, Json] = {}
        self._next = 0
        self._files: dict[str, bytes] = {}
        self._received: list[tuple[str, Any]] = []
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30 * 2**20)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_get("/files/{identity}", self._file)
        app.router.add_route("*", "/api/v10/{rest:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in self._sessions.values():
            if session.socket is not None and not session.socket.closed:
                await session.socket.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway/"

    async def until(self, holds: Callable[[], object], within_s: float = 30.0) -> None:
        """Wait until `holds` is true; whatever the server sees is a reason to look again."""
        async with asyncio.timeout(within_s):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    def ready(self, shards: int = 1) -> bool:
        return sum(s.connected for s in self._sessions.values()) >= shards

    def received(self, part: str) -> int:
        """How many calls came to paths with `part`, those that failed included."""
        return sum(part in path for path, _ in self._received)

    def attempts(self, message: int) -> int:
        """How many calls were to post a reply to a message, those that failed included."""
        return sum(
            path.endswith("/messages") and _replied_to(body) == message for path, body in self._received
        )

    def answers(self, message: int) -> list[Json]:
        """The replies to a message that were posted."""
        return [m for m in self.messages.values() if _replied_to(m) == message]

    def identity(self) -> int:
        """A new id that says that it was made now."""
        self._next += 1
        return ((int(time.time() * 1000) - _EPOCH_MS) << 22) | self._next

    async def dispatch(self, event: str, data: Json, shard: int = 0) -> None:
        """Tell a shard; one that is away is told when it resumes."""
        session = self._sessions[shard]
        message = {"op": 0, "t": event, "s": len(session.events) + 1, "d": data}
        session.events.append(message)
        if session.connected and session.socket is not None:
            await session.socket.send_json(message)

    async def drop(self, shard: int = 0) -> None:
        """Break the connection of a shard without a word."""
        socket = self._sessions[shard].socket
        if socket is not None and socket._req is not None and socket._req.transport is not None:
            socket._req.transport.abort()
        self._sessions[shard].socket = None

    async def ask_to_reconnect(self, shard: int = 0) -> None:
        socket = self._sessions[shard].socket
        assert socket is not None
        await socket.send_json({"op": _RECONNECT, "d": None, "s": None, "t": None})

    async def close_with(self, code: int, shard: int = 0) -> None:
        socket = self._sessions[shard].socket
        assert socket is not None
        await socket.close(code=code)

    async def interaction(
        self,
        data: Json,
        *,
        kind: int = 2,
        user: int = USER,
        shard: int = 0,
        message: Json | None = None,
        where: Json | None = None,
    ) -> int:
        """Somebody uses a command (kind 2) or a button (kind 3); the interaction's id.

        `where` replaces fields of the payload; None leaves one out.
        """
        identity = self.identity()
        token = f"token-{identity}"
        self._interactions[str(identity)] = {"made": time.monotonic(), "answered": False, "original": None}
        self._by_token[token] = str(identity)
        payload = {
            "id": str(identity),
            "application_id": str(APPLICATION),
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "guild_id": str(GUILD),
            "channel_id": str(CHANNEL),
            "channel": channel_payload(),
            "guild": {"id": str(GUILD), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "locale": "en-US",
            "app_permissions": self.permissions,
            "attachment_size_limit": 10 * 2**20,
            "context": 0,
            "authorizing_integration_owners": {"0": str(GUILD)},
            "entitlements": [],
            "member": member_payload(user) | {"permissions": "2147483648"},
        }
        if message is not None:
            payload["message"] = message
        payload = {k: v for k, v in (payload | (where or {})).items() if v is not None}
        await self.dispatch("INTERACTION_CREATE", payload, shard)
        return identity

    async def slash(
        self, name: str, /, *, user: int = USER, shard: int = 0, where: Json | None = None, **options: str
    ) -> int:
        """Somebody uses a slash command."""
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        data = {"id": "7001", "name": name, "type": 1, "options": given}
        return await self.interaction(data, user=user, shard=shard, where=where)

    async def complete(self, name: str, /, **options: str) -> int:
        """Somebody types into the last of these options; what they are offered comes into `offered`."""
        given: list[Json] = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        given[-1]["focused"] = True
        return await self.interaction({"id": "7001", "name": name, "type": 1, "options": given}, kind=4)

    async def choose_app(self, name: str, said: Json) -> int:
        """Somebody presses a message for long and chooses one of the application's entries."""
        data = {"id": "7002", "name": name, "type": 3, "target_id": said["id"]}
        return await self.interaction(data | {"resolved": {"messages": {said["id"]: said}}})

    async def repeat(self, shard: int = 0) -> None:
        """Tell a shard once more what it was told last."""
        last = self._sessions[shard].events[-1]
        await self.dispatch(last["t"], last["d"], shard)

    async def click(self, shown: Json, label: str, user: int = USER) -> int:
        """Somebody presses the button of a message."""
        button = next(c for c in _walk(shown["components"]) if c.get("label") == label)
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        return await self.interaction(data, kind=3, user=user, message=shown)

    async def choose(self, shown: Json, label: str, user: int = USER) -> int:
        """Somebody chooses from the list of a message."""
        listed = next(c for c in _walk(shown["components"]) if c.get("type") == 3)
        value = next(o["value"] for o in listed["options"] if o["label"] == label)
        data = {"component_type": 3, "custom_id": listed["custom_id"], "values": [value]}
        return await self.interaction(data, kind=3, user=user, message=shown)

    async def say(self, text: str, user: int = USER, *, private: bool = False, **files: bytes) -> int:
        """Somebody writes a message, in the channel or to the bot alone, with files by name; its id."""
        identity = self.identity()
        message = self._message({"content": text}, identity, author=_user(user))
        message["attachments"] = [self._attached(name, content) for name, content in files.items()]
        if private:
            message |= {"channel_id": str(PRIVATE), "channel_type": 1}
        else:
            message |= {"guild_id": str(GUILD), "member": member_payload(user, with_user=False)}
        message["mentions"] = [_user(BOT, bot=True)] if f"<@{BOT}>" in text else []
        await self.dispatch("MESSAGE_CREATE", message)
        return identity

    def _attached(self, name: str, content: bytes) -> Json:
        """A file of a message, to be fetched by its address."""
        identity = str(self.identity())
        self._files[identity] = content
        url = f"http://127.0.0.1:{self.port}/files/{identity}"
        return {"id": identity, "filename": name, "size": len(content), "url": url, "proxy_url": url}

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self._files[request.match_info["identity"]])

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {"op": _HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None}
        )
        async for frame in socket:
            if frame.type is not aiohttp.WSMsgType.TEXT:
                break
            sent = json.loads(frame.data)
            if sent["op"] == _HEARTBEAT:
                self.beats += 1
                if self.acknowledges:
                    await socket.send_json({"op": _ACK, "d": None, "s": None, "t": None})
            elif sent["op"] == _IDENTIFY:
                await self._identify(socket, sent["d"])
            elif sent["op"] == _RESUME:
                await self._resume(socket, sent["d"])
            self._changed.set()
        self.closed_with.append(socket.close_code)
        self._changed.set()
        return socket

    async def _identify(self, socket: web.WebSocketResponse, asked: Json) -> None:
        self.identified.append(asked)
        if asked["token"] != TOKEN:
            await socket.close(code=4004)
            return
        if asked["intents"] & _MESSAGE_CONTENT and not self.privileged:
            await socket.close(code=4014)
            return
        shard, count = asked.get("shard", (0, 1))
        session = self._sessions[shard] = Session(shard, f"session-{self.identity()}", socket=socket)
        guilds = [_guild(self.permissions)] if (GUILD >> 22) % count == shard else []
        ready = {
            "v": 10,
            "user": _user(BOT, bot=True),
            "guilds": [{"id": g["id"], "unavailable": True} for g in guilds],
            "session_id": session.identity,
            "resume_gateway_url": self.gateway_url,
            "shard": [shard, count],
            "application": {"id": str(APPLICATION), "flags": 0},
        }
        await self.dispatch("READY", ready, shard)
        for guild in guilds:
            await self.dispatch("GUILD_CREATE", guild, shard)

    async def _resume(self, socket: web.WebSocketResponse, asked: Json) -> None:
        self.resumed.append(asked)
        session = next((s for s in self._sessions.values() if s.identity == asked["session_id"]), None)
        if session is None or self.refuse_resumes:
            self.refuse_resumes = max(0, self.refuse_resumes - 1)
            await socket.send_json({"op": _INVALID, "d": False, "s": None, "t": None})
            return
        session.socket = socket
        for event in session.events[asked["seq"] :]:
            await socket.send_json(event)
        await self.dispatch("RESUMED", {}, session.shard)

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path, method = f"/{request.match_info['rest']}", request.method
        body, files = await _read(request)
        fault = self._fault(method, path)
        self._received.append((path, body))
        if fault is not None and not fault.done_first:
            self._changed.set()
            return _failed(request, fault)
        answer = self._answer(request, method, path, body, files)
        self.calls.append(Call(method, path, body, files))
        self._changed.set()
        return _failed(request, fault) if fault is not None else answer

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.part in path:
                self.faults.remove(fault)
                return fault
        return None

    def _answer(
        self, request: web.Request, method: str, path: str, body: Any, files: list[str]
    ) -> web.Response:
        parts = path.strip("/").split("/")
        if parts[0] == "interactions":
            return self._callback(parts[1], body, files)
        if parts[0] == "webhooks":
            return self._followed(parts, body, files)
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _refused(401, 0, "401: Unauthorized")
        if path == "/users/@me":
            return _json(_user(BOT, bot=True))
        if path == "/oauth2/applications/@me":
            return _json(_application())
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            return _json({"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit})
        if parts[0] == "applications":
            place = parts[3] if parts[2] == "guilds" else "all"
            return self._sync(method, place, body)
        if path.endswith("/messages"):
            return self._post(body, files)
        return web.Response(status=204) if path.endswith("/typing") else _refused(404, 0, f"no route {path}")

    def _sync(self, method: str, place: str, body: Any) -> web.Response:
        if method == "PUT":
            self.syncs.append(place)
            ids = {"application_id": str(APPLICATION), "version": "1"}
            self.commands[place] = [c | ids | {"id": str(7001 + n)} for n, c in enumerate(body)]
        return _json(self.commands[place])

    def _callback(self, identity: str, body: Json, files: list[str]) -> web.Response:
        known = self._interactions.get(identity)
        if known is None or time.monotonic() - known["made"] > 3:
            return _refused(404, 10062, "Unknown interaction")
        if known["answered"]:
            return _refused(400, 40060, "Interaction has already been acknowledged.")
        known["answered"] = True
        data = body.get("data") or {}
        kind = body["type"]
        message = self._message(data, self.identity(), files=files) if kind in (4, 7) else None
        if kind == 8:
            self.offered[int(identity)] = data["choices"]
        known["original"] = message
        if message is not None:
            self.shown[int(identity)].append(message)
        resource = {"type": kind} | ({"message": message} if message else {})
        callback = {"id": identity, "type": 2, "response_message_loading": kind in (5, 6)}
        return _json({"interaction": callback, "resource": resource})

    def _followed(self, parts: list[str], body: Json, files: list[str]) -> web.Response:
        identity = self._by_token.get(parts[2])
        if identity is None:
            return _refused(401, 50027, "Invalid Webhook Token")
        message = self._message(body or {}, self.identity(), files=files)
        self.shown[int(identity)].append(message)
        return _json(message)

    def _post(self, body: Json, files: list[str]) -> web.Response:
        nonce = str(body.get("nonce", ""))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return _json(self._nonces[nonce])
        message = self._message(body, self.identity(), files=files)
        self.messages[int(message["id"])] = message
        if nonce:
            self._nonces[nonce] = message
        return _json(message)

    def _message(
        self, data: Json, identity: int, *, author: Json | None = None, files: list[str] | None = None
    ) -> Json:
        return {
            "id": str(identity),
            "channel_id": str(CHANNEL),
            "author": author or _user(BOT, bot=True),
            "content": data.get("content") or "",
            "timestamp": "2031-05-04T10:00:00.000000+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "files": files or [],
            "embeds": data.get("embeds") or [],
            "components": data.get("components") or [],
            "flags": data.get("flags") or 0,
            "allowed_mentions": data.get("allowed_mentions"),
            **({"message_reference": data["message_reference"]} if data.get("message_reference") else {}),
            "pinned": False,
            "type": 0,
        }


def _replied_to(message: Json | None) -> int:
    return int(((message or {}).get("message_reference") or {}).get("message_id", 0))


async def _read(request: web.Request) -> tuple[Any, list[str]]:
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        names = [part.filename for part in form.values() if isinstance(part, web.FileField)]
        return json.loads(str(form["payload_json"])), names
    return (await request.json() if request.can_read_body else None), []


def _failed(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.status == 429:
        body = {"message": "You are being rate limited.", "retry_after": fault.retry_after, "global": False}
        headers = {"Via": "1.1 loopback", "Retry-After": str(fault.retry_after)}
        return _json(body, status=429, headers=headers)
    if fault.status:
        return _json({"message": "broken", "code": 0}, status=fault.status)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)  # nobody reads it


def _json(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Without a charset, as Discord says it: discord.py compares the whole header.
    return web.Response(
        body=json.dumps(data).encode(),
        status=status,
        headers={"Content-Type": "application/json", **(headers or {})},
    )


def _refused(status: int, code: int, message: str) -> web.Response:
    return _json({"message": message, "code": code}, status=status)


def _walk(components: list[Json]) -> Any:
    for component in components:
        yield component
        yield from _walk(component.get("components", []))


def _user(identity: int, *, bot: bool = False) -> Json:
    return {
        "id": str(identity),
        "username": f"user{identity}",
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


def member_payload(user: int, *, with_user: bool = True) -> Json:
    member = {
        "roles": [],
        "joined_at": "2030-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "pending": False,
    }
    return member | ({"user": _user(user, bot=user == BOT)} if with_user else {})


def channel_payload() -> Json:
    return {
        "id": str(CHANNEL),
        "type": 0,
        "name": "news",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "guild_id": str(GUILD),
        "permissions": _ALL,
    }


def _guild(permissions: str) -> Json:
    everyone = {
        "id": str(GUILD),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": permissions,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": str(GUILD),
        "name": "Newsroom",
        "icon": None,
        "owner_id": str(USER),
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [everyone],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "system_channel_flags": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "member_count": 2,
        "large": False,
        "unavailable": False,
        "joined_at": "2030-01-01T00:00:00+00:00",
        "channels": [channel_payload()],
        "threads": [],
        "members": [member_payload(BOT)],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _application() -> Json:
    return {
        "id": str(APPLICATION),
        "name": "Onrecord",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0",
        "flags": 0,
        "owner": _user(USER),
        "team": None,
        "rpc_origins": [],
    }
