"""At which hour of the day somebody is reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlmodel import Session, col

from store.rules.calendar import Slot
from store.tables import Chat, Person

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

AT_ONCE = 500


def reached(db: Session, chat_ids: Collection[int], slot: Slot, morning: datetime) -> set[int]:
    """Return the chats of those who are reminded at an hour of the day and can be reached.

    Who has changed to the morning since the morning of that day is reminded in the evening once more: nobody falls
    between two hours.
    """
    chosen = col(Person.slot) == slot
    if slot is Slot.MORNING:
        chosen = or_(chosen, col(Person.slot).is_(None))
    else:
        chosen = or_(chosen, col(Person.slot_set_at) > morning)
    found: set[int] = set()
    ids = sorted(chat_ids)
    for start in range(0, len(ids), AT_ONCE):
        statement = (
            select(col(Person.chat_id))
            .join(Chat, col(Chat.chat_id) == col(Person.chat_id))
            .where(
                col(Person.chat_id).in_(ids[start : start + AT_ONCE]), chosen, col(Chat.blocked_at).is_(None)
            )
        )
        found.update(db.execute(statement).scalars())
    return found
