"""Photos of the papers: up to five, an album answered once, none lost for coming early or late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.incoming import Document, Photo
from tests.handlers.reporting import answers, begins, does, last_report

if TYPE_CHECKING:
    from tests.town import Town


def test_whoever_is_asked_for_photos_is_warned_of_identity_cards(small_town: Town) -> None:
    seen = begins(small_town.head, until="photos")
    assert "tối đa 5 ảnh" in seen
    assert "Không gửi ảnh căn cước" in seen


def test_up_to_five_photos_are_kept_in_order_and_a_sixth_is_refused_politely(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="photos")
    for number in range(1, 6):
        assert f"Đã nhận ảnh ({number}/5)" in head.shows(f"photo-{number}")
    assert "đã đủ 5 ảnh" in head.shows("photo-6")
    does(head, "Xong", "✅ Gửi")
    assert last_report(small_town).photos == [f"photo-{number}" for number in range(1, 6)]


def test_an_album_is_answered_by_one_message(town: Town) -> None:
    head = town.head
    begins(head, until="photos")
    messages = len(head.messages)
    for number in range(3):
        head.shows(f"photo-{number}", album="album-1")
    assert len(head.messages) == messages + 1
    assert "Đã nhận ảnh (3/5)" in head.sees()


def test_photos_of_an_album_that_come_after_one_has_gone_on_are_kept_as_well(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="photos")
    head.shows("photo-1", album="album-1")
    head.taps("Xong")
    seen = head.shows("photo-2", album="album-1")
    assert "Đã nhận ảnh (2/5)" in seen
    assert "Xem lại trước khi gửi" in seen
    head.taps("✅ Gửi")
    assert last_report(small_town).photos == ["photo-1", "photo-2"]


def test_a_photo_sent_before_it_is_asked_for_is_kept_and_the_question_stays(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="signed")
    seen = head.shows("early")
    assert "Đã nhận ảnh (1/5)" in seen
    assert "Mẫu số 04" in seen
    does(head, "Có, đã ký", "Hôm nay", "4 người")
    assert answers(small_town, head)["pictures"] == ["early"]


def test_the_words_under_a_photo_are_said_not_to_be_kept(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="photos")
    small_town.receives(
        Photo(head.chat_id, small_town.next_message_id(), head.name, "photo-1", None, "nhà ông Thử")
    )
    assert "Chữ kèm theo ảnh không được lưu" in head.sees()


def test_a_wrong_photo_can_be_taken_back(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="photos")
    head.shows("right")
    head.shows("wrong")
    assert "Đã có 1 ảnh" in head.taps("Bỏ ảnh gửi sau cùng")
    does(head, "Xong", "✅ Gửi")
    assert last_report(small_town).photos == ["right"]


def test_words_typed_at_the_photos_are_answered_helpfully(small_town: Town) -> None:
    begins(small_town.head, until="photos")
    seen = small_town.head.types("giấy đề nghị đây")
    assert "Chỗ này chỉ nhận ảnh" in seen
    assert "Bỏ qua" in small_town.head.buttons()


def test_that_there_are_no_photos_can_be_typed(small_town: Town) -> None:
    begins(small_town.head, until="photos")
    assert "Xem lại trước khi gửi" in small_town.head.types("bo qua")


def test_a_picture_sent_as_a_file_is_asked_for_as_a_picture(small_town: Town) -> None:
    head = small_town.head
    begins(head, until="photos")
    small_town.receives(
        Document(head.chat_id, small_town.next_message_id(), head.name, "file-1", "don.jpg", "image/jpeg")
    )
    assert "gửi lại dưới dạng ảnh" in head.sees()
    assert "Bỏ qua" in head.buttons()


def test_photos_have_no_place_where_no_form_asks_for_them(small_town: Town) -> None:
    assert "Lúc này chưa cần ảnh" in small_town.head.shows()


def test_a_question_of_another_form_stays_when_a_photo_comes(small_town: Town) -> None:
    small_town.head.types("/tracuu")
    assert "chưa cần ảnh" in small_town.head.shows()
