"""The annual report as a file, read back as an office would open it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from handlers.annual.content import Care, Entry, Exits
from handlers.annual.document import build
from handlers.annual.words import NOTHING_WRITTEN
from handlers.progress.results import Result
from handlers.summaries import official
from store.rules.causes import Cause
from store.rules.levels import Level
from store.rules.narratives import Part
from store.rules.plans import shipped_plans
from store.rules.rounds import RoundFigures
from store.rules.sustained import Lasting
from store.rules.targets import UnknownTotal
from store.tallies import Count
from tests.handlers.annual.samples import PLAN, figures, place, report, result

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.shared import Length
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from handlers.annual.content import Annual

MADE_AT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def opened(annual: Annual) -> Paper:
    return Document(BytesIO(build(annual, MADE_AT)))


@cache
def typical() -> Paper:
    """Return the usual report, read and never changed."""
    return opened(report())


def texts(paper: Paper) -> list[str]:
    """Return every paragraph of the text, in order."""
    return [paragraph.text for paragraph in paper.paragraphs]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def millimetres(*lengths: Length | None) -> list[int]:
    return [round(length.mm) for length in lengths if length is not None]


def end(paper: Paper) -> list[list[str]]:
    """Return what stands left and right at the end of the text, before what goes with it."""
    columns = [[cell.text.split("\n") for cell in table.rows[0].cells] for table in paper.tables]
    return next(each for each in columns if each[0][0] == "Nơi nhận:")


def after(paper: Paper, heading: str) -> str:
    """Return the paragraph that follows a heading."""
    said = texts(paper)
    return said[said.index(heading) + 1]


# --- the layout of NĐ 30/2020 ---


def test_the_page_is_a4_with_the_margins_and_the_letters_of_the_decree() -> None:
    paper = typical()
    section = paper.sections[0]
    assert millimetres(section.page_width, section.page_height) == [210, 297]
    assert millimetres(section.left_margin, section.right_margin) == [30, 20]
    assert millimetres(section.top_margin, section.bottom_margin) == [20, 20]
    assert paper.styles["Normal"].font.name == "Times New Roman"
    assert paper.styles["Normal"].font.size == Pt(14)


def test_pages_are_numbered_in_the_middle_of_the_top_margin_from_the_second_on() -> None:
    section = typical().sections[0]
    number = section.header.paragraphs[0]
    assert "PAGE" in number._p.xml
    assert number.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_head_names_state_and_office_and_leaves_number_and_day_open() -> None:
    head = typical().tables[0]
    assert head.style is None or head.style.name != "Table Grid"
    office, state = (cell.text.split("\n") for cell in head.rows[0].cells)
    assert office[:2] == ["ỦY BAN NHÂN DÂN", "XÃ KIM NGÂN"]
    assert [line.split() for line in office[-2:]] == [["Số:", "/BC-UBND"], ["DỰ", "THẢO"]]
    assert state[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert " ".join(state[-1].split()) == "Kim Ngân, ngày tháng năm 2026"


def test_title_and_addressee_and_grounds() -> None:
    said = texts(typical())
    assert said[said.index("BÁO CÁO") + 1] == (
        "Kết quả thực hiện phong trào thi đua “Vì người nghèo - Không để ai bị bỏ lại phía sau” năm 2026"
    )
    assert "Kính gửi: Ủy ban nhân dân tỉnh (qua Sở Nội vụ)" in said
    grounds = [line for line in said if line.startswith("Căn cứ ")]
    assert [line[-1] for line in grounds] == [";", "."]
    assert grounds[1].startswith("Căn cứ VÍ DỤ: Kế hoạch phong trào thi đua")


def test_the_text_is_justified_with_its_first_lines_indented() -> None:
    paper = typical()
    said = next(line for line in paper.paragraphs if line.text.startswith("Đầu kỳ"))
    assert said.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert millimetres(said.paragraph_format.first_line_indent) == [13]
    assert {run.font.size for run in said.runs} == {Pt(14)}


def test_it_ends_with_the_recipients_of_the_plan_and_room_for_a_signature() -> None:
    recipients, signature = end(typical())
    assert recipients[0] == "Nơi nhận:"
    assert recipients[1] == "- Ủy ban nhân dân tỉnh (b/c);"
    assert recipients[-1] == "- Lưu: VT."
    assert signature[:2] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert not any(signature[2:])


def test_an_office_is_no_recipient_of_its_own_report() -> None:
    province = place("Tỉnh Mẫu", Level.PROVINCE)
    recipients, _ = end(opened(report(own=result(province))))
    assert recipients[1:3] == ["- Sở Nội vụ;", "- Sở Nông nghiệp và Môi trường;"]


def test_nobody_is_said_to_have_written_the_file() -> None:
    about = typical().core_properties
    assert (about.author, about.comments, about.last_modified_by) == ("", "", "")
    assert about.created is not None
    assert about.created.year == 2026


# --- what it says ---


def test_the_outline_is_that_of_the_plans() -> None:
    paper = typical()
    headings = [
        line.text for line in paper.paragraphs if line.style and line.style.name.startswith("Heading")
    ]
    assert [line.split(".")[0] for line in headings] == [
        "I", "II", "1", "2", "3", "4", "5", "6", "III", "1", "2", "3", "IV", "V",
    ]  # fmt: skip


def test_figures_are_preliminary_and_say_their_day() -> None:
    assert "Số liệu sơ bộ tính đến ngày 20/11/2026." in texts(typical())


def test_the_lists_are_told_from_the_beginning_to_the_end() -> None:
    said = "\n".join(texts(typical()))
    for words in (
        "Đầu kỳ (ngày 01/01/2026), toàn xã có 124 hộ nghèo với 512 nhân khẩu, chiếm 8,27%;",
        "; 98 hộ cận nghèo với 377 nhân khẩu, chiếm 6,53% trong tổng số 1.500 hộ.",
        "Đến ngày 20/11/2026, toàn xã có 96 hộ nghèo với 404 nhân khẩu, chiếm 6,40%",
        "So với đầu kỳ giảm 28 hộ nghèo, tỷ lệ hộ nghèo giảm 1,87 điểm %.",
        "30 hộ thoát nghèo, gồm 20 hộ vượt chuẩn cận nghèo và 10 hộ trở thành hộ cận nghèo; 6 hộ thoát cận nghèo.",
        "1 hộ tái nghèo, 0 hộ tái cận nghèo; 3 hộ nghèo và 2 hộ cận nghèo phát sinh mới",
        "còn 5 báo cáo chưa có quyết định công nhận, chưa tính vào kết quả: 3 chờ xác minh; 2 đã xác minh.",
    ):
        assert words in said


def test_target_done_and_percent_say_whose_target_it_is() -> None:
    said = texts(typical())
    told = next(line for line in said if line.startswith("Chỉ tiêu năm 2026"))
    assert told == (
        "Chỉ tiêu năm 2026: giảm ít nhất 3 điểm %/năm (chỉ tiêu của kế hoạch), tương ứng 45 hộ. "
        "Kết quả: giảm 28 hộ, tương ứng 1,87 điểm %, bằng 62% chỉ tiêu – chưa đạt."
    )


def test_the_table_of_changes_adds_up() -> None:
    table = rows(typical().tables[1])
    shown = {row[0]: row[1:] for row in table[2:]}
    assert shown["Đầu kỳ (01/01/2026)"] == ["124", "512", "98", "377"]
    assert shown["Thoát nghèo, trở thành hộ cận nghèo"] == ["−10", "−41", "+10", "+41"]
    assert shown["Thoát cận nghèo"] == ["–", "–", "−6", "−22"]
    assert shown["Cuối kỳ (20/11/2026)"] == ["96", "404", "104", "403"]
    for column in range(4):
        start, *steps, end = (_number(row[column]) for row in shown.values())
        assert start + sum(steps) == end


def _number(shown: str) -> int:
    return 0 if shown == "–" else int(shown.replace("−", "-").replace(".", ""))


def test_the_table_of_units_shows_each_against_its_target_and_the_whole_area() -> None:
    table = rows(typical().tables[2])
    assert table[2] == ["1", "Thôn 2", "124", "8,27%", "96", "6,40%", "1,87", "20", "28", "140", "Giao"]
    assert table[3] == ["2", "Thôn 10", "124", "8,27%", "96", "6,40%", "1,87", "45", "28", "62", "KH"]
    assert table[4][:2] == ["", "Toàn địa bàn"]
    assert "Trong 2 đơn vị: 1 đơn vị chưa đạt chỉ tiêu; 1 đơn vị vượt chỉ tiêu." in texts(typical())


def test_heads_of_tables_stand_on_each_page_and_rows_are_never_broken() -> None:
    table = typical().tables[2]
    marks = [row._tr.xml for row in table.rows]
    assert ["tblHeader" in mark for mark in marks] == [True, True, False, False, False]
    assert all("cantSplit" in mark for mark in marks)


def test_next_year_says_that_a_new_series_begins() -> None:
    said = texts(typical())
    assert any(
        line.startswith("Từ ngày 01/01/2027 áp dụng chuẩn nghèo 2027–2030; số liệu bắt đầu chuỗi mới")
        for line in said
    )
    assert "Chỉ tiêu giảm nghèo năm 2027: giảm ít nhất 3 điểm %/năm (chỉ tiêu của kế hoạch)." in said


def test_sustained_exits_are_told_with_what_became_of_the_others() -> None:
    counts = {Lasting.SUSTAINED: 5, Lasting.FOLLOWED: 30, Lasting.AT_RISK: 2, Lasting.RELAPSED: 1}
    said = "\n".join(texts(opened(report(lasting=Exits(3, counts)))))
    assert (
        "5 trường hợp đã thoát nghèo bền vững; 30 trường hợp đang theo dõi; 2 trường hợp có nguy cơ tái nghèo; "
        "1 trường hợp đã tái nghèo, tái cận nghèo. Bền vững là đủ 3 năm từ ngày công nhận"
    ) in said


def test_sustained_exits_are_not_told_of_an_earlier_year_and_none_is_said_in_words() -> None:
    assert "bền vững" not in "\n".join(texts(typical()))
    none = Exits(3, dict.fromkeys(Lasting, 0))
    assert any("Chưa có trường hợp thoát nghèo" in line for line in texts(opened(report(lasting=none))))


def test_supports_and_objections_are_counted() -> None:
    said = "\n".join(texts(typical()))
    assert "36 hộ thoát nghèo, thoát cận nghèo được công nhận trong kỳ đã được hỗ trợ" in said
    assert "vay vốn Ngân hàng Chính sách xã hội (12 hộ); hỗ trợ nhà ở (5 hộ)." in said
    assert "1 báo cáo có ý kiến khi niêm yết, phải phúc tra; 2 báo cáo không được công nhận" in said


def test_how_rounds_were_answered_is_told_where_there_were_any() -> None:
    rounds = [RoundFigures(expected=12, received=12, on_time=11), RoundFigures(12, 9, 7)]
    said = texts(opened(report(rounds=rounds)))
    assert (
        "Chế độ báo cáo: trong kỳ có 2 đợt đến hạn, phải nộp 24 lượt; đã nộp 21 lượt (87,50%), "
        "đúng hạn 18 lượt (75,00%)."
    ) in said
    assert not any("Chế độ báo cáo" in line for line in texts(typical()))


def test_no_objection_and_no_refusal_is_said_in_words() -> None:
    said = texts(opened(report(care=Care())))
    assert any(line.startswith("Trong kỳ không có báo cáo nào phải phúc tra") for line in said)


# --- what was written, and what was not ---


def test_what_was_written_stands_line_by_line_and_nothing_is_invented() -> None:
    paper = typical()
    assert after(paper, "2. Tồn tại, hạn chế, khó khăn, vướng mắc và nguyên nhân") == "Địa bàn chia cắt."
    assert "- Mưa lũ tháng 10." in texts(paper)
    for heading in ("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI", "5. Điển hình tiên tiến", "1. Ưu điểm"):
        assert after(paper, heading) == NOTHING_WRITTEN
    assert texts(paper).count(NOTHING_WRITTEN) == len(Part) - 1


def test_what_offices_below_wrote_bears_their_names() -> None:
    words = {
        Part.PROPOSALS: [
            Entry("Tỉnh tự nhập."),
            Entry("Đề nghị thêm vốn.", place("Xã Kim Ngân", Level.COMMUNE)),
        ]
    }
    paper = opened(report(words=words))
    assert after(paper, "V. KIẾN NGHỊ, ĐỀ XUẤT") == "Tỉnh tự nhập."
    assert "Xã Kim Ngân: Đề nghị thêm vốn." in texts(paper)


def test_what_was_written_is_taken_as_words_whatever_it_looks_like() -> None:
    strange = "Tỷ lệ < 5% & “=1+1” <b>đậm</b>"
    paper = opened(report(words={Part.STRENGTHS: [Entry(strange)]}))
    assert after(paper, "1. Ưu điểm") == strange


# --- what goes with it ---


def forms(paper: Paper) -> list[Table]:
    """Return the official tables, T1, T2, T3 and T10."""
    return paper.tables[-4:]


def test_the_official_tables_lie_across_and_count_their_own_pages() -> None:
    section = typical().sections[1]
    assert millimetres(section.page_width, section.page_height) == [297, 210]
    assert 'w:pgNumType w:start="1"' in section._sectPr.xml
    said = texts(typical())
    place = said.index("PHỤ LỤC")
    assert said[place + 1] == "CÁC BIỂU TỔNG HỢP"
    assert " ".join(said[place + 2].split()) == (
        "(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2026 của Ủy ban nhân dân xã Kim Ngân)"
    )
    titles = [line.split(".")[0] for line in said if line.startswith("Biểu số")]
    assert titles == ["Biểu số 1", "Biểu số 2", "Biểu số 3", "Biểu số 10"]


def test_t1_tells_numbers_and_rates_and_leaves_blank_what_the_register_does_not_hold() -> None:
    review = rows(forms(typical())[0])
    assert review[2][2:8] == ["(1)", "(2)", "(3)", "(4)=(3)/(1)", "(5)", "(6)=(5)/(1)"]
    assert review[3] == [
        "", "TỔNG CỘNG", "1.500", "6.000", "96", "6,40", "104", "6,93", "", "", "404", "6,73", "403", "6,72", "", "",
    ]  # fmt: skip
    assert [row[:2] for row in review[4:]] == [["1", "Thôn 2"], ["2", "Thôn 10"]]


def test_t2_and_t3_add_up_for_households_and_persons_of_every_unit() -> None:
    for table in forms(typical())[1:3]:
        for row in rows(table)[4:]:
            start, *steps, last = (_number(cell) for cell in row[3:])
            assert start - sum(steps[:3]) + sum(steps[3:]) == last


def test_t2_shows_a_units_households_and_its_persons_beneath_one_name() -> None:
    poor = rows(forms(typical())[1])
    assert poor[4] == ["", "TỔNG CỘNG", "Hộ", "124", "10", "20", "2", "0", "1", "3", "0", "96"]
    assert poor[5][1:4] == ["TỔNG CỘNG", "Nhân khẩu", "512"]
    assert poor[6][:3] == ["1", "Thôn 2", "Hộ"]
    assert poor[7][:3] == ["1", "Thôn 2", "Nhân khẩu"]


def test_t10_says_that_causes_are_not_recorded_rather_than_none() -> None:
    paper = opened(report(causes={1: {None: 96}}))
    assert rows(forms(paper)[3])[3] == ["", "TỔNG CỘNG", "96", *[""] * 8, "96"]
    assert official.NO_CAUSES in texts(paper)


def test_t10_of_an_earlier_year_is_left_blank() -> None:
    assert rows(forms(typical())[3])[3] == ["", "TỔNG CỘNG", "96", *[""] * 9]
    assert official.CAUSES_OF_NOW in texts(typical())


def test_t10_counts_causes_where_they_are() -> None:
    causes = {2: {Cause.CAPITAL: 7, Cause.LAND: 2, None: 90}}
    paper = opened(report(causes=causes))
    assert rows(forms(paper)[3])[4] == ["1", "Thôn 2", "96", "2", "7", "0", "0", "0", "0", "0", "0", "90"]
    assert official.CAUSES_RECORDED in texts(paper)


# --- where something is not known ---


def test_a_list_that_grew_is_said_to_have_grown() -> None:
    unit = place("Xã Kim Ngân", Level.COMMUNE)
    counted = figures(unit)
    grown = replace(counted, start=counted.end, end=counted.start)
    said = "\n".join(texts(opened(report(own=replace(report().own, figures=grown)))))
    assert "So với đầu kỳ tăng 28 hộ nghèo, tỷ lệ hộ nghèo tăng 1,87 điểm %." in said


def test_without_a_number_of_households_there_is_no_rate() -> None:
    unknown = replace(figures(place("Xã Kim Ngân", Level.COMMUNE)), total=Count())
    said = "\n".join(
        texts(opened(report(own=Result(unknown, PLAN, report().own.target, untold=UnknownTotal().text))))
    )
    assert "124 hộ nghèo với 512 nhân khẩu; 98 hộ cận nghèo với 377 nhân khẩu." in said
    assert "Chưa có tổng số hộ của địa bàn nên chưa tính được chỉ tiêu ra số hộ." in said
    assert "chiếm" not in said


def test_without_a_plan_there_is_still_a_report() -> None:
    own = Result(figures(place("Xã Kim Ngân", Level.COMMUNE)), None)
    paper = opened(report(own=own, below=[], next_target=None, next_series=None, exits=0))
    said = texts(paper)
    assert not [line for line in said if line.startswith(("Căn cứ", "Kính gửi"))]
    assert "Chưa có chỉ tiêu giảm nghèo năm 2027." in said
    assert any("đơn vị chưa được giao chỉ tiêu giảm nghèo" in line for line in said)
    assert end(paper)[0] == ["Nơi nhận:", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("file", "year", "cited"),
    [
        ("le-thuy-2017-2020", 2018, "Căn cứ Kế hoạch tổ chức thực hiện phong trào thi đua"),
        ("quang-nam-2016-2020", 2018, "Căn cứ Kế hoạch số 5201/KH-UBND ngày 27/09/2017"),
    ],
)
def test_both_plans_are_cited_with_what_they_rest_on(file: str, year: int, cited: str) -> None:
    plan = shipped_plans().by_file[file]
    counted = replace(figures(place("Huyện Lệ Thủy", Level.DISTRICT)), year=year)
    said = texts(opened(report(own=Result(counted, plan), below=[])))
    grounds = [line for line in said if line.startswith("Căn cứ ")]
    assert len(grounds) == len(plan.legal_basis) + 1
    assert grounds[-1].startswith(cited)
    assert grounds[-1].endswith(".")


def test_whoever_issued_the_plan_reports_to_nobody_in_it() -> None:
    def addressed(unit_level: Level, code: str) -> list[Paragraph]:
        unit = place("Huyện Lệ Thủy", unit_level)
        unit.code = code
        plan = shipped_plans().by_file["le-thuy-2017-2020"]
        paper = opened(report(own=Result(figures(unit), plan), below=[]))
        return [line for line in paper.paragraphs if line.text.startswith("Kính gửi")]

    assert not addressed(Level.DISTRICT, "457")
    assert addressed(Level.COMMUNE, "19318")
