"""The main job from end to end: reported, returned, corrected, verified, recognised, and seen by all it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.filed import moves
from tests.handlers.reporting import last_report, sends

if TYPE_CHECKING:
    from tests.town import Town


def test_a_household_leaves_poverty_in_chat(town: Town) -> None:
    sends(town.head)
    report = last_report(town)
    assert report.code in town.head.sees()

    assert "1 báo cáo" in town.officer.sees()
    assert report.code in town.officer.taps("Mở danh sách chờ")
    town.officer.taps("Trả lại")
    town.officer.taps("Ảnh thiếu hoặc mờ")

    assert "Ảnh giấy tờ còn thiếu hoặc mờ" in town.head.sees()
    assert report.code in town.head.taps("Sửa và gửi lại")
    town.head.shows("photo-1")
    town.head.types("gửi lại")
    assert report.code in town.head.sees()

    assert "1 báo cáo" in town.officer.sees()
    town.officer.taps("Mở danh sách chờ")
    assert "đã trả lại: Ảnh giấy tờ còn thiếu hoặc mờ" in town.officer.sees()
    town.officer.taps("✅ Xác minh")
    assert "<b>Đã xác minh</b>" in town.head.sees()

    town.officer.types("/congnhan")
    town.officer.taps("Chọn tất cả")
    town.officer.taps("Xong")
    town.officer.types("123/QĐ-UBND")
    town.officer.taps("Hôm nay")
    town.officer.taps("🏅 Công nhận")
    assert "Quyết định số 123/QĐ-UBND ngày 20/11/2026" in town.head.sees()

    town.head.types("/tracuu ho van thu")
    assert "Hiện nay: <b>hộ không nghèo</b>" in town.head.sees()
    assert moves(town, report) == ["submit", "return", "resubmit", "verify", "recognise"]
    assert "Đã công nhận: 1" in town.viewer.types("/tracuu thôn mẫu một")


def test_the_whole_path_is_there_in_english(town: Town) -> None:
    town.officer.types("/ngonngu")
    sends(town.head)
    report = last_report(town)
    assert "1 report" in town.officer.sees()
    town.officer.types("/xacminh")
    town.officer.taps("Not recognised")
    town.officer.types("The income is not above the line")
    town.officer.taps("I agree")
    assert "Không công nhận" in town.head.sees()
    assert "The income is not above the line" in town.head.sees()
    assert "Not recognised" in town.officer.types(report.code)
