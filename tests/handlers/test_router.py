"""From what came in to who answers it; and that nothing a person sends makes the bot fall silent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from handlers import posting, router
from handlers.incoming import Contact, Document, Other, Spoken, Tapped
from handlers.letter import Letter
from handlers.reply import Button, Reply
from handlers.scene import Scene
from handlers.tap import MOST_BYTES, Tap, read_tap
from store.database import unit_of_work
from store.people import Viewer
from store.rules.text import Language, same
from store.tables import Chat, Person

if TYPE_CHECKING:
    from tests.town import Town


def test_an_unknown_command_is_answered_with_the_menu(town: Town) -> None:
    assert "Chưa có lệnh /khongco" in town.head.types("/khongco")
    assert town.head.menu


def test_words_that_mean_nothing_here_get_a_hint(town: Town) -> None:
    assert "chưa hiểu" in town.head.types("hôm nay trời đẹp")


def test_a_photo_out_of_place_is_answered(town: Town) -> None:
    assert "chưa cần ảnh" in town.head.shows()


def test_a_file_out_of_place_is_answered(small_town: Town) -> None:
    small_town.receives(Document(11, 500, "Bác Trưởng", "file-1", "danh-sach.xlsx", "application/zip"))
    assert "chưa cần ảnh hay tệp" in small_town.head.sees()


def test_a_sticker_is_passed_over_in_silence(small_town: Town) -> None:
    before = small_town.head.sees()
    small_town.receives(Other(11, 500, "Bác Trưởng"))
    assert small_town.head.sees() == before


def test_a_voice_message_is_answered_with_what_can_be_done_instead(small_town: Town) -> None:
    small_town.receives(Spoken(11, 500, "Bác Trưởng"))
    assert "chưa nghe được tin thoại" in small_town.head.sees()


def test_a_voice_message_in_the_middle_of_a_form_is_answered_with_the_question(small_town: Town) -> None:
    small_town.head.types("/baocao")
    small_town.receives(Spoken(11, 500, "Bác Trưởng"))
    assert "chưa nghe được tin thoại" in small_town.head.sees()
    assert "Hộ nào có thay đổi" in small_town.head.sees()


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("bao cao", "Hộ nào có thay đổi"), ("Tra cứu", "mã báo cáo"), ("trợ giúp", "Các việc anh/chị làm được")],
)
def test_the_name_of_a_command_does_as_well_as_the_command(small_town: Town, typed: str, seen: str) -> None:
    assert seen in small_town.head.types(typed)


def test_the_name_of_a_command_that_belongs_to_another_role_means_nothing(small_town: Town) -> None:
    assert "chưa hiểu" in small_town.head.types("xác minh")


def test_ones_own_phone_number_is_kept(town: Town) -> None:
    town.receives(Contact(11, 500, "Bác Trưởng", "0912345678", own=True))
    with unit_of_work(town.engine) as db:
        person = db.exec(select(Person).where(Person.chat_id == 11)).one()
    assert person.phone == "+84912345678"
    assert "0912 345 678" in town.head.sees()


def test_the_number_of_someone_else_is_not_kept(town: Town) -> None:
    town.receives(Contact(11, 500, "Bác Trưởng", "0912345678", own=False))
    assert "số của chính mình" in town.head.sees()


@pytest.mark.parametrize("data", ["", "|", "x", "khongco|1|a|b", "\x00", "report|cũ|a|b|c"])
def test_a_button_that_is_not_ours_is_acknowledged(small_town: Town, data: str) -> None:
    small_town.head.taps_data(1, data)
    assert "màn hình cũ" in small_town.head.toasts[-1]


def test_a_command_that_is_not_the_persons_is_refused_in_words(town: Town) -> None:
    assert "không thuộc phần việc" in town.head.types("/xacminh")
    assert "không thuộc phần việc" in town.officer.types("/baocao")


def test_when_something_breaks_the_person_and_the_administrators_are_told(town: Town) -> None:
    with unit_of_work(town.engine) as db:
        posts = router.apologise(db, 11, town.now, town.config, "u7")
    letters = {post.chat_id: Letter.from_json(post.body).text for post in posts}
    assert "Xin lỗi Bác Trưởng" in letters[11]
    assert "u7" in letters[41]
    assert set(letters) == {11, 41}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_whatever_is_typed_is_answered_and_never_breaks_anything(small_town: Town, text: str) -> None:
    for phone in (small_town.head, small_town.officer, small_town.stranger):
        phone.messages.clear()
        phone.types(text)
        assert phone.sees()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.text(max_size=60),
        st.from_regex(
            r"(baocao|join|xm|bcct|tc|cn|moi)\|[a-z0-9.]*\|[a-z]{1,4}(\|[0-9a-z]*){0,3}", fullmatch=True
        ),
    )
)
def test_whatever_a_button_claims_to_carry_is_answered(small_town: Town, data: str) -> None:
    for phone in (small_town.head, small_town.officer, small_town.stranger):
        small_town.receives(Tapped(phone.chat_id, 1, "x", data, "tap"))


@given(
    place=st.text("abcdefgh", min_size=1, max_size=8),
    action=st.text("abcxyz", min_size=1, max_size=3),
    values=st.lists(st.text("0123456789abc", max_size=8), max_size=3),
    stamp=st.text("abc.123", max_size=8),
)
def test_a_tap_reads_back_as_it_was_written(place: str, action: str, values: list[str], stamp: str) -> None:
    tap = Tap(place, action, tuple(values), stamp)
    assert len(tap.data().encode()) <= MOST_BYTES
    assert read_tap(tap.data()) == tap


def test_a_tap_that_the_channel_could_not_carry_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        Tap("x", "a", ("dài" * 40,)).data()
    with pytest.raises(ValueError, match="cannot be written"):
        Tap("x", "a", ("a|b",)).data()


@given(
    text=st.text(max_size=50),
    menu=st.none() | st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=2), max_size=2),
    edit=st.none() | st.integers(1, 2**31),
    toast=st.none() | st.text(min_size=1, max_size=9),
)
def test_a_letter_reads_back_as_it_was_written(
    text: str, menu: list[list[str]] | None, edit: int | None, toast: str | None
) -> None:
    letter = Letter(text=text, menu=menu, edit=edit, toast=toast)
    assert Letter.from_json(letter.to_json()) == letter
    json.loads(letter.to_json())


def test_a_button_shows_a_name_as_it_is_written(small_town: Town) -> None:
    reply = Reply(same("A & B <c>"), [[Button(same("A & B <c>"), Tap("x", "y"))]], to=11)
    scene = Scene(
        db=Session(small_town.engine),
        now=small_town.now,
        config=small_town.config,
        chat=Chat(chat_id=11),
        viewer=Viewer(11, Language.VI, None, ()),
        incoming=Other(11, 1, ""),
    )
    with scene.db:
        (post,) = posting.posts(scene, [reply])
    letter = Letter.from_json(post.body)
    assert letter.text == "A &amp; B &lt;c&gt;"
    assert letter.buttons[0][0][0] == "A & B <c>"


def test_a_message_bears_the_menu_or_buttons_and_never_both() -> None:
    with pytest.raises(ValueError, match="without buttons"):
        Reply(same("x"), [[Button(same("y"), Tap("x", "y"))]], menu=True)
