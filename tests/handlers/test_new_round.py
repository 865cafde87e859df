"""/dotbaocao: an official asks for a report; the level below is told at once, each person once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from handlers import late
from handlers.late import Nothing
from store.database import unit_of_work
from store.rules.levels import Level
from store.rules.roles import Role
from store.tables import Appointment
from tests.asked import all_rounds, open_round
from tests.filed import forge, viewer
from tests.handlers.reporting import TYPED, does
from tests.town import LONG_AGO

if TYPE_CHECKING:
    from tests.town import Town


def test_an_officer_opens_a_round_for_the_commune_and_its_heads_are_told_at_once(town: Town) -> None:
    town.officer.types("/dotbaocao")
    does(town.officer, TYPED + "Rà soát hộ sau bão số 12", "Xã Mẫu", "7 ngày (27/11)")
    seen = town.officer.sees()
    assert "Rà soát hộ sau bão số 12\nCho: <b>2 thôn</b> · Xã Mẫu\nHạn nộp: <b>27/11/2026</b>" in seen
    assert "báo ngay cho 1 người" in seen
    assert "Còn 1 thôn chưa có trưởng thôn" in seen
    assert all_rounds(town) == []
    assert "Đã gửi tin cho 1 người" in town.officer.taps("Mở đợt")
    told = town.head.sees()
    assert "Chị Cán Bộ mở đợt báo cáo <b>Rà soát hộ sau bão số 12</b>" in told
    assert "Thôn Mẫu Một · Hạn nộp: <b>27/11/2026</b>, còn 7 ngày" in told
    assert town.far_head.messages == town.second_officer.messages == []
    town.head.taps("Không có biến động")
    assert "Đã nộp: <b>1</b>" in town.officer.taps("📥 Theo dõi")


def test_the_round_is_as_it_was_said(small_town: Town) -> None:
    small_town.officer.types("/dotbaocao")
    does(small_town.officer, "Nguy cơ tái nghèo", "Thôn Mẫu Hai", TYPED + "5/12", "Mở đợt")
    (opened,) = all_rounds(small_town)
    assert (opened.title_vi, opened.asks) == ("Báo cáo hộ có nguy cơ tái nghèo", Level.VILLAGE)
    assert opened.title_en == "Report of households at risk of falling back"
    assert (opened.opens_on, opened.due_on) == (date(2026, 11, 20), date(2026, 12, 5))
    assert opened.unit_id == small_town.units["Thôn Mẫu Hai"].id


def test_a_province_asks_villages_or_communes_and_communes_hear_of_the_villages_round(town: Town) -> None:
    town.administrator.types("/dotbaocao")
    does(town.administrator, "Hộ thoát nghèo", "Tỉnh Mẫu", "Từng thôn", "3 ngày")
    assert "Cho: <b>3 thôn</b> · Tỉnh Mẫu" in town.administrator.sees()
    town.administrator.taps("Mở đợt")
    for phone in (town.head, town.far_head):
        assert "mở đợt báo cáo <b>Báo cáo nhanh hộ thoát nghèo</b>" in phone.sees()
        assert len(phone.messages) == 1
    for phone in (town.officer, town.second_officer, town.far_officer):
        assert "Để anh/chị biết: Quản Trị mở đợt báo cáo" in phone.sees()
    assert "Xã Mẫu · Hạn nộp" in town.officer.taps("Theo dõi đợt này")
    assert town.viewer.messages == []


def test_a_round_for_communes_asks_their_officers(small_town: Town) -> None:
    small_town.administrator.types("/dotbaocao")
    acts = ("Thiệt hại thiên tai", "Xã Mẫu", "Từng xã", "3 ngày", "Mở đợt")
    does(small_town.administrator, *acts)
    assert "Xã Mẫu · Hạn nộp" in small_town.officer.sees()
    assert small_town.officer.buttons() == ["✅ Đã báo cáo đủ", "➖ Không có biến động"]
    assert small_town.head.messages == small_town.far_officer.messages == []


def test_a_head_of_two_villages_is_told_once(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        me = viewer(db, small_town, 11).person_id
        two = small_town.units["Thôn Mẫu Hai"].id
        db.add(Appointment(person_id=me, unit_id=two, role=Role.VILLAGE_HEAD, since=LONG_AGO))
    small_town.officer.types("/dotbaocao")
    does(small_town.officer, "Hộ thoát nghèo", "Xã Mẫu", "3 ngày", "Mở đợt")
    assert len(small_town.head.messages) == 1
    assert "Thôn Mẫu Một, Thôn Mẫu Hai" in small_town.head.sees()
    assert "2. <b>Báo cáo nhanh" in small_town.head.taps("Hạn nộp của tôi")


def test_whoever_is_moved_before_the_message_leaves_is_told_nothing(small_town: Town) -> None:
    asked = open_round(small_town, "Thôn Mẫu Hai", by=21)
    with unit_of_work(small_town.engine) as db:
        made = late.make(db, 12, ("round.opened", {"round": asked.id}), small_town.now, small_town.config)
    assert isinstance(made, Nothing)


def test_an_answer_can_be_changed_before_anything_is_sent(small_town: Town) -> None:
    small_town.officer.types("/dotbaocao")
    does(small_town.officer, "Hộ thoát nghèo", "Xã Mẫu", "3 ngày", "Địa bàn", "Thôn Mẫu Một")
    assert "Cho: <b>1 thôn</b> · Thôn Mẫu Một" in small_town.officer.sees()
    assert small_town.head.messages == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [("19/11/2026", "từ hôm nay"), ("1/1/2029", "trong vòng một năm"), ("mai mốt", "Chưa rõ ngày")],
)
def test_a_day_that_makes_no_sense_is_refused(small_town: Town, typed: str, said: str) -> None:
    small_town.officer.types("/dotbaocao")
    does(small_town.officer, "Hộ thoát nghèo", "Xã Mẫu")
    assert said in small_town.officer.types(typed)


def test_too_short_a_title_is_refused(small_town: Town) -> None:
    small_town.officer.types("/dotbaocao")
    assert "trong khoảng 5 đến 120 ký tự" in small_town.officer.types("bão")


def test_signs_in_a_title_do_no_harm(small_town: Town) -> None:
    small_town.officer.types("/dotbaocao")
    does(small_town.officer, TYPED + "Hộ <b> & thu nhập", "Xã Mẫu", "3 ngày", "Mở đợt")
    assert "Hộ &lt;b&gt; &amp; thu nhập" in small_town.head.sees()
    small_town.officer.types("/chuanop")
    assert "Hộ &lt;b&gt; &amp; thu nhập" in small_town.officer.sees()


@pytest.mark.parametrize("who", ["head", "viewer"])
def test_heads_and_viewers_open_no_round(small_town: Town, who: str) -> None:
    assert "không thuộc phần việc" in getattr(small_town, who).types("/dotbaocao")


def test_another_area_cannot_be_forged(small_town: Town) -> None:
    small_town.officer.types("/dotbaocao")
    does(small_town.officer, "Hộ thoát nghèo")
    session = small_town.officer.data("Xã Mẫu")[1].split("|")[1]
    far = small_town.units["Xã Khác"].id
    assert "Không tìm thấy đơn vị này" in forge(small_town.officer, f"newround|{session}|a|area|{far}")


def test_a_place_further_down_is_typed(small_town: Town) -> None:
    small_town.administrator.types("/dotbaocao")
    small_town.administrator.taps("Hộ thoát nghèo")
    assert small_town.administrator.buttons()[:3] == ["Tỉnh Mẫu", "Xã Khác", "Xã Mẫu"]
    assert "Hạn nộp" in small_town.administrator.types("thon xa, xa khac")
    does(small_town.administrator, "3 ngày")
    assert "Cho: <b>1 thôn</b> · Thôn Xa" in small_town.administrator.sees()
