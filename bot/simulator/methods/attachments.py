"""Photos and documents on their way into a message: uploaded, attached, or known by file_id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.errors import bad_request
from bot.simulator.files import describe
from bot.simulator.methods.sending import caption

if TYPE_CHECKING:
    from bot.simulator.files import StoredFile
    from bot.simulator.methods.registry import Call
    from bot.simulator.wire import Json, Upload

ITEM_FIELDS = {
    "type",
    "media",
    "caption",
    "parse_mode",
    "caption_entities",
    "disable_content_type_detection",
}
KINDS = ("photo", "document")
ATTACH = "attach://"


def find_file(call: Call, kind: str, reference: str) -> StoredFile:
    """Return the file a parameter means: an upload of its own name, attach://name, or a file_id."""
    if reference.startswith(ATTACH):
        name = reference.removeprefix(ATTACH)
        if name not in call.uploads:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return _keep(call, kind, call.uploads[name])
    if not reference and kind in call.uploads:
        return _keep(call, kind, call.uploads[kind])
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    found = call.world.files.find(reference, call.bot.id)
    if found.kind != kind:
        raise bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return found


def _keep(call: Call, kind: str, upload: Upload) -> StoredFile:
    return call.world.files.add(kind, upload.name, upload.content_type, upload.content)


def attach(call: Call, item: object) -> Json:
    """Return the content of a message that an InputMedia object describes."""
    if not isinstance(item, dict) or item.get("type") not in KINDS:
        raise bad_request("can't parse InputMedia: this stand-in knows photo and document only")
    if unknown := set(item) - ITEM_FIELDS:
        raise bad_request(f"can't parse InputMedia: this stand-in does not know {sorted(unknown)}")
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    file = find_file(call, item["type"], str(item["media"]))
    words = caption(item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities"))
    return describe(file, call.bot.id) | words
