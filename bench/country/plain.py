"""The same figures the plain way: every row into one pandas frame, then grouped there."""

from __future__ import annotations

from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from sqlalchemy import Engine

STEPS = (
    "SELECT s.household_id, s.status, s.since, s.members, u.path FROM class_spell s"
    " JOIN unit u ON u.id = s.unit_id ORDER BY s.id"
)
REPORTS = "SELECT r.state, r.change, u.path FROM report r JOIN unit u ON u.id = r.unit_id"
CASES = (
    "SELECT r.code, u.path, u.name, r.head_name, r.birth_year, h.code AS household, r.members, r.change, r.event_on,"
    " r.submitted_at, r.state, d.number, d.signed_on FROM report r JOIN unit u ON u.id = r.unit_id"
    " LEFT JOIN household h ON h.id = r.household_id LEFT JOIN decision d ON d.id = r.decision_id"
    " WHERE r.submitted_at >= '2025-12-31 17:00'"
)
EVENTS = (
    "SELECT e.report_id, e.move, e.at, r.state, u.path FROM event e JOIN report r ON r.id = e.report_id"
    " JOIN unit u ON u.id = r.unit_id"
)
BEGINS, CLOSES = "2026-11-09", "2026-11-16"


def year_of(engine: Engine, path: str) -> tuple[float, tuple[int, int, int]]:
    """Count an area's lists at the year's beginning and now, and its open reports; return the seconds it took, too."""
    begun = perf_counter()
    with engine.connect() as connection:
        spells = pd.read_sql(STEPS, connection)
        reports = pd.read_sql(REPORTS, connection)
    own = spells[spells.path.str.startswith(path)]
    start = own[own.since.astype(str) <= "2026-01-01"].groupby("household_id").status.last()
    end = own.groupby("household_id").status.last()
    waiting = reports[reports.path.str.startswith(path) & reports.state.isin(["waiting", "verified"])]
    waiting.groupby(["state", "change"]).size()
    counted = (int((start == "poor").sum()), int((end == "poor").sum()), len(waiting))
    return perf_counter() - begun, counted


def workbook(engine: Engine, path: str) -> tuple[float, int]:
    """Write an area's lists and cases of the year with to_excel; return the seconds it took, and how many cases."""
    begun = perf_counter()
    with engine.connect() as connection:
        spells = pd.read_sql(STEPS, connection)
        cases = pd.read_sql(CASES, connection)
    own = spells[spells.path.str.startswith(path)]
    villages = own.assign(village=own.path.str.strip("/").str.split("/").str[-1])
    start = (
        villages[villages.since.astype(str) <= "2026-01-01"]
        .groupby(["village", "household_id"])
        .status.last()
    )
    end = villages.groupby(["village", "household_id"]).status.last()
    listed = cases[cases.path.str.startswith(path)]
    listed = listed.assign(submitted_at=listed.submitted_at.astype(str))  # a workbook knows no time zones
    with pd.ExcelWriter(BytesIO(), engine="xlsxwriter") as book:
        for name, lists in (("start", start), ("end", end)):
            lists.groupby(level="village").value_counts().to_excel(book, sheet_name=name)
        listed.to_excel(book, sheet_name="cases", index=False)
    return perf_counter() - begun, len(listed)


def week(engine: Engine) -> tuple[float, int]:
    """Count a week for every unit of the tree: what happened, what waits since when, the lists then and now.

    Targets are left out. Return the seconds it took, and how many events the week had.
    """
    begun = perf_counter()
    with engine.connect() as connection:
        spells = pd.read_sql(STEPS, connection)
        events = pd.read_sql(EVENTS, connection)
    events["at"] = events["at"].astype(str)
    happened = events[(events["at"] >= BEGINS) & (events["at"] < CLOSES)]
    _by_unit(happened).groupby(["unit", "move"]).size()
    open_ones = events[events.state.isin(["waiting", "verified", "returned"])]
    _by_unit(open_ones.groupby("report_id").last()).groupby(["unit", "state"])["at"].agg(["size", "min"])
    start = spells[spells.since.astype(str) <= "2026-01-01"]
    for lists in (start, spells):
        _by_unit(lists.groupby("household_id").last()).groupby(["unit", "status"]).size()
    return perf_counter() - begun, len(happened)


def _by_unit(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(unit=rows.path.str.strip("/").str.split("/")).explode("unit")
