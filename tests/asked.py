"""Rounds for tests: opened, answered and looked at as the store does it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import col, select

from store import rounds
from store.database import unit_of_work
from store.rules.levels import Level
from store.rules.rounds import Answer, RoundFigures
from store.rules.text import same
from store.tables import Round, RoundAnswer
from tests.filed import viewer

if TYPE_CHECKING:
    from tests.town import Town

TITLE = "Rà soát hộ sau bão"


def open_round(
    town: Town,
    area: str = "Tỉnh Mẫu",
    *,
    asks: Level = Level.VILLAGE,
    due: date = date(2026, 11, 25),
    by: int = 41,
    title: str = TITLE,
) -> Round:
    """Open an ad-hoc round, on the day it is in the town."""
    with unit_of_work(town.engine) as db:
        drafted = rounds.draft(
            viewer(db, town, by),
            town.units[area],
            same(title),
            asks=asks,
            due_on=due,
            today=town.now.astimezone(town.config.zone).date(),
            now=town.now,
        )
        return rounds.open_drafted(db, drafted)


def open_due(town: Town, day: date) -> list[Round]:
    """Open what the calendar brings on a day."""
    with unit_of_work(town.engine) as db:
        return rounds.open_due_rounds(db, day, town.config.plans, town.now)


def answer(
    town: Town, asked: Round, unit: str = "Thôn Mẫu Một", *, by: int = 11, given: Answer = Answer.DONE
) -> RoundAnswer:
    """Answer a round for a unit."""
    with unit_of_work(town.engine) as db:
        me = viewer(db, town, by)
        return rounds.answer(
            db,
            me,
            db.get_one(Round, asked.id),
            town.units[unit],
            given,
            now=town.now,
            zone=town.config.zone,
        )


def figures(town: Town, asked: Round, unit: str = "Tỉnh Mẫu") -> RoundFigures:
    """Return the five figures of a round in an area."""
    with unit_of_work(town.engine) as db:
        return rounds.figures(db, db.get_one(Round, asked.id), town.units[unit])


def silent(town: Town, asked: Round, unit: str = "Tỉnh Mẫu") -> dict[str, list[str]]:
    """Return who is silent, each with who answers for it."""
    with unit_of_work(town.engine) as db:
        found = rounds.silent(db, db.get_one(Round, asked.id), town.units[unit], town.now)
        return {each.unit.name: [person.name for person in each.heads] for each in found}


def all_rounds(town: Town) -> list[Round]:
    with unit_of_work(town.engine) as db:
        return list(db.exec(select(Round).order_by(col(Round.id))))
