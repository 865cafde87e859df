"""Taking in the yearly targets that the level above has assigned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import Session, col

from store import targets, units
from store.imports import cells
from store.imports.problems import Outcome, Parsed, Problem, WrongFile
from store.imports.table import read_table
from store.rules.amounts import parse_target
from store.rules.refusal import Refusal
from store.rules.targets import Measure
from store.rules.text import Text
from store.tables import AuditRow, Person, Target, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

FIRST_YEAR = 2016
"""The first year of the movement (QĐ 1258/QĐ-TTg, domain.md §7)."""

_UNKNOWN_UNIT = Text(
    "cột unit_code: không có đơn vị “{code}” vào cuối năm {year}, khi xét chỉ tiêu.",
    "column unit_code: there is no unit “{code}” at the end of {year}, when its target is judged.",
)
_TWICE = Text(
    "chỉ tiêu năm {year} của “{code}” trùng với dòng {line}.",
    "the target of “{code}” for {year} repeats that of line {line}.",
)
_AMOUNT = Text("cột amount: ", "column amount: ")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row of the file."""

    line: int
    unit_code: str
    year: int
    measure: Measure
    amount: Decimal


def columns(today: date) -> Mapping[str, Callable[[str], Any]]:
    """Return the columns of the file, in any order, each with what reads it."""
    return {
        "unit_code": cells.code,
        "year": cells.whole(FIRST_YEAR, today.year + 1),
        "measure": cells.choice(Measure),
        "amount": cells.name,
    }


def read_targets(content: bytes, today: date) -> Parsed[TargetRow]:
    """Read a file of targets, without looking at the database; targets reach to next year.

    Raises:
        WrongFile: the file as a whole cannot be read.
    """
    table = read_table(content, columns(today))
    parsed: Parsed[TargetRow] = Parsed([], table.problems, table.faulty)
    for line, values in table.rows:
        try:
            _, amount = parse_target(values.pop("amount"), values["measure"])
        except Refusal as refusal:
            parsed.problems.append(Problem(line, _AMOUNT + refusal.text))
            parsed.faulty.append({"unit_code": values["unit_code"]})
        else:
            parsed.rows.append(TargetRow(line, **values, amount=amount))
    return parsed


def import_targets(
    db: Session, parsed: Parsed[TargetRow], now: datetime, by: Person | None = None
) -> Outcome:
    """Take a file in: a unit's target of a year is added, or replaces the earlier one.

    Raises:
        WrongFile: something is wrong in the file, or does not fit what is known; roll back.
    """
    rows = parsed.rows
    ids = {year: _ids(db, year) for year in {row.year for row in rows}}
    problems = [*parsed.problems, *_unknown(rows, ids), *_repeated(rows)]
    if problems:
        raise WrongFile(problems)
    known = _known(db, ids)
    added = changed = 0
    for row in rows:
        given = _given(row, ids[row.year][row.unit_code], now, by)
        before = known.get((given.unit_id, given.year))
        if before is None:
            added += 1
        elif (before.measure, before.hundredths) != (given.measure, given.hundredths):
            changed += 1
        else:
            continue
        targets.keep(db, given, before)
    if added or changed:
        detail = f"{added} added, {changed} changed"
        db.add(AuditRow(at=now, person_id=by.id if by else None, act="target.import", detail=detail))
    return Outcome(Text("chỉ tiêu", "targets"), added, changed, len(rows) - added - changed)


def _given(row: TargetRow, unit_id: int, now: datetime, by: Person | None) -> Target:
    return Target(
        unit_id=unit_id,
        year=row.year,
        measure=row.measure,
        hundredths=targets.hundredths(row.amount),
        assigned_by=by.id if by else None,
        assigned_at=now,
    )


def _ids(db: Session, year: int) -> dict[str, int]:
    """Return the units there are at the end of a year, by code; a code alone is no identity (domain.md §9)."""
    statement = select(col(Unit.code), col(Unit.id)).where(units.existing(date(year, 12, 31)))
    return {row.code: row.id for row in db.execute(statement)}


def _unknown(rows: Sequence[TargetRow], ids: Mapping[int, Mapping[str, int]]) -> Iterator[Problem]:
    for row in rows:
        if row.unit_code not in ids[row.year]:
            yield Problem(row.line, _UNKNOWN_UNIT.fill(code=row.unit_code, year=row.year))


def _repeated(rows: Sequence[TargetRow]) -> Iterator[Problem]:
    lines: dict[tuple[str, int], int] = {}
    for row in rows:
        first = lines.setdefault((row.unit_code, row.year), row.line)
        if first != row.line:
            yield Problem(row.line, _TWICE.fill(code=row.unit_code, year=row.year, line=first))


def _known(db: Session, ids: Mapping[int, Mapping[str, int]]) -> dict[tuple[int, int], Target]:
    statement = select(Target).where(col(Target.year).in_(ids))
    return {(target.unit_id, target.year): target for target in db.execute(statement).scalars()}
