from __future__ import annotations

import codecs
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.imports.problems import WrongFile
from store.imports.units import read_units

if TYPE_CHECKING:
    from sqlalchemy import Engine

from tests.imported import COMMUNE, PROVINCE, UNITS, VILLAGE, lines, refused_bytes, refused_units


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encode", [str.encode, lambda text: codecs.BOM_UTF8 + text.encode()])
def test_files_are_read_as_spreadsheets_write_them(separator: str, end: str, encode: object) -> None:
    text = end.join([UNITS, PROVINCE, COMMUNE, "", ",,,,,,,,,", VILLAGE, ""]).replace(",", separator)
    parsed = read_units(encode(text))  # type: ignore[operator]  # a parameter of pytest's
    assert [row.place.line for row in parsed.rows] == [2, 3, 6]
    assert parsed.problems == []


def test_unicode_text_from_excel_is_read() -> None:
    text = f"{UNITS}\r\n{PROVINCE}".replace(",", "\t")
    assert [row.name for row in read_units(text.encode("utf-16")).rows] == ["Tỉnh Mẫu"]


def test_the_line_in_which_excel_names_the_separator_is_understood() -> None:
    parsed = read_units(("sep=;\r\n" + f"{UNITS}\r\n{PROVINCE}".replace(",", ";")).encode())
    assert [row.place.line for row in parsed.rows] == [3]


def test_spaces_doubled_marks_and_columns_in_another_order_are_no_fault() -> None:
    header = " Name ;CODE;parent_code;level;area;poor;households;people;valid_from;valid_to;;"
    row = "\u200bTi\u0309nh  Ma\u0302\u0303u\xa0;44 ;; province;plain;0;;;1/7/2025;;;"
    parsed = read_units(f"{header}\n{row}".encode())
    assert [(unit_row.name, unit_row.place.code) for unit_row in parsed.rows] == [("Tỉnh Mẫu", "44")]


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    name = "=HYPERLINK(1)+@2"
    parsed = read_units(lines(UNITS, PROVINCE.replace("Tỉnh Mẫu", name)))
    assert [row.name for row in parsed.rows] == [name]


def test_a_quoted_cell_may_hold_separators_and_line_ends_and_lines_are_counted_on() -> None:
    quoted = PROVINCE.replace("Tỉnh Mẫu", '"Tỉnh, Mẫu\nhai ""dòng"""')
    parsed = read_units(lines(UNITS, quoted, COMMUNE))
    assert [(row.name, row.place.line) for row in parsed.rows] == [
        ('Tỉnh, Mẫu hai "dòng"', 2),
        ("Xã Mẫu", 4),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Line 1: The file is empty."),
        (b"\r\n;;;\r\n", "Line 1: The file is empty."),
        (b"PK\x03\x04rest", "Line 1: This is an Excel workbook"),
        (lines(UNITS) + b"\n44,,province,T\xc8nh", "Line 2: The letters here are not UTF-8"),
        (lines(UNITS.replace("area,", "")), "Line 1: Missing columns: area."),
        (lines(UNITS + ",ghi chú"), "Line 1: Unknown columns: ghi chú."),
        (lines(UNITS + ",name"), "Line 1: Columns given twice: name."),
        (lines(UNITS + ",Số CCCD"), "Line 1: Unknown columns: số cccd."),
        (lines('"' + UNITS), "Line 1: A quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_refused(content: bytes, reason: str) -> None:
    assert refused_bytes(content)[0].startswith(reason)


def test_a_column_of_identity_numbers_is_refused_by_name_with_the_law() -> None:
    problems = refused_bytes(lines(UNITS + ",so_cccd"))
    assert any("so_cccd" in problem and "Law 91/2025/QH15" in problem for problem in problems)


def test_a_quote_never_closed_is_told_with_the_line_it_begins_in(sqlite: Engine) -> None:
    assert refused_units(sqlite, PROVINCE, '"' + COMMUNE) == [
        'Line 3: A quotation mark (") is misplaced or never closed; what follows cannot be read.'
    ]


@given(st.binary(max_size=300))
def test_whatever_the_bytes_they_are_read_or_refused(content: bytes) -> None:
    for noise in (content, lines(UNITS, PROVINCE) + b"\n" + content):
        with suppress(WrongFile):
            assert all(row.place.line > 1 for row in read_units(noise).rows)
