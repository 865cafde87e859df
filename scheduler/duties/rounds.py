"""Opening the rounds that the calendar brings again; who is told of them, and when, is the reminders' affair."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scheduler.jobs import At, CatchUp, Due, job, moments
from store import rounds
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from handlers.scene import Config

NAME = "rounds"
TIME = At(0, 5)
"""Before anything that is said of a round on its first day."""

_WHY = Text("Mở đợt “{title}” cho {unit}", "The round “{title}” opens for {unit}")


def preview(db: Session, first: datetime, last: datetime, config: Config) -> Iterator[Due]:
    """Tell which rounds will open on their day."""
    for moment in moments([TIME], first, last, config.zone):
        day = moment.astimezone(config.zone).date()
        for area, opening in rounds.to_open(db, day, config.plans):
            if opening.opens_on == day:
                yield Due(moment, None, NAME, _WHY.fill(title=opening.title, unit=area.name))


@job(NAME, TIME, catch_up=CatchUp(within=timedelta(days=1)), preview=preview)
def open_rounds(db: Session, now: datetime, config: Config) -> None:
    """Open every recurring round that is on and not open yet."""
    rounds.open_due_rounds(db, now.astimezone(config.zone).date(), config.plans, now)
