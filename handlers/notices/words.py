"""A notice as its readers see it: the same words in the preview and on their phones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.letter import Letter
from handlers.reply import Later, Reply
from store import notices
from store.rules.text import Text
from store.tables import Notice, Person, Priority, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.late import Made
    from handlers.scene import Config
    from store.people import Viewer

MAKER = "notice"
_NOTICE = Text(
    "📢 <b>Thông báo của {unit}</b>\n\n{words}\n\n<i>Người gửi: {sender}</i>",
    "📢 <b>Notice from {unit}</b>\n\n{words}\n\n<i>Sent by {sender}</i>",
)


def as_read(words: str, *, unit: str, sender: Text | str) -> Text:
    """Return a notice exactly as it is read."""
    return _NOTICE.fill(words=words, unit=unit, sender=sender)


def letter(notice: Notice, chat_id: int) -> Later:
    """Ask for the message to one reader; it leaves after replies and verdicts, as it is no answer to anybody."""
    key = notices.key(notice.id, chat_id)
    return Later(MAKER, {"notice": notice.id}, to=chat_id, priority=Priority.SCHEDULED, key=key)


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, _now: datetime, _config: Config, args: dict[str, Any]) -> Made:
    """Make the message to one reader; one whose appointment has ended meanwhile is no reader any more."""
    notice = db.get_one(Notice, args["notice"])
    unit = db.get_one(Unit, notice.unit_id)
    if not notices.is_for(notice, unit, viewer):
        return late.Nothing("no reader of this notice any more")
    sender = db.get_one(Person, notice.person_id)
    words = as_read(notice.words, unit=unit.name, sender=sender.name)
    return late.Ready(Letter.of(Reply(words), viewer.language))
