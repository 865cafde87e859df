import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.rules.names import find_names, initials, tidy_name
from store.rules.refusal import Refusal
from store.rules.vietnamese import fold

PEOPLE = [
    "Hồ Văn Ân", "Hồ Văn An", "Hồ Thị Hòa", "Nguyễn Văn Tuấn", "Nguyễn Anh Tuấn", "Lê Thị Mỹ", "Pơ Loong Vân",
    "Ch’Ơm Bríu", "Trần Văn An", "Võ Thị Thủy", "Hoàng Minh Đức", "Phan Thị Thúy",
]  # fmt: skip
WORDS = [
    "Hồ", "Nguyễn", "Lê", "Võ", "Phan", "Hoàng", "Văn", "Thị", "Hữu", "Đức", "Ngọc", "Quý", "Thủy", "Hòa", "Khuyên",
    "Tường", "Lượng", "Giang", "Đặng", "Ưng", "Yến", "Thuận", "Quỳnh", "Xuân", "Huệ", "Bưởi", "Ánh", "Giỏi",
]  # fmt: skip
full_names = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True).map(" ".join)

TELEX_MARKS = {
    "\u0302": lambda letter: letter, "\u0306": lambda _: "w", "\u031b": lambda _: "w",
}  # fmt: skip
TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI_MARKS = {"\u0302": lambda _: "6", "\u0306": lambda _: "8", "\u031b": lambda _: "7"}
VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


def struck(name: str, marks: dict[str, Callable[[str], str]], tones: dict[str, str], stroke: str) -> str:
    """The keys that a typist of Telex or VNI strikes: marks behind their letter, the tone at the word's end."""
    words = []
    for word in name.split():
        keys, tone = "", ""
        for sign in unicodedata.normalize("NFD", word):
            if sign in tones:
                tone = tones[sign]
            elif sign in marks:
                keys += marks[sign](keys[-1].lower())
            else:
                keys += stroke if sign == "đ" else stroke.capitalize() if sign == "Đ" else sign
        words.append(keys + tone)
    return " ".join(words)


def in_telex(name: str) -> str:
    return struck(name, TELEX_MARKS, TELEX_TONES, "dd")


def in_vni(name: str) -> str:
    return struck(name, VNI_MARKS, VNI_TONES, "d9")


def find(typed: str, people: list[str] = PEOPLE, limit: int = 5) -> list[str]:
    return find_names(typed, people, name=str, limit=limit)


@given(full_names, st.lists(full_names, max_size=5))
def test_a_name_is_found_first_however_it_is_typed(name: str, others: list[str]) -> None:
    people = [*(other for other in others if fold(other) != fold(name)), name]
    for typed in (
        name,
        fold(name),
        name.upper(),
        in_telex(name),
        in_vni(name),
        unicodedata.normalize("NFD", name),
    ):
        assert find(typed, people)[0] == name


@given(full_names)
def test_a_name_struck_in_raw_keys_is_kept_as_it_was_meant(name: str) -> None:
    assert tidy_name(in_vni(name)) == name
    assert tidy_name(in_telex(name).lower()) in {name, in_telex(name).lower().title()}


@given(full_names)
def test_a_name_is_found_by_its_given_name_and_by_its_words_in_any_order(name: str) -> None:
    words = name.split()
    assert name in find(words[-1], [name])
    assert name in find(" ".join(reversed(words)), [name])
    assert name in find(f"{words[0]} {words[-1]}", [name])
    assert name in find("".join(words), [name])


@given(full_names, st.data())
def test_a_name_is_found_in_spite_of_one_slip(name: str, data: st.DataObject) -> None:
    key = fold(name)
    assume(len(key.split()[0]) > 2)
    place = data.draw(st.integers(0, len(key.split()[0]) - 2))
    dropped = key[:place] + key[place + 1 :]
    swapped = key[:place] + key[place + 1] + key[place] + key[place + 2 :]
    assert find(dropped, [name]) == [name]
    assert find(swapped, [name]) == [name]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Hồ Văn An", ["Hồ Văn An", "Hồ Văn Ân"]),
        ("Hồ Văn Ân", ["Hồ Văn Ân", "Hồ Văn An"]),
        ("Hoof Vawn Aan", ["Hồ Văn Ân", "Hồ Văn An"]),
        ("ho van an", ["Hồ Văn An", "Hồ Văn Ân"]),
        ("An", ["Hồ Văn An", "Trần Văn An", "Hồ Văn Ân"]),
        ("ông An", ["Hồ Văn An", "Trần Văn An", "Hồ Văn Ân"]),
        ("Hộ bà Hồ Thị Hòa (1965)", ["Hồ Thị Hòa"]),
        ("tuan", ["Nguyễn Văn Tuấn", "Nguyễn Anh Tuấn"]),
        ("anh tuấn", ["Nguyễn Anh Tuấn"]),
        ("Hoà", ["Hồ Thị Hòa"]),
        ("le thi mi", ["Lê Thị Mỹ"]),
        ("thuỷ", ["Võ Thị Thủy", "Phan Thị Thúy"]),
        ("loong van", ["Pơ Loong Vân"]),
        ("chom", ["Ch’Ơm Bríu"]),
        ("ngu", ["Nguyễn Văn Tuấn", "Nguyễn Anh Tuấn"]),
        ("hoang mnih duc", ["Hoàng Minh Đức"]),
        ("hongminhduc", ["Hoàng Minh Đức"]),
        ("van", ["Pơ Loong Vân", "Nguyễn Văn Tuấn", "Hồ Văn An", "Trần Văn An", "Hồ Văn Ân"]),
    ],
)
def test_the_likeliest_people_come_first(typed: str, found: list[str]) -> None:
    assert set(find(typed)) == set(found)
    assert find(typed)[0] == found[0]


@pytest.mark.parametrize(
    "typed", ["", "   ", "xyz", "Ho Van Em", "15/11", "Trịnh Công Sơn", "em", "a", "???"]
)
def test_nobody_is_found_for_a_name_that_is_not_there(typed: str) -> None:
    assert find(typed) == []


def test_an_exact_name_comes_before_one_with_a_slip() -> None:
    assert find("ho thi lan", ["Hồ Thị Lam", "Hồ Thị Lan"]) == ["Hồ Thị Lan", "Hồ Thị Lam"]


def test_people_of_the_same_name_stay_in_their_order_and_within_the_limit() -> None:
    people = [("Hồ Văn An", year) for year in (1960, 1950, 1970)]
    assert find_names("an", people, name=lambda person: person[0], limit=2) == people[:2]
    assert find_names("an", people, name=lambda person: person[0], limit=0) == []


@given(st.text(), st.lists(st.one_of(full_names, st.text()), max_size=5), st.integers(0, 3))
def test_whatever_is_typed_finds_people_of_the_list(typed: str, people: list[str], limit: int) -> None:
    found = find(typed, people, limit)
    assert len(found) <= limit
    assert all(person in people for person in found)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hồ văn an", "Hồ Văn An"), ("HỒ VĂN AN", "Hồ Văn An"), ("  Hồ   Văn An ", "Hồ Văn An"),
        ("Nguyễn văn an", "Nguyễn Văn An"), ("Hoof Vawn An", "Hồ Văn An"), ("Ho62 Va8n An", "Hồ Văn An"),
        ("ddinh thij lieen", "Đinh Thị Liên"), ("ch'ơm bríu", "Ch'Ơm Bríu"), ("Pơ Loong Vân", "Pơ Loong Vân"),
        ("Briu Loong", "Briu Loong"), ("Ho Van An", "Ho Van An"), ("A Lăng Bảo", "A Lăng Bảo"),
        (unicodedata.normalize("NFD", "Hồ Văn Ân"), "Hồ Văn Ân"),
    ],
)  # fmt: skip
def test_a_typed_name_is_tidied_before_it_is_kept(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "a", "12345", "Hồ Văn An 5", "http://x.vn", "x.vn", "<b>An</b>", "王小明", "---"]
)
def test_what_is_no_name_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match="ví dụ: Hồ Văn An"):
        tidy_name(typed)


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refusal, match="dài quá 60 chữ"):
        tidy_name("Hồ " * 30)


@pytest.mark.parametrize("typed", ["038065123456", "Hồ Văn An 038 065 123 456", "191234567", "0912 345 678"])
def test_an_identity_or_phone_number_is_not_taken(typed: str) -> None:
    with pytest.raises(Refusal, match="không gửi ở đây"):
        tidy_name(typed)


@given(st.one_of(st.text(), full_names, full_names.map(in_telex), full_names.map(str.lower)))
def test_whatever_is_typed_is_a_tidy_name_or_refused(typed: str) -> None:
    try:
        name = tidy_name(typed)
    except Refusal:
        return
    assert tidy_name(name) == name


def test_initials_stand_for_a_name_where_a_group_can_see_it() -> None:
    assert initials("Hồ Văn An") == "H.V.A."
    assert initials("Đặng Ưng") == "Đ.Ư."
