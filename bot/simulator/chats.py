"""The private chat of one person with one bot: its messages, keyboard and what changed when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.formatted import as_web_html
from bot.simulator.signals import Signal

if TYPE_CHECKING:
    from bot.simulator.users import User
    from bot.simulator.wire import Json

TOASTS_KEPT = 50
INLINE = "inline_keyboard"


@dataclass(slots=True)
class Message:
    """A message as the Bot API tells it, and when it last changed."""

    payload: Json
    seq: int = 0
    by_bot: bool = False
    editable: bool = True
    deleted: bool = False

    @property
    def id(self) -> int:
        """The number of the message."""
        return int(self.payload["message_id"])

    @property
    def rows(self) -> list[list[Json]]:
        """The rows of the inline keyboard under the message."""
        rows: list[list[Json]] = self.payload.get("reply_markup", {}).get(INLINE, [])
        return rows

    def as_seen(self) -> Json:
        """Return the message as the acting interface shows it."""
        if self.deleted:
            return {"message_id": self.id, "deleted": True, "seq": self.seq}
        payload = self.payload
        text: str = payload.get("text") or payload.get("caption") or ""
        entities: list[Json] = payload.get("entities") or payload.get("caption_entities") or []
        seen: Json = {
            "message_id": self.id,
            "seq": self.seq,
            "from": "bot" if self.by_bot else "user",
            "date": payload["date"],
            "text": text,
            "entities": entities,
            "html": as_web_html(text, entities),
            "inline_keyboard": self.rows,
            "edited": "edit_date" in payload,
            "deleted": False,
        }
        return seen | _attachments(payload)


def _attachments(payload: Json) -> Json:
    seen: Json = {key: payload[key] for key in ("media_group_id", "contact") if key in payload}
    if "photo" in payload:
        largest = payload["photo"][-1]
        seen["photo"] = largest | {"url": f"/sim/files/{largest['file_id']}"}
    if "document" in payload:
        seen["document"] = payload["document"] | {"url": f"/sim/files/{payload['document']['file_id']}"}
    if "reply_to_message" in payload:
        seen["reply_to"] = payload["reply_to_message"]["message_id"]
    return seen


@dataclass(slots=True)
class Chat:
    """What a person and a bot have said to each other; only the newest messages are kept."""

    user: User
    instance: str
    kept: int
    messages: dict[int, Message] = field(default_factory=dict)
    seq: int = 0
    keyboard: Json | None = None
    blocked: bool = False
    begun: bool = False
    toasts: list[Json] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)

    def _next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def put(self, message: Message) -> None:
        """Add a message, or mark one as changed, and wake who looks on."""
        message.seq = self._next_seq()
        self.messages[message.id] = message
        if len(self.messages) > self.kept:
            del self.messages[next(iter(self.messages))]
        self.changed.fire()

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def delete(self, message: Message) -> None:
        """Take a message away on both sides."""
        message.deleted = True
        self.put(message)

    def add_toast(self, toast: Json) -> None:
        """Show the answer to a tap: a short notice or an alert."""
        self.toasts.append(toast | {"seq": self._next_seq()})
        del self.toasts[:-TOASTS_KEPT]
        self.changed.fire()

    def set_keyboard(self, markup: Json) -> None:
        """Show or take away the reply keyboard as a sent message asks."""
        if "keyboard" in markup:
            self.keyboard = markup
        elif markup.get("remove_keyboard"):
            self.keyboard = None

    def touch(self) -> None:
        """Count a change that is no message, such as blocking."""
        self._next_seq()
        self.changed.fire()

    def since(self, seq: int) -> Json:
        """Return what changed after ``seq``, oldest message first."""
        return {
            "seq": self.seq,
            "messages": [message.as_seen() for message in self.messages.values() if message.seq > seq],
            "toasts": [toast for toast in self.toasts if toast["seq"] > seq],
            "keyboard": self.keyboard,
            "blocked": self.blocked,
            "begun": self.begun,
        }
