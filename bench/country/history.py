"""Invented households, and what five years did to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from store.rules.codes import make_code
from store.rules.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bench.country.people import Country
    from bench.country.sinks import Sink

FIRST_DAY, LAST_DAY = date(2022, 1, 1), date(2026, 11, 20)
FORTNIGHT = 14
STILL_WAITING = 25
"""Days before the last in which a report has not been decided yet."""
POOR, NEAR, NON = 0, 1, 2
CLASSES = ("poor", "near_poor", "non_poor")
# What a step may be: change, class before, class after.
STEPS = (
    ("EXIT_POOR_FULL", POOR, NON),
    ("EXIT_POOR_TO_NEAR", POOR, NEAR),
    ("EXIT_NEAR", NEAR, NON),
    ("RELAPSE_POOR", NON, POOR),
    ("NEW_POOR", NON, POOR),
)
_FAMILY = "Lê Nguyễn Võ Phan Hoàng Trần Hồ Đỗ Bùi Đặng Dương Ngô".split()
_GIVEN = "An Bình Cúc Dũng Giang Hà Hiền Hòa Hùng Hương Lan Long Mai Minh Nam Nga Phúc Quý Sơn Tâm Thảo Thu Vân".split()


@dataclass(frozen=True, slots=True)
class Households:
    """The households, by number: village, class at first and now, since when, members."""

    village: NDArray[np.int64]
    first: NDArray[np.int64]
    now: NDArray[np.int64]
    since: NDArray[np.int64]
    members: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports, by day: household, kind of step, day as a number from the first, and whether recognised."""

    household: NDArray[np.int64]
    step: NDArray[np.int64]
    day: NDArray[np.int64]
    recognised: NDArray[np.bool_]


def draw(country: Country, dice: np.random.Generator) -> tuple[Households, Reports]:
    """Draw who is poor at first, and what is reported of them later."""
    many, days = country.size.households, (LAST_DAY - FIRST_DAY).days
    village = np.sort(dice.integers(0, country.size.villages, many))
    first = dice.choice([POOR, NEAR, NON], many, p=[0.5, 0.38, 0.12])
    now, since = first.copy(), np.zeros(many, dtype=np.int64)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []
    last = np.zeros(many, dtype=np.int64)
    for share in (0.75, 0.3):
        at = last + 1 + (dice.random(many) * (days - last)).astype(np.int64)
        chosen = (dice.random(many) < share) & (at < days)
        kind = np.select(
            [now == POOR, now == NEAR, first == NON],
            [dice.choice([0, 1], many, p=[0.45, 0.55]), np.full(many, 2), np.full(many, 4)],
            default=3,
        )
        recognised = chosen & (at < days - STILL_WAITING)
        after = np.array([step[2] for step in STEPS])[kind]
        numbers = np.flatnonzero(chosen)
        found.append((numbers, kind[numbers], at[numbers]))
        signed = _signed(at)
        now, since = np.where(recognised, after, now), np.where(recognised, signed, since)
        last = np.where(recognised, signed, days)
    household, kind, at = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(at, kind="stable")
    reports = Reports(household[order], kind[order], at[order], at[order] < days - STILL_WAITING)
    return Households(village, first, now, since, dice.integers(1, 8, many)), reports


def _signed(day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the day of the decision on what was reported on a day: one a fortnight."""
    later: NDArray[np.int64] = day // FORTNIGHT * FORTNIGHT + 21
    return later


def day_of(number: int) -> date:
    """Return the day with that number, from 0."""
    return FIRST_DAY + timedelta(days=number)


def day_text(number: int) -> str:
    """Return the day with that number as databases read it."""
    return day_of(number).isoformat()


def _moment(number: int) -> str:
    return f"{day_text(number)} 03:00:00+00:00"


def _names(dice: np.random.Generator, many: int) -> list[tuple[str, str]]:
    every = [f"{family} Thị {given}" for family in _FAMILY for given in _GIVEN]
    every += [f"{family} Văn {given}" for family in _FAMILY for given in _GIVEN]
    keyed = [(name, fold(name)) for name in every]
    return [keyed[number] for number in dice.integers(0, len(keyed), many).tolist()]


def put_register(
    sink: Sink, country: Country, households: Households, dice: np.random.Generator
) -> list[tuple[str, str]]:
    """Put the households; return their heads' names with the keys to search by."""
    names = _names(dice, country.size.households)
    days = {number: day_text(number) for number in np.unique(households.since).tolist()}
    columns = zip(
        count(1),
        (households.village + country.first_village).tolist(),
        households.members.tolist(),
        households.now.tolist(),
        households.since.tolist(),
        names,
        strict=False,
    )
    sink.put(
        "household",
        "id unit_id code head_name key birth_year members minority status since".split(),
        (
            (
                number,
                unit,
                f"H{number}",
                name,
                key,
                1950 + number % 50,
                members,
                number % 5 == 0,
                CLASSES[now],
                days[since],
            )
            for number, unit, members, now, since, (name, key) in columns
        ),
    )
    return names


def put_reports(
    sink: Sink, country: Country, households: Households, reports: Reports, names: Sequence[tuple[str, str]]
) -> list[Row]:
    """Put the reports with their events, the decisions that recognised them, and the spells they began."""
    decisions = _decisions(country, households, reports)
    _, decision_of = np.unique(decisions, return_inverse=True)
    unique = np.unique(decisions)
    sink.put(
        "decision",
        "id unit_id number signed_on entered_by entered_at".split(),
        (
            (
                number,
                country.first_commune + commune,
                f"{number}/QĐ-UBND",
                day_text(int(day)),
                country.first_commune + commune,
                _moment(int(day)),
            )
            for number, (day, commune) in enumerate(
                (divmod(int(key), country.size.communes) for key in unique), start=1
            )
        ),
    )
    rows = list(_rows(country, households, reports, decision_of))
    sink.put("report", REPORT, (_report(row, names) for row in rows))
    sink.put("event", "id report_id person_id at move state changes".split(), _events(rows))
    _put_spells(sink, country, households, rows)
    return rows


def _decisions(country: Country, households: Households, reports: Reports) -> NDArray[np.int64]:
    """Give each report its commune's decision of that fortnight: one number, of which the day is the first part."""
    commune = country.commune_of[households.village[reports.household]]
    keys: NDArray[np.int64] = _signed(reports.day) * country.size.communes + commune
    return keys


@dataclass(frozen=True, slots=True)
class Row:
    """One report."""

    id: int
    household: int
    village: int
    officer: int
    step: tuple[str, int, int]
    day: int
    signed: int
    members: int
    decision: int | None


REPORT = (
    "id code unit_id household_id subject head_name key birth_year was change state reporter_id signed event_on "
    "members income deprivations supports meeting_on photos submitted_at decision_id"
).split()


def _rows(
    country: Country, households: Households, reports: Reports, decision_of: NDArray[np.int64]
) -> Iterator[Row]:
    village = households.village[reports.household]
    columns = zip(
        count(1),
        reports.household.tolist(),
        village.tolist(),
        country.commune_of[village].tolist(),
        reports.step.tolist(),
        reports.day.tolist(),
        _signed(reports.day).tolist(),
        households.members[reports.household].tolist(),
        reports.recognised.tolist(),
        decision_of.tolist(),
        strict=False,
    )
    for number, household, home, commune, step, day, signed, members, recognised, decision in columns:
        yield Row(
            number,
            household,
            country.first_village + home,
            country.first_commune + commune,
            STEPS[step],
            day,
            signed,
            members,
            decision + 1 if recognised else None,
        )


def state_of(row: Row) -> str:
    """Return the state a report is in."""
    if row.decision is not None:
        return "recognised"
    return "verified" if row.id % 3 else "waiting"


def _report(row: Row, names: Sequence[tuple[str, str]]) -> tuple[object, ...]:
    name, key = names[row.household]
    day = day_text(row.day)
    return (
        row.id,
        make_code(row.id),
        row.village,
        row.household + 1,
        f"household {row.household + 1}",
        name,
        key,
        1950 + (row.household + 1) % 50,
        CLASSES[row.step[1]],
        row.step[0],
        state_of(row),
        row.village,
        True,
        day,
        row.members,
        2_600_000 * row.members,
        "[]",
        '["credit"]',
        day,
        "[]",
        _moment(row.day),
        row.decision,
    )


def _events(rows: Sequence[Row]) -> Iterator[tuple[object, ...]]:
    number = count(1)
    last = (LAST_DAY - FIRST_DAY).days
    for row in rows:
        state = state_of(row)
        yield next(number), row.id, row.village, _moment(row.day), "submit", "waiting", "{}"
        if state != "waiting":
            yield (
                next(number),
                row.id,
                row.officer,
                _moment(min(row.day + 3, last)),
                "verify",
                "verified",
                "{}",
            )
        if state == "recognised":
            yield next(number), row.id, row.officer, _moment(row.signed), "recognise", "recognised", "{}"


def _put_spells(sink: Sink, country: Country, households: Households, rows: Sequence[Row]) -> None:
    columns = "id household_id status since unit_id members report_id".split()
    homes, members = (households.village + country.first_village).tolist(), households.members.tolist()
    first = day_text(0)
    begun = (
        (number, number, CLASSES[status], first, home, size, None)
        for number, status, home, size in zip(
            count(1), households.first.tolist(), homes, members, strict=False
        )
    )
    sink.put("class_spell", columns, begun)
    number = count(country.size.households + 1)
    moved = (
        (
            next(number),
            row.household + 1,
            CLASSES[row.step[2]],
            day_text(row.signed),
            row.village,
            row.members,
            row.id,
        )
        for row in rows
        if row.decision is not None
    )
    sink.put("class_spell", columns, moved)
