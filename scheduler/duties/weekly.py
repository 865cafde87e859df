"""The weekly summary: one pass counts the week for every unit somebody reads of, and puts one row a reader."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from scheduler import summary
from scheduler.jobs import At, CatchUp, Due, job, moments
from scheduler.meeting import Occasion, weekly_job
from store import outbox, weekly
from store.rules.calendar import add_working_days
from store.rules.reviews import decision_due
from store.rules.text import Text
from store.rules.weeks import Sending, closed_week
from store.weekly import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session

    from handlers.scene import Config
    from scheduler.jobs import Work
    from store.outbox import Post
    from store.rules.weeks import Week
    from store.weekly import Reader, WeekFigures

MADE_UP_FOR = timedelta(days=4)
"""For how long after a stop a summary is made up for; then the next one is near."""

KEPT = timedelta(weeks=8)
_WHY = Text("Tổng hợp tuần", "Summary of the week")


def summarise(sending: Sending, db: Session, now: datetime, config: Config) -> None:
    """Count the week that was just closed, and put a summary for everyone who gets it at this hour."""
    counted(sending, db, now, config)(db, now, config)


def counted(sending: Sending, db: Session, now: datetime, config: Config) -> Work:
    """Count the week that was just closed, which for a country takes a while; return what keeps and tells it."""
    week, day = closed_week(sending, now, config.zone), now.astimezone(config.zone).date()
    readers = _readers(sending, db, now, config)
    units = {unit.id: unit for reader in readers for unit in reader.units}
    figures = weekly.count(
        db,
        config.plans,
        list(units.values()),
        week,
        today=day,
        due=partial(_due, config),
    )
    letters = summary.posts(Occasion(sending, day, config.zone), [reader.chat_id for reader in readers])
    return partial(_tell, week, figures, letters)


def _tell(
    week: Week,
    figures: Mapping[int, WeekFigures],
    letters: Sequence[Post],
    db: Session,
    now: datetime,
    _config: Config,
) -> None:
    weekly.keep(db, week, figures)
    weekly.forget(db, week.closes - KEPT)
    outbox.put_once(db, letters, f"weekly {week.number}", now)


def preview(sending: Sending, db: Session, first: datetime, last: datetime, config: Config) -> Iterator[Due]:
    """Tell who will get a summary."""
    for moment in moments([_at(sending)], first, last, config.zone):
        for reader in _readers(sending, db, moment, config):
            yield Due(moment, reader.chat_id, "weekly", _WHY)


def _readers(sending: Sending, db: Session, now: datetime, config: Config) -> list[Reader]:
    chosen, today = weekly.sendings(db), now.astimezone(config.zone).date()
    return [reader for reader in weekly.readers(db, now, today) if chosen.of(reader.units[0]) is sending]


def _due(config: Config, stage: Stage, since: date) -> date | None:
    """Return by when what waits should have been dealt with: as officers are reminded of it."""
    match stage:
        case Stage.UNVERIFIED:
            return add_working_days(since, config.verify_days)
        case Stage.UNDECIDED:
            return decision_due(since, config.decision_days, working=config.decision_working_days)
        case Stage.RETURNED:
            return None


def _at(sending: Sending) -> At:
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[sending.weekday]
    return At(sending.at.hour, sending.at.minute, day_of_week=weekday)


for _sending in Sending:
    job(
        weekly_job(_sending),
        _at(_sending),
        catch_up=CatchUp(within=MADE_UP_FOR),
        preview=partial(preview, _sending),
        beforehand=partial(counted, _sending),
    )(partial(summarise, _sending))
