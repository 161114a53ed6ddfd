"""A Bot API server on loopback, as strict as the real one in what this project touches.

It speaks the wire protocol to an unmodified client: entities are parsed and refused with the
server's own words, limits are held, updates are confirmed by offset, a second poller ends the
first, and a test may let any method fail in any of the ways a network can.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from tests.servers.telegram_html import CannotParse, parse, units

TOKEN = "123456:TEST-token_of-the-loopback-server"  # noqa: S105  (of no real bot)
BOT = {"id": 123456, "is_bot": True, "first_name": "Onrecord", "username": "onrecord_bot"}


class Refused(Exception):
    """An answer that is not ok."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass
class Fault:
    """What goes wrong with the next calls of `method`: before or after the work is done."""

    method: str
    kind: str  # drop_before, drop_after, hang_after, status, garbage, nonsense, flood
    times: int = 1
    value: int = 500


@dataclass
class Call:
    """One request as it came in."""

    method: str
    data: dict[str, Any]
    at: float
    result: Any = None


@dataclass
class Chat:
    """A chat as the server knows it."""

    id: int
    type: str = "private"
    forum: bool = False
    topics: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    blocked: bool = False
    migrated_to: int | None = None
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The chat object of the wire."""
        title = {"first_name": f"User {self.id}"} if self.type == "private" else {"title": f"Group {self.id}"}
        return {"id": self.id, "type": self.type, **title, **({"is_forum": True} if self.forum else {})}


class BotApi:
    """The server, and the hands of the people who use it."""

    def __init__(self, token: str = TOKEN, *, sees_all: bool = False) -> None:
        self.token = token
        self.me = {**BOT, "can_read_all_group_messages": sees_all, "supports_inline_queries": True}
        self.chats: dict[int, Chat] = {}
        self.calls: list[Call] = []
        self.updates: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.commands: dict[str, Any] = {}
        self.texts: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.webhook: dict[str, Any] = {"url": ""}
        self.open_queries: set[str] = set()
        self.flood: dict[int, tuple[int, float]] = {}
        self._counted: dict[int, list[float]] = defaultdict(list)
        self._update_id, self._message_id, self._query_id = 1000, 0, 0
        self._news = asyncio.Event()
        self._stopping = asyncio.Event()
        self._poller: asyncio.Event | None = None
        self._runner: web.AppRunner | None = None
        self.url = ""

    # --- running

    async def start(self, port: int = 0) -> str:
        """Listen on loopback; the address."""
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._serve_file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """Stop listening."""
        self._stopping.set()
        if self._poller:
            self._poller.set()
        if self._runner:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method, await _data_of(request), time.monotonic())
        self.calls.append(call)
        try:
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")  # noqa: TRY301
            fault = self._fault(method)
            if fault and not fault.kind.endswith("_after"):
                return self._failed(request, fault)
            handler = getattr(self, "_" + re.sub("[A-Z]", lambda c: f"_{c[0].lower()}", method), None)
            if handler is None:
                raise Refused(404, "Not Found")  # noqa: TRY301
            call.result = await handler(call.data)
            if fault and fault.kind == "hang_after":
                await self._stopping.wait()
            if fault:
                return self._failed(request, fault)
            return web.json_response({"ok": True, "result": call.result})
        except Refused as refused:
            call.result = refused
            body = {"ok": False, "error_code": refused.code, "description": refused.description}
            if refused.parameters:
                body["parameters"] = refused.parameters
            return web.json_response(body, status=refused.code)

    async def _serve_file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        self.fetched.append(path)
        name = path.removeprefix("documents/")
        if request.match_info["token"] != self.token or name not in self.files:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=self.files[name])

    def _fault(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind.startswith("drop"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault.kind == "garbage":
            return web.Response(text="<html>Bad Gateway</html>", status=fault.value, content_type="text/html")
        if fault.kind == "nonsense":
            return web.json_response({"ok": True, "result": ["no", {"update": []}]})
        if fault.kind == "flood":
            raise Refused(429, f"Too Many Requests: retry after {fault.value}", retry_after=fault.value)
        raise Refused(fault.value, "Internal Server Error")

    # --- people

    def chat(self, chat_id: int, kind: str = "private", **known: Any) -> Chat:
        """The chat with this id, made where there was none."""
        return self.chats.setdefault(chat_id, Chat(chat_id, kind, **known))

    async def say(self, chat_id: int, text: str | None, user: int = 501, **extra: Any) -> dict[str, Any]:
        """Somebody writes, or sends something without a text; the message."""
        self._message_id += 1
        chat = self.chat(chat_id)
        message = {
            "message_id": self._message_id,
            "date": int(time.time()),
            "chat": chat.as_json(),
            "from": _user(user),
            **({} if text is None else {"text": text, "entities": _found_entities(text)}),
            **extra,
        }
        chat.messages[self._message_id] = message
        await self.push(message=dict(message))
        return message

    async def send_file(
        self, chat_id: int, name: str, content: bytes, caption: str = "", user: int = 501, **extra: Any
    ) -> dict[str, Any]:
        """Somebody sends a document; the message."""
        file = f"file{len(self.files)}"
        self.files[file] = content
        document = {"file_id": file, "file_unique_id": f"u{file}", "file_size": len(content)}
        document |= {"file_name": name, "mime_type": "application/octet-stream", **extra}
        captioned = {"caption": caption, "caption_entities": _found_entities(caption)} if caption else {}
        return await self.say(chat_id, None, user, document=document, **captioned)

    async def edit(self, message: dict[str, Any], text: str) -> None:
        """Somebody corrects a message."""
        stored = self.chats[message["chat"]["id"]].messages[message["message_id"]]
        stored.update(text=text, entities=_found_entities(text), edit_date=int(time.time()))
        await self.push(edited_message=dict(stored))

    async def press(self, message: dict[str, Any], data: str, user: int = 501) -> str:
        """Somebody presses a button of a message; the query's id."""
        query = self._opened("cb")
        stored = self.chats[message["chat"]["id"]].messages.get(message["message_id"], message)
        pressed = {"id": query, "from": _user(user), "message": dict(stored), "chat_instance": "1"}
        await self.push(callback_query={**pressed, "data": data})
        return query

    async def ask_inline(self, text: str, offset: str = "", user: int = 501) -> str:
        """Somebody types after the bot's name; the query's id."""
        query = self._opened("in")
        await self.push(inline_query={"id": query, "from": _user(user), "query": text, "offset": offset})
        return query

    async def push(self, **update: Any) -> int:
        """Put an update in the line, and send it to the webhook's address if there is one; its number."""
        self._update_id += 1
        self.updates.append({"update_id": self._update_id, **update})
        self._news.set()
        return self._update_id

    async def deliver(self, secret: str | None = None) -> list[int]:
        """Send all that waits to the webhook's address, with its secret or another; the statuses."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret or self.webhook.get("secret_token", "")}
        statuses = []
        async with ClientSession() as session:
            for update in list(self.updates):
                async with session.post(self.webhook["url"], json=update, headers=headers) as answer:
                    statuses.append(answer.status)
                    if answer.status == 200:
                        self.updates.remove(update)
        return statuses

    def _opened(self, kind: str) -> str:
        self._query_id += 1
        self.open_queries.add(query := f"{kind}{self._query_id}")
        return query

    # --- what a test looks at

    def sent(self, chat_id: int | None = None) -> list[dict[str, Any]]:
        """The bot's messages that stand in a chat (or in all), in order."""
        chats = [self.chat(chat_id)] if chat_id is not None else list(self.chats.values())
        found = [m for chat in chats for m in chat.messages.values() if m["from"]["id"] == BOT["id"]]
        return sorted(found, key=lambda m: m["message_id"])

    def called(self, method: str) -> list[Call]:
        """The calls of a method, in order."""
        return [call for call in self.calls if call.method == method]

    async def until(self, condition: Any, within_s: float = 10.0) -> Any:
        """Wait for a condition to hold; its value."""
        deadline = time.monotonic() + within_s
        while not (value := condition()):
            if time.monotonic() > deadline:
                recent = [(c.method, c.data, c.result) for c in self.calls[-6:]]
                raise AssertionError(f"did not happen within {within_s} s; last calls: {recent}")
            await asyncio.sleep(0.01)
        return value

    async def answers(self, chat_id: int, count: int = 1, within_s: float = 10.0) -> list[dict[str, Any]]:
        """Wait until the bot has `count` messages in a chat; all of them."""
        found: list[dict[str, Any]] = await self.until(
            lambda: len(sent := self.sent(chat_id)) >= count and sent, within_s
        )
        return found

    async def settled(self) -> None:
        """Wait until every update was confirmed, which happens once it was worked on."""
        await self.until(lambda: not self.updates)

    # --- methods

    async def _get_me(self, data: dict[str, Any]) -> Any:
        del data
        return self.me

    async def _get_updates(self, data: dict[str, Any]) -> Any:
        if self.webhook["url"]:
            raise Refused(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
            )
        if self._poller:
            self._poller.set()
        ended = self._poller = asyncio.Event()
        try:
            return await self._poll(data, ended)
        finally:
            if self._poller is ended:
                self._poller = None

    async def _poll(self, data: dict[str, Any], ended: asyncio.Event) -> Any:
        if "offset" in data:
            self.updates = [u for u in self.updates if u["update_id"] >= int(data["offset"])]
        deadline = time.monotonic() + min(float(data.get("timeout", 0)), 5)
        while not self.updates and time.monotonic() < deadline:
            self._news.clear()
            waits = [asyncio.ensure_future(event.wait()) for event in (self._news, ended)]
            await asyncio.wait(waits, timeout=deadline - time.monotonic(), return_when="FIRST_COMPLETED")
            for wait in waits:
                wait.cancel()
            if ended.is_set():
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
        return self.updates[: min(int(data.get("limit", 100)), 100)]

    async def _get_file(self, data: dict[str, Any]) -> Any:
        name = data["file_id"]
        if name not in self.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[name])
        if size > 20 * 2**20:
            raise Refused(400, "Bad Request: file is too big")
        file = {"file_id": name, "file_unique_id": f"u{name}", "file_size": size}
        return {**file, "file_path": f"documents/{name}"}

    async def _delete_webhook(self, data: dict[str, Any]) -> Any:
        del data
        self.webhook = {"url": ""}
        return True

    async def _set_webhook(self, data: dict[str, Any]) -> Any:
        self.webhook = data
        return True

    async def _get_chat_member(self, data: dict[str, Any]) -> Any:
        user = int(data["user_id"])
        if user not in self._known(data).admins:
            return {"status": "member", "user": _user(user)}
        rights = (
            "be_edited manage_chat change_info delete_messages invite_users restrict_members promote_members"
            " manage_video_chats post_stories edit_stories delete_stories"
        ).split()
        given = {f"can_{right}": True for right in rights}
        return {"status": "administrator", "user": _user(user), "is_anonymous": False, **given}

    async def _send_chat_action(self, data: dict[str, Any]) -> Any:
        self._known(data)
        return True

    async def _send_message(self, data: dict[str, Any]) -> Any:
        chat = self._writable(data)
        text, entities = _parsed(data, "text", 4096, "Bad Request: message is too long")
        if not text:
            raise Refused(400, "Bad Request: message text is empty")
        return self._posted(chat, data, {"text": text, "entities": entities})

    async def _send_photo(self, data: dict[str, Any]) -> Any:
        chat = self._writable(data)
        text, entities = _parsed(data, "caption", 1024, "Bad Request: message caption is too long")
        if not bytes(data["photo"]).startswith(b"\x89PNG"):
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        return self._posted(chat, data, {"photo": photo, "caption": text, "caption_entities": entities})

    async def _send_document(self, data: dict[str, Any]) -> Any:
        chat = self._writable(data)
        text, entities = _parsed(data, "caption", 1024, "Bad Request: message caption is too long")
        document = {"file_id": "d", "file_unique_id": "d"}
        return self._posted(chat, data, {"document": document, "caption": text, "caption_entities": entities})

    async def _edit_message_text(self, data: dict[str, Any]) -> Any:
        chat = self._known(data)
        old = chat.messages.get(int(data["message_id"]))
        if old is None:
            raise Refused(400, "Bad Request: message to edit not found")
        if old["from"]["id"] != BOT["id"]:
            raise Refused(400, "Bad Request: message can't be edited")
        if "text" not in old:
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        self._count(chat)
        text, entities = _parsed(data, "text", 4096, "Bad Request: MESSAGE_TOO_LONG")
        markup = _keyboard(data)
        if (text, entities, markup) == (old["text"], old["entities"], old.get("reply_markup")):
            raise Refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        old.update(text=text, entities=entities, edit_date=int(time.time()))
        old.pop("reply_markup", None)
        if markup:
            old["reply_markup"] = markup
        return dict(old)

    async def _delete_messages(self, data: dict[str, Any]) -> Any:
        chat = self._known(data)
        for message in json.loads(data["message_ids"]):
            chat.messages.pop(message, None)
        return True

    async def _answer_callback_query(self, data: dict[str, Any]) -> Any:
        if len(data.get("text") or "") > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        return self._close_query(data["callback_query_id"])

    async def _answer_inline_query(self, data: dict[str, Any]) -> Any:
        results = json.loads(data["results"])
        if len(results) > 50:
            raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
        names = [result["id"] for result in results]
        if len(set(names)) < len(names) or any(not 0 < len(name.encode()) <= 64 for name in names):
            raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            _check_result(result)
        if len(data.get("next_offset", "").encode()) > 64:
            raise Refused(400, "Bad Request: NEXT_OFFSET_INVALID")
        return self._close_query(data["inline_query_id"])

    async def _answer_guest_query(self, data: dict[str, Any]) -> Any:
        _check_result(json.loads(data["result"]))
        return {"inline_message_id": "guest1"}

    async def _get_my_commands(self, data: dict[str, Any]) -> Any:
        return self.commands.get(_menu_key(data), [])

    async def _set_my_commands(self, data: dict[str, Any]) -> Any:
        commands = json.loads(data["commands"])
        for command in commands:
            name = command["command"]
            if not name.replace("_", "").isalnum() or name != name.lower() or not 1 <= len(name) <= 32:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[_menu_key(data)] = commands
        return True

    async def _get_my_description(self, data: dict[str, Any]) -> Any:
        del data
        return {"description": self.texts.get("long", "")}

    async def _set_my_description(self, data: dict[str, Any]) -> Any:
        if len(data["description"]) > 512:
            raise Refused(400, "Bad Request: description is too long")
        self.texts["long"] = data["description"]
        return True

    async def _get_my_short_description(self, data: dict[str, Any]) -> Any:
        del data
        return {"short_description": self.texts.get("short", "")}

    async def _set_my_short_description(self, data: dict[str, Any]) -> Any:
        if len(data["short_description"]) > 120:
            raise Refused(400, "Bad Request: short description is too long")
        self.texts["short"] = data["short_description"]
        return True

    # --- the server's own rules

    def _close_query(self, query: str) -> bool:
        if query not in self.open_queries:
            raise Refused(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.open_queries.discard(query)
        return True

    def _known(self, data: dict[str, Any]) -> Chat:
        chat = self.chats.get(int(data["chat_id"]))
        if chat is None:
            raise Refused(400, "Bad Request: chat not found")
        if chat.migrated_to:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, description, migrate_to_chat_id=chat.migrated_to)
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _writable(self, data: dict[str, Any]) -> Chat:
        chat = self._known(data)
        topic = data.get("message_thread_id")
        if topic is not None and int(topic) not in chat.topics:
            raise Refused(400, "Bad Request: message thread not found")
        self._count(chat)
        return chat

    def _count(self, chat: Chat) -> None:
        """Hold the flood limit that a test has set: so many in so many seconds."""
        most, within_s = self.flood.get(chat.id, (10**6, 1.0))
        now = time.monotonic()
        recent = [at for at in self._counted[chat.id] if at > now - within_s]
        if len(recent) >= most:
            wait_s = int(recent[0] + within_s - now) + 1
            raise Refused(429, f"Too Many Requests: retry after {wait_s}", retry_after=wait_s)
        self._counted[chat.id] = [*recent, now]

    def _posted(self, chat: Chat, data: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        self._message_id += 1
        message = {
            "message_id": self._message_id,
            "date": int(time.time()),
            "chat": chat.as_json(),
            "from": BOT,
            **content,
        }
        if markup := _keyboard(data):
            message["reply_markup"] = markup
        if topic := data.get("message_thread_id"):
            message |= {"message_thread_id": int(topic), "is_topic_message": True}
        if "reply_parameters" in data:
            answered = json.loads(data["reply_parameters"])
            original = chat.messages.get(answered["message_id"])
            if original is None and not answered.get("allow_sending_without_reply"):
                raise Refused(400, "Bad Request: message to be replied not found")
            if original is not None:
                message["reply_to_message"] = {k: v for k, v in original.items() if k != "reply_to_message"}
        chat.messages[self._message_id] = message
        return message


def buttons(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons under a message by their text."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button for row in rows for button in row}


async def _data_of(request: web.Request) -> dict[str, Any]:
    data: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return data | await request.json()
    for key, value in (await request.post()).items():
        data[key] = value.file.read() if isinstance(value, web.FileField) else value
    for key, value in data.items():
        if isinstance(value, str) and value.startswith("attach://"):
            data[key] = data[value.removeprefix("attach://")]
    return data


def _user(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": f"User {user}", "language_code": "en"}


def _found_entities(text: str) -> list[dict[str, Any]]:
    """Commands and mentions, as Telegram's clients mark them."""
    found, at = [], 0
    for word in text.split(" "):
        kind = {"/": "bot_command", "@": "mention"}.get(word[:1]) if len(word) > 1 else None
        if kind:
            found.append({"type": kind, "offset": at, "length": units(word.rstrip(",.?!:"))})
        at += units(word) + 1
    return found


def _menu_key(data: dict[str, Any]) -> str:
    scope = json.loads(data.get("scope", '{"type": "default"}'))
    return f"{scope['type']}{scope.get('chat_id', '')}/{data.get('language_code', '')}"


def _parsed(data: dict[str, Any], key: str, limit: int, refusal: str) -> tuple[str, list[dict[str, Any]]]:
    if data.get("parse_mode") != "HTML":
        raise Refused(400, "Bad Request: unsupported parse_mode")
    try:
        text, entities = parse(data.get(key, ""))
    except CannotParse as error:
        raise Refused(400, f"Bad Request: can't parse entities: {error}") from None
    if units(text) > limit:
        raise Refused(400, refusal)
    if len(entities) > 100:  # the real server silently drops those over a hundred
        raise Refused(400, "Bad Request: ENTITIES_TOO_MUCH")
    return text, [entity.as_json() for entity in entities]


def _keyboard(data: dict[str, Any]) -> dict[str, Any] | None:
    if "reply_markup" not in data:
        return None
    markup: dict[str, Any] = json.loads(data["reply_markup"])
    _check_buttons(markup)
    return markup


def _check_buttons(markup: dict[str, Any]) -> None:
    for row in markup["inline_keyboard"]:
        if not 1 <= len(row) <= 8:
            raise Refused(400, "Bad Request: BUTTON_ROW_INVALID")
        for button in row:
            if not button["text"]:
                raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
            if len(button) != 2:
                raise Refused(400, "Bad Request: exactly one optional field of a button must be used")
            if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
                raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
            if len(button.get("switch_inline_query", "")) > 256:
                raise Refused(400, "Bad Request: BUTTON_SWITCH_INLINE_INVALID")


def _check_result(result: dict[str, Any]) -> None:
    content = result["input_message_content"]
    if not result["title"]:
        raise Refused(400, "Bad Request: ARTICLE_TITLE_EMPTY")
    data = {"text": content["message_text"], "parse_mode": content["parse_mode"]}
    text, _ = _parsed(data, "text", 4096, "Bad Request: MESSAGE_TOO_LONG")
    if not text:
        raise Refused(400, "Bad Request: message text is empty")
    if "reply_markup" in result:
        _check_buttons(result["reply_markup"])
