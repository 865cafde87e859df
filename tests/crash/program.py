"""The bot that the crash tests kill: everything of its edge is real, its inside only counts.

Every text or tap becomes one row in a table of the test's own, and one answer that repeats it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, insert

from bot.app import Parts, serve
from bot.settings import read_settings
from bot.unstartable import Unstartable
from bot.work import Inside
from handlers.incoming import Tapped, Words
from handlers.letter import Letter
from store.outbox import Post
from store.tables import Priority

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from bot.settings import Settings
    from handlers.incoming import Incoming
    from handlers.late import Made

OWN = MetaData()
EFFECTS = Table(
    "effect",
    OWN,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
)
POISON = "poison"
APOLOGY = "Xin lỗi"
ADMINISTRATOR = 900_000


def answer(db: Session, incoming: Incoming, _now: datetime) -> Sequence[Post]:
    """Count, and repeat what was said; a tap is answered in place."""
    words = _words(incoming)
    if words is None:
        return ()
    db.connection().execute(insert(EFFECTS).values(chat_id=incoming.chat_id, words=words))
    if words == POISON:
        raise RuntimeError("a poison update")
    letter = Letter(text=f"Đã nhận: {words}", buttons=[[("Bấm", f"tap {words}")]])
    if isinstance(incoming, Tapped):
        letter = Letter(text=f"Đã nhận: {words}", edit=incoming.message_id, tap_id=incoming.tap_id)
    return (Post(incoming.chat_id, letter.to_json(), Priority.REPLY),)


def apologise(_db: Session, chat_id: int, _now: datetime, request_id: str) -> Sequence[Post]:
    """Say sorry, and tell the administrator."""
    return (
        Post(chat_id, Letter(text=APOLOGY).to_json(), Priority.REPLY),
        Post(ADMINISTRATOR, Letter(text=f"Lỗi {request_id}").to_json(), Priority.NEWS),
    )


def make(_db: Session, _chat_id: int, asked: tuple[str, dict[str, Any]], _now: datetime) -> Made:
    """Make nothing: the crash tests ask for no late letter."""
    raise LookupError(asked[0])


inside = Inside(answer, apologise, make)


def _words(incoming: Incoming) -> str | None:
    match incoming:
        case Words(text=text):
            return text
        case Tapped(data=data):
            return data
        case _:
            return None


def run(settings: Settings) -> None:
    """Run until told to stop, or killed."""
    serve(settings, lambda _name: Parts(inside))


def main() -> int:
    """Run with the settings of the environment."""
    try:
        run(read_settings())
    except Unstartable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
