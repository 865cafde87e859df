"""Taking in the register of households; a change of class goes into each household's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from sqlmodel import Session, col

from store import register, units
from store.imports import cells
from store.imports.class_moves import class_moves
from store.imports.portions import portions
from store.imports.problems import Outcome, Parsed, Problem, WrongFile
from store.imports.table import read_table
from store.rules.causes import Cause
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.text import Text
from store.rules.vietnamese import fold
from store.tables import AuditRow, Household, Person, Unit
from store.tallies import gathered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from store.tallies import Pile

EARLIEST_BIRTH_YEAR = 1900
MOST_MEMBERS = 99
OPTIONAL = frozenset({"causes"})
"""Columns a file may do without; what is known already then stays."""

_UNKNOWN_UNIT = Text(
    "cột unit_code: chưa có đơn vị “{code}” đang hoạt động; xin nhập danh mục đơn vị trước.",
    "column unit_code: no unit “{code}” exists today; please import the list of units first.",
)
_NO_VILLAGE = Text(
    "cột unit_code: “{code}” là {level}; hộ phải thuộc một thôn.",
    "column unit_code: “{code}” is a {level}; a household belongs to a village.",
)
_TWICE = Text(
    "household_code “{code}” trùng với dòng {line}.", "household_code “{code}” repeats that of line {line}."
)


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One row of the file."""

    line: int
    unit_code: str
    household_code: str
    head_name: str
    birth_year: int | None
    members: int
    minority: bool
    status: HouseholdClass
    since: date
    causes: list[str] | None = None


def columns(today: date) -> Mapping[str, Callable[[str], Any]]:
    """Return the columns of the file, in any order, each with what reads it."""
    return {
        "unit_code": cells.code,
        "household_code": cells.code,
        "head_name": cells.name,
        "birth_year": cells.optional(cells.whole(EARLIEST_BIRTH_YEAR, today.year)),
        "members": cells.whole(1, MOST_MEMBERS),
        "minority": cells.flag,
        "status": cells.choice(HouseholdClass),
        "since": cells.day_until(today),
        "causes": cells.choices(Cause),
    }


def read_households(content: bytes, today: date) -> Parsed[HouseholdRow]:
    """Read a file of households, without looking at the database.

    Raises:
        WrongFile: the file as a whole cannot be read.
    """
    table = read_table(content, columns(today), OPTIONAL)
    rows = [HouseholdRow(line, **values) for line, values in table.rows]
    return Parsed(rows, table.problems, table.faulty)


def import_households(
    db: Session, parsed: Parsed[HouseholdRow], now: datetime, today: date, by: Person | None = None
) -> Outcome:
    """Take a file in: new households are added, known ones (same code) brought up to date.

    A class the file gives from a later day goes through ``register.reclassify``; one that is history already
    changes nothing, so an old file never undoes a decision.

    Raises:
        WrongFile: something is wrong in the file, or does not fit what is known; roll back.
    """
    rows = parsed.rows
    villages, problems = _villages(db, rows, today)
    known = _known(db, rows)
    moves, stale = class_moves(db, rows, known)
    problems = [*parsed.problems, *problems, *_repeated(rows), *stale]
    if problems:
        raise WrongFile(problems)
    fresh = [row for row in rows if row.household_code not in known]
    with gathered(db, None) as pile:
        changed = sum(
            _bring_up_to_date(db, known[row.household_code], row, villages, moves, pile=pile, today=today)
            for row in rows
            if row.household_code in known
        )
        _add(db, fresh, villages, pile)
    if fresh or changed:
        detail = f"{len(fresh)} added, {changed} changed"
        db.add(AuditRow(at=now, person_id=by.id if by else None, act="household.import", detail=detail))
    return Outcome(Text("hộ", "households"), len(fresh), changed, len(rows) - len(fresh) - changed)


def _villages(db: Session, rows: Sequence[HouseholdRow], today: date) -> tuple[dict[str, int], list[Problem]]:
    """Return the villages there are by code, and the rows that name no village."""
    statement = select(col(Unit.code), col(Unit.id), col(Unit.level)).where(units.existing(today))
    found = {code: (unit_id, level) for code, unit_id, level in db.execute(statement)}
    problems = []
    for row in rows:
        if row.unit_code not in found:
            problems.append(Problem(row.line, _UNKNOWN_UNIT.fill(code=row.unit_code)))
        elif found[row.unit_code][1] is not Level.VILLAGE:
            level = found[row.unit_code][1].text
            problems.append(Problem(row.line, _NO_VILLAGE.fill(code=row.unit_code, level=level)))
    return {code: unit_id for code, (unit_id, _) in found.items()}, problems


def _repeated(rows: Sequence[HouseholdRow]) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.household_code, row.line)
        if first != row.line:
            yield Problem(row.line, _TWICE.fill(code=row.household_code, line=first))


def _known(db: Session, rows: Sequence[HouseholdRow]) -> dict[str, Household]:
    found: dict[str, Household] = {}
    for some in portions([row.household_code for row in rows]):
        statement = select(Household).where(col(Household.code).in_(some))
        found.update({household.code: household for household in db.execute(statement).scalars()})
    return found


def _bring_up_to_date(
    db: Session,
    household: Household,
    row: HouseholdRow,
    villages: Mapping[str, int],
    moves: set[str],
    *,
    pile: Pile,
    today: date,
) -> bool:
    """Put what the row says on the household; return whether anything was different."""
    before = register.entry(household)
    told = _told(row, villages)
    different = {name: value for name, value in told.items() if getattr(household, name) != value}
    for name, value in different.items():
        setattr(household, name, value)
    if "head_name" in different:
        household.key = fold(row.head_name)
    if register.entry(household) != before:
        register.note_move(db, household, before, today, pile)
    moves_on = row.household_code in moves
    if moves_on:
        register.reclassify(db, household, row.status, row.since, pile=pile)
    return bool(different) or moves_on


def _told(row: HouseholdRow, villages: Mapping[str, int]) -> dict[str, Any]:
    causes = {} if row.causes is None else {"causes": row.causes}
    return {
        "unit_id": villages[row.unit_code],
        "head_name": row.head_name,
        "birth_year": row.birth_year,
        "members": row.members,
        "minority": row.minority,
        **causes,
    }


def _add(db: Session, rows: Sequence[HouseholdRow], villages: Mapping[str, int], pile: Pile) -> None:
    for some in portions(rows):
        described = [
            {
                "code": row.household_code,
                "key": fold(row.head_name),
                "status": row.status,
                "since": row.since,
                "causes": row.causes,
                **_told(row, villages),
            }
            for row in some
        ]
        db.execute(insert(Household), described)
        register.note_entered(db, _entered(db, [row.household_code for row in some]), pile)


def _entered(db: Session, codes: Sequence[str]) -> list[Household]:
    return list(db.execute(select(Household).where(col(Household.code).in_(codes))).scalars())
