"""Opening rounds: those that the calendar brings again, once each, and the ones an official asks for."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import Session, col

from store import units
from store.inbox import insert_ignoring
from store.people import NotAllowed
from store.rounds.asked import asked_units
from store.rounds.standing import recount, recount_around
from store.rules.recurring import recurring_rounds
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import ANSWERED_BY, RoundKind
from store.rules.text import Language, Text
from store.tables import AuditRow, Round, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from store.people import Viewer
    from store.rules.levels import Level
    from store.rules.plans import Plans
from store.rules.recurring import Opening

SHORTEST_TITLE, LONGEST_TITLE = 5, 120
"""Characters of what an ad-hoc round is called."""

LONGEST_TIME = timedelta(days=366)
"""How far ahead an ad-hoc round may be due."""


class WrongTitle(Refusal):
    """What an ad-hoc round is called says too little, or too much for one line."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Nhờ anh/chị ghi nội dung cần báo cáo trong khoảng {shortest} đến {longest} ký tự ạ.",
                "Please say what is to be reported, in {shortest} to {longest} characters.",
            ).fill(shortest=SHORTEST_TITLE, longest=LONGEST_TITLE)
        )


class WrongDueDay(Refusal):
    """A round is due on a day that has passed, or too far ahead."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Hạn nộp phải từ hôm nay trở đi và trong vòng một năm ạ.",
                "The due day has to be today or later, and within a year.",
            )
        )


def open_due_rounds(db: Session, today: date, plans: Plans, now: datetime) -> list[Round]:
    """Open every recurring round that is on today and not open yet; return those.

    Run twice, or by two processes at once, it opens no round a second time. What fell due while nothing ran is not
    opened any more: nobody could answer in time.
    """
    opened = []
    for area, opening in to_open(db, today, plans):
        values = {
            "kind": opening.kind,
            "period": opening.period,
            "unit_id": area.id,
            "title_vi": opening.title.vi,
            "title_en": opening.title.en,
            "asks": opening.asks,
            "opens_on": opening.opens_on,
            "due_on": opening.due_on,
            "closes_on": opening.closes_on,
            "ladder": opening.ladder.model_dump(mode="json") if opening.ladder else None,
            "created_by": None,
            "created_at": now,
        }
        made = db.connection().execute(insert_ignoring(db, _TABLE).returning(_TABLE.c.id), values).scalar()
        if made is not None:
            opened.append(db.get_one(Round, made))
    for each in opened:
        recount_around(db, each)
    return opened


def to_open(db: Session, today: date, plans: Plans) -> Iterator[tuple[Unit, Opening]]:
    """Yield the recurring rounds that are on today, each with its area; whether they are open already or not."""
    rules = recurring_rounds()
    for monthly in rules.monthly:
        for opening in monthly.openings(today):
            for area in _roots(db, opening.due_on):
                yield area, opening
    for plan in plans.by_file.values():
        for yearly in rules.yearly:
            for opening in yearly.openings(plan, today):
                for area in _areas(db, plan.places, opening.due_on):
                    yield area, opening


def _areas(db: Session, places: tuple[str, ...], day: date) -> list[Unit]:
    """Return the areas a plan is for: the places it names, or else everything."""
    if not places:
        return _roots(db, day)
    found = [units.by_code(db, code, day) for code in places]
    return [unit for unit in found if unit is not None]


def _roots(db: Session, day: date) -> list[Unit]:
    statement = select(Unit).where(col(Unit.parent_id).is_(None), units.existing(day)).order_by(col(Unit.id))
    return list(db.execute(statement).scalars())


def check_title(typed: str) -> str:
    """Return what an ad-hoc round is called, its blanks tidied.

    Raises:
        WrongTitle: it says too little, or too much.
    """
    title = " ".join(unicodedata.normalize("NFC", typed).split())
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        raise WrongTitle
    return title


def check_due_day(day: date, today: date) -> date:
    """Return the day an ad-hoc round is due.

    Raises:
        WrongDueDay: it has passed, or lies more than a year ahead.
    """
    if not today <= day <= today + LONGEST_TIME:
        raise WrongDueDay
    return day


def draft(
    viewer: Viewer, area: Unit, title: Text, *, asks: Level, due_on: date, today: date, now: datetime
) -> Round:
    """Return a round that the viewer would open, within their own area; it is not in the database.

    Raises:
        NotAllowed: the area is not the viewer's, or nobody there could answer.
        WrongDueDay: the day has passed, or lies too far ahead.
    """
    if not viewer.covers(Act.ROUND_OPEN, area) or asks not in ANSWERED_BY or asks.is_above(area.level):
        raise NotAllowed
    return Round(
        kind=RoundKind.AD_HOC,
        unit_id=area.id,
        title_vi=title.plain(Language.VI),
        title_en=title.plain(Language.EN),
        asks=asks,
        opens_on=today,
        due_on=check_due_day(due_on, today),
        closes_on=due_on + timedelta(days=recurring_rounds().ad_hoc.taken_late),
        created_by=viewer.person_id,
        created_at=now,
    )


def open_drafted(db: Session, drafted: Round) -> Round:
    """Open a round as it was drafted."""
    db.add(drafted)
    db.flush()
    recount(db, drafted)
    area = db.get_one(Unit, drafted.unit_id)
    detail = f"round {drafted.id}, unit {area.code}, due {drafted.due_on}"
    by, at = drafted.created_by, drafted.created_at
    db.add(AuditRow(at=at, person_id=by, act=Act.ROUND_OPEN.value, detail=detail))
    return drafted


def count_asked(db: Session, drafted: Round) -> int:
    """Count the units that a round would ask."""
    statement = select(func.count()).select_from(Unit).where(asked_units(db, drafted))
    return int(db.execute(statement).scalar_one())


_TABLE = Round.metadata.tables["round"]
