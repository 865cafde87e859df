"""Changing the register: every step leaves a spell, and goes into the kept counts, in the same transaction.

Who takes many steps in one unit of work gives a ``pile`` and keeps it at the end (store/tallies.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from store.households import classes_before
from store.rules.flows import Effect, Entry, effects, off, onto
from store.rules.households import HouseholdClass
from store.tables import ClassSpell, Household, Report, Unit
from store.tallies import Count, Pile, gathered, keep_pile, month, sum_up
from store.units import ancestor_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from store.rules.changes import Change

POOR, NEAR = HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value
"""Under these codes stands how many poor and near-poor households a unit has now."""


def entry(household: Household) -> Entry:
    """Return what the register says of a household now."""
    return Entry(household.status, household.unit_id, household.members)


def enter(db: Session, household: Household, pile: Pile | None = None) -> None:
    """Enter a household the register does not know, with the class it has ``since``."""
    db.add(household)
    db.flush()
    _step(db, household, None, household.since, pile=pile)


def note_entered(db: Session, households: Sequence[Household], pile: Pile | None = None) -> None:
    """Note households that were put into the register many at a time."""
    with gathered(db, pile) as counts:
        for household in households:
            after = entry(household)
            db.add(spell(household.id, after, household.since))
            pile_up(counts, effects(None, after), household.since)


def reclassify(
    db: Session,
    household: Household,
    status: HouseholdClass | None,
    since: date,
    report: Report | None = None,
    *,
    pile: Pile | None = None,
) -> None:
    """Give a household a class from a day on; None takes it off the list. What was before stays in its history."""
    before, ever = entry(household), classes_before(db, household)
    household.status, household.since = status, since
    _step(db, household, before, since, report, ever=ever, pile=pile)


def note_move(db: Session, household: Household, before: Entry, day: date, pile: Pile | None = None) -> None:
    """Note that a household now lives elsewhere or has other persons than ``before``, from a day on."""
    _step(db, household, before, day, pile=pile)


def _step(
    db: Session,
    household: Household,
    before: Entry | None,
    since: date,
    report: Report | None = None,
    *,
    ever: frozenset[HouseholdClass] = frozenset(),
    pile: Pile | None = None,
) -> None:
    after = entry(household)
    db.add(spell(household.id, after, since, report))
    change: Change | None = report.change if report else None
    with gathered(db, pile) as counts:
        if before is not None and before.unit_id != after.unit_id:
            _pile_up_move(db, counts, before, after.unit_id, since)
            before = replace(before, unit_id=after.unit_id)
        pile_up(counts, effects(before, after, change=change, ever=ever), since)


def _pile_up_move(db: Session, pile: Pile, before: Entry, entered_id: int, since: date) -> None:
    """Gather what a household's move from one village to another does."""
    for each in _move(db, before, entered_id, since):
        pile_up(pile, [each.step], each.within)
    _pile_up_above(db, pile, before, entered_id, since)


def _pile_up_above(db: Session, pile: Pile, before: Entry, entered_id: int, since: date) -> None:
    """Mend what a move does above the two villages.

    What outlasts a village loses or gains the household on the day itself; nothing has changed in the units that have
    both villages below them.
    """
    left, entered = (ancestor_ids(db.get_one(Unit, each)) for each in (before.unit_id, entered_id))
    shared = [unit_id for unit_id in left if unit_id in entered]
    for each in _move(db, before, entered_id, since):
        lasting = _lasting(db, each.step) if each.within != each.day else None
        if lasting is not None:
            pile_up(pile, [_taken_back(each.step, lasting)], each.within)
            pile_up(pile, [replace(each.step, unit_id=lasting)], each.day)
        if shared:
            pile_up(pile, [_taken_back(each.step, shared[-1])], each.day)


def _taken_back(step: Effect, unit_id: int) -> Effect:
    return replace(step, unit_id=unit_id, households=-step.households, people=-step.people)


def _lasting(db: Session, step: Effect) -> int | None:
    """Return the nearest unit above a village that is there after it was left, or was before it was entered."""
    *above, village = (db.get_one(Unit, each) for each in ancestor_ids(db.get_one(Unit, step.unit_id)))
    gone = step.flow.poor + step.flow.near < 0
    lasting = (unit.id for unit in reversed(above) if (_ends_after if gone else _began_before)(unit, village))
    return next(lasting, None)


def _ends_after(unit: Unit, village: Unit) -> bool:
    return unit.valid_to is None or (village.valid_to is not None and unit.valid_to > village.valid_to)


def _began_before(unit: Unit, village: Unit) -> bool:
    return unit.valid_from < village.valid_from


def _move(db: Session, before: Entry, entered_id: int, since: date) -> list[_Moved]:
    left, entered = db.get_one(Unit, before.unit_id), db.get_one(Unit, entered_id)
    left_on, entered_on = _days(left, entered, since)
    return [
        *(_Moved(step, *left_on) for step in off(before)),
        *(_Moved(step, *entered_on) for step in onto(replace(before, unit_id=entered_id))),
    ]


def roll_up(db: Session) -> None:
    """Sum the counts above the villages anew, for when units have been moved to others."""
    sum_up(db)
    earlier: Any = {"partition_by": col(ClassSpell.household_id), "order_by": col(ClassSpell.id)}
    steps = select(
        col(ClassSpell.unit_id).label("entered"),
        col(ClassSpell.since).label("since"),
        func.lag(col(ClassSpell.status)).over(**earlier).label("was"),
        func.lag(col(ClassSpell.unit_id)).over(**earlier).label("left"),
        func.lag(col(ClassSpell.members)).over(**earlier).label("members"),
    ).subquery()
    pile = Pile()
    for row in db.execute(select(steps).where(steps.c.left != steps.c.entered)):
        _pile_up_above(db, pile, Entry(row.was, row.left, row.members), row.entered, row.since)
    keep_pile(db, pile)


def spell(household_id: int, after: Entry, since: date, report: Report | None = None) -> ClassSpell:
    """Return what a step leaves in the household's history."""
    return ClassSpell(
        household_id=household_id,
        status=after.status,
        since=since,
        unit_id=after.unit_id,
        members=after.members,
        report_id=report.id if report else None,
    )


def pile_up(pile: Pile, steps: Iterable[Effect], day: date) -> None:
    """Gather what steps of a day do to the counts."""
    for step in steps:
        count = Count(step.households, step.people)
        pile.add(step.unit_id, step.flow.value, count, month(day))
        for what, effect in ((POOR, step.flow.poor), (NEAR, step.flow.near)):
            if effect:
                pile.add(step.unit_id, what, count * effect)


@dataclass(frozen=True, slots=True)
class _Moved:
    """One side of a move, and the days it counts on: ``within`` the village, and ``day`` in what outlasts it."""

    step: Effect
    within: date
    day: date


def _days(left: Unit, entered: Unit, since: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """Return on which days a move counts in the unit left and in the one entered, and in those that outlast them.

    When one unit has taken the place of another (domain.md §0, fact 2), the new one begins with its households,
    and the old one has them until its last day: neither shows the reform as a change. Since counts are kept by month,
    that is a day of the month after the old one's last, and of the month before the new one's first. A unit that was
    there already has more households from the reform on, and what outlasts either has more or fewer.
    """
    if left.valid_to is None or left.valid_to >= since:
        return (since, since), (since, since)
    passed = _in_its_year(left.valid_to + timedelta(days=1))
    left_on = (left.valid_to.replace(day=28) + timedelta(days=4)).replace(day=2), passed
    if entered.valid_from <= left.valid_to:
        return left_on, (passed, passed)
    month_before = entered.valid_from.replace(day=1) - timedelta(days=1)
    return left_on, (month_before, _in_its_year(entered.valid_from))


def _in_its_year(day: date) -> date:
    """Return a day, or the 2nd instead of a 1st: what is dated 01/01 is how the year began (tallies.month)."""
    return day.replace(day=2) if day.day == 1 else day


def class_changes(spells: Iterable[ClassSpell]) -> list[ClassSpell]:
    """Return the spells with which a household's class began to be another, leaving out moves and births."""
    found: list[ClassSpell] = []
    for each in spells:
        if not found or each.status is not found[-1].status or each.report_id is not None:
            found.append(each)
    return found


def spells_of(db: Session, household: Household) -> list[ClassSpell]:
    """Return everything the register has said of a household, in the order it was said: the last word holds."""
    statement = (
        select(ClassSpell).where(col(ClassSpell.household_id) == household.id).order_by(col(ClassSpell.id))
    )
    return list(db.execute(statement).scalars())
