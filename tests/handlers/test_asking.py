"""A question typed in words leads to the right command, about the right place; names of people lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import registry
from handlers import router as _router  # noqa: F401 - importing it enters every command
from handlers.sentences import asked_for, closest, words_of
from store.database import unit_of_work
from store.rules.levels import Level
from store.rules.vietnamese import fold
from tests.filed import forge
from tests.town import add_unit

if TYPE_CHECKING:
    from tests.town import Town

ENTRIES = sorted(registry._commands.values(), key=lambda entry: entry.name)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("tình hình xã Mẫu", "Tình hình Xã Mẫu, Tỉnh Mẫu, năm 2026"),
        ("TÌNH HÌNH XÃ MẪU", "Tình hình Xã Mẫu"),
        ("tinh hinh thon mau hai", "Tình hình Thôn Mẫu Hai"),
        ("tinhf hinhf xax Maaux", "Tình hình Xã Mẫu"),
        ("ti2nh hi2nh xa4 Ma64u", "Tình hình Xã Mẫu"),
        ("tih hinh thon mau hai", "Tình hình Thôn Mẫu Hai"),
        ("Cho tôi xem tình hình của thôn Mẫu Một hiện nay thế nào ạ?", "Tình hình Thôn Mẫu Một"),
        ("bao nhieu ho thoat ngheo", "Tình hình Xã Mẫu"),
        ("bao nhieu ho ngheo", "Tình hình Xã Mẫu"),
        ("bao nhiêu hộ cận nghèo ở thôn mẫu hai", "Tình hình Thôn Mẫu Hai"),
        ("tien do nam 2025 thon mau hai", "Tiến độ Thôn Mẫu Hai, Xã Mẫu, Tỉnh Mẫu, năm 2025"),
        ("bao nhiêu hộ thoát nghèo ở thôn mẫu hai", "Tình hình Thôn Mẫu Hai"),
        ("tỷ lệ hộ nghèo là bao nhiêu", "Tình hình Xã Mẫu"),
        ("xã Mẫu có bao nhiêu hộ cận nghèo", "Tình hình Xã Mẫu"),
        ("tình hình thôn xa", "Không có “thôn xa” trong địa bàn"),
        ("tình hình 91001-02", "Tình hình Thôn Mẫu Hai"),
        ("tình hình năm ngoái", "năm 2025"),
        ("năm 2025 tình hình thế nào", "Tình hình Xã Mẫu, Tỉnh Mẫu, năm 2025"),
        ("tình hình thôn mẫu một năm 2025", "Tình hình Thôn Mẫu Một, Xã Mẫu, Tỉnh Mẫu, năm 2025"),
        ("tien do xa mau", "Tiến độ Xã Mẫu"),
        ("xã mẫu tiến độ đến đâu rồi", "Tiến độ Xã Mẫu"),
        ("tiến độ thoát nghèo thôn mẫu hai", "Tiến độ Thôn Mẫu Hai"),
        ("Đã đạt chỉ tiêu chưa?", "Tiến độ Xã Mẫu"),
        ("giao chỉ tiêu thôn mẫu hai", "Chỉ tiêu của năm nào"),
        ("tra cuu ho van thu", "<b>Hồ Văn Thử</b>"),
        ("tìm hộ Hồ Văn Thử", "<b>Hồ Văn Thử</b>"),
        ("báo cáo năm 2026", "Báo cáo năm 2026"),
        ("báo cáo nào chờ xác minh", "Không còn báo cáo nào chờ xác minh"),
        ("hướng dẫn giúp tôi", "Các việc anh/chị làm được"),
        ("what is the poverty rate in xã mẫu", "Tình hình Xã Mẫu"),
        ("thon nao chua nop", "đợt báo cáo nào đang mở"),
        ("Thôn nào chưa nộp báo cáo tuần này?", "đợt báo cáo nào đang mở"),
        ("khi nào hạn nộp", "đợt báo cáo nào chờ"),
        ("xuat excel", "Biểu tổng hợp Xã Mẫu"),
        ("xuất file excel thôn mẫu hai", "Biểu tổng hợp Thôn Mẫu Hai"),
        ("tải bảng excel", "Biểu tổng hợp Xã Mẫu"),
        ("ti le ho ngheo", "Tình hình Xã Mẫu"),
        ("bieu do", "Tỷ lệ hộ nghèo qua các năm"),
        ("tinhhinh thon mau hai", "Tình hình Thôn Mẫu Hai"),
        ("TIENDO xã Mẫu", "Tiến độ Xã Mẫu"),
        ("tình hình xã tôi", "Tình hình Xã Mẫu"),
        ("tình hình đà nẵng", "Không có “đà nẵng” trong địa bàn"),
        ("so ho thoat ngheo ben vung", "Thoát nghèo bền vững: Xã Mẫu"),
        ("bao nhiêu hộ thoát nghèo bền vững ở thôn mẫu hai", "Thoát nghèo bền vững: Thôn Mẫu Hai"),
    ],
)
def test_a_question_leads_to_its_command_about_the_place_it_names(
    small_town: Town, typed: str, seen: str
) -> None:
    assert seen.casefold() in small_town.officer.types(typed).casefold()


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("tình hình", "Tình hình Thôn Mẫu Một"),
        ("tien do thon xa xoi", "Không có “thon xa xoi”"),
        ("tien do thon minh", "Tiến độ Thôn Mẫu Một"),
        ("thôn tôi còn mấy hộ nghèo", "Tình hình Thôn Mẫu Một"),
        ("tình hình bản em thế nào", "Tình hình Thôn Mẫu Một"),
        ("tinh hinh dia ban minh", "Tình hình Thôn Mẫu Một"),
        ("tinh hinh xa minh", "Không có “xa minh”"),
        ("bao giờ phải nộp", "đợt báo cáo nào chờ"),
        ("báo cáo hộ thoát nghèo", "Hộ nào có thay đổi"),
        ("tiến độ", "Tiến độ Thôn Mẫu Một"),
    ],
)
def test_a_village_head_may_ask_in_words_too(small_town: Town, typed: str, seen: str) -> None:
    assert seen in small_town.head.types(typed)


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Tiến Độ", "nguyen tien do", "Hồ Văn Thử", "Lê Thị Thoát Nghèo", "Phan Tình Hình", "Bùi Đồ"],
)
@pytest.mark.parametrize("who", ["officer", "head"])
def test_the_name_of_a_person_is_no_question(small_town: Town, who: str, name: str) -> None:
    phone = getattr(small_town, who)
    assert "chưa hiểu ý anh/chị" in phone.types(name)
    assert len(phone.buttons()) == 3


def test_a_name_in_the_register_is_offered_to_be_looked_up(small_town: Town) -> None:
    small_town.officer.types("ho van thu")
    assert small_town.officer.buttons()[0] == "🔎 Tra cứu · ho van thu"
    assert "<b>Hồ Văn Thử</b>, sinh 1970" in small_town.officer.taps("Tra cứu · ho van thu")


def test_whoever_may_not_read_names_is_offered_none(small_town: Town) -> None:
    small_town.viewer.types("ho van thu")
    assert not any("ho van thu" in label for label in small_town.viewer.buttons())


def test_a_place_alone_is_answered_with_what_can_be_asked_about_it(small_town: Town) -> None:
    assert "chưa hiểu" in small_town.officer.types("thôn mẫu hai")
    assert len(small_town.officer.buttons()) == 3
    assert all(label.endswith(" · thôn mẫu hai") for label in small_town.officer.buttons())
    assert "Tình hình Thôn Mẫu Hai" in small_town.officer.taps("📊 Tình hình · thôn mẫu hai")


def test_what_is_not_understood_offers_the_closest_three(small_town: Town) -> None:
    assert "chưa hiểu" in small_town.officer.types("tiến triển")
    assert len(small_town.officer.buttons()) == 3
    assert "🎯 Tiến độ" in small_town.officer.buttons()
    assert "Tiến độ Xã Mẫu" in small_town.officer.taps("🎯 Tiến độ")


def test_words_meant_for_an_open_form_stay_in_it(small_town: Town) -> None:
    small_town.head.types("/baocao")
    for typed in ("tiến độ", "tình hình xã mẫu", "bao nhiêu hộ thoát nghèo"):
        assert "Bước 1/10" in small_town.head.types(typed)


def test_a_question_typed_where_a_name_is_looked_up_is_answered_where_nothing_is_called_so(
    small_town: Town,
) -> None:
    officer = small_town.officer
    officer.types("/tracuu")
    assert "Không tìm thấy “không có ai”" in officer.types("không có ai")
    assert "Tình hình Thôn Mẫu Hai" in officer.types("tinh hinh thon mau hai")
    assert "Tiến độ Xã Mẫu" in officer.types("tiến độ")


def test_a_command_asked_for_while_looking_up_keeps_its_own_form(small_town: Town) -> None:
    for again in ("tra cứu", "tìm kiếm", "cho tôi tìm hộ"):
        small_town.officer.types("/tracuu")
        assert "Nhờ anh/chị gõ mã báo cáo" in small_town.officer.types(again)
        assert "<b>Hồ Văn Thử</b>" in small_town.officer.types("ho van thu"), again
    small_town.officer.types("/tracuu")
    small_town.officer.types("mở đợt báo cáo")
    assert "Bước 2/3" in small_town.officer.types("ho van thu")


def test_another_language_asked_for_while_looking_up_is_spoken_at_once(small_town: Town) -> None:
    small_town.officer.types("/tracuu")
    small_town.officer.types("tiếng anh")
    assert "was not understood" in small_town.officer.types("tiến triển")


def test_an_offer_is_checked_again_when_it_is_pressed(small_town: Town) -> None:
    assert "không thuộc phần việc" in forge(small_town.head, "hoi||go|xacminh|")
    assert "Không có “xã khác”" in forge(small_town.head, "hoi||go|tinhhinh|xã khác")


@pytest.mark.parametrize("data", ["hoi||go", "hoi||go|tinhhinh", "hoi||go|khongco|x", "hoi||fly|tinhhinh|x"])
def test_a_button_nobody_made_is_answered_kindly(small_town: Town, data: str) -> None:
    assert "màn hình cũ" in forge(small_town.officer, data)


def test_a_place_whose_name_begins_like_a_way_of_asking_is_found_all_the_same(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        for name in ("Bản Anh Sơn", "Bản Sơn", "Bản Xem"):
            add_unit(db, name, Level.VILLAGE, small_town.units["Xã Mẫu"], code=name)
    for typed in ("tình hình anh sơn", "tinh hinh cua anh son hien nay", "anh son tinh hinh the nao"):
        assert "Tình hình Bản Anh Sơn" in small_town.officer.types(typed), typed
    assert "Tình hình Bản Sơn" in small_town.officer.types("anh xem giúp tình hình ban sơn")


# --- reading sentences ---


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.phrases], ids=lambda entry: entry.name)
def test_every_phrase_leads_to_its_own_command(entry: registry.Entry) -> None:
    for phrase in entry.phrases:
        for typed in (phrase, fold(phrase), phrase.upper()):
            asked = asked_for(typed, ENTRIES)
            assert asked is not None
            assert (asked.entry.name, asked.before[-1], asked.after[-1]) == (entry.name, "", ""), typed


def test_a_phrase_that_is_part_of_a_longer_one_gives_way_to_it() -> None:
    asked = asked_for("giao chỉ tiêu năm 2027 cho thôn mẫu hai", ENTRIES)
    assert asked is not None
    assert asked.entry.name == "chitieu"


def test_no_two_commands_share_a_phrase() -> None:
    phrases = [fold(phrase) for entry in ENTRIES for phrase in entry.phrases]
    assert len(phrases) == len(set(phrases))
    with pytest.raises(ValueError, match="both asked for"):
        registry.command("khac", ENTRIES[0].about, ENTRIES[0].act, phrases=("TINH HINH",))(ENTRIES[0].handle)


def test_a_long_text_is_no_question() -> None:
    assert asked_for("tình hình " * 20, ENTRIES) is None
    assert words_of("… ?") == []


@settings(max_examples=60)
@given(text=st.text(max_size=80))
def test_whatever_is_typed_there_are_closest_commands(text: str) -> None:
    assert len(closest(text, ENTRIES, 3)) == 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(["tình hình ", "tien do ", "thôn ", "xã mẫu tiến độ ", ""]),
    text=st.text("abcăđéiounhgt 0123.,?|<&", max_size=60),
)
def test_a_question_of_any_shape_is_answered_within_one_message(
    small_town: Town, start: str, text: str
) -> None:
    small_town.officer.messages.clear()
    assert 0 < len(small_town.officer.types(start + text)) < 4096
