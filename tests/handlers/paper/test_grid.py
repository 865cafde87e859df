"""Tables whose head has cells over several columns and rows."""

from __future__ import annotations

from handlers.paper.grid import Cell, placed


def test_a_cell_begins_where_nothing_above_or_beside_it_reaches() -> None:
    head: list[list[Cell | str]] = [
        [Cell("STT", down=2), Cell("Hộ nghèo", across=2), Cell("Ghi chú", down=2)],
        ["Số hộ", "Tỷ lệ"],
    ]
    assert [(row, column, cell.text) for row, column, cell in placed(head, 4)] == [
        (0, 0, "STT"),
        (0, 1, "Hộ nghèo"),
        (0, 3, "Ghi chú"),
        (1, 1, "Số hộ"),
        (1, 2, "Tỷ lệ"),
    ]
