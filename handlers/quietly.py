"""Whether somebody may be disturbed now: not in quiet hours, and not in the middle of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.late import Wait
from store import conversations
from store.rules.calendar import is_quiet, next_allowed
from store.rules.roles import Role

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config
    from store.people import Viewer


def is_official(viewer: Viewer) -> bool:
    """Tell whether somebody is left alone on weekends: everyone but village heads."""
    return all(seat.role is not Role.VILLAGE_HEAD for seat in viewer.seats)


def not_now(
    db: Session, viewer: Viewer, now: datetime, config: Config, *, near_deadline: bool = False
) -> Wait | None:
    """Return until when a message that nobody asked for has to wait; None if it may leave."""
    official = is_official(viewer)
    if is_quiet(now, config.zone, official=official, near_deadline=near_deadline):
        return Wait(next_allowed(now, config.zone, official=official, near_deadline=near_deadline))
    return mid_form(db, viewer.chat_id, now, config)


def mid_form(db: Session, chat_id: int, now: datetime, config: Config) -> Wait | None:
    """Return until when somebody counts as being in the middle of a form; None if they are not."""
    touched = conversations.touched(db, chat_id)
    if touched is None or touched + config.form_rests <= now:
        return None
    return Wait(touched + config.form_rests)
