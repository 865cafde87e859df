"""The parameters of one Bot API call, out of JSON, a form, the query or multipart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from aiohttp import web
from yarl import URL

from bot.simulator.errors import ApiError, bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]
"""A JSON object as Python reads it."""


class Kind(Enum):
    """What a parameter of a Bot API method holds."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    CHAT = "chat"
    DATA = "data"  # a JSON object or array
    FILE = "file"  # an upload, attach://name, or a file_id


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart call."""

    name: str
    content_type: str
    content: bytes


async def read_request(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Return the raw parameters and the uploads of a call; the query counts, the body wins."""
    values: Json = dict(request.query)
    if request.method == "GET" or not request.body_exists:
        return values, {}
    if request.content_type.startswith("multipart/"):
        fields, uploads = await _read_multipart(request)
        return values | fields, uploads
    body = await request.text()
    if request.content_type == "application/json":
        return values | _read_json(body), {}
    form = URL.build(path="/", query_string=body, encoded=True)  # reads it far quicker than urllib does
    return values | dict(form.query), {}


def _read_json(body: str) -> Json:
    try:
        found = json.loads(body or "{}")
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse the JSON body") from None
    if not isinstance(found, dict):
        raise bad_request("the JSON body must be an object")
    return found


async def _read_multipart(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            fields[name] = value
        elif isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:  # a part with a content type but without a file name
            fields[name] = value.decode()
    return fields, uploads


def read_values(raw: Json, known: Mapping[str, Kind]) -> Json:
    """Turn raw parameters into typed ones; null counts as absent."""
    return {name: _read_value(name, raw[name], known[name]) for name in raw if raw[name] is not None}


def _read_value(name: str, value: object, kind: Kind) -> object:
    match kind:
        case Kind.NUMBER:
            return _number(name, value)
        case Kind.FLAG:
            return value is True or str(value).lower() in {"true", "1", "yes"}
        case Kind.CHAT:
            return _chat(value)
        case Kind.DATA:
            return _data(name, value)
        case _:
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise bad_request(f"parameter {name} must be a whole number") from None


def _chat(value: object) -> int:
    if value == "":
        raise bad_request("chat_id is empty")
    try:
        return int(str(value))
    except ValueError:  # an @username names a public chat, and there are none here
        raise bad_request("chat not found") from None


def _data(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
        raise bad_request(f"can't parse {what} JSON object") from None
