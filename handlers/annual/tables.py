"""The tables within the annual report's text: how the lists changed, and each unit against its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.annual.words import UNKNOWN, rate
from handlers.paper.grid import Cell, Grid
from handlers.paper.sheet import SMALL
from handlers.summaries.official import ENDED
from store.rules.dates import show_date
from store.rules.flows import Flow
from store.rules.money import show_points
from store.rules.numbers import show_count
from store.rules.targets import Source
from store.tallies import ZERO, Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.annual.content import Annual
    from handlers.progress.results import Result
    from store.figures import YearFigures

_STEPS: Sequence[tuple[str, Sequence[Flow]]] = (
    ("Thoát nghèo, vượt chuẩn cận nghèo", (Flow.EXIT_POOR_FULL,)),
    ("Thoát nghèo, trở thành hộ cận nghèo", (Flow.EXIT_POOR_TO_NEAR,)),
    ("Thoát cận nghèo", (Flow.EXIT_NEAR,)),
    ("Cận nghèo trở thành hộ nghèo", (Flow.NEAR_TO_POOR,)),
    ("Tái nghèo, tái cận nghèo", (Flow.RELAPSE_POOR, Flow.RELAPSE_NEAR)),
    ("Phát sinh mới", (Flow.NEW_POOR, Flow.NEW_NEAR)),
    ("Giảm khác (chết, chuyển đi, nhập hộ, sai đối tượng)", (Flow.LESS_POOR, Flow.LESS_NEAR)),
    ("Tăng khác (chuyển đến, tách hộ)", (Flow.MORE_POOR, Flow.MORE_NEAR)),
)

SOURCES = {Source.ASSIGNED: "Giao", Source.PLAN: "KH"}
_SOURCES_NOTE = (
    "Theo – Giao: chỉ tiêu được cấp trên giao; KH: chỉ tiêu chung của kế hoạch. "
    "Chỉ tiêu tính bằng số hộ nghèo phải giảm trong năm; số âm là danh sách hộ nghèo tăng."
)


def changes(figures: YearFigures) -> Grid:
    """Show both lists from the beginning to the end of the year, each kind of change with its sign."""
    start, end = figures.start, figures.end
    rows = [
        _plain(f"Đầu kỳ ({show_date(figures.opened)})", start.poor, start.near),
        *(_signed(name, figures, kinds) for name, kinds in _STEPS),
        _plain(f"Cuối kỳ ({show_date(figures.closed)})", end.poor, end.near),
    ]
    return Grid(
        head=[
            [Cell("Diễn biến", down=2), Cell("Hộ nghèo", across=2), Cell("Hộ cận nghèo", across=2)],
            ["Số hộ", "Nhân khẩu", "Số hộ", "Nhân khẩu"],
        ],
        rows=rows,
        widths=(68, 23, 23, 23, 23),
        aligns="lrrrr",
        size=SMALL,
        bold=frozenset({0, len(rows) - 1}),
    )


def _plain(name: str, *counts: Count) -> list[str]:
    shown = [show_count(number) for count in counts for number in (count.households, count.people)]
    return [name, *shown]


def _signed(name: str, figures: YearFigures, kinds: Sequence[Flow]) -> list[str]:
    poor, near = ZERO, ZERO
    for flow in kinds:
        poor, near = poor + figures.flow(flow) * flow.poor, near + figures.flow(flow) * flow.near
    touched = (any(flow.poor for flow in kinds), any(flow.near for flow in kinds))
    shown = [
        _sign(number) if touches else UNKNOWN
        for count, touches in zip((poor, near), touched, strict=True)
        for number in (count.households, count.people)
    ]
    return [name, *shown]


def _sign(number: int) -> str:
    return f"+{show_count(number)}" if number > 0 else show_count(number)


def units(annual: Annual) -> Grid:
    """Show each unit below against its target, and the whole area last."""
    rows = [_unit(str(place), result) for place, result in enumerate(annual.below, start=1)]
    rows.append(["", "Toàn địa bàn", *_unit("", annual.own)[2:]])
    return Grid(
        head=[
            [
                Cell("STT", down=2),
                Cell("Đơn vị", down=2),
                Cell("Hộ nghèo đầu kỳ", across=2),
                Cell(f"Hộ nghèo đến {show_date(annual.day)}", across=2),
                Cell("Giảm (điểm %)", down=2),
                Cell("So với chỉ tiêu", across=4),
            ],
            ["Số hộ", "Tỷ lệ", "Số hộ", "Tỷ lệ", "Chỉ tiêu (hộ)", "Đã giảm (hộ)", "Đạt (%)", "Theo"],
        ],
        rows=rows,
        widths=(11, 33, 12, 15, 12, 15, 14, 12, 12, 11, 13),
        aligns="clrrrrrrrrc",
        size=11,
        bold=frozenset({len(rows) - 1}),
    )


def units_note(annual: Annual) -> str:
    """Say beneath the table of units what its last column means, and where its rows do not add up."""
    return f"{_SOURCES_NOTE} {ENDED}" if annual.apart else _SOURCES_NOTE


def _unit(number: str, result: Result) -> list[str]:
    figures, progress = result.figures, result.progress
    fallen = figures.points
    return [
        number,
        figures.unit.name,
        show_count(figures.start.poor.households),
        rate(figures.start_rate),
        show_count(figures.end.poor.households),
        rate(figures.rate),
        UNKNOWN if fallen is None else show_points(fallen).removesuffix(" điểm %"),
        show_count(progress.needed) if progress else UNKNOWN,
        show_count(figures.done),
        str(progress.percent) if progress and progress.percent is not None else UNKNOWN,
        SOURCES[result.target.source] if result.target else UNKNOWN,
    ]
