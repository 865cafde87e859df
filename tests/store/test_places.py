"""A place is found however it is typed, and only within one's own area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from store import places
from store.database import unit_of_work
from store.people import Seat, Viewer
from store.rules.levels import Level
from store.rules.placenames import meanings, splits
from store.rules.roles import Role
from store.rules.text import Language
from tests.town import add_unit

if TYPE_CHECKING:
    from sqlmodel import Session

    from store.tables import Unit
    from tests.town import Town


def build(db: Session, town: Town) -> dict[str, Unit]:
    """Add a second province to the town, with names that are hard to tell apart."""
    made = dict(town.units)
    country = add_unit(db, "Cả nước", Level.COUNTRY, None, code="0")
    province = add_unit(db, "Tỉnh Quảng Trị", Level.PROVINCE, country, code="44")
    communes = {
        "19318": "Xã Kim Ngân",
        "19249": "Xã Lệ Thủy",
        "19255": "Xã Cam Hồng",
        "19291": "Xã Tân Mỹ",
        "20458": "Xã Bản Xen",
        "20950": "Xã Bha Lê",
    }
    for code, name in communes.items():
        made[name] = add_unit(db, name, Level.COMMUNE, province, code=code)
    for commune in ("Xã Kim Ngân", "Xã Lệ Thủy"):
        for number in (1, 2, 3, 12):
            name = f"Thôn {number}"
            made[f"{name} {commune}"] = add_unit(
                db, name, Level.VILLAGE, made[commune], code=f"{made[commune].code}-{number:02}"
            )
    made["Bản Khe Mẫu"] = add_unit(db, "Bản Khe Mẫu", Level.VILLAGE, made["Xã Kim Ngân"], code="19318-91")
    return {**made, "Tỉnh Quảng Trị": province, "Cả nước": country}


def names(
    db: Session, town: Town, typed: str, *own: Unit, role: Role = Role.VIEWER
) -> list[tuple[str, str | None]]:
    viewer = Viewer(1, Language.VI, None, tuple(Seat(role, unit) for unit in own))
    today = town.now.astimezone(town.config.zone).date()
    return [(found.unit.name, found.above) for found in places.find(db, viewer, typed, today)]


EACH = ("Cả nước", "Tỉnh Quảng Trị", "Xã Kim Ngân")
KIM_NGAN = [("Xã Kim Ngân", "Tỉnh Quảng Trị")]


@pytest.mark.parametrize(
    "typed",
    [
        "xã Kim Ngân",
        "kim ngan",
        "KIM NGÂN",
        "  Kim   Ngân ",
        "Kim Ngaan",
        "xax Kim Ngaan",
        "Kim Nga6n",
        "xa4 kim ngan",
        "x. kim ngân",
        "19318",
        "kim nagn",
        "kimngan",
        "kim ngân quảng trị",
        "xã kim ngân, tỉnh quảng trị",
        "quảng trị kim ngân",
        "tinh quang tri, x. kim ngan",
    ],
)
def test_a_commune_is_found_however_it_is_typed(small_town: Town, typed: str) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        for own in EACH:
            assert names(db, small_town, typed, units[own]) == KIM_NGAN, own


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Lệ Thuỷ", "Xã Lệ Thủy"),
        ("Lệ Thủy", "Xã Lệ Thủy"),
        ("le thuy", "Xã Lệ Thủy"),
        ("Leej Thuyr", "Xã Lệ Thủy"),
        ("tan mi", "Xã Tân Mỹ"),
        ("Tân Mĩ", "Xã Tân Mỹ"),
        ("ban xen", "Xã Bản Xen"),
        ("bhale", "Xã Bha Lê"),
        ("tinh quang tri", "Tỉnh Quảng Trị"),
        ("thon khe mau", "Bản Khe Mẫu"),
        ("khe mau kim ngan", "Bản Khe Mẫu"),
        ("khe mua", "Bản Khe Mẫu"),
    ],
)
def test_spellings_vary_and_the_word_for_the_kind_of_place_too(
    small_town: Town, typed: str, found: str
) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        assert [name for name, _ in names(db, small_town, typed, units["Tỉnh Quảng Trị"])] == [found]


@pytest.mark.parametrize(
    "typed",
    [
        "thon 2 xa kim ngan",
        "thôn 2, Kim Ngân",
        "t2 kim ngan",
        "thôn hai kim ngân",
        "thon 2 xa kim nga6n",
        "thôn 2, xã Kim Ngân, tỉnh Quảng Trị",
        "thon 2 kim ngan quang tri",
        "kim ngan thon 2",
        "quang tri, kim ngan, thon 2",
    ],
)
def test_a_village_is_found_within_the_commune_that_was_named(small_town: Town, typed: str) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        for own in EACH:
            assert names(db, small_town, typed, units[own]) == [("Thôn 2", "Xã Kim Ngân")], own


def test_several_places_of_one_name_are_all_found_each_with_the_one_above_it(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        both = [("Thôn 2", "Xã Kim Ngân"), ("Thôn 2", "Xã Lệ Thủy")]
        assert names(db, small_town, "thôn 2", units["Cả nước"]) == both
        assert names(db, small_town, "thôn 2", units["Xã Lệ Thủy"]) == both[1:]


def test_a_number_is_never_a_slip(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        assert names(db, small_town, "thôn 4", units["Xã Kim Ngân"]) == []


def test_the_marks_typed_decide_between_names_that_share_their_letters(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        for name in ("Bản Khe Cá", "Bản Khe Cả"):
            add_unit(db, name, Level.VILLAGE, units["Xã Kim Ngân"], code=name)
        own = units["Xã Kim Ngân"]
        assert [name for name, _ in names(db, small_town, "khe cả", own)] == ["Bản Khe Cả"]
        assert len(names(db, small_town, "khe ca", own)) == 2


def test_a_commune_comes_before_a_village_of_its_name(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        add_unit(db, "Thôn Lệ Thủy", Level.VILLAGE, units["Xã Kim Ngân"], code="x")
        own = units["Tỉnh Quảng Trị"]
        assert [name for name, _ in names(db, small_town, "lệ thủy", own)] == ["Xã Lệ Thủy"]
        assert [name for name, _ in names(db, small_town, "thôn lệ thủy", own)] == ["Thôn Lệ Thủy"]


@pytest.mark.parametrize(
    "typed",
    [
        "Lệ Thủy",
        "19249",
        "thôn 2 lệ thủy",
        "le thyu",
        "quang tri",
        "cả nước",
        "không có",
        "",
        "...",
        "x" * 999,
    ],
)
def test_what_lies_outside_ones_area_is_not_found_and_looks_like_what_does_not_exist(
    small_town: Town, typed: str
) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        for own in ("Xã Kim Ngân", "Thôn 1 Xã Kim Ngân"):
            assert names(db, small_town, typed, units[own]) == []
        assert names(db, small_town, typed) == []


def test_what_exists_no_more_is_not_found(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        units["Xã Kim Ngân"].valid_to = units["Xã Kim Ngân"].valid_from
        assert names(db, small_town, "kim ngan", units["Cả nước"]) == []


def test_whoever_holds_two_seats_finds_what_lies_in_either(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        own = [units["Xã Kim Ngân"], units["Xã Lệ Thủy"]]
        assert len(names(db, small_town, "thôn 3", *own)) == 2
        assert len(names(db, small_town, "thôn 3 lệ thủy", *own)) == 1


def test_a_typed_place_is_split_at_every_word_and_read_in_every_way() -> None:
    assert splits("thon 2 kim ngan")[0] == ("thon 2 kim", "ngan")
    assert "to dan pho 2 phuong an hai" in meanings("tdp 2 p. An Hải")


@pytest.mark.parametrize(
    "typed",
    [
        "thôn mẫu hai có bao nhiêu hộ nghèo chưa nộp báo cáo",
        "hooj ngheof thoon mif hoir khi mij ngwoif ddi lys chuaw kys",
        "ly mi ky hy ti si ly mi ky hy ti si",
        "anh cho em hỏi là hôm qua em có gửi báo cáo của hộ ông Tư ở cuối xóm mà chưa thấy trả lời vậy giờ sao",
    ],
)
def test_a_sentence_about_no_place_looks_for_some_hundreds_of_names_and_no_more(
    small_town: Town, typed: str
) -> None:
    asked_at_once: list[int] = []
    event.listen(
        small_town.engine,
        "before_cursor_execute",
        lambda *statement: asked_at_once.append(len(statement[3])),
    )
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        asked_at_once.clear()
        assert names(db, small_town, typed, units["Xã Kim Ngân"]) == []
    assert 0 < max(asked_at_once) < 500


def test_everyone_finds_their_own_place_by_its_name(town: Town) -> None:
    """On both databases."""
    with unit_of_work(town.engine) as db:
        for name in ("Thôn Mẫu Một", "Xã Mẫu", "Tỉnh Mẫu"):
            assert names(db, town, name, town.units[name])[0][0] == name
            assert names(db, town, f"{name}x", town.units[name])[0][0] == name
        assert names(db, town, "thon mau hai xa mau", town.units["Xã Mẫu"]) == [("Thôn Mẫu Hai", "Xã Mẫu")]


def test_what_is_named_by_most_of_the_words_is_offered_and_never_taken_for_granted(small_town: Town) -> None:
    """The district of Lệ Thủy is gone, and people still write it behind the commune."""
    typed = "thon 2 xa kim ngan le thuy"
    with unit_of_work(small_town.engine) as db:
        units = build(db, small_town)
        for own in EACH:
            assert names(db, small_town, typed, units[own]) == [], own
            viewer = Viewer(1, Language.VI, None, (Seat(Role.VIEWER, units[own]),))
            [offered] = places.partly(db, viewer, typed, small_town.now.date())
            assert (offered.unit.name, offered.above, offered.sure) == ("Thôn 2", "Xã Kim Ngân", False), own
        viewer = Viewer(1, Language.VI, None, (Seat(Role.VIEWER, units["Xã Lệ Thủy"]),))
        for foreign in ("xã kim ngân", "khe mẫu kim ngân", "không có ở đâu cả"):
            assert places.partly(db, viewer, foreign, small_town.now.date()) == [], foreign
