"""Taking in a list of units: provinces, districts until 30/06/2025, communes, villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from store import register, rounds, tallies
from store.imports import cells
from store.imports.problems import Outcome, Parsed, Problem, WrongFile
from store.imports.table import read_table
from store.imports.tree import Identity, Place, Tree
from store.rules.levels import Level
from store.rules.refusal import Refusal
from store.rules.standards import Area
from store.rules.text import Text
from store.rules.vietnamese import fold, natural
from store.tables import AuditRow, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sqlmodel import Session

MOST_PEOPLE = 200_000_000
COLUMNS: Mapping[str, Callable[[str], Any]] = {
    "code": cells.code,
    "parent_code": cells.optional(cells.code),
    "level": cells.choice(Level),
    "name": cells.name,
    "area": cells.choice(Area),
    "poor": cells.flag,
    "households": cells.optional(cells.whole(0, MOST_PEOPLE)),
    "people": cells.optional(cells.whole(0, MOST_PEOPLE)),
    "valid_from": cells.day,
    "valid_to": cells.optional(cells.day),
}
"""The columns of the file, in any order, each with what reads it."""

# Official codes have a fixed length and leading zeros (domain.md §9), which Excel likes to eat.
_CODE_LENGTHS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
_ZEROS_LOST = Text(
    "cột code: mã {level} có {length} chữ số, “{code}” có lẽ mất số 0 ở đầu; xin ghi “{full}”.",
    "column code: the code of a {level} has {length} digits, “{code}” seems to have lost zeros; write “{full}”.",
)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row of the file: where the unit lies, and what is said of it."""

    place: Place
    name: str
    area: Area
    poor: bool
    households: int
    people: int


def read_units(content: bytes) -> Parsed[UnitRow]:
    """Read a file of units, without looking at the database.

    Raises:
        WrongFile: the file as a whole cannot be read.
    """
    table = read_table(content, COLUMNS)
    parsed: Parsed[UnitRow] = Parsed([], table.problems, table.faulty)
    for line, values in table.rows:
        described = {name: values.pop(name) for name in ("name", "area", "poor")}
        for name in ("households", "people"):
            described[name] = values.pop(name) or 0  # left empty where nobody has counted yet
        row = UnitRow(Place(line, **values), **described)
        try:
            _refuse_lost_zeros(row.place)
        except Refusal as refusal:
            parsed.problems.append(Problem(line, refusal.text))
            parsed.faulty.append({"code": row.place.code})
        else:
            parsed.rows.append(row)
    return parsed


def _refuse_lost_zeros(place: Place) -> None:
    length = _CODE_LENGTHS.get(place.level, 0)
    if place.code.isdecimal() and len(place.code) < length:
        raise Refusal(
            _ZEROS_LOST.fill(
                level=place.level.text, length=length, code=place.code, full=place.code.zfill(length)
            )
        )


def import_units(db: Session, parsed: Parsed[UnitRow], now: datetime, by: Person | None = None) -> Outcome:
    """Take a file in: new units are added, known ones (same code and first day) brought up to date.

    Raises:
        WrongFile: something is wrong in the file, or does not fit what is known; roll back.
    """
    known = {(unit.code, unit.valid_from): unit for unit in db.execute(select(Unit)).scalars()}
    excused = frozenset(faulty.get("code", "") for faulty in parsed.faulty)
    tree = Tree([row.place for row in parsed.rows], _places(known.values()), excused)
    problems = [*parsed.problems, *tree.problems()]
    if problems:
        raise WrongFile(problems)
    outcome = _store(db, parsed.rows, known, tree)
    if outcome.added or outcome.changed:
        detail = f"{outcome.added} added, {outcome.changed} changed"
        db.add(AuditRow(at=now, person_id=by.id if by else None, act="unit.import", detail=detail))
    return outcome


def _places(units: Iterable[Unit]) -> list[Place]:
    units = list(units)
    codes = {unit.id: unit.code for unit in units}
    return [
        Place(0, unit.code, codes.get(unit.parent_id or 0), unit.level, unit.valid_from, unit.valid_to)
        for unit in units
    ]


def _store(db: Session, rows: list[UnitRow], units: dict[Identity, Unit], tree: Tree) -> Outcome:
    added = changed = 0
    for level in Level:
        for row in rows:
            if row.place.level is not level:
                continue
            parent = tree.parent_of(row.place)
            above = units[parent.identity] if parent else None
            unit = units.get(row.place.identity)
            if unit is None:
                units[row.place.identity] = unit = _new(row)
                db.add(unit)
                added += 1
                _bring_up_to_date(unit, row, above)
            else:
                changed += _bring_up_to_date(unit, row, above)
        db.flush()  # gives the new units of this level their ids, for the level below
    moved = _mend_paths(units.values())
    if added or changed:
        db.flush()
        tallies.take_totals(db)
    if moved:
        register.roll_up(db)
    if added or changed:
        rounds.recount_all(db)
    return Outcome(Text("đơn vị", "units"), added, changed, len(rows) - added - changed)


def _new(row: UnitRow) -> Unit:
    place = row.place
    return Unit(
        code=place.code,
        name=row.name,
        key=fold(row.name),
        level=place.level,
        area=row.area,
        valid_from=place.valid_from,
    )


def _bring_up_to_date(unit: Unit, row: UnitRow, above: Unit | None) -> bool:
    """Put what the row says on the unit; return whether anything was different."""
    told = {
        "name": row.name,
        "key": fold(row.name),
        "sort_key": natural(row.name),
        "area": row.area,
        "poor": row.poor,
        "households": row.households,
        "people": row.people,
        "parent_id": above.id if above else None,
        "valid_to": row.place.valid_to,
    }
    different = {name: value for name, value in told.items() if getattr(unit, name) != value}
    for name, value in different.items():
        setattr(unit, name, value)
    return bool(different)


def _mend_paths(units: Iterable[Unit]) -> bool:
    """Give new units their path, and those below a unit that was moved their new one; return whether any was."""
    paths, moved = {0: "/"}, False
    order = list(Level)
    for unit in sorted(units, key=lambda unit: order.index(unit.level)):
        paths[unit.id] = f"{paths[unit.parent_id or 0]}{unit.id}/"
        if unit.path != paths[unit.id]:
            moved = moved or bool(unit.path)
            unit.path = paths[unit.id]
    return moved
