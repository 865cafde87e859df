"""The official tables T1, T2, T3 and T10 that go with the annual report: the whole area, then each unit right below.

Headings are those of the workbook, figures those of the report itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.paper.grid import ABOVE, Cell, Grid
from handlers.summaries import official
from store.rules.causes import Cause
from store.rules.money import show_rate
from store.rules.numbers import show_count
from store.rules.series import points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.annual.content import Annual
    from handlers.summaries.official import Head, Table
    from store.figures import YearFigures
    from store.rules.flows import Flow

_WHOLE = "TỔNG CỘNG"
_SIZE = 9
_BLANK = ["", ""]
"""What the register does not tell."""


@dataclass(frozen=True, slots=True)
class Form:
    """One table of the appendix (biểu), and what is said beneath it."""

    title: str
    grid: Grid
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the tables."""

    number: str
    name: str
    figures: YearFigures


def forms(annual: Annual) -> Iterator[Form]:
    """Yield the tables in the order of their numbers."""
    lines = list(_lines(annual))
    known = all(line.figures.total.households and line.figures.total.people for line in lines)
    begun = [line.figures.opened for line in lines if line.figures.opened > annual.own.figures.opened]
    review = [[line.number, line.name, *_reviewed(line.figures)] for line in lines]
    apart = [official.ENDED] if annual.apart else []
    yield _form(annual, official.REVIEW, review, *([] if known else [official.NO_TOTAL]), *apart)
    later = [official.begun_later(begun)] if begun else []
    moved = [official.MOVED_WITHIN] if annual.moved_within and not apart else []
    for table, flows, poor in (
        (official.POOR, official.FLOWS_OF_POOR, True),
        (official.NEAR, official.FLOWS_OF_NEAR, False),
    ):
        rows = [row for line in lines for row in _changed(line, flows, poor=poor)]
        yield _form(annual, table, rows, *moved, *later, *apart)
    causes = [[line.number, line.name, *_caused(annual, line.figures)] for line in lines]
    yield _form(annual, official.CAUSES, causes, _note_on_causes(annual), *apart)


def _lines(annual: Annual) -> Iterator[Line]:
    yield Line("", _WHOLE if annual.below else annual.unit.name, annual.own.figures)
    for place, result in enumerate(annual.below, start=1):
        yield Line(str(place), result.unit.name, result.figures)


def _form(annual: Annual, table: Table, rows: Sequence[Sequence[str]], *notes: str) -> Form:
    aligns = "clc"[: table.named]
    grid = Grid(
        head=[*_heads(table), list(table.numbers)],
        rows=rows,
        widths=table.widths,
        aligns=aligns + "r" * (len(table.widths) - table.named),
        size=_SIZE,
        bold=frozenset(range(table.rows_each)),
    )
    return Form(f"{table.form}. {table.title} NĂM {annual.year}", grid, (*table.notes, *notes))


def _heads(table: Table) -> list[list[Cell | str]]:
    """Lay the headings out in rows; one with none beneath it reaches down to the last."""
    height = max(head.height for head in table.heads)
    rows: list[list[Cell | str]] = [[] for _ in range(height)]

    def lay(heads: Sequence[Head], row: int) -> None:
        for head in heads:
            rows[row].append(Cell(head.text, across=head.width, down=1 if head.below else height - row))
            lay(head.below, row + 1)

    lay(table.heads, 0)
    return rows


def _reviewed(figures: YearFigures) -> list[str]:
    total, poor, near = figures.total, figures.end.poor, figures.end.near
    return [
        *(show_count(number) if number else "" for number in (total.households, total.people)),
        *_share(poor.households, total.households),
        *_share(near.households, total.households),
        *_BLANK,
        *_share(poor.people, total.people),
        *_share(near.people, total.people),
        *_BLANK,
    ]


def _share(count: int, total: int) -> list[str]:
    share = points(count, total)
    return [show_count(count), "" if share is None else show_rate(share).removesuffix("%")]


def _changed(line: Line, flows: Sequence[Flow], *, poor: bool) -> Iterator[list[str]]:
    """Yield a line's households, and beneath them their persons."""
    start, end = line.figures.start, line.figures.end
    counts = [
        start.poor if poor else start.near,
        *(line.figures.flow(flow) for flow in flows),
        end.poor if poor else end.near,
    ]
    yield [
        line.number,
        line.name,
        official.HOUSEHOLDS_ROW,
        *(show_count(count.households) for count in counts),
    ]
    yield [ABOVE, ABOVE, official.PEOPLE_ROW, *(show_count(count.people) for count in counts)]


def _caused(annual: Annual, figures: YearFigures) -> list[str]:
    poor = show_count(figures.end.poor.households)
    if annual.causes is None:
        return [poor, *[""] * (len(Cause) + 1)]
    counts = annual.causes.get(figures.unit.id, {})
    told = [show_count(counts.get(cause, 0)) if _are_recorded(annual) else "" for cause in Cause]
    return [poor, *told, show_count(counts.get(None, 0))]


def _are_recorded(annual: Annual) -> bool:
    """Tell whether the register holds a cause of any household; where it holds none, no column says 0."""
    return any(cause for counts in (annual.causes or {}).values() for cause in counts)


def _note_on_causes(annual: Annual) -> str:
    if annual.causes is None:
        return official.CAUSES_OF_NOW
    return official.CAUSES_RECORDED if _are_recorded(annual) else official.NO_CAUSES
