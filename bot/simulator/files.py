"""Files that bots and people have sent: bytes, and file_ids that are bound to one bot."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.errors import ApiError, bad_request

if TYPE_CHECKING:
    from bot.simulator.wire import Json

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes a bot may upload, upload as a photo, and download (core.telegram.org/bots/api#sending-files)."""
PHOTO_WIDTHS = (90, 320, 800, 1280)
PREFIXES = {"photo": "AgACAg", "document": "BQACAg"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that were sent once, as a photo or as a document."""

    key: str
    kind: str
    name: str
    content_type: str
    content: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """The file_path under which a bot downloads it."""
        suffix = "." + self.name.rsplit(".", 1)[-1] if "." in self.name else ""
        return f"{self.kind}s/{self.key}{suffix}"


@dataclass(slots=True)
class Files:
    """Everything that was sent, found by file_id."""

    by_key: dict[str, StoredFile] = field(default_factory=dict)

    def add(self, kind: str, name: str, content_type: str, content: bytes) -> StoredFile:
        """Keep the bytes of a photo or document and return how they are found again."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        if kind == "photo" and (len(content) > PHOTO_LIMIT or image_size(content) is None):
            raise bad_request("IMAGE_PROCESS_FAILED")
        digest = hashlib.sha256(content + name.encode()).hexdigest()[:16]
        key = f"{kind[0]}{digest}"
        guessed = content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self.by_key.setdefault(key, StoredFile(key, kind, name, guessed, content))

    def find(self, file_id: str, bot_id: int) -> StoredFile:
        """Return the file behind a file_id; one of another bot is unknown."""
        found = self.look_up(file_id)
        if found is None or _decode(file_id)[0] != str(bot_id):
            raise bad_request("wrong file identifier/HTTP URL specified")
        return found

    def look_up(self, file_id: str) -> StoredFile | None:
        """Return the file behind a file_id of whichever bot."""
        return self.by_key.get(_decode(file_id)[1])


def make_file_id(file: StoredFile, bot_id: int, variant: str = "") -> str:
    """Return the file_id under which this bot may name the file."""
    raw = f"{bot_id}:{file.key}:{variant}".encode()
    return PREFIXES[file.kind] + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(file_id: str) -> tuple[str, str]:
    body = file_id[len(PREFIXES["photo"]) :]
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    except ValueError:
        return "", ""
    bot_id, _, rest = raw.partition(":")
    return bot_id, rest.partition(":")[0]


def describe(file: StoredFile, bot_id: int) -> Json:
    """Return the part of a Message that holds this file: ``photo`` with its sizes, or ``document``."""
    if file.kind == "photo":
        return {"photo": _photo_sizes(file, bot_id)}
    document: Json = {"file_name": file.name, "mime_type": file.content_type} if file.name else {}
    return {"document": document | _identity(file, bot_id)}


def _identity(file: StoredFile, bot_id: int, variant: str = "") -> Json:
    return {
        "file_id": make_file_id(file, bot_id, variant),
        "file_unique_id": f"AQAD{file.key}{variant}",
        "file_size": len(file.content),
    }


def _photo_sizes(file: StoredFile, bot_id: int) -> list[Json]:
    width, height = image_size(file.content) or (1, 1)
    longest = max(width, height)
    sizes = [wanted for wanted in PHOTO_WIDTHS if wanted < longest] + [min(longest, PHOTO_WIDTHS[-1])]
    return [
        _identity(file, bot_id, f"s{size}")
        | {"width": max(1, width * size // longest), "height": max(1, height * size // longest)}
        for size in dict.fromkeys(sizes)
    ]


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF or JPEG; None when the bytes are none of these."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:  # noqa: PLR2004 - length of a PNG head
        return _size(">II", content, 16)
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:  # noqa: PLR2004 - length of a GIF head
        return _size("<HH", content, 6)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _size(layout: str, content: bytes, at: int) -> tuple[int, int]:
    width, height = struct.unpack_from(layout, content, at)
    return int(width), int(height)


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - every JPEG segment begins with FF
        marker = content[at + 1]
        if marker in {0xC0, 0xC1, 0xC2}:
            height, width = _size(">HH", content, at + 5)
            return width, height
        at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return None
