"""How a round stands: the five figures, kept for every unit above those asked (store/tallies.py).

An answer is counted in its own transaction. Whom a round asks changes only when it is opened, when a closer round is,
and when units are imported: then it is counted anew, so that nobody who looks at the figures has to read the villages
of a country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, true
from sqlmodel import Session, col

from store import tallies
from store.rounds.asked import asked_among, asked_units, hold, rounds_around
from store.rules.rounds import RoundFigures
from store.tables import Round, RoundAnswer, Tally, Unit
from store.tallies import ROUND, ZERO, Count, Pile
from store.units import below as units_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

EXPECTED, RECEIVED, ON_TIME = f"{ROUND}expected", f"{ROUND}received", f"{ROUND}on_time"
"""What is counted; the period is the round's id."""


def figures(db: Session, asked: Round, area: Unit) -> RoundFigures:
    """Return the figures of a round for a unit and all below it."""
    return _figures(db, asked, [area])[area.id]


def figures_below(db: Session, asked: Round, area: Unit) -> list[tuple[Unit, RoundFigures]]:
    """Return the figures of each unit right below one that has anybody to ask, as people count them."""
    children = units_below(db, area, asked.due_on)
    found = _figures(db, asked, children)
    return [(child, found[child.id]) for child in children if found[child.id].expected]


def asks_right_below(db: Session, asked: Round, area: Unit) -> bool:
    """Tell whether the units asked are the unit itself or lie right below it, so that they can be named one by one."""
    children = units_below(db, area, asked.due_on)
    return area.level is asked.asks or any(child.level is asked.asks for child in children)


def _figures(db: Session, asked: Round, units: Sequence[Unit]) -> dict[int, RoundFigures]:
    kept = tallies.read(db, [unit.id for unit in units], asked.id, asked.id)
    found = {
        unit.id: RoundFigures(
            *(kept.get((unit.id, what), ZERO).households for what in (EXPECTED, RECEIVED, ON_TIME))
        )
        for unit in units
    }
    return found | _single(db, asked, [unit for unit in units if unit.level is asked.asks])


def _single(db: Session, asked: Round, units: Sequence[Unit]) -> dict[int, RoundFigures]:
    """Return the figures of units that are asked themselves, for which nothing is kept."""
    if not units:
        return {}
    expected = asked_among(db, asked, units)
    statement = select(col(RoundAnswer.unit_id), col(RoundAnswer.late)).where(
        col(RoundAnswer.round_id) == asked.id, col(RoundAnswer.unit_id).in_([unit.id for unit in units])
    )
    late = {row.unit_id: row.late for row in db.execute(statement)}
    return {
        unit.id: RoundFigures(int(unit.id in expected), int(unit.id in late), int(late.get(unit.id) is False))
        for unit in units
    }


def count_answer(db: Session, answered: RoundAnswer, unit: Unit, times: int) -> None:
    """Count an answer for all above its unit; with -1, count it no more."""
    pile = Pile()
    if unit.parent_id is not None:
        pile.add(unit.parent_id, RECEIVED, Count(times), answered.round_id)
        pile.add(unit.parent_id, ON_TIME, Count(0 if answered.late else times), answered.round_id)
    tallies.keep_pile(db, pile)


def recount(db: Session, asked: Round) -> None:
    """Count anew whom a round asks and who has answered, for every unit above those asked."""
    hold(db, asked, alone=True)
    db.connection().execute(
        delete(_TALLIES).where(_TALLIES.c.period == asked.id, _TALLIES.c.what.startswith(ROUND))
    )
    pile = Pile()
    everyone = asked_units(db, asked)
    for what, condition in (
        (EXPECTED, true()),
        (RECEIVED, _answered(asked, true())),
        (ON_TIME, _answered(asked, col(RoundAnswer.late).is_(False))),
    ):
        statement = select(col(Unit.parent_id), func.count()).where(everyone, condition)
        for parent_id, number in db.execute(statement.group_by(col(Unit.parent_id))):
            if parent_id is not None:
                pile.add(parent_id, what, Count(int(number)), asked.id)
    tallies.keep_pile(db, pile)


def recount_around(db: Session, asked: Round) -> None:
    """Count a round anew, and those of larger areas, which ask its units no longer."""
    for each in [asked, *rounds_around(db, asked)]:
        recount(db, each)


def recount_all(db: Session) -> None:
    """Count every round anew; for when units have come, gone or moved."""
    for asked in db.execute(select(Round).order_by(col(Round.id))).scalars():
        recount(db, asked)


def _answered(asked: Round, how: ColumnElement[bool]) -> ColumnElement[bool]:
    return col(Unit.id).in_(
        select(col(RoundAnswer.unit_id)).where(col(RoundAnswer.round_id) == asked.id, how)
    )


_TALLIES = Tally.metadata.tables["tally"]
