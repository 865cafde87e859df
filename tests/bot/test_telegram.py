"""What Telegram sends is read into what people did, however strange it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram import chat_of, read_update
from handlers.incoming import (
    Command,
    Contact,
    Document,
    Incoming,
    Other,
    Photo,
    Presence,
    Spoken,
    Tapped,
    Words,
)

PRIVATE = {"id": 7, "type": "private"}
LAN = {"id": 7, "first_name": "Lan", "last_name": "Nguyễn"}


def written(**content: Any) -> Incoming | None:
    message = {"message_id": 3, "chat": PRIVATE, "from": LAN, **content}
    return read_update(json.dumps({"update_id": 1, "message": message}))


def test_words_are_words() -> None:
    assert written(text="Hộ ông Páo") == Words(7, 3, "Lan Nguyễn", "Hộ ông Páo")


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/baocao", "baocao", ""),
        ("/BaoCao@chungtay_bot", "baocao", ""),
        ("/start  abc_DEF-1 ", "start", "abc_DEF-1"),
        ("/tracuu@chungtay_bot Lò Văn A\nbản Nà Lừ", "tracuu", "Lò Văn A\nbản Nà Lừ"),
    ],
)
def test_a_command_has_a_name_and_an_argument(text: str, name: str, argument: str) -> None:
    assert written(text=text) == Command(7, 3, "Lan Nguyễn", name, argument)


@pytest.mark.parametrize("text", ["/", "/ 1", "15/11", "/có"])
def test_what_only_looks_like_a_command_is_words(text: str) -> None:
    assert isinstance(written(text=text), Words)


def test_the_largest_size_of_a_photo_counts() -> None:
    sizes = [{"file_id": "small"}, {"file_id": "large"}]
    assert written(photo=sizes, media_group_id="g", caption="Mẫu 04") == Photo(
        7, 3, "Lan Nguyễn", "large", "g", "Mẫu 04"
    )


def test_a_document_has_a_name_and_a_type() -> None:
    file = {"file_id": "f", "file_name": "hộ.xlsx", "mime_type": "application/x"}
    assert written(document=file) == Document(7, 3, "Lan Nguyễn", "f", "hộ.xlsx", "application/x")


@pytest.mark.parametrize(("owner", "own"), [(7, True), (8, False), (None, False)])
def test_a_contact_is_own_only_if_telegram_vouches_for_it(owner: int | None, *, own: bool) -> None:
    card = {"phone_number": "+84912000111", "first_name": "Lan"} | ({"user_id": owner} if owner else {})
    assert written(contact=card) == Contact(7, 3, "Lan Nguyễn", "+84912000111", own)


@pytest.mark.parametrize("kind", ["voice", "audio", "video", "video_note"])
def test_what_is_said_instead_of_written_is_known_as_such(kind: str) -> None:
    assert written(**{kind: {"file_id": "v"}}) == Spoken(7, 3, "Lan Nguyễn")


def test_anything_else_in_a_private_chat_is_something_else() -> None:
    assert isinstance(written(sticker={"file_id": "s"}), Other)
    edited = {"edited_message": {"message_id": 3, "chat": PRIVATE, "from": LAN, "text": "a"}}
    assert isinstance(read_update(json.dumps(edited)), Other)


@pytest.mark.parametrize("content", [{"photo": [{}]}, {"photo": [1]}, {"document": {}}, {"contact": {}}])
def test_a_file_without_its_id_is_something_else(content: dict[str, Any]) -> None:
    assert isinstance(written(**content), Other)


def test_a_tap_bears_its_data_and_the_message_it_was_under() -> None:
    query = {
        "id": "99",
        "from": LAN,
        "data": "a|1|yes",
        "message": {"message_id": 3, "chat": PRIVATE, "date": 0},
    }
    assert read_update(json.dumps({"callback_query": query})) == Tapped(7, 3, "Lan Nguyễn", "a|1|yes", "99")


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("member", False)])
def test_blocking_and_letting_in_again_are_noticed(status: str, *, blocked: bool) -> None:
    change = {"chat": PRIVATE, "from": LAN, "new_chat_member": {"status": status}}
    assert read_update(json.dumps({"my_chat_member": change})) == Presence(7, 0, "Lan Nguyễn", blocked)


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": 3, "chat": {"id": -5, "type": "group"}, "text": "a"}},
        {"channel_post": {"message_id": 3, "chat": {"id": -5, "type": "channel"}, "text": "a"}},
        {"callback_query": {"id": "9", "from": LAN, "inline_message_id": "x", "data": "d"}},
        {"message": {"chat": PRIVATE, "text": "without a number"}},
        {"callback_query": {"from": LAN, "data": "d", "message": {"message_id": 3, "chat": PRIVATE}}},
        {"poll": {}},
        [],
        "text",
    ],
)
def test_what_nobody_did_in_a_private_chat_is_nothing(update: Any) -> None:
    assert read_update(json.dumps(update)) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PARTS = st.sampled_from(
    [
        *(
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "chat",
            "from",
            "id",
            "type",
            "text",
        ),
        *("photo", "contact", "document", "data", "message_id", "new_chat_member", "status", "file_id"),
        *("phone_number", "user_id", "first_name"),
    ]
)
STRANGE = st.recursive(
    JSON | st.just("private"),
    lambda inner: st.dictionaries(PARTS, inner, max_size=5) | st.lists(inner, max_size=2),
    max_leaves=20,
)


@settings(deadline=None)
@given(update=STRANGE)
def test_no_update_is_too_strange_to_be_read(update: Any) -> None:
    read_update(json.dumps(update))
    assert isinstance(chat_of(update), int)


@settings(deadline=None)
@given(chat=STRANGE, parts=st.dictionaries(PARTS, STRANGE, max_size=6))
def test_no_message_in_a_private_chat_is_too_strange_to_be_read(chat: Any, parts: dict[str, Any]) -> None:
    message = {"message_id": 3, **parts, "chat": {**PRIVATE, "also": chat}}
    for update in ({"message": message}, {"callback_query": {**parts, "message": message}}):
        read_update(json.dumps(update))
        assert chat_of(update) == 7


def test_words_can_be_stored_whatever_they_hold() -> None:
    read = written(text="a\ud83d\0b")
    assert isinstance(read, Words)
    assert read.text == "a?b"


def test_no_json_is_nothing() -> None:
    assert read_update("{") is None
