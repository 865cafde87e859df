"""The words of annual reports: whose they are, until when they may change, and who reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store import narratives
from store.database import unit_of_work
from store.people import NotAllowed
from store.rules.narratives import NarrativeClosed, Part, PersonalNumber
from store.tables import AuditRow, Narrative
from tests.filed import viewer

if TYPE_CHECKING:
    from tests.town import Town

TODAY = date(2026, 11, 20)
OFFICER, FAR_OFFICER, VIEWER, ADMINISTRATOR = 21, 23, 31, 41


def writes(
    town: Town, by: int, unit: str = "Xã Mẫu", *, year: int = 2026, today: date = TODAY, **words: str
) -> list[Part]:
    with unit_of_work(town.engine) as db:
        me = viewer(db, town, by)
        parts = {Part(name): text for name, text in words.items()}
        return narratives.write(db, me, town.units[unit], year, parts, now=town.now, today=today)


def written(town: Town, unit: str = "Xã Mẫu", year: int = 2026) -> dict[Part, str]:
    with unit_of_work(town.engine) as db:
        return narratives.written(db, town.units[unit], year)


def below(town: Town, by: int, year: int = 2026) -> dict[Part, list[tuple[str, str]]]:
    """Return what somebody can read of what the offices of the province wrote."""
    with unit_of_work(town.engine) as db:
        found = narratives.written_below(db, viewer(db, town, by), town.units["Tỉnh Mẫu"], year)
        return {part: [(unit.name, text) for unit, text in entries] for part, entries in found.items()}


def test_a_part_is_kept_and_replaced_and_taken_away(town: Town) -> None:
    assert writes(town, OFFICER, strengths="Bà con đồng thuận.", proposals="Thêm vốn.") == [
        Part.STRENGTHS,
        Part.PROPOSALS,
    ]
    assert writes(town, OFFICER, strengths="Bà con rất đồng thuận.", proposals="") == [
        Part.STRENGTHS,
        Part.PROPOSALS,
    ]
    assert written(town) == {Part.STRENGTHS: "Bà con rất đồng thuận."}


def test_only_what_changes_is_written_and_logged(small_town: Town) -> None:
    writes(small_town, OFFICER, strengths="Bà con đồng thuận.")
    assert writes(small_town, OFFICER, strengths="Bà con  đồng thuận. ", awards="") == []
    with unit_of_work(small_town.engine) as db:
        assert [row.detail for row in db.exec(select(AuditRow))] == ["unit 91001, 2026: strengths"]
        assert db.exec(select(Narrative)).one().by == viewer(db, small_town, OFFICER).person_id


def test_an_office_writes_its_own_words_and_no_others(small_town: Town) -> None:
    writes(small_town, ADMINISTRATOR, "Tỉnh Mẫu", strengths="Của tỉnh.")
    for by, unit in (
        (FAR_OFFICER, "Xã Mẫu"),
        (VIEWER, "Tỉnh Mẫu"),
        (ADMINISTRATOR, "Xã Mẫu"),
        (OFFICER, "Thôn Mẫu Một"),
    ):
        with pytest.raises(NotAllowed):
            writes(small_town, by, unit, strengths="Không được ghi.")
    assert written(small_town) == {}


def test_words_are_closed_when_their_year_is_over(small_town: Town) -> None:
    writes(small_town, OFFICER, strengths="Kịp.", today=date(2026, 12, 31))
    with pytest.raises(NarrativeClosed):
        writes(small_town, OFFICER, strengths="Muộn.", today=date(2027, 1, 1))
    assert written(small_town) == {Part.STRENGTHS: "Kịp."}


def test_one_wrong_part_keeps_all_from_being_written(small_town: Town) -> None:
    with pytest.raises(PersonalNumber):
        writes(small_town, OFFICER, strengths="Tốt.", examples="Hộ có CCCD 044123456789.")
    assert written(small_town) == {}


def test_the_level_above_reads_those_of_its_area_by_name(small_town: Town) -> None:
    writes(small_town, OFFICER, strengths="Của Xã Mẫu.")
    writes(small_town, FAR_OFFICER, "Xã Khác", strengths="Của Xã Khác.")
    writes(small_town, OFFICER, year=2026, proposals="Thêm vốn.")
    assert below(small_town, VIEWER) == {
        Part.STRENGTHS: [("Xã Khác", "Của Xã Khác."), ("Xã Mẫu", "Của Xã Mẫu.")],
        Part.PROPOSALS: [("Xã Mẫu", "Thêm vốn.")],
    }
    with unit_of_work(small_town.engine) as db:
        me = viewer(db, small_town, VIEWER)
        assert narratives.writers_below(db, me, small_town.units["Tỉnh Mẫu"], 2026) == 2
    assert below(small_town, OFFICER) == {
        Part.STRENGTHS: [("Xã Mẫu", "Của Xã Mẫu.")],
        Part.PROPOSALS: [("Xã Mẫu", "Thêm vốn.")],
    }
    assert below(small_town, VIEWER, year=2025) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hộ ông Hồ Văn Thử đã thoát nghèo.", ["Hồ Văn Thử"]),
        ("ho van thu da thoat ngheo", ["Hồ Văn Thử"]),
        ("Hộ Hố Văn Thừ là hộ khác.", []),
        ("Ông Phan Thị Ngoài ở xã khác.", []),
        ("Hồ Văn ở Thôn Mẫu Một", []),
        ("Có 20 hộ thoát nghèo.", []),
    ],
)
def test_names_of_households_of_ones_own_area_are_noticed(town: Town, text: str, found: list[str]) -> None:
    with unit_of_work(town.engine) as db:
        assert narratives.names_in(db, viewer(db, town, OFFICER), text) == found
        assert narratives.names_in(db, viewer(db, town, VIEWER), text) == []
