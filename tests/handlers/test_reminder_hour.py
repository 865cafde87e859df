from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store.database import unit_of_work
from store.rules.calendar import Slot
from store.tables import Person

if TYPE_CHECKING:
    from tests.town import Town


def slot_of(town: Town, chat_id: int) -> Slot | None:
    with unit_of_work(town.engine) as db:
        return db.exec(select(Person).where(Person.chat_id == chat_id)).one().slot


def test_a_person_chooses_one_of_two_hours(small_town: Town) -> None:
    head = small_town.head
    assert "đang nhận lúc <b>07:30</b> (buổi sáng)" in head.types("/gionhac")
    assert head.buttons() == ["✓ 07:30 buổi sáng", "🌙 18:30 buổi tối"]
    assert "đang nhận lúc <b>18:30</b> (buổi tối)" in head.taps("18:30")
    assert head.buttons() == ["☀️ 07:30 buổi sáng", "✓ 18:30 buổi tối"]
    assert slot_of(small_town, 11) is Slot.EVENING


@pytest.mark.parametrize(
    ("typed", "slot"),
    [("/gionhac tối", Slot.EVENING), ("/gionhac 18:30", Slot.EVENING), ("/gionhac buoi sang", Slot.MORNING)],
)
def test_the_hour_can_be_typed_after_the_command(small_town: Town, typed: str, slot: Slot) -> None:
    assert f"<b>{slot.hour}</b>" in small_town.officer.types(typed)
    assert slot_of(small_town, 21) is slot


def test_words_that_mean_no_hour_are_answered_with_the_choice(small_town: Town) -> None:
    assert "Anh/chị muốn nhận lúc nào ạ?" in small_town.head.types("/gionhac lúc nào cũng được")
    assert slot_of(small_town, 11) is None


def test_an_old_button_changes_nothing(small_town: Town) -> None:
    small_town.head.types("/gionhac")
    message, _ = small_town.head.data("18:30")
    assert "màn hình cũ" in small_town.head.taps_data(message, "gn||noon")
    assert slot_of(small_town, 11) is None
