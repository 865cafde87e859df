"""Acting as a person, over HTTP: docs/simulator.md describes every path."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator.acts import Person
from bot.simulator.errors import ActingError, ApiError
from bot.simulator.methods.menus import commands_for
from bot.simulator.samples import sample_png
from bot.simulator.wire import read_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.simulator.wire import Json, Upload
    from bot.simulator.world import World

    Act = Callable[[Person, Json, dict[str, Upload]], object]

LONGEST_WAIT = 60.0
USER_DETAILS = ("last_name", "language_code", "phone", "label")


@web.middleware
async def refusals_as_json(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Say a refusal of the acting interface as JSON."""
    try:
        return await handler(request)
    except ActingError as refusal:
        return web.json_response({"error": refusal.reason}, status=refusal.code)
    except ApiError as refusal:
        return web.json_response({"error": refusal.description}, status=refusal.code)


def whole(value: object, name: str) -> int:
    """Return a whole number that a caller sent, or refuse."""
    try:
        return int(str(value))
    except ValueError:
        raise ActingError(400, f"{name} must be a whole number") from None


def _repeat(body: Json) -> int:
    return whole(body.get("repeat_update", 0), "repeat_update")


def write(person: Person, body: Json, _: dict[str, Upload]) -> object:
    """Send a text."""
    return person.write(str(body.get("text", "")), _repeat(body))[-1]


def start(person: Person, body: Json, _: dict[str, Upload]) -> object:
    """Press Start, with what the link carries."""
    return person.start(str(body.get("payload", "")))[-1]


def edit(person: Person, body: Json, _: dict[str, Upload]) -> object:
    """Change an own text."""
    return person.edit(whole(body.get("message_id"), "message_id"), str(body.get("text", "")))


def press(person: Person, body: Json, _: dict[str, Upload]) -> object:
    """Press a button of the reply keyboard."""
    return person.press(str(body.get("text", "")))[-1]


def tap(person: Person, body: Json, _: dict[str, Upload]) -> object:
    """Tap an inline button: by its text, data, or row and column."""
    message_id = whole(body.get("message_id"), "message_id")
    if body.get("stale"):
        return person.tap_stale(message_id, str(body.get("data", "")), _repeat(body))
    button = person.find_button(message_id, body)
    if "callback_data" not in button:
        return {key: button[key] for key in ("url", "copy_text") if key in button}
    return person.tap(message_id, button["callback_data"], _repeat(body))


def photo(person: Person, body: Json, uploads: dict[str, Upload]) -> object:
    """Send a photo: a file, or a sample by number."""
    return person.send_files("photo", _files(body, uploads), str(body.get("caption", "")))[-1]


def album(person: Person, body: Json, uploads: dict[str, Upload]) -> object:
    """Send several photos at once."""
    count = whole(body.get("samples", 0), "samples")
    files = _uploaded(uploads) or [_sample(number) for number in range(count)]
    return {"sent": person.send_files("photo", files, str(body.get("caption", "")))}


def document(person: Person, body: Json, uploads: dict[str, Upload]) -> object:
    """Send a document: a file, or one of given name and text."""
    files = _uploaded(uploads)
    if not files:
        content = str(body.get("content", "")).encode()
        files = [(str(body.get("name", "tailieu.txt")), str(body.get("content_type", "")), content)]
    return person.send_files("document", files, str(body.get("caption", "")))[-1]


def contact(person: Person, body: Json, _: dict[str, Upload]) -> object:
    """Share the own number, or another."""
    return person.share_contact("" if body.get("own") else str(body.get("phone", "")))


def block(person: Person, _: Json, __: dict[str, Upload]) -> object:
    """Block the bot."""
    person.block()
    return {}


def unblock(person: Person, _: Json, __: dict[str, Upload]) -> object:
    """Unblock the bot."""
    person.unblock()
    return {}


def _uploaded(uploads: dict[str, Upload]) -> list[tuple[str, str, bytes]]:
    return [(upload.name, upload.content_type, upload.content) for upload in uploads.values()]


def _sample(number: int) -> tuple[str, str, bytes]:
    return f"anh{number}.png", "image/png", sample_png(number)


def _files(body: Json, uploads: dict[str, Upload]) -> list[tuple[str, str, bytes]]:
    return _uploaded(uploads)[:1] or [_sample(whole(body.get("sample", 0), "sample"))]


ACTS: dict[str, Act] = {
    "text": write,
    "start": start,
    "edit": edit,
    "reply-button": press,
    "tap": tap,
    "photo": photo,
    "album": album,
    "document": document,
    "contact": contact,
    "block": block,
    "unblock": unblock,
}
"""What a person can do, by the last part of the path."""


class Acting:
    """The paths under /sim/users."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve people, their chats and their acts."""
        router.add_post("/sim/users", self.add_user)
        router.add_get("/sim/users", self.list_users)
        router.add_get("/sim/users/{id}/chat", self.chat)
        router.add_post("/sim/users/{id}/{act}", self.act)

    def _person(self, request: web.Request) -> Person:
        user = self.world.users.get(whole(request.match_info["id"], "the user id"))
        return Person(self.world, self.world.choose_bot(request.query.get("bot", "")), user)

    async def add_user(self, request: web.Request) -> web.Response:
        """Make a person."""
        body, _ = await read_request(request)
        wanted = whole(body["id"], "id") if body.get("id") is not None else None
        details = {name: str(body[name]) for name in USER_DETAILS if body.get(name) is not None}
        user = self.world.users.add(str(body.get("first_name", "")), wanted_id=wanted, **details)
        self.world.changed.fire()
        return json_response(user.as_json())

    async def list_users(self, _: web.Request) -> web.Response:
        """List everyone."""
        return json_response([user.as_json() for user in self.world.users])

    async def act(self, request: web.Request) -> web.Response:
        """Do one thing on a person's phone."""
        doing = ACTS.get(request.match_info["act"])
        if doing is None:
            raise ActingError(404, f"a person cannot {request.match_info['act']}; {', '.join(ACTS)} they can")
        person = self._person(request)
        body, uploads = await read_request(request)
        return json_response(doing(person, body, uploads))

    async def chat(self, request: web.Request) -> web.Response:
        """Show what is on a person's screen, at once or when something has changed."""
        person = self._person(request)
        after = whole(request.query.get("after", "0"), "after")
        seconds = min(whole(request.query.get("wait", "0"), "wait"), LONGEST_WAIT)
        if person.chat.seq <= after and seconds > 0:
            await person.chat.changed.wait(seconds)
        bot, user = person.bot, person.user
        seen = person.chat.since(after) | {
            "commands": commands_for(bot, user),
            "menu_button": bot.menu_buttons.get(user.id, bot.menu_buttons.get(0, {"type": "default"})),
            "description": bot.texts.get(
                ("description", user.language_code[:2]), bot.texts.get(("description", ""), "")
            ),
        }
        return json_response(seen)


def json_response(found: Any) -> web.Response:
    """Answer with JSON, Vietnamese letters as they are."""
    return web.json_response(found, dumps=lambda value: json.dumps(value, ensure_ascii=False))
