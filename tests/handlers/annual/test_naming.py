"""How papers write the names of places."""

from __future__ import annotations

import pytest

from handlers.annual.naming import inline, place_of_date, whole


@pytest.mark.parametrize(
    ("name", "within", "dated", "all_of_it"),
    [
        ("Xã Kim Ngân", "xã Kim Ngân", "Kim Ngân", "toàn xã"),
        ("Phường Bàn Thạch", "phường Bàn Thạch", "Bàn Thạch", "toàn phường"),
        ("Thành phố Đà Nẵng", "thành phố Đà Nẵng", "Đà Nẵng", "toàn thành phố"),
        (
            "Thị trấn Nông trường Lệ Ninh",
            "thị trấn Nông trường Lệ Ninh",
            "Nông trường Lệ Ninh",
            "toàn thị trấn",
        ),
        ("Phường 1", "phường 1", "Phường 1", "toàn phường"),
        ("Đặc khu Cồn Cỏ", "đặc khu Cồn Cỏ", "Cồn Cỏ", "toàn đặc khu"),
        ("Kim Ngân", "Kim Ngân", "Kim Ngân", "toàn xã"),
        ("Xã Bản Xen", "xã Bản Xen", "Bản Xen", "toàn xã"),
    ],
)
def test_a_name_in_a_sentence_before_a_date_and_as_a_whole(
    name: str, within: str, dated: str, all_of_it: str
) -> None:
    assert inline(name) == within
    assert place_of_date(name) == dated
    assert whole(name, "xã") == all_of_it
