"""/xuat: the official tables: true, adding up, printable, and nobody named to the wrong eyes."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from handlers import late
from handlers.summaries import official
from handlers.summaries.outline import Line, ordinal
from store.database import unit_of_work
from store.register import entry, note_move, reclassify
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.roles import Role
from store.rules.standards import Area
from store.tables import Appointment, AuditRow, Household, Unit
from store.tallies import take_totals
from tests.filed import file_report, file_unlisted
from tests.recognised import recognise
from tests.store.test_tallies import live
from tests.town import LONG_AGO, add_unit

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

POOR, NEAR, NON = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR
TABLES = ("Biểu 1", "Biểu 2", "Biểu 3", "Biểu 10")
Row = dict[str, Any]


class Book:
    """A workbook as a spreadsheet shows it: the values kept in it, and the formulas they come from."""

    def __init__(self, content: bytes) -> None:
        self.values: Any = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self.formulas: Any = openpyxl.load_workbook(io.BytesIO(content))

    def head(self, name: str) -> int:
        """Return the row that numbers the columns."""
        rows = self.values[name].iter_rows(max_row=12, values_only=True)
        return next(number for number, cells in enumerate(rows, 1) if "(1)" in cells)

    def rows(self, name: str) -> list[Row]:
        """Return the rows of the body by the number of each column, with the unit's name as “unit”."""
        sheet, head = self.values[name], self.head(name)
        numbers = [re.sub(r"=.*", "", str(cell.value or "")) for cell in sheet[head]]
        found: list[Row] = []
        for cells in sheet.iter_rows(min_row=head + 1, values_only=True):
            if not any(isinstance(value, int | float) for value in cells):
                break
            row: Row = dict(zip(numbers, cells, strict=True))
            row["unit"] = cells[1] or found[-1]["unit"]
            row["kind"] = cells[2] if "Biểu 2" <= name <= "Biểu 3" else "Hộ"
            found.append(row)
        return found

    def row(self, name: str, unit: str, kind: str = "Hộ") -> Row:
        return next(row for row in self.rows(name) if (row["unit"], row["kind"]) == (unit, kind))

    def text(self, name: str) -> str:
        return "\n".join(
            str(value) for cells in self.values[name].iter_rows(values_only=True) for value in cells if value
        )

    def recalculated(self) -> int:
        """Calculate every formula, compare it with the value kept beside it, and return how many there were."""
        count = 0
        for sheet in self.formulas:
            for cells in sheet.iter_rows():
                for cell in cells:
                    if cell.data_type == "f":
                        count += 1
                        kept = self.values[sheet.title][cell.coordinate].value
                        assert calculated(str(cell.value), self.values[sheet.title]) == pytest.approx(
                            kept or 0
                        )
        return count


def calculated(formula: str, sheet: Any) -> float:
    """Calculate the few kinds of formulas there are."""
    body = formula.removeprefix("=")
    divided = re.fullmatch(r'IF\((\w+)>0,(\w+)/\1,""\)', body)
    if divided:
        whole, part = (float(sheet[name].value or 0) for name in divided.groups())
        return part / whole if whole else 0
    summed = re.fullmatch(r"SUM\((\w+:\w+)\)", body)
    if summed:
        return float(sum(cell.value for (cell,) in sheet[summed[1]]))
    terms = re.findall(r"([+-]?)([A-Z]+\d+)", body)
    assert "".join(sign + name for sign, name in terms) == body
    return float(sum((-1 if sign == "-" else 1) * sheet[name].value for sign, name in terms))


def taken_out(phone: Phone, asked: str = "/xuat") -> Book:
    phone.types(asked)
    return Book(phone.file().content)


def becomes(town: Town, name: str, status: HouseholdClass, day: date) -> None:
    with unit_of_work(town.engine) as db:
        reclassify(db, db.exec(select(Household).where(Household.head_name == name)).one(), status, day)


def ends(town: Town, name: str, day: date) -> None:
    with unit_of_work(town.engine) as db:
        db.merge(town.units[name]).valid_to = day


def moves(town: Town, name: str, village: str, day: date) -> None:
    with unit_of_work(town.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == name)).one()
        before = entry(household)
        household.unit_id = town.units[village].id
        note_move(db, household, before, day)


# --- asking for it ---


def test_one_command_gives_the_file_of_ones_own_area_and_is_logged(small_town: Town) -> None:
    small_town.officer.types("/xuat")
    asked, given_ = small_town.officer.messages[-2:]
    assert asked.text == "Đang lập tệp Excel của Xã Mẫu, năm 2026. Anh/chị chờ một chút ạ."
    assert "Số liệu sơ bộ tính đến ngày 20/11/2026." in given_.text
    assert small_town.officer.file().name == "bieu-tong-hop-2026-xa-mau.xlsx"
    assert small_town.officer.buttons() == ["📈 Biểu đồ", "‹ Năm 2025"]
    with unit_of_work(small_town.engine) as db:
        logged = db.exec(select(AuditRow).where(AuditRow.act == "export.make")).one()
        assert (logged.person_id, logged.detail, logged.at) == (
            2,
            "workbook of unit 91001, 2026",
            small_town.now,
        )


def test_the_first_sheet_says_of_what_area_and_time_it_is_and_who_took_it_out_when(small_town: Town) -> None:
    book = taken_out(small_town.officer)
    assert book.values.sheetnames == ["Thông tin", *TABLES, "Danh sách"]
    told = {row[0]: row[1] for row in book.values["Thông tin"].iter_rows(values_only=True) if row[0]}
    assert told["Địa bàn"] == "Xã Mẫu, Tỉnh Mẫu"
    assert told["Kỳ số liệu"] == "Năm 2026: từ 01/01/2026 đến 20/11/2026"
    assert told["Tính chất"] == "Số liệu sơ bộ tính đến ngày 20/11/2026."
    assert told["Người xuất"] == "Chị Cán Bộ"
    assert told["Xuất lúc"] == datetime(2026, 11, 20, 12, 0)  # noqa: DTZ001 - as the clock read there


def test_places_of_others_heads_and_forged_buttons_get_nothing(small_town: Town) -> None:
    assert "Không có “Xã Khác”" in small_town.officer.types("/xuat Xã Khác")
    far = small_town.units["Xã Khác"].id
    assert "Không tìm thấy đơn vị này" in small_town.officer.taps_data(0, f"xuat||at|{far}|2026")
    assert "không thuộc phần việc" in small_town.head.types("/xuat")
    assert "không thuộc phần việc" in small_town.head.taps_data(
        0, f"xuat||at|{small_town.units['Thôn Mẫu Một'].id}|2026"
    )
    assert "màn hình cũ" in small_town.officer.taps_data(0, "xuat||other")
    with unit_of_work(small_town.engine) as db:
        assert not db.exec(select(AuditRow).where(AuditRow.act == "export.make")).all()


def test_who_lost_the_right_while_it_was_made_does_not_get_it(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        seat = db.exec(select(Appointment).where(Appointment.person_id == 2)).one()
        seat.unit_id = small_town.units["Xã Khác"].id
        db.flush()
        args = {"unit": small_town.units["Xã Mẫu"].id, "year": 2026}
        made = late.make(db, 21, ("workbook", args), small_town.now, small_town.config)
    assert "không thuộc phần việc" in str(made)


# --- what it says ---


def test_the_register_is_told_in_the_columns_of_the_tables(small_town: Town) -> None:
    becomes(small_town, "Hồ Văn Thử", NON, date(2026, 3, 1))  # 4 persons
    becomes(small_town, "Võ Văn Thí Điểm", NEAR, date(2026, 4, 1))  # 6, in Thôn Mẫu Hai
    becomes(small_town, "Lê Thị Giả Định", POOR, date(2026, 5, 1))  # 4
    book = taken_out(small_town.officer)
    one = book.row("Biểu 1", "Thôn Mẫu Một")
    assert [one[f"({number})"] for number in (1, 2, 3, 5, 9, 11)] == [60, 240, 3, 1, 11, 3]
    assert one["(4)"] == pytest.approx(3 / 60)
    assert one["(10)"] == pytest.approx(11 / 240)
    assert one["(7)"] is None
    poor = book.row("Biểu 2", "TỔNG CỘNG")
    assert [poor[f"({number})"] for number in range(1, 10)] == [4, 1, 1, 0, 0, 0, 1, 0, 3]
    people = book.row("Biểu 2", "TỔNG CỘNG", "Nhân khẩu")
    assert [people[f"({number})"] for number in range(1, 10)] == [17, 6, 4, 0, 0, 0, 4, 0, 11]
    near = book.row("Biểu 3", "Thôn Mẫu Hai")
    assert [near[f"({number})"] for number in range(1, 10)] == [0, 0, 0, 0, 1, 0, 0, 0, 1]
    assert book.recalculated() > 20


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_every_list_ends_as_it_began_and_with_what_changed_for_every_unit(
    small_town: Town, seed: int
) -> None:
    with unit_of_work(small_town.engine) as db:
        known = len(db.exec(select(Household.id)).all())
    live(small_town, Random(seed), 12, first=known * 100)
    book = taken_out(small_town.viewer)
    rows = [row for name in ("Biểu 2", "Biểu 3") for row in book.rows(name)]
    assert len(rows) == 2 * 2 * 6  # the whole, two communes, three villages; households and persons
    for row in rows:
        less, more = ((row[f"({number})"] for number in numbers) for numbers in (range(2, 5), range(5, 9)))
        assert row["(9)"] == row["(1)"] - sum(less) + sum(more)
    assert official.ENDED not in book.text("Biểu 2"), "a move parts no line from its sum"
    book.recalculated()


@pytest.mark.parametrize("name", [*TABLES, "Danh sách"])
def test_the_place_to_sign_stands_in_one_row_that_no_page_break_parts(small_town: Town, name: str) -> None:
    sheet = taken_out(small_town.officer).values[name]
    signed = [
        [str(cell) for cell in cells if cell] for cells in sheet.iter_rows(values_only=True, min_row=8)
    ][-1]
    assert signed == [
        " \nNGƯỜI LẬP BIỂU\n(Ký, ghi rõ họ tên)",
        "Mẫu, ngày … tháng … năm …\nTHỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên, đóng dấu)",
    ]


def test_villages_stand_folded_under_their_communes_which_sum_them(small_town: Town) -> None:
    book = taken_out(small_town.viewer)
    sheet = book.formulas["Biểu 1"]
    shown = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(8, 14)]
    assert shown == [
        ("", "TỔNG CỘNG"),
        ("I", "Xã Khác"),
        ("1", "Thôn Xa"),
        ("II", "Xã Mẫu"),
        ("1", "Thôn Mẫu Hai"),
        ("2", "Thôn Mẫu Một"),
    ]
    assert [sheet.row_dimensions[row].hidden for row in range(8, 14)] == [
        False,
        False,
        True,
        False,
        True,
        True,
    ]
    assert (sheet["E8"].value, sheet["E11"].value) == ("=E9+E11", "=E12+E13")
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_a_commune_with_its_own_number_of_households_keeps_it(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        commune = db.get_one(Unit, small_town.units["Xã Mẫu"].id)
        commune.households, commune.people = 130, 500
        db.flush()
        take_totals(db)
    book = taken_out(small_town.officer)
    total = book.row("Biểu 1", "TỔNG CỘNG")
    assert (total["(1)"], total["(2)"], total["(3)"]) == (130, 500, 4)
    assert total["(4)"] == pytest.approx(4 / 130)


def test_a_village_alone_is_its_own_table(small_town: Town) -> None:
    book = taken_out(small_town.officer, "/xuat Thôn Mẫu Hai")
    assert [row["unit"] for row in book.rows("Biểu 1")] == ["Thôn Mẫu Hai"]
    assert [row["kind"] for row in book.rows("Biểu 2")] == ["Hộ", "Nhân khẩu"]


def test_the_country_is_told_by_commune_and_leaves_lists_to_its_provinces(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        country = add_unit(db, "Cả nước", Level.COUNTRY, None, code="VN")
        for unit in db.exec(select(Unit).where(col(Unit.id) != country.id)):
            unit.path = f"/{country.id}{unit.path}"
            unit.parent_id = unit.parent_id or country.id
        seat = db.exec(select(Appointment).where(Appointment.role == Role.VIEWER)).one()
        seat.unit_id = country.id
    book = taken_out(small_town.viewer)
    assert "Danh sách" not in book.values.sheetnames
    assert [row["unit"] for row in book.rows("Biểu 1")] == ["TỔNG CỘNG", "Tỉnh Mẫu", "Xã Khác", "Xã Mẫu"]
    assert "lập đến cấp xã" in book.text("Thông tin")
    assert "Cả nước, ngày" not in book.text("Biểu 1")
    assert "Tình hình Tỉnh Mẫu, năm 2026" in small_town.viewer.types("/tinhhinh tỉnh mẫu"), (
        "no Cả nước after it"
    )


def test_without_the_number_of_all_households_no_rate_is_made_up(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        add_unit(db, "Thôn Mới", Level.VILLAGE, small_town.units["Xã Mẫu"], code="91001-03")
    book = taken_out(small_town.officer)
    assert book.row("Biểu 1", "Thôn Mới")["(4)"] in {None, ""}
    assert "chưa có tổng số hộ" in book.text("Biểu 1")


def test_a_unit_that_came_into_being_within_the_year_says_so(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        added = add_unit(
            db, "Thôn Mới", Level.VILLAGE, small_town.units["Xã Mẫu"], code="91001-03", area=Area.PLAIN
        )
        added.valid_from = date(2026, 7, 1)
    assert "(01/07/2026): đầu kỳ là ngày thành lập" in taken_out(small_town.officer).text("Biểu 2")


def test_causes_that_nobody_recorded_stay_empty_and_that_is_said(small_town: Town) -> None:
    book = taken_out(small_town.officer)
    total = book.row("Biểu 10", "TỔNG CỘNG")
    assert (total["(1)"], total["(10)"]) == (4, 4)
    assert [total[f"({number})"] for number in range(2, 10)] == [None] * 8
    assert "chưa ghi nguyên nhân nghèo của hộ nào" in book.text("Biểu 10")


def test_recorded_causes_are_counted_each_and_the_rest_is_counted_as_unrecorded(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        for name, causes in (("Hồ Văn Thử", ["land", "illness"]), ("Võ Văn Thí Điểm", ["land"])):
            db.exec(select(Household).where(Household.head_name == name)).one().causes = causes
    book = taken_out(town.officer)
    total, one = (book.row("Biểu 10", unit) for unit in ("TỔNG CỘNG", "Thôn Mẫu Một"))
    assert [total[f"({number})"] for number in range(1, 11)] == [4, 2, 0, 0, 0, 0, 0, 1, 0, 2]
    assert [one[f"({number})"] for number in (1, 2, 8, 10)] == [3, 1, 1, 2]


def test_an_earlier_year_ends_with_its_last_day_and_has_no_causes(small_town: Town) -> None:
    small_town.passes(days=100)
    becomes(small_town, "Hồ Văn Thử", NON, date(2027, 2, 1))
    small_town.officer.types("/xuat")
    small_town.officer.taps("‹ Năm 2026")
    book = Book(small_town.officer.file().content)
    assert book.row("Biểu 2", "TỔNG CỘNG")["(9)"] == 4
    assert book.row("Biểu 10", "TỔNG CỘNG")["(10)"] is None
    assert "hiện nay" in book.text("Biểu 10")
    assert "31/12/2026" in book.text("Biểu 1")


def test_a_year_may_be_typed_with_the_place(small_town: Town) -> None:
    small_town.passes(days=100)
    small_town.officer.types("/xuat thon mau mot nam 2026")
    assert small_town.officer.file().name == "bieu-tong-hop-2026-thon-mau-mot.xlsx"
    small_town.officer.types("/xuat 2020")
    assert "nên chưa có số liệu năm 2020 ạ" in small_town.officer.sees()


# --- the list ---


def listed(book: Book) -> list[Row]:
    sheet = book.values["Danh sách"]
    head = next(row for row in range(1, 12) if sheet.cell(row, 1).value == "STT")
    names = [cell.value for cell in sheet[head]]
    rows = sheet.iter_rows(min_row=head + 2, values_only=True)
    return [dict(zip(names, cells, strict=True)) for cells in rows if isinstance(cells[0], int)]


def test_cases_are_listed_with_real_dates_and_their_decision(town: Town) -> None:
    recognise(town, "Hồ Văn Thử", date(2026, 11, 10), number="=9/QĐ-UBND")
    (case,) = listed(taken_out(town.officer))
    assert case["Ngày quyết định"] == datetime(2026, 11, 10)  # noqa: DTZ001 - a day, as a workbook holds it
    assert case["Ngày gửi"] == datetime(2026, 11, 10)  # noqa: DTZ001 - as above
    assert (case["Chủ hộ"], case["Năm sinh"], case["Mã hộ"]) == ("Hồ Văn Thử", 1970, "91001-01-001")
    assert (case["Xã"], case["Thôn"], case["Trạng thái"]) == ("Xã Mẫu", "Thôn Mẫu Một", "Đã công nhận")
    assert case["Loại biến động"] == "Thoát nghèo, vượt chuẩn cận nghèo"


def test_text_that_looks_like_a_formula_is_text(small_town: Town) -> None:
    for number, sign in enumerate("=+-@"):
        file_unlisted(small_town, f"{sign}HYPERLINK({number})", POOR)
    sheet = taken_out(small_town.officer).formulas["Danh sách"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [(str(cell.value)[0], cell.data_type) for cell in cells] == [(sign, "s") for sign in "=+-@"]


def test_names_are_for_those_who_may_read_them(small_town: Town) -> None:
    file_report(small_town, "Hồ Văn Thử")
    (named,) = listed(taken_out(small_town.officer))
    book = taken_out(small_town.viewer)
    (shortened,) = listed(book)
    assert (named["Chủ hộ"], named["Năm sinh"]) == ("Hồ Văn Thử", 1970)
    assert (shortened["Chủ hộ"], shortened["Năm sinh"]) == ("H.V.T.", None)
    assert (shortened["Mã hộ"], shortened["Thôn"]) == (named["Mã hộ"], named["Thôn"])
    everything = "".join(book.text(name) for name in book.values.sheetnames)
    assert not any(household in everything for household in ("Hồ Văn Thử", "Ví Dụ", "Thí Điểm"))


def test_cases_of_another_year_or_area_are_not_listed(small_town: Town) -> None:
    file_report(small_town, "Phan Thị Ngoài", by=12)
    assert not listed(taken_out(small_town.officer))
    file_report(small_town, "Hồ Văn Thử")
    small_town.passes(days=60)
    book = taken_out(small_town.officer)
    assert not listed(book)
    assert "Không có báo cáo nào trong năm." in book.text("Danh sách")


# --- on paper ---


@pytest.mark.parametrize("name", [*TABLES, "Danh sách"])
def test_every_table_prints_on_a4_with_its_headings_on_every_page(small_town: Town, name: str) -> None:
    sheet = taken_out(small_town.officer).formulas[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "Trang &P/&N"
    first, last = str(sheet.print_title_rows).replace("$", "").split(":")
    assert sheet.cell(int(first), 1).value == "STT"
    assert str(sheet.cell(int(last), 4).value).startswith("(")
    assert sheet.freeze_panes is not None


def test_headings_are_merged_and_numbers_have_their_formats(small_town: Town) -> None:
    sheet = taken_out(small_town.officer).formulas["Biểu 2"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A5:A7", "B5:B7", "E5:G5", "E6:F6", "G6:G7", "H5:K5", "I6:J6", "L5:L7"} <= merged
    assert (sheet["E5"].value, sheet["E6"].value, sheet["E7"].value) == (
        "Giảm trong kỳ",
        "Thoát nghèo",
        "Trở thành hộ cận nghèo",
    )
    assert sheet["D9"].number_format.startswith("#,##0")
    assert sheet["L9"].value == "=D9-E9-F9-G9+H9+I9+J9+K9"


def test_lines_are_numbered_as_tables_are(small_town: Town) -> None:
    unit = small_town.units["Xã Mẫu"]
    assert [ordinal(Line(unit, 2, number), 2) for number in (1, 14)] == ["1", "14"]
    assert [ordinal(Line(unit, 1, number), 2) for number in (1, 4, 9, 14, 40, 99)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XL",
        "XCIX",
    ]
    assert [ordinal(Line(unit, 1, number), 3) for number in (1, 26, 27, 34)] == ["A", "Z", "AA", "AH"]


def test_a_person_is_asked_which_of_their_places_is_meant(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        far = small_town.units["Xã Khác"].id
        db.add(Appointment(person_id=2, unit_id=far, role=Role.COMMUNE_OFFICER, since=LONG_AGO))
    small_town.officer.types("/xuat")
    small_town.officer.taps("Xã Khác")
    assert small_town.officer.file().name == "bieu-tong-hop-2026-xa-khac.xlsx"


# --- villages that ended within the year ---


def test_the_total_of_a_commune_holds_what_happened_in_a_village_that_has_ended(small_town: Town) -> None:
    becomes(small_town, "Võ Văn Thí Điểm", NON, date(2026, 5, 4))
    ends(small_town, "Thôn Mẫu Hai", date(2026, 6, 30))
    book = taken_out(small_town.officer)
    total = book.row("Biểu 2", "TỔNG CỘNG")
    assert [total[f"({column})"] for column in (1, 2, 3, 4, 5, 6, 7, 8, 9)] == [4, 0, 1, 0, 0, 0, 0, 0, 3]
    assert "Hộ nghèo: <b>3</b> (đầu kỳ 4)" in small_town.officer.types("/tinhhinh")
    assert [row["unit"] for row in book.rows("Biểu 1")] == ["TỔNG CỘNG", "Thôn Mẫu Một"]
    whole = taken_out(small_town.far_officer)
    for name in TABLES:
        assert official.ENDED in book.text(name)
        assert official.ENDED not in whole.text(name)
    assert book.recalculated() > 0


def test_what_lies_above_a_unit_that_stands_apart_is_the_sum_of_its_lines_again(small_town: Town) -> None:
    becomes(small_town, "Võ Văn Thí Điểm", NON, date(2026, 5, 4))
    ends(small_town, "Thôn Mẫu Hai", date(2026, 6, 30))
    book = taken_out(small_town.viewer)
    shown = {row["unit"]: (row["(1)"], row["(3)"], row["(9)"]) for row in book.rows("Biểu 2")[::2]}
    assert [shown[name] for name in ("Thôn Mẫu Một", "Xã Mẫu", "TỔNG CỘNG")] == [
        (3, 0, 3),
        (4, 1, 3),
        (5, 1, 4),
    ]
    total, far, commune = (book.formulas["Biểu 2"].cell(row, 4).value for row in (9, 11, 15))
    assert (total, far, commune) == ("=D11+D15", "=D13", 4)
    assert book.recalculated() > 0


def test_a_move_from_village_to_village_parts_no_line_from_its_sum(small_town: Town) -> None:
    moves(small_town, "Hồ Văn Thử", "Thôn Mẫu Hai", date(2026, 4, 1))
    book = taken_out(small_town.officer)
    total = book.row("Biểu 2", "TỔNG CỘNG")
    assert [total[f"({column})"] for column in (1, 4, 8, 9)] == [4, 1, 1, 4]
    assert official.ENDED not in book.text("Biểu 2")


def test_households_that_a_village_has_kept_beyond_its_end_are_in_the_total(small_town: Town) -> None:
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    ends(small_town, "Thôn Mẫu Hai", date(2026, 6, 30))
    book = taken_out(small_town.officer)
    total = book.row("Biểu 2", "TỔNG CỘNG")
    assert (total["(1)"], total["(9)"]) == (4, 4)
    causes = book.row("Biểu 10", "TỔNG CỘNG")
    assert (causes["(1)"], causes["(10)"]) == (4, 4)
    assert all(official.ENDED in book.text(name) for name in TABLES)
    assert book.recalculated() > 0


def test_a_village_that_has_ended_tells_no_causes_of_its_last_day(small_town: Town) -> None:
    ends(small_town, "Thôn Mẫu Hai", date(2026, 6, 30))
    small_town.officer.types("/xuat")
    village = small_town.units["Thôn Mẫu Hai"].id
    small_town.officer.taps_data(0, f"xuat||at|{village}|2026")
    book = Book(small_town.officer.file().content)
    assert book.row("Biểu 10", "Thôn Mẫu Hai")["(1)"] == 1
    assert book.row("Biểu 10", "Thôn Mẫu Hai")["(10)"] is None
