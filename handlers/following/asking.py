"""The yearly question as it leaves: the first household that waits for an answer then, at an hour that suits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import late
from handlers.following import card
from handlers.letter import Letter
from handlers.quietly import not_now
from store import followups

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.late import Made
    from handlers.scene import Config
    from store.people import Viewer

MAKER = "followup"


@late.maker(MAKER)
def make(db: Session, viewer: Viewer, now: datetime, config: Config, _args: dict[str, Any]) -> Made:
    """Ask about the first household; the others follow one by one in the same message."""
    waiting = followups.open_for(db, viewer, config.plans, now.astimezone(config.zone).date())
    if not waiting:
        return late.Nothing("no household waits for an answer any more")
    return not_now(db, viewer, now, config) or late.Ready(
        Letter.of(card.asked(waiting[0], len(waiting) - 1), viewer.language)
    )
