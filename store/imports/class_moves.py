"""Which households a file gives a new class, and which of its rows contradict the register's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from store.imports.portions import portions
from store.imports.problems import Problem
from store.register import class_changes
from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.tables import ClassSpell, Household

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.imports.households import HouseholdRow

_OLDER = Text(
    "sổ đã ghi hộ này là {status} từ {since}, mới hơn ngày {told} của tệp.",
    "the register has this household as {status} since {since}, later than the file's {told}.",
)
_DECIDED = Text(
    "hộ này đã được công nhận là {status} từ {since} theo quyết định; tệp ghi khác.",
    "by decision this household is {status} since {since}; the file says otherwise.",
)
_OFF_THE_LIST = Text("hộ đã ra khỏi danh sách", "no longer on the list")


def class_moves(
    db: Session, rows: Sequence[HouseholdRow], known: Mapping[str, Household]
) -> tuple[set[str], list[Problem]]:
    """Return the codes of the households whose class is to change, and the rows that contradict the register."""
    differing = [
        (row, household)
        for row in rows
        if (household := known.get(row.household_code)) is not None
        and (household.status, household.since) != (row.status, row.since)
    ]
    spells = _spells(db, [household.id for _, household in differing])
    moves, problems = set(), []
    for row, household in differing:
        try:
            if _moves_on(row, household, spells[household.id]):
                moves.add(row.household_code)
        except Refusal as refusal:
            problems.append(Problem(row.line, refusal.text))
    return moves, problems


def _moves_on(row: HouseholdRow, household: Household, spells: Sequence[ClassSpell]) -> bool:
    """Tell whether a row gives a household a new class; False if what it says is history already."""
    since = household.since
    if any((spell.status, spell.since) == (row.status, row.since) for spell in spells if spell.since < since):
        return False
    status = household.status.text if household.status else _OFF_THE_LIST
    if row.since < since:
        raise Refusal(_OLDER.fill(status=status, since=show_date(since), told=show_date(row.since)))
    if row.since == since and spells and spells[-1].report_id is not None:
        raise Refusal(_DECIDED.fill(status=status, since=show_date(since)))
    return True


def _spells(db: Session, ids: Sequence[int]) -> dict[int, list[ClassSpell]]:
    found: dict[int, list[ClassSpell]] = {household_id: [] for household_id in ids}
    for some in portions(ids):
        statement = (
            select(ClassSpell).where(col(ClassSpell.household_id).in_(some)).order_by(col(ClassSpell.id))
        )
        for spell in db.execute(statement).scalars():
            found[spell.household_id].append(spell)
    return {household_id: class_changes(spells) for household_id, spells in found.items()}
