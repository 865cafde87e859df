"""/baocaonam in chat: the words an office writes, and the file it gets."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from sqlmodel import select

from handlers.annual.words import NOTHING_WRITTEN
from handlers.late import FileKind
from handlers.summaries.official import ENDED, MOVED_WITHIN
from store import narratives, reports
from store.database import unit_of_work
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.moves import Move
from store.rules.narratives import LONGEST, Part
from store.rules.roles import Act, Role
from store.tables import AuditRow, Household, Report
from tests.asked import answer, open_round
from tests.filed import file_report, file_unlisted, forge, viewer
from tests.handlers.reporting import TYPED, does
from tests.handlers.test_workbook import ends, moves, taken_out
from tests.town import appoint

if TYPE_CHECKING:
    from docx.document import Document as Paper

    from tests.chat import Phone
    from tests.handlers.test_workbook import Book
    from tests.town import Town

DIFFICULTIES = "2. Tồn tại, hạn chế, khó khăn, vướng mắc và nguyên nhân"


def written(town: Town, unit: str = "Xã Mẫu") -> dict[Part, str]:
    with unit_of_work(town.engine) as db:
        return narratives.written(db, town.units[unit], town.now.year)


def gets(phone: Phone) -> Paper:
    """Ask for the file, and open it."""
    phone.types("/baocaonam")
    phone.taps("Tải báo cáo")
    return Document(BytesIO(phone.file().content))


def texts(paper: Paper) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs]


def after(paper: Paper, heading: str) -> str:
    said = texts(paper)
    return said[said.index(heading) + 1]


def writes(phone: Phone, **parts: str) -> str:
    """Begin the form, skip all, and write some parts from the review page."""
    phone.types("/baocaonam")
    phone.taps("Nhập nội dung")
    if "Bước" in phone.sees():
        phone.taps("Xem lại, lưu")
    for name, text in parts.items():
        does(phone, Part(name).button.vi, TYPED + text)
    return phone.taps("💾 Lưu")


def test_units_that_ended_within_the_year_are_in_the_whole_and_the_report_says_so(small_town: Town) -> None:
    assert not any(ENDED in said for said in texts(gets(small_town.officer)))
    ends(small_town, "Thôn Mẫu Hai", date(2026, 6, 30))
    paper = gets(small_town.officer)
    assert sum(ENDED in said for said in texts(paper)) == 5  # table 2, T1, T2, T3, T10
    units = next(table for table in paper.tables if table.cell(0, 1).text == "Đơn vị")
    assert [row.cells[2].text for row in units.rows][2:] == ["3", "4"]


def test_a_unit_that_ended_in_an_earlier_year_and_kept_households_is_told_as_the_workbook_tells_it(
    small_town: Town,
) -> None:
    ends(small_town, "Thôn Mẫu Hai", date(2026, 6, 30))
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    paper = gets(small_town.officer)
    assert sum(ENDED in said for said in texts(paper)) == 5
    tell_the_same(paper, taken_out(small_town.officer), "TỔNG CỘNG", "Thôn Mẫu Một")


def test_a_move_from_village_to_village_is_none_of_the_whole_and_the_report_says_so(small_town: Town) -> None:
    assert MOVED_WITHIN not in texts(gets(small_town.officer))
    moves(small_town, "Hồ Văn Thử", "Thôn Mẫu Hai", date(2026, 4, 1))
    paper = gets(small_town.officer)
    less = [[row.cells[place].text for place in (1, 6, 10)] for row in paper.tables[-3].rows][4::2]
    assert less == [["TỔNG CỘNG", "0", "0"], ["Thôn Mẫu Hai", "0", "1"], ["Thôn Mẫu Một", "1", "0"]]
    assert texts(paper).count(MOVED_WITHIN) == 2
    assert not any(ENDED in said for said in texts(paper))


# --- the page ---


def test_the_page_says_what_is_there_and_by_when_it_is_due(small_town: Town) -> None:
    said = small_town.officer.types("/baocaonam")
    for words in (
        "<b>Báo cáo năm 2026</b>\nXã Mẫu, Tỉnh Mẫu",
        "sơ bộ tính đến ngày 20/11/2026",
        "Nội dung đã nhập: 0/9 phần.",
        "Hạn nộp: hết ngày 14/11/2026, gửi Ủy ban nhân dân tỉnh (qua Sở Nội vụ), đã quá 6 ngày.",
        "Hệ thống không đưa tên hộ vào; nội dung đã nhập giữ nguyên.",
    ):
        assert words in said
    assert small_town.officer.buttons() == [
        "● Năm 2026",
        "Năm 2025",
        "✏️ Nhập nội dung",
        "📥 Tải báo cáo (.docx)",
    ]


def test_a_province_is_not_told_to_report_to_itself(small_town: Town) -> None:
    said = small_town.administrator.types("/baocaonam")
    assert "Hạn cấp dưới gửi về: hết ngày 14/11/2026, đã quá 6 ngày." in said
    assert "gửi Ủy ban nhân dân tỉnh" not in said


def test_last_year_can_be_read_and_no_longer_written(small_town: Town) -> None:
    small_town.officer.types("/baocaonam")
    said = small_town.officer.taps("Năm 2025")
    assert "<b>Báo cáo năm 2025</b>" in said
    assert "31/12/2025" in said
    assert "Năm 2025 đã khóa nội dung" in said
    assert "✏️ Nhập nội dung" not in small_town.officer.buttons()
    assert "đã kết thúc" in forge(small_town.officer, f"bcn||write|{small_town.units['Xã Mẫu'].id}|2025")


def test_the_year_can_be_typed(small_town: Town) -> None:
    assert "<b>Báo cáo năm 2025</b>" in small_town.officer.types("/baocaonam 2025")
    assert "<b>Báo cáo năm 2026</b>" in small_town.officer.types("/baocaonam 2019")


def test_a_year_that_no_page_offers_is_an_old_button(small_town: Town) -> None:
    unit = small_town.units["Xã Mẫu"].id
    for data in (f"bcn||get|{unit}|2024", f"bcn||get|{unit}|2027", f"bcn||get|{unit}", "bcn||nothing"):
        assert "Nút này thuộc màn hình cũ" in forge(small_town.officer, data)


def test_a_village_has_no_report_of_its_own(small_town: Town) -> None:
    said = forge(small_town.officer, f"bcn||get|{small_town.units['Thôn Mẫu Một'].id}|2026")
    assert "Báo cáo năm do Ủy ban nhân dân xã, huyện, tỉnh lập" in said


def test_whoever_has_two_offices_is_asked_which(small_town: Town) -> None:
    communes = [small_town.units[name] for name in ("Xã Mẫu", "Xã Khác")]
    with unit_of_work(small_town.engine) as db:
        appoint(db, 77, "Cán Bộ Hai Xã", Role.COMMUNE_OFFICER, *communes)
    both = small_town.phone(77, "Cán Bộ Hai Xã")
    assert "của đơn vị nào" in both.types("/baocaonam")
    assert "Xã Khác, Tỉnh Mẫu" in both.taps("Xã Khác")
    assert "của đơn vị nào" in both.taps("Đơn vị khác")


def test_it_is_found_by_its_words(small_town: Town) -> None:
    assert "<b>Báo cáo năm 2026</b>" in small_town.officer.types("bao cao nam")


# --- writing ---


def test_the_parts_are_asked_one_after_the_other_and_each_may_be_skipped(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/baocaonam")
    said = officer.taps("Nhập nội dung")
    assert "Bước 1/9" in said
    assert "<b>Công tác lãnh đạo, chỉ đạo, triển khai</b>" in said
    assert "Không ghi họ tên, bệnh tình, số giấy tờ" in said
    officer.types("Ban hành Kế hoạch số 12/KH-UBND\n- 02 hội nghị triển khai")
    officer.taps("Bỏ qua")
    assert "<b>Kết quả của Mặt trận, đoàn thể, doanh nghiệp, cộng đồng</b>" in officer.sees()
    review = officer.taps("Xem lại, lưu")
    assert "• <b>Chỉ đạo, triển khai</b>: Ban hành Kế hoạch số 12/KH-UBND - 02 hội nghị triển khai" in review
    assert "• <b>Khó khăn</b>: chưa nhập" in review
    said = officer.taps("💾 Lưu")
    assert "Đã lưu nội dung. Sửa được đến hết năm 2026." in said
    assert "Nội dung đã nhập: 1/9 phần (Chỉ đạo, triển khai)." in said
    assert written(small_town) == {
        Part.LEADERSHIP: "Ban hành Kế hoạch số 12/KH-UBND\n- 02 hội nghị triển khai"
    }


def test_going_back_does_not_lose_what_was_written(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/baocaonam")
    officer.taps("Nhập nội dung")
    officer.types("Ban hành kế hoạch.")
    officer.types("Quỹ 20 triệu đồng.")
    officer.taps("‹ Quay lại")
    assert "Đang ghi: Ban hành kế hoạch." in officer.taps("‹ Quay lại")
    assert "Đang ghi: Quỹ 20 triệu đồng." in officer.taps("Giữ nguyên")
    officer.taps("Bỏ trống phần này")
    assert "Đang ghi" not in officer.taps("‹ Quay lại")
    assert "Đang ghi: Ban hành kế hoạch." in officer.taps("‹ Quay lại")
    officer.taps("Xem lại, lưu")
    officer.taps("💾 Lưu")
    assert written(small_town) == {Part.LEADERSHIP: "Ban hành kế hoạch."}


def test_skipping_a_part_that_has_words_leaves_them_as_they_are(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/baocaonam")
    officer.taps("Nhập nội dung")
    officer.types("Ban hành kế hoạch.")
    officer.taps("‹ Quay lại")
    assert "Bước 2/9" in officer.types("bo qua")
    assert "Đang ghi: Ban hành kế hoạch." in officer.taps("‹ Quay lại")
    assert "• <b>Chỉ đạo, triển khai</b>: Ban hành kế hoạch." in officer.taps("Xem lại, lưu")
    officer.taps("Chỉ đạo, triển khai")
    assert "• <b>Chỉ đạo, triển khai</b>: Ban hành kế hoạch." in officer.types("bỏ qua")


def test_the_buttons_can_be_typed_and_what_only_holds_their_words_is_an_answer(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/baocaonam")
    officer.taps("Nhập nội dung")
    assert "Bước 2/9" in officer.types("bo qua")
    assert "Bước 3/9" in officer.types("Không bỏ qua hộ nào")
    assert "dừng “Nội dung báo cáo năm" in officer.types("huy")
    officer.taps("Làm tiếp")
    assert "• <b>Nguồn lực</b>: Không bỏ qua hộ nào" in officer.types("xem lai, luu")


def test_what_was_written_can_be_changed_and_taken_away_later(small_town: Town) -> None:
    officer = small_town.officer
    writes(officer, difficulties="Mưa lũ.", proposals="Thêm vốn.")
    small_town.passes(days=3)
    officer.types("/baocaonam")
    assert "• <b>Khó khăn</b>: Mưa lũ." in officer.taps("Nhập nội dung")
    assert "Đang ghi: Mưa lũ." in officer.taps("Khó khăn")
    officer.types("Mưa lũ kéo dài.")
    officer.taps("Kiến nghị")
    officer.taps("Bỏ trống phần này")
    officer.taps("💾 Lưu")
    assert written(small_town) == {Part.DIFFICULTIES: "Mưa lũ kéo dài."}


def test_two_officers_do_not_undo_each_others_parts(small_town: Town) -> None:
    one, other = small_town.officer, small_town.second_officer
    for phone in (one, other):
        phone.types("/baocaonam")
        phone.taps("Nhập nội dung")
        phone.taps("Xem lại, lưu")
    does(one, "Ưu điểm", TYPED + "Đồng thuận.", "💾 Lưu")
    does(other, "Khó khăn", TYPED + "Mưa lũ.", "💾 Lưu")
    assert written(small_town) == {Part.STRENGTHS: "Đồng thuận.", Part.DIFFICULTIES: "Mưa lũ."}


def test_a_half_written_one_is_gone_on_with(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/baocaonam")
    officer.taps("Nhập nội dung")
    officer.types("Đã triển khai.")
    officer.types("/trogiup")
    small_town.passes(days=2)
    officer.types("/baocaonam")
    assert "<b>Huy động nguồn lực</b>" in officer.taps("Nhập nội dung")


def test_personal_numbers_are_refused_and_names_of_households_are_pointed_out(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/baocaonam")
    officer.taps("Nhập nội dung")
    assert "Báo cáo không ghi các số này" in officer.types("Hộ có CCCD 044123456789")
    assert "nhờ anh/chị viết gọn trong 2.000 ký tự" in officer.types("a" * (LONGEST + 1))
    said = officer.types("Đã giúp hộ ông Hồ Văn Thử sửa nhà.")
    assert "tên giống tên chủ hộ trong danh sách: <b>Hồ Văn Thử</b>" in said
    assert "<b>Hồ Văn Thử</b>" in officer.taps("Xem lại, lưu")


def test_the_longest_words_still_fit_a_message(small_town: Town) -> None:
    officer = small_town.officer
    long = ("Địa bàn rộng & chia cắt, đi lại khó khăn. " * 60)[:LONGEST].strip()
    writes(officer, **{part.value: long for part in Part})
    officer.types("/baocaonam")
    assert len(officer.taps("Nhập nội dung")) < 4096
    assert len(officer.taps("Khó khăn")) < 4096


def test_the_form_speaks_english_too(small_town: Town) -> None:
    officer = small_town.officer
    officer.types("/ngonngu")
    officer.types("/baocaonam")
    assert "What will next year concentrate on?" not in officer.taps("Write")
    assert "Plans and documents issued" in officer.sees()


# --- the file ---


def test_the_file_holds_the_figures_and_the_words_and_no_name(small_town: Town) -> None:
    recognise(small_town, "Hồ Văn Thử", Change.EXIT_POOR_FULL)
    file_report(small_town, "Hồ Thị Mẫu", change=Change.EXIT_NEAR)
    writes(small_town.officer, difficulties="Mưa lũ tháng 10.")
    paper = gets(small_town.officer)
    said = "\n".join(texts(paper))
    assert "Đến ngày 20/11/2026, toàn xã có 3 hộ nghèo" in said
    assert "So với đầu kỳ giảm 1 hộ nghèo" in said
    assert "Ngoài số liệu trên còn 1 báo cáo chưa có quyết định công nhận" in said
    assert "vay vốn Ngân hàng Chính sách xã hội (1 hộ); hỗ trợ nhà ở (1 hộ)." in said
    assert "0 trường hợp đã thoát nghèo bền vững; 1 trường hợp đang theo dõi; 0 trường hợp có" in said
    assert after(paper, DIFFICULTIES) == "Mưa lũ tháng 10."
    assert after(paper, "1. Ưu điểm") == NOTHING_WRITTEN
    everything = said + "\n".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    for name in ("Hồ Văn Thử", "Hồ Thị Mẫu", "Nguyễn Văn Ví Dụ"):
        assert name not in everything


def recognise(town: Town, name: str, change: Change) -> None:
    """Report a household, and recognise it by today's decision."""
    report = file_report(town, name, change=change)
    town.officer.types("/xacminh")
    town.officer.taps("Xác minh")
    town.officer.types("/congnhan")
    does(town.officer, "Chọn tất cả", "Xong (1)", TYPED + "12/QĐ-UBND", "Hôm nay", "🏅 Công nhận")
    with unit_of_work(town.engine) as db:
        assert db.get_one(Report, report.id).decision_id is not None


def test_the_file_comes_under_a_name_and_with_words_that_say_what_it_is(small_town: Town) -> None:
    gets(small_town.officer)
    file = small_town.officer.file()
    assert (file.name, file.kind) == ("du-thao-bao-cao-nam-2026-xa-mau.docx", FileKind.DOCUMENT)
    assert "Dự thảo báo cáo năm 2026 – Xã Mẫu" in small_town.officer.sees()
    assert small_town.officer.toasts[-1] == "Hệ thống đang lập báo cáo ạ."


def test_whoever_gets_a_file_is_logged(small_town: Town) -> None:
    gets(small_town.viewer)
    with unit_of_work(small_town.engine) as db:
        row = db.exec(select(AuditRow).where(AuditRow.act == Act.EXPORT_MAKE.value)).one()
        assert row.detail == "annual report of unit 91, 2026"
        assert row.person_id == viewer(db, small_town, 31).person_id


def test_the_province_collects_what_its_communes_wrote_by_name(small_town: Town) -> None:
    writes(small_town.officer, difficulties="Mưa lũ.")
    writes(small_town.far_officer, difficulties="Thiếu đất.")
    assert "Cấp dưới đã nhập nội dung: 2 đơn vị." in small_town.viewer.types("/baocaonam")
    assert "✏️ Nhập nội dung" not in small_town.viewer.buttons()
    paper = gets(small_town.viewer)
    assert after(paper, DIFFICULTIES) == "Xã Khác: Thiếu đất."
    assert "Xã Mẫu: Mưa lũ." in texts(paper)
    names = [row.cells[1].text for row in paper.tables[2].rows[2:]]
    assert names == ["Xã Khác", "Xã Mẫu", "Toàn địa bàn"]


def test_a_commune_reads_nothing_of_another(small_town: Town) -> None:
    writes(small_town.far_officer, difficulties="Thiếu đất.")
    assert "Thiếu đất" not in "\n".join(texts(gets(small_town.officer)))
    far = small_town.units["Xã Khác"].id
    for action in ("get", "open", "write"):
        assert "Không tìm thấy đơn vị này" in forge(small_town.officer, f"bcn||{action}|{far}|2026")


def test_objections_and_refusals_of_the_year_are_counted(small_town: Town) -> None:
    for number, step in enumerate([Move.REJECT, Move.REJECT]):
        report = file_unlisted(
            small_town, f"Trần Thị {'ab'[number]}a", HouseholdClass.POOR, birth_year=1950 + number
        )
        with unit_of_work(small_town.engine) as db:
            me = viewer(db, small_town, 21)
            reports.move(db, me, db.get_one(Report, report.id), step, small_town.now, reason="Chưa đủ hồ sơ")
    said = "\n".join(texts(gets(small_town.officer)))
    assert "0 báo cáo có ý kiến khi niêm yết, phải phúc tra; 2 báo cáo không được công nhận" in said


def test_rounds_due_in_the_year_are_counted_for_the_office_alone(small_town: Town) -> None:
    asked = open_round(small_town, due=date(2026, 11, 22))
    answer(small_town, asked)
    assert "Chế độ báo cáo" not in "\n".join(texts(gets(small_town.officer)))
    small_town.passes(days=3)
    told = next(line for line in texts(gets(small_town.officer)) if line.startswith("Chế độ báo cáo"))
    assert "1 đợt đến hạn, phải nộp 2 lượt; đã nộp 1 lượt (50,00%), đúng hạn 1 lượt (50,00%)" in told
    told = next(line for line in texts(gets(small_town.viewer)) if line.startswith("Chế độ báo cáo"))
    assert "phải nộp 3 lượt; đã nộp 1 lượt (33,33%)" in told


def test_paper_and_workbook_tell_the_same(small_town: Town) -> None:
    recognise(small_town, "Hồ Văn Thử", Change.EXIT_POOR_FULL)
    tell_the_same(gets(small_town.viewer), taken_out(small_town.viewer), "TỔNG CỘNG", "Xã Khác", "Xã Mẫu")


def tell_the_same(paper: Paper, book: Book, *names: str) -> None:
    """Compare every figure of the official tables, line by line of the units named."""
    for table, sheet in zip(paper.tables[-4:], ("Biểu 1", "Biểu 2", "Biểu 3", "Biểu 10"), strict=True):
        wide = [row for row in book.rows(sheet) if row["unit"] in names]
        shown = [[cell.text for cell in row.cells] for row in table.rows]
        head = next(number for number, row in enumerate(shown) if "(1)" in row)
        assert len(shown) - head - 1 == len(wide)
        for cells, row in zip(shown[head + 1 :], wide, strict=True):
            numbers = [re.sub(r"=.*", "", number) for number in shown[head]]
            for number, text in zip(numbers, cells, strict=True):
                if number:
                    assert _figure(text) == pytest.approx(_rounded(row[number])), (sheet, row["unit"], number)


def _figure(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".")) if text else 0


def _rounded(value: float | str | None) -> float:
    """Return a value of the workbook as the paper shows it: shares in per cent, with two decimals."""
    if not value:
        return 0
    number = float(value)
    return round(number * 100, 2) if isinstance(value, float) and number < 1 else number


def test_causes_of_poverty_stand_in_the_official_table(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for name, causes in (("Hồ Văn Thử", ["land", "capital"]), ("Võ Văn Thí Điểm", ["land"])):
            db.exec(select(Household).where(Household.head_name == name)).one().causes = causes
    commune = [[cell.text for cell in row.cells] for row in gets(small_town.officer).tables[-1].rows[3:]]
    assert [row[1:5] + row[-1:] for row in commune] == [
        ["TỔNG CỘNG", "4", "2", "1", "2"],
        ["Thôn Mẫu Hai", "1", "1", "0", "0"],
        ["Thôn Mẫu Một", "3", "1", "1", "2"],
    ]
    province = [[cell.text for cell in row.cells] for row in gets(small_town.viewer).tables[-1].rows[3:]]
    assert [row[1:4] for row in province] == [
        ["TỔNG CỘNG", "5", "2"],
        ["Xã Khác", "1", "0"],
        ["Xã Mẫu", "4", "2"],
    ]


def test_last_years_file_is_of_its_last_day_and_names_no_reduction_across_standards(small_town: Town) -> None:
    small_town.now = datetime(2027, 2, 20, 5, 0, tzinfo=UTC)
    small_town.officer.types("/baocaonam")
    small_town.officer.taps("Năm 2026")
    small_town.officer.taps("Tải báo cáo")
    said = "\n".join(texts(Document(BytesIO(small_town.officer.file().content))))
    assert "Số liệu sơ bộ tính đến ngày 31/12/2026." in said
    assert "không so sánh với số liệu của báo cáo này" in said
    paper = gets(small_town.officer)
    assert "Đầu kỳ (ngày 01/01/2027)" in "\n".join(texts(paper))
    assert "2026" not in "\n".join(
        line for line in texts(paper) if "hộ nghèo" in line and "Căn cứ" not in line
    )


def test_a_village_head_is_offered_no_annual_report(small_town: Town) -> None:
    assert "không thuộc phần việc" in small_town.head.types("/baocaonam")
