"""/bieudo: what is drawn is true, for one's own area alone; nothing joins two poverty standards, nobody is ranked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update
from sqlmodel import select

from handlers.late import FileKind
from handlers.scene import Config
from handlers.summaries import exits_by_month, rate_by_year, units_to_targets
from handlers.summaries.charts.canvas import HEIGHT, WIDTH, Frame
from handlers.summaries.charts.months import MonthChart, month_chart
from handlers.summaries.charts.rates import Aim, Point, RateChart, rate_chart
from handlers.summaries.charts.targets import Row, TargetChart, target_chart
from store.database import unit_of_work
from store.register import reclassify
from store.rules.households import HouseholdClass
from store.rules.levels import Level
from store.rules.targets import Measure
from store.tables import Appointment, Household, Target
from store.tallies import take_totals
from store.targets import hundredths
from tests.town import LONG_AGO, add_unit

if TYPE_CHECKING:
    from tests.town import Town

POOR, NEAR, NON = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NON_POOR


class Drawn:
    """What would have been drawn, instead of the picture."""

    def __init__(self) -> None:
        self.charts: list[Any] = []

    def keep(self, chart: Any) -> bytes:
        self.charts.append(chart)
        return b"picture"

    @property
    def rates(self) -> RateChart:
        return self.charts[-1]  # type: ignore[no-any-return] # the test knows which chart it asked for

    @property
    def months(self) -> MonthChart:
        return self.charts[-1]  # type: ignore[no-any-return] # as above

    @property
    def targets(self) -> TargetChart:
        return self.charts[-1]  # type: ignore[no-any-return] # as above


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    drawn = Drawn()
    monkeypatch.setattr(rate_by_year, "rate_chart", drawn.keep)
    monkeypatch.setattr(exits_by_month, "month_chart", drawn.keep)
    monkeypatch.setattr(units_to_targets, "target_chart", drawn.keep)
    return drawn


def becomes(town: Town, name: str, status: HouseholdClass, day: date) -> None:
    with unit_of_work(town.engine) as db:
        household = db.exec(select(Household).where(Household.head_name == name)).one()
        reclassify(db, household, status, day)


def assign(town: Town, unit: str, households: int, year: int = 2026) -> None:
    with unit_of_work(town.engine) as db:
        db.add(
            Target(
                unit_id=town.units[unit].id,
                year=year,
                measure=Measure.HOUSEHOLDS,
                hundredths=hundredths(Decimal(households)),
                assigned_at=LONG_AGO,
            )
        )


def test_a_chart_is_a_picture_with_its_figures_beneath_and_leads_on(small_town: Town) -> None:
    becomes(small_town, "Hồ Văn Thử", NON, date(2026, 5, 4))
    words = small_town.officer.types("/bieudo")
    picture = small_town.officer.file()
    assert (picture.kind, picture.name) == (FileKind.PHOTO, "bieu-do-xa-mau.png")
    assert picture.content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture.content[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (WIDTH, HEIGHT)
    assert "Đầu kỳ 01/01/2026: 4,00%" in words
    assert "Đến 20/11/2026: <b>3,00%</b>, giảm 1,00 điểm %" in words
    assert "Số liệu sơ bộ tính đến ngày 20/11/2026." in words
    assert small_town.officer.messages[-2].text == "Đang vẽ biểu đồ, anh/chị chờ một chút ạ."
    assert small_town.officer.buttons() == [
        "📊 Theo tháng",
        "🎯 Chỉ tiêu",
        "▸ Thôn Mẫu Hai",
        "▸ Thôn Mẫu Một",
    ]


def test_the_line_of_the_targets_says_where_this_years_ends(small_town: Town, drawn: Drawn) -> None:
    assign(small_town, "Xã Mẫu", 2)
    small_town.officer.types("/bieudo")
    assert drawn.rates.names == ("Tỷ lệ hộ nghèo", "Mục tiêu từng năm (2026: 2,00%)")


def test_a_tap_is_answered_at_once_and_its_chart_follows(small_town: Town, drawn: Drawn) -> None:
    small_town.officer.types("/bieudo")
    small_town.officer.taps("▸ Thôn Mẫu Hai")
    assert small_town.officer.toasts == ["Đang vẽ biểu đồ, anh/chị chờ một chút ạ."]
    assert drawn.rates.frame.place == "Thôn Mẫu Hai, Xã Mẫu, Tỉnh Mẫu"
    small_town.officer.taps("▴ Xã Mẫu")
    assert drawn.rates.frame.place == "Xã Mẫu, Tỉnh Mẫu"


def test_a_rate_is_drawn_with_the_target_of_its_year(small_town: Town, drawn: Drawn) -> None:
    assign(small_town, "Xã Mẫu", 2)
    becomes(small_town, "Hồ Văn Thử", NON, date(2026, 5, 4))
    small_town.officer.types("/bieudo xa mau")
    (series,) = drawn.rates.series
    assert [(point.at, point.value) for point in series] == [
        (2026.0, 4.0),
        (pytest.approx(2026.883, abs=0.001), 3.0),
    ]
    (aim,) = drawn.rates.aims
    assert [(aim.start.at, aim.start.value), (aim.end.at, aim.end.value)] == [(2026.0, 4.0), (2027.0, 2.0)]


def test_nothing_joins_two_poverty_standards(small_town: Town, drawn: Drawn) -> None:
    for name in ("Hồ Thị Mẫu", "Lê Thị Giả Định"):
        becomes(small_town, name, POOR, date(2027, 1, 1))
    becomes(small_town, "Hồ Văn Thử", NEAR, date(2027, 2, 1))
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    words = small_town.officer.types("/bieudo")
    old, new = drawn.rates.series
    assert [point.value for point in old] == [4.0, 4.0]
    assert [point.value for point in new] == [6.0, 5.0]
    assert "Từ 01/01/2027 áp dụng chuẩn nghèo mới: không so sánh với trước đó." in words
    assert any("chuẩn nghèo mới" in note for note in drawn.rates.frame.notes)


def test_where_the_plan_wants_to_be_in_the_end_is_shown_only_under_the_standard_that_holds_then(
    small_town: Town, drawn: Drawn
) -> None:
    small_town.viewer.types("/bieudo")
    assert drawn.rates.goal is None  # 2030 belongs to the standard of 2027
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    small_town.viewer.types("/bieudo")
    assert drawn.rates.goal == (3.0, "đến năm 2030 còn dưới 3%")


def test_beyond_the_last_standard_that_is_known_a_series_of_its_own_begins(
    small_town: Town, drawn: Drawn
) -> None:
    small_town.now = datetime(2031, 3, 1, 5, tzinfo=UTC)
    small_town.officer.types("/bieudo")
    assert drawn.rates.goal is None
    assert len(drawn.rates.series) == 3  # 2026, 2027-2030, and what nobody knows yet


def test_the_years_in_which_the_register_was_filled_are_not_shown_as_a_rise(
    small_town: Town, drawn: Drawn
) -> None:
    small_town.now = datetime(2027, 3, 1, 5, tzinfo=UTC)
    small_town.officer.types("/bieudo")
    assert [round(point.at, 1) for part in drawn.rates.series for point in part] == [
        2026.0,
        2027.0,
        2027.0,
        2027.2,
    ]


def test_without_the_number_of_all_households_poor_ones_are_counted(small_town: Town, drawn: Drawn) -> None:
    with unit_of_work(small_town.engine) as db:
        for unit in small_town.units.values():
            unit.households = 0
            db.merge(unit)
        db.flush()
        take_totals(db)
    words = small_town.officer.types("/bieudo")
    assert "Số hộ nghèo qua các năm" in words
    assert "Đến 20/11/2026: <b>4 hộ</b>" in words
    assert [point.value for point in drawn.rates.series[0]] == [4, 4]


def test_exits_stand_in_their_month_by_kind(small_town: Town, drawn: Drawn) -> None:
    becomes(small_town, "Hồ Văn Thử", NON, date(2026, 5, 4))
    becomes(small_town, "Võ Văn Thí Điểm", NEAR, date(2026, 5, 30))
    becomes(small_town, "Hồ Thị Mẫu", NON, date(2026, 7, 1))
    small_town.officer.types("/bieudo")
    words = small_town.officer.taps("Theo tháng")
    counts = [dict(enumerate(numbers, 1)) for _, numbers in drawn.months.kinds]
    assert [{month: count for month, count in kind.items() if count} for kind in counts] == [
        {5: 1},
        {5: 1},
        {7: 1},
    ]
    assert "Cộng: 2 hộ thoát nghèo, 1 hộ thoát cận nghèo." in words


def test_units_stand_in_the_order_people_count_them_with_what_is_done(small_town: Town, drawn: Drawn) -> None:
    with unit_of_work(small_town.engine) as db:
        for number in (10, 2):
            add_unit(db, f"Thôn {number}", Level.VILLAGE, small_town.units["Xã Mẫu"], code=f"91001-{number}")
    for village, households in (("Thôn Mẫu Một", 2), ("Thôn Mẫu Hai", 1)):
        assign(small_town, village, households)
    becomes(small_town, "Hồ Văn Thử", NON, date(2026, 5, 4))
    becomes(small_town, "Võ Văn Thí Điểm", NON, date(2026, 5, 4))
    small_town.officer.types("/bieudo")
    small_town.officer.taps("Chỉ tiêu")
    assert [(row.name, row.share, row.said) for row in drawn.targets.rows] == [
        ("Thôn 2", None, "chưa có tổng số hộ"),
        ("Thôn 10", None, "chưa có tổng số hộ"),
        ("Thôn Mẫu Hai", 1.0, "1/1 hộ"),
        ("Thôn Mẫu Một", 0.5, "1/2 hộ"),
    ]


def test_a_list_that_grew_is_no_target_reached(small_town: Town, drawn: Drawn) -> None:
    assign(small_town, "Thôn Mẫu Một", 2)
    becomes(small_town, "Lê Thị Giả Định", HouseholdClass.POOR, date(2026, 5, 4))
    small_town.officer.types("/bieudo")
    small_town.officer.taps("Chỉ tiêu")
    assert ("Thôn Mẫu Một", 0.0, "tăng 1 hộ") in [
        (row.name, row.share, row.said) for row in drawn.targets.rows
    ]


def test_a_village_head_sees_the_own_village_and_the_whole_commune(small_town: Town, drawn: Drawn) -> None:
    small_town.head.types("/bieudo")
    assert drawn.rates.frame.place == "Thôn Mẫu Một, Xã Mẫu, Tỉnh Mẫu"
    small_town.head.taps("Chỉ tiêu")
    assert [row.name for row in drawn.targets.rows] == ["Thôn Mẫu Một", "Xã Mẫu"]
    assert not any("Thôn Mẫu Hai" in label or "▴" in label for label in small_town.head.buttons())


def test_places_of_others_are_refused_and_so_are_forged_buttons(small_town: Town, drawn: Drawn) -> None:
    assert "Không có “Xã Khác”" in small_town.officer.types("/bieudo Xã Khác")
    for kind in "rmt":
        said = small_town.officer.taps_data(0, f"bd.{kind}||at|{small_town.units['Xã Khác'].id}|2026")
        assert said == "Không tìm thấy đơn vị này trong địa bàn của anh/chị ạ."
    assert not drawn.charts


def test_an_old_button_is_told_apart(small_town: Town) -> None:
    assert "màn hình cũ" in small_town.officer.taps_data(0, "bd.r||other|1")


def test_rights_are_those_of_the_moment_the_chart_leaves(small_town: Town, drawn: Drawn) -> None:
    from handlers.late import make

    with unit_of_work(small_town.engine) as db:
        moved = update(Appointment).where(Appointment.unit_id == small_town.units["Xã Mẫu"].id)  # type: ignore[arg-type] # a column
        db.execute(moved.values(unit_id=small_town.units["Xã Khác"].id))
        args = {"kind": "r", "unit": small_town.units["Xã Mẫu"].id, "year": 2026, "page": 0}
        made = make(db, 21, ("chart", args), small_town.now, Config())
    assert "không thuộc phần việc" in str(made)
    assert not drawn.charts


def test_in_english(small_town: Town, drawn: Drawn) -> None:
    small_town.officer.types("/ngonngu")
    assert "At the start, 01/01/2026: 4.00%" in small_town.officer.types("/bieudo")
    assert drawn.rates.frame.title == "Poverty rate over the years"


FRAME = Frame("Tỷ lệ hộ nghèo qua các năm", "Xã Mẫu, Tỉnh Mẫu", ["Số liệu sơ bộ."])
PICTURES = {
    "rates": lambda: rate_chart(
        RateChart(
            frame=FRAME,
            series=[[Point(2025.0, 8.1), Point(2026.0, 6.7), Point(2026.9, 6.1)], [Point(2027.0, 9.0)]],
            aims=[Aim(Point(2026.0, 6.7), Point(2027.0, 5.2))],
            goal=(3.0, "đến năm 2030 còn dưới 3%"),
            begun="chuẩn nghèo mới",
            names=("Tỷ lệ hộ nghèo", "Mục tiêu từng năm"),
            show=str,
        )
    ),
    "nobody poor": lambda: rate_chart(
        RateChart(FRAME, [[Point(2026.0, 0.0), Point(2026.1, 0.0)]], [], None, "", ("Tỷ lệ", "Mục tiêu"), str)
    ),
    "months": lambda: month_chart(MonthChart(FRAME, [("a", range(12)), ("b", [0] * 12), ("c", [1] * 12)])),
    "targets": lambda: target_chart(
        TargetChart(
            FRAME, [Row("Thôn 1", None, "chưa có"), Row("Thôn 2", 1.6, "vượt"), Row("Thôn 3", 0.0, "")]
        )
    ),
    "many units": lambda: target_chart(TargetChart(FRAME, [Row(f"Thôn {n}", 0.5, "1/2") for n in range(16)])),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_every_kind_of_chart_is_drawn(picture: str) -> None:
    content = PICTURES[picture]()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 20_000
