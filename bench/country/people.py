"""Invented units and the people appointed to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bench.country.sinks import Sink
    from bench.country.size import Size

FIRST_CHAT = 1_000_000
BEGAN = "2020-01-01"
MOMENT = "2020-01-01 00:00:00+00:00"
_SYLLABLES = (
    "An Bình Cẩm Châu Đông Gia Hà Hải Hòa Hưng Khánh Kim Lạc Lâm Lệ Linh Lộc Mai Minh Mỹ Nam Ngân Nghĩa Ngọc Nhơn "
    "Phong Phú Phước Quảng Sơn Tân Tây Thanh Thành Thịnh Thủy Tiên Trà Trung Trường Tuyên Vạn Văn Vĩnh Xuân Yên"
).split()


@dataclass(frozen=True, slots=True)
class Country:
    """The tree of units: the first id of each level, and for each village its commune's and province's number."""

    size: Size
    commune_of: NDArray[np.int64]
    province_of: NDArray[np.int64]

    @property
    def first_province(self) -> int:
        """The id of the first province; the country itself is 1."""
        return 2

    @property
    def first_commune(self) -> int:
        """The id of the first commune."""
        return self.first_province + self.size.provinces

    @property
    def first_village(self) -> int:
        """The id of the first village."""
        return self.first_commune + self.size.communes


def draw_country(size: Size, dice: np.random.Generator) -> Country:
    """Spread villages over communes and communes over provinces, every one with some."""
    communes = np.sort(dice.integers(0, size.provinces, size.communes))
    communes[: size.provinces] = np.arange(size.provinces)
    villages = np.concatenate(
        [np.arange(size.communes), dice.integers(0, size.communes, size.villages - size.communes)]
    )
    return Country(size, np.sort(villages), np.sort(communes))


def _fold(name: str) -> str:
    from store.rules.vietnamese import fold  # noqa: PLC0415 - the program's own key

    return fold(name)


def put_units(sink: Sink, country: Country) -> None:
    """Put every unit, each with its people: a viewer for country and provinces, an officer, a village head."""
    names = [(name, _fold(name)) for name in (f"{one} {other}" for one in _SYLLABLES for other in _SYLLABLES)]
    rows = list(_units(country, names))
    columns = "id code name key level area poor parent_id path households people valid_from sort_key".split()
    sink.put("unit", columns, ((*row, row[3]) for row in rows))  # no name has a number in it
    sink.put(
        "chat",
        ["chat_id", "language", "last_message_id", "alert_round", "wrong_tokens"],
        ((FIRST_CHAT + row[0], "vi", 0, 0, 0) for row in rows),
    )
    sink.put(
        "person",
        ["id", "chat_id", "name", "created_at"],
        ((row[0], FIRST_CHAT + row[0], f"Người Thử {row[0]}", MOMENT) for row in rows),
    )
    roles = {
        "country": "viewer",
        "province": "viewer",
        "commune": "commune_officer",
        "village": "village_head",
    }
    sink.put(
        "appointment",
        ["id", "person_id", "unit_id", "role", "since"],
        ((row[0], row[0], row[0], roles[row[4]], MOMENT) for row in rows),
    )


def _units(country: Country, names: list[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    size = country.size
    yield (1, "VN", "Cả nước", "ca nuoc", "country", "plain", False, None, "/1/", 0, 0, BEGAN)
    for number in range(size.provinces):
        unit_id = country.first_province + number
        name, key = names[number * 7 % len(names)]
        yield (
            unit_id,
            f"{number:02}",
            f"Tỉnh {name}",
            f"tinh {key}",
            "province",
            "plain",
            False,
            1,
            f"/1/{unit_id}/",
            0,
            0,
            BEGAN,
        )
    for number, province in enumerate(country.province_of.tolist()):
        unit_id, above = country.first_commune + number, country.first_province + province
        name, key = names[number * 11 % len(names)]
        area = ("plain", "midland", "mountain")[number % 3]
        yield (
            unit_id,
            f"{10_000 + number}",
            f"Xã {name}",
            f"xa {key}",
            "commune",
            area,
            number % 9 == 0,
            above,
            f"/1/{above}/{unit_id}/",
            0,
            0,
            BEGAN,
        )
    for number, commune in enumerate(country.commune_of.tolist()):
        unit_id, above = country.first_village + number, country.first_commune + commune
        top = country.first_province + int(country.province_of[commune])
        name, key = names[number * 13 % len(names)]
        area = ("plain", "midland", "mountain")[commune % 3]
        yield (
            unit_id,
            f"{10_000 + commune}-{number}",
            f"Thôn {name}",
            f"thon {key}",
            "village",
            area,
            False,
            above,
            f"/1/{top}/{above}/{unit_id}/",
            180,
            720,
            BEGAN,
        )
