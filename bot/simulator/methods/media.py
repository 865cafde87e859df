"""Photos, documents, albums, and downloading what people sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.files import DOWNLOAD_LIMIT, describe
from bot.simulator.methods.attachments import attach, find_file
from bot.simulator.methods.registry import Call, method
from bot.simulator.methods.sending import MARKUP, SENDING, caption, chat_to_write, send
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.wire import Json

CAPTION = {"caption": Kind.TEXT, "parse_mode": Kind.TEXT, "caption_entities": Kind.DATA}
ALBUM_SIZES = range(2, 11)


@method("sendPhoto", SENDING | MARKUP | CAPTION | {"photo": Kind.FILE})
def send_photo(call: Call) -> Json:
    """Send a photo."""
    return _send_file(call, "photo")


@method(
    "sendDocument",
    SENDING | MARKUP | CAPTION | {"document": Kind.FILE, "disable_content_type_detection": Kind.FLAG},
)
def send_document(call: Call) -> Json:
    """Send a file of any kind."""
    return _send_file(call, "document")


def _send_file(call: Call, kind: str) -> Json:
    words = caption(call.text("caption"), call.text("parse_mode"), call.data("caption_entities"))
    file = find_file(call, kind, call.text(kind))
    return send(call, chat_to_write(call), describe(file, call.bot.id) | words)


@method("sendMediaGroup", SENDING | {"media": Kind.DATA})
def send_media_group(call: Call) -> list[Json]:
    """Send an album of 2 to 10 photos, or of 2 to 10 documents."""
    items = call.data("media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    _check_album(items)
    contents = [attach(call, item) for item in items]
    chat = chat_to_write(call, len(items))
    album = {"media_group_id": call.bot.new_album_id()}
    return [send(call, chat, album | content) for content in contents]


def _check_album(items: list[object]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > ALBUM_SIZES[-1]:
        raise bad_request("too many messages to send as an album")
    if len(items) not in ALBUM_SIZES:
        raise bad_request("this stand-in refuses an album of one: the documentation asks for 2–10")
    if len({item.get("type") if isinstance(item, dict) else None for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")


@method("getFile", {"file_id": Kind.TEXT})
def get_file(call: Call) -> Json:
    """Tell where a file can be downloaded."""
    if not call.text("file_id"):
        raise bad_request("file_id not specified")
    file_id = call.text("file_id")
    file = call.world.files.look_up(file_id)
    if file is None or call.world.files.find(file_id, call.bot.id) is not file:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": f"AQAD{file.key}",
        "file_size": len(file.content),
        "file_path": file.path,
    }
