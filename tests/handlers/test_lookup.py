"""Looking up: by code, household or village, however typed, and never beyond one's own area."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store import decisions, reports
from store.database import unit_of_work
from store.rules.changes import Change
from store.rules.codes import make_code
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.moves import Move
from store.rules.vietnamese import fold
from store.tables import Household, Report
from tests.filed import correct, file_report, file_unlisted, forge, viewer
from tests.town import add_unit

if TYPE_CHECKING:
    from tests.town import Town

POOR, NEAR, FAR = "Hồ Văn Thử", "Hồ Thị Mẫu", "Phan Thị Ngoài"
NOT_THERE = "Không tìm thấy"


def household(town: Town, name: str) -> Household:
    with unit_of_work(town.engine) as db:
        found = db.exec(select(Household).where(Household.head_name == name)).first()
        assert found is not None
        return found


# --- a report by its code ---


def test_a_code_is_found_however_it_is_dictated(town: Town) -> None:
    report = file_report(town, POOR)
    plain = report.code.replace("-", "")
    for typed in (
        report.code,
        report.code.lower(),
        plain,
        plain[2:],
        " ".join(plain),
        f"mã số {report.code}",
        f"/tracuu {report.code.lower()}",
    ):
        assert report.code in town.officer.types(typed), typed
        assert POOR in town.officer.sees()


def test_a_code_with_a_slip_is_refused_with_an_example(town: Town) -> None:
    report = file_report(town, POOR)
    wrong = report.code[:-1] + ("0" if report.code[-1] != "0" else "1")
    assert "chưa đúng" in town.officer.types(wrong)


def test_a_recognised_report_shows_its_decision(town: Town) -> None:
    report = file_report(town, POOR)
    with unit_of_work(town.engine) as db:
        officer, commune = viewer(db, town, 21), town.units["Xã Mẫu"]
        found = db.get_one(Report, report.id)
        reports.move(db, officer, found, Move.VERIFY, town.now)
        decisions.recognise(
            db,
            officer,
            commune,
            [report.id],
            number="9/QĐ-UBND",
            signed_on=date(2026, 11, 20),
            now=town.now,
            zone=town.config.zone,
            tracks_posting=False,
        )
    assert "Quyết định số 9/QĐ-UBND ngày 20/11/2026" in town.head.types(report.code)


def test_without_words_it_asks_and_takes_what_is_typed_next(town: Town) -> None:
    assert "gõ mã báo cáo" in town.officer.taps("🔎 Tra cứu")
    assert "Hồ Văn Thử" in town.officer.types("ho van thu")


def test_what_is_not_found_can_be_typed_again(town: Town) -> None:
    town.officer.types("/tracuu")
    assert NOT_THERE in town.officer.types("Bùi Không Có")
    assert "Hồ Văn Thử" in town.officer.types("ho van thu")


# --- a household by its name ---


@pytest.mark.parametrize(
    "typed",
    [
        "Hồ Văn Thử",
        "ho van thu",
        "HO VAN THU",
        "Hoof Vawn Thuwr",
        "Ho62 Va8n Thu73",
        "ông Thử",
        "ho van thuu",
    ],
)
def test_a_household_is_found_however_its_name_is_typed(small_town: Town, typed: str) -> None:
    seen = small_town.officer.types(f"/tracuu {typed}")
    assert "<b>Hồ Văn Thử</b>, sinh 1970" in seen
    assert "91001-01-001 · Thôn Mẫu Một" in seen
    assert "Hiện nay: <b>hộ nghèo</b>" in seen
    assert "từ 01/01/2026: hộ nghèo" in seen


def test_a_household_is_found_by_its_code(town: Town) -> None:
    assert "<b>Hồ Thị Mẫu</b>" in town.officer.types("/tracuu 91001-01-002")


def test_households_of_one_name_are_told_apart_by_birth_year(town: Town) -> None:
    assert "Có 2 kết quả" in town.officer.types("/tracuu nguyen van vi du")
    assert town.officer.buttons() == [
        "👤 Nguyễn Văn Ví Dụ · 1962 · Thôn Mẫu Một",
        "👤 Nguyễn Văn Ví Dụ · 1990 · Thôn Mẫu Một",
    ]
    assert "sinh 1990" in town.officer.taps("1990")


def test_a_household_shows_its_reports_and_each_opens(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/tracuu ho van thu")
    assert f"⏳ <b>{report.code}</b>" in town.officer.taps(report.code)
    assert "từ 01/01/2026: hộ nghèo" in town.officer.taps("Hộ này")


def test_a_household_shows_the_causes_of_its_poverty_where_they_are_recorded(small_town: Town) -> None:
    assert "Nguyên nhân" not in small_town.officer.types(f"/tracuu {POOR}")
    with unit_of_work(small_town.engine) as db:
        db.get_one(Household, household(small_town, POOR).id).causes = ["land", "illness"]
    told = small_town.officer.types(f"/tracuu {POOR}")
    assert "Nguyên nhân nghèo: thiếu đất sản xuất; có người ốm đau, bệnh nặng, tai nạn" in told


def test_a_household_the_register_does_not_know_is_found_by_its_report(town: Town) -> None:
    report = file_unlisted(town, "Trần Thị Mới", HouseholdClass.POOR, birth_year=None)
    seen = town.officer.types("/tracuu tran thi moi")
    assert report.code in seen
    assert "Hộ <b>Trần Thị Mới</b> · Thôn Mẫu Một" in seen


def test_many_results_are_paged(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        village = small_town.units["Thôn Mẫu Một"]
        for number in range(20):
            name = f"{('Đỗ', 'Đô')[number % 2]} Thị Đông {'ABCDEFGHIKLMNOPQRSTU'[number]}n"
            db.add(
                Household(
                    unit_id=village.id,
                    code=f"x-{number}",
                    head_name=name,
                    key=fold(name),
                    members=3,
                    since=village.valid_from,
                )
            )
    assert "Có 20 kết quả" in small_town.officer.types("/tracuu đỗ thị đông")
    first = small_town.officer.buttons()
    assert "1/3" in first
    small_town.officer.taps("Tiếp ›")
    second = small_town.officer.buttons()
    assert "2/3" in second
    small_town.officer.taps("Tiếp ›")
    third = small_town.officer.buttons()
    assert len({*first[:8], *second[:8], *third[:4]}) == 20
    messages = len(small_town.officer.messages)
    small_town.officer.taps("‹ Trước")
    small_town.officer.taps("‹ Trước")
    assert small_town.officer.buttons() == first
    assert len(small_town.officer.messages) == messages


def test_words_without_end_are_searched_for_without_harm(small_town: Town) -> None:
    assert NOT_THERE in small_town.officer.types("/tracuu " + "mau " * 1000)
    assert NOT_THERE in small_town.officer.types("/tracuu ...")


def test_a_button_is_no_answer_to_what_is_to_be_found(small_town: Town) -> None:
    small_town.officer.types("/tracuu")
    session = small_town.officer.data("Hủy")[1].split("|")[1]
    seen = forge(small_town.officer, f"lookup|{session}|t|what|x")
    assert "gõ mã báo cáo" in seen


# --- a place ---


def test_a_village_shows_figures_and_its_reports(town: Town) -> None:
    report = file_report(town, POOR)
    seen = town.officer.types("/tracuu thon mau mot")
    assert "Thôn Mẫu Một, Xã Mẫu, Tỉnh Mẫu" in seen
    assert "• hộ nghèo: 3\n• hộ cận nghèo: 1\n• hộ không nghèo: 1" in seen
    assert "Chờ xác minh: 1" in seen
    assert town.officer.buttons() == [f"⏳ {POOR} · {report.code}"]


def test_a_commune_counts_its_villages_together(town: Town) -> None:
    file_report(town, POOR)
    file_report(town, "Võ Văn Thí Điểm")
    seen = town.officer.types("/tracuu xã mẫu")
    assert "hộ nghèo: 4" in seen
    assert "Chờ xác minh: 2" in seen


def test_a_place_that_exists_no_more_is_not_found(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        gone = add_unit(db, "Thôn Cũ Kỹ", Level.VILLAGE, small_town.units["Xã Mẫu"], code="91001-99")
        gone.valid_to = gone.valid_from
    assert NOT_THERE in small_town.officer.types("/tracuu cũ kỹ")


# --- what happened to a report ---


def test_the_history_says_who_when_what_and_why(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.types("Thiếu chữ ký của chủ hộ")
    correct(town, report, members=5, income=12_000_000, keep_reason="Có người đi làm xa")
    town.officer.types(report.code)
    seen = town.officer.taps("Quá trình")
    for words in (
        "20/11/2026 12:00 · Bác Trưởng\n<b>Gửi</b>",
        "Chị Cán Bộ\n<b>Trả lại để bổ sung</b>\nLý do: Thiếu chữ ký của chủ hộ",
        "<b>Gửi lại</b>\nNhân khẩu: 4 → 5",
        "Thu nhập cả hộ một tháng: 10.000.000 đồng → 12.000.000 đồng",
        "Giải thích: đã sửa",
    ):
        assert words in seen
    assert report.code in town.officer.taps("Xem báo cáo")


def test_a_long_history_is_paged_and_nothing_of_it_is_lost(small_town: Town) -> None:
    report = file_report(small_town, POOR)
    reason = "Lý do rất dài. " * 30
    for number in range(12):
        with unit_of_work(small_town.engine) as db:
            found = db.get_one(Report, report.id)
            officer = viewer(db, small_town, 21)
            reports.move(db, officer, found, Move.RETURN, small_town.now, reason=f"{reason} lần {number}")
        correct(small_town, report, members=4 + number % 2)
    small_town.officer.types(report.code)
    seen = small_town.officer.taps("Quá trình")
    pages = 1
    while any("Tiếp" in label for label in small_town.officer.buttons()):
        assert len(small_town.officer.sees()) < 4096
        seen += small_town.officer.taps("Tiếp ›")
        pages += 1
    assert pages > 1
    assert all(f"lần {number}" in seen for number in range(12))


def test_from_the_queue_the_history_leads_back_to_the_queue(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Quá trình")
    assert f"Chờ xác minh: <b>1/1</b>\n⏳ <b>{report.code}" in town.officer.taps("Xem báo cáo")


def test_photos_are_shown_to_those_who_may_read_names(town: Town) -> None:
    report = file_report(town, POOR)
    town.officer.types(report.code)
    town.officer.taps("Ảnh (2)")
    assert town.officer.messages[-1].photos == ["photo-a", "photo-b"]


# --- the village head ---


def test_a_village_head_finds_the_own_village_only(town: Town) -> None:
    own, other = file_report(town, POOR), file_report(town, "Võ Văn Thí Điểm")
    assert "<b>Hồ Văn Thử</b>" in town.head.types("/tracuu ho van thu")
    assert own.code in town.head.types(own.code)
    assert "✏️ Sửa, rút" in town.head.buttons()
    for elsewhere in (other.code, "/tracuu vo van thi diem", "/tracuu thon mau hai", "/tracuu xã mẫu"):
        assert NOT_THERE in town.head.types(elsewhere)


def test_what_lies_elsewhere_looks_as_if_it_were_not_there(town: Town) -> None:
    far = file_report(town, FAR, by=12)
    nowhere = make_code(far.id + 1000)
    assert town.officer.types(far.code) == town.officer.types(nowhere)
    assert town.officer.types("/tracuu Phan Thị Ngoài").replace("Phan Thị Ngoài", "X") == town.officer.types(
        "/tracuu Bùi Không Có"
    ).replace("Bùi Không Có", "X")
    assert NOT_THERE in town.officer.types("/tracuu 91002-01-001")
    assert NOT_THERE in town.officer.types("/tracuu thôn xa")


# --- those who see no names ---


@pytest.mark.parametrize("who", ["viewer", "administrator"])
def test_viewers_and_administrators_see_figures_and_codes_and_no_names(town: Town, who: str) -> None:
    report = file_report(town, POOR, keep_reason="Con trai Hồ Văn Kín đi làm")
    unlisted = file_unlisted(town, "Trần Thị Mới", HouseholdClass.POOR)
    town.officer.types("/xacminh")
    town.officer.taps("Trả lại")
    town.officer.types("Hồ Văn Kín chưa ký")
    phone = getattr(town, who)
    words = [
        phone.types(report.code),
        *phone.buttons(),
        phone.taps("Quá trình"),
        phone.types(unlisted.code),
        phone.types("/tracuu thôn mẫu một"),
        *phone.buttons(),
        phone.types("/tracuu xã khác"),
    ]
    said = "\n".join(words)
    assert "Hộ 91001-01-001" in said
    assert "hộ nghèo: 3" in said
    assert "10.000.000 đồng" in said
    for name in ("Thử", "Mới", "Kín"):
        assert name not in said
    assert not any("Ảnh (" in label for label in words)
    for typed in ("/tracuu ho van thu", "/tracuu tran thi moi", "/tracuu 91001-01-001"):
        assert NOT_THERE in phone.types(typed)


def test_no_button_shows_a_viewer_photos_or_a_household(town: Town) -> None:
    report = file_report(town, POOR)
    forge(town.viewer, f"tc||p|{report.id}")
    assert town.viewer.messages[-1].photos == []
    assert "Không tìm thấy hộ này" in forge(town.viewer, f"tc||hh|{household(town, POOR).id}")


@pytest.mark.parametrize(
    "data", ["tc||r", "tc||r|x", "tc||q|0", "tc||q", "tc||fly|1", "tc||h|1|x|", "tc||u|"]
)
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    file_report(small_town, POOR)
    assert "màn hình cũ" in forge(small_town.officer, data)


def test_every_answer_of_a_household_that_left_for_another_reason_is_shown(town: Town) -> None:
    report = file_report(
        town, POOR, change=Change.OTHER_DECREASE, cause="moved_away", income=None, signed=None
    )
    seen = town.officer.types(report.code)
    assert "giảm khác" in seen
    assert "chuyển đi" in seen
    assert "Thu nhập" not in seen
    assert "Họp dân" not in seen
