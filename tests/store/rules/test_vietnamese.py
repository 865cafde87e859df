import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.telex import telex, vni
from store.rules.vietnamese import (
    fold,
    is_nothing,
    match_key,
    name_order,
    readings,
    spelling,
    toneless,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Hồ Văn An", "ho van an"),
        ("  HỒ   văn-an. ", "ho van an"),
        ("Đặng Thị Lý", "dang thi ly"),
        ("Ch’Ơm", "chom"),
        ("Ch'Ơm", "chom"),
        ("15/11", "15 11"),
        (unicodedata.normalize("NFD", "Nguyễn"), "nguyen"),
        ("", ""),
    ],
)
def test_the_folded_key_has_no_marks_no_capitals_and_single_spaces(typed: str, key: str) -> None:
    assert fold(typed) == key


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_and_its_decomposed_form_have_one_key(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa", "Hoà"), ("Thủy", "Thuỷ"), ("Mỹ", "Mĩ"), ("Lý", "Lí"), ("Quý", "Quí"), ("HÒA", "hoà")],
)
def test_styles_of_writing_match(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(("one", "other"), [("Hay", "Hai"), ("Thúy", "Thúi"), ("Yến", "Iến"), ("Tây", "Tai")])
def test_y_and_i_differ_where_they_are_different_sounds(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_spelling_keeps_marks_but_not_the_place_of_the_tone() -> None:
    assert spelling("Hòa") == spelling("HOÀ") != spelling("Hoa")
    assert spelling("An") != spelling("Ân")


def test_a_word_can_be_freed_of_its_tone_alone() -> None:
    assert toneless("triệu rưỡi") == "triêu rươi"


@pytest.mark.parametrize(
    ("struck", "word"),
    [
        ("Hoof", "Hồ"), ("Hofo", "Hồ"), ("Vawn", "Văn"), ("Nguyeenx", "Nguyễn"), ("Nguyenxe", "Nguyễn"),
        ("Dduwcs", "Đức"), ("DDUWCS", "ĐỨC"), ("Ddangw", "Đăng"), ("Huwowng", "Hương"), ("Huongw", "Hương"),
        ("dduwojc", "được"), ("hoawcj", "hoặc"), ("muaw", "mưa"), ("quawng", "quăng"), ("Thuyr", "Thủy"),
        ("hoaf", "hòa"), ("Quys", "Quý"), ("giaf", "già"), ("tw", "tư"), ("ngoaif", "ngoài"), ("Buwur", "Bửu"),
        ("luuw", "lưu"), ("Hoasz", "Hoa"), ("thuws", "thứ"), ("Wng", "Ưng"), ("toans", "toán"),
    ],
)  # fmt: skip
def test_raw_telex_is_read(struck: str, word: str) -> None:
    assert telex(struck) == word


@pytest.mark.parametrize(
    ("struck", "word"),
    [
        ("Ho62", "Hồ"), ("Va8n", "Văn"), ("Nguye64n", "Nguyễn"), ("Nguyen64", "Nguyễn"), ("D9u71c", "Đức"),
        ("D9a8ng", "Đăng"), ("Hu7o7ng", "Hương"), ("Huong7", "Hương"), ("trieu65", "triệu"), ("Ly1", "Lý"),
        ("Hoa20", "Hoa"),
    ],
)  # fmt: skip
def test_raw_vni_is_read(struck: str, word: str) -> None:
    assert (vni(struck) or struck) == word


@pytest.mark.parametrize(
    "word", ["An", "Hồ", "Facebook", "Zalo", "Briu", "xyz", "15", "", "ww", "Washington"]
)
def test_a_word_that_is_not_telex_is_left_alone(word: str) -> None:
    assert telex(word) is None


@pytest.mark.parametrize("word", ["An", "15", "tr5", "n9", "a9", "b7", "Hồ1", "1a", "", "an8n8"])
def test_a_word_that_is_not_vni_is_left_alone(word: str) -> None:
    assert vni(word) is None


@pytest.mark.parametrize("endless", ["a" * 4096, "aw" * 2048, "a1" * 2048])
def test_a_whole_message_without_a_blank_is_no_word_to_decipher(endless: str) -> None:
    assert readings(endless) == (endless,)


def test_a_typed_word_is_read_as_it_stands_and_as_raw_keys() -> None:
    assert readings("Hoof Vawn An") == ("hoof vawn an", "ho van an")
    assert readings("Ho62 Va8n An") == ("ho62 va8n an", "ho van an")
    assert readings("Hồ Văn An") == ("ho van an",)


@given(st.text())
def test_whatever_is_typed_has_readings(text: str) -> None:
    assert readings(text)[0] == fold(text)


@pytest.mark.parametrize(
    "typed",
    ["có", "Có ạ", "co", "cos", "co1", "ok", "OK ạ", "dạ", "Dạ vâng ạ", "vâng", "đúng", "ddungs", "đúng rồi", "dung",
     "đồng ý", "dong y", "roi", "rồi", "yes", "ừ", "da co a", "đã ký", "ky roi", "có họp ạ"],
)  # fmt: skip
def test_a_yes_in_any_of_its_forms_is_yes(typed: str) -> None:
    assert yes_or_no(typed) is True


@pytest.mark.parametrize(
    "typed",
    ["không", "Không ạ", "khong", "khoong", "kho6ng", "ko", "k", "K", "hong", "hông", "chưa", "chua a", "sai",
     "dạ không", "không đồng ý", "ko dong y", "không có", "no", "vẫn chưa", "chua ky"],
)  # fmt: skip
def test_a_no_in_any_of_its_forms_is_no(typed: str) -> None:
    assert yes_or_no(typed) is False


@pytest.mark.parametrize("typed", ["", "đừng", "cô", "có lẽ", "15/11", "Hồ Văn An", "có không", "???"])
def test_what_is_neither_yes_nor_no_is_not_guessed(typed: str) -> None:
    assert yes_or_no(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "không còn",
        "khong",
        "ko có",
        "không",
        "Không thiếu chỉ số nào ạ",
        "hết rồi",
        "khoong conf",
        "chưa có",
        "0",
    ],
)
def test_nothing_can_be_said_in_many_ways(typed: str) -> None:
    assert is_nothing(typed)


@pytest.mark.parametrize("typed", ["", "nhà ở", "không có nước sạch", "còn 2 chỉ số", "10"])
def test_something_is_not_nothing(typed: str) -> None:
    assert not is_nothing(typed)


def test_names_are_sorted_by_given_name_then_whole_name_in_vietnamese_order() -> None:
    names = [
        "Hồ Văn Ân",
        "Lê Đức",
        "Võ Thị An",
        "Lê Dũng",
        "Hồ Văn An",
        "Lê Thị Ba",
        "Lê Thị Bá",
        "Lê Thị Bà",
    ]
    assert sorted(names, key=name_order) == [
        "Hồ Văn An", "Võ Thị An", "Hồ Văn Ân", "Lê Thị Ba", "Lê Thị Bà", "Lê Thị Bá", "Lê Dũng", "Lê Đức",
    ]  # fmt: skip


def test_a_letter_from_elsewhere_sorts_after_the_vietnamese_ones() -> None:
    assert sorted(["Øst", "Yến", ""], key=name_order) == ["", "Yến", "Øst"]
