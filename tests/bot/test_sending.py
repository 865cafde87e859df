"""What is in the outbox arrives, whatever Telegram says on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from handlers.incoming import Tapped
from handlers.letter import Letter
from store.outbox import Post
from store.tables import OutboxState, Priority
from tests.crash.program import inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.conftest import RunningBot
    from tests.bot.looking import Looking
    from tests.simulator_client import SimulatorClient, SimUser

    StartBot = Callable[..., RunningBot]


@pytest.fixture
def lan(simulator: SimulatorClient, looking: Looking) -> SimUser:
    return someone(simulator, looking, "Lan")


def someone(simulator: SimulatorClient, looking: Looking, name: str) -> SimUser:
    """A person who has pressed Start, so that the bot may write."""
    user = simulator.add_user(name)
    user.start()
    looking.add_chat(user.id)
    return user


def post(user: SimUser, priority: Priority = Priority.REPLY, **letter: Any) -> Post:
    return Post(user.id, Letter(**letter).to_json(), priority)


def photo_of(user: SimUser) -> str:
    """Return the file id of a picture that the person has sent."""
    user.photo()
    return str(user.messages()[-1]["photo"]["file_id"])


def sent(simulator: SimulatorClient, looking: Looking, user: SimUser) -> None:
    simulator.wait_until(
        lambda: all(row.state is not OutboxState.OPEN for row in looking.outbox(user.id)), "sending"
    )


def test_a_letter_arrives_with_its_words_and_buttons(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    looking.put([post(lan, text="Chào <b>chị</b>", buttons=[[("Có", "a|1|yes"), ("Không", "a|1|no")]])])
    start_bot()
    message = lan.wait_for_text("Chào chị")
    assert lan.buttons() == ["Có", "Không"]
    sent(simulator, looking, lan)
    row = looking.outbox(lan.id)[0]
    assert (row.state, row.message_id, row.attempts) == (OutboxState.SENT, message["message_id"], 1)
    assert looking.chat(lan.id).last_message_id == message["message_id"]


def test_a_menu_stands_where_the_keyboard_is_until_it_is_taken_away(
    lan: SimUser, looking: Looking, start_bot: StartBot
) -> None:
    start_bot()
    looking.put(
        [post(lan, text="Chào", menu=[["Báo cáo", "Trợ giúp"]], commands=[("baocao", "Gửi báo cáo")])]
    )
    lan.wait_for_text("Chào")
    assert "Báo cáo" in str(lan.chat()["keyboard"])
    assert "baocao" in str(lan.chat()["commands"])
    looking.put([Post(lan.id, '{"text": "Hết", "menu": [], "commands": []}', Priority.REPLY)])
    lan.wait_for_text("Hết")
    assert "Báo cáo" not in str(lan.chat()["keyboard"])
    assert "baocao" not in str(lan.chat()["commands"])


def test_photos_come_before_the_words_and_in_albums_of_ten(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    file_id = photo_of(lan)
    start_bot()
    looking.put([post(lan, text="Ảnh", photos=[file_id] * 11)])
    lan.wait_for_text("Ảnh")
    assert [call["method"] for call in simulator.calls(chat_id=lan.id)] == [
        "sendMediaGroup",
        "sendPhoto",
        "sendMessage",
    ]


def test_people_to_call_come_before_the_words(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    looking.put([post(lan, text="Nhờ anh/chị gọi", contacts=[("Bác Hai", "+84912345678")])])
    lan.wait_for_text("Nhờ anh/chị gọi")
    card, words = simulator.calls(chat_id=lan.id)
    assert (card["method"], words["method"]) == ("sendContact", "sendMessage")
    assert lan.messages()[-2]["contact"] == {"phone_number": "+84912345678", "first_name": "Bác Hai"}


def test_a_message_that_is_gone_is_said_again_instead_of_rewritten(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    looking.put([post(lan, text="Câu hỏi", edit=4711)])
    message = lan.wait_for_text("Câu hỏi")
    looking.put([post(lan, text="Câu khác", edit=message["message_id"])])
    assert lan.wait_for_text("Câu khác")["message_id"] == message["message_id"]
    looking.put([post(lan, text="Câu khác", edit=message["message_id"])])  # "message is not modified"
    sent(simulator, looking, lan)
    assert [row.state for row in looking.outbox(lan.id)] == [OutboxState.SENT] * 3


def test_a_message_is_rewritten_by_the_row_that_became_it(
    looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    looking.put([post(lan, text="1 báo cáo mới")])
    message = lan.wait_for_text("1 báo cáo mới")
    looking.put([post(lan, text="2 báo cáo mới", edit_of=looking.outbox(lan.id)[0].id)])
    assert lan.wait_for_text("2 báo cáo mới")["message_id"] == message["message_id"]


def test_everything_waits_as_long_as_telegram_asks(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    minh = someone(simulator, looking, "Minh")
    simulator.fault(code=429, retry_after=2, method="sendMessage", chat_id=lan.id)
    start_bot()
    looking.put([post(lan, text="một")])
    simulator.wait_until(lambda: simulator.calls("sendMessage"), "the refusal")
    looking.put([post(minh, text="hai")])
    sent(simulator, looking, lan)
    sent(simulator, looking, minh)
    refused, *later = simulator.calls("sendMessage")
    assert refused["status"] == 429
    assert [call["status"] for call in later] == [200, 200]
    assert min(call["at"] for call in later) >= refused["at"] + 2
    assert looking.outbox(lan.id)[0].attempts == 1  # a pause is no failed attempt


def test_whoever_blocked_the_bot_is_left_alone(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    lan.block()
    start_bot()
    looking.put([post(lan, text="một")])
    sent(simulator, looking, lan)
    assert looking.outbox(lan.id)[0].state is OutboxState.DROPPED
    assert looking.chat(lan.id).blocked_at is not None


def test_what_telegram_refuses_is_parked_at_once_and_the_next_goes_on(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    looking.put([post(lan, text="<b>hỏng"), post(lan, text="x" * 4097), post(lan, text="lành")])
    lan.wait_for_text("lành")
    sent(simulator, looking, lan)
    rows = looking.outbox(lan.id)
    assert [row.state for row in rows] == [OutboxState.PARKED, OutboxState.PARKED, OutboxState.SENT]
    assert "Can't parse entities" in (rows[0].fault or "")


def test_what_is_no_letter_is_parked_and_the_next_goes_on(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    both = post(lan, text="a", menu=[["b"]], buttons=[[("c", "d")]])
    looking.put([Post(lan.id, "no JSON", Priority.REPLY), Post(lan.id, '{"odd": 1}', Priority.REPLY), both])
    looking.put([post(lan, text="lành")])
    lan.wait_for_text("lành")
    sent(simulator, looking, lan)
    assert [row.state for row in looking.outbox(lan.id)] == [OutboxState.PARKED] * 3 + [OutboxState.SENT]


@pytest.mark.parametrize(
    "fault",
    [
        {"code": 502},
        {"kind": "html", "code": 502},
        {"code": 500},
        {"kind": "hang", "seconds": 30},
    ],
    ids=["502", "a proxy's page", "500", "no answer"],
)
def test_what_did_not_arrive_is_sent_again_and_others_do_not_wait(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot, fault: dict[str, Any]
) -> None:
    minh = someone(simulator, looking, "Minh")
    simulator.fault(method="sendMessage", chat_id=lan.id, times=2, **fault)
    start_bot(read_seconds=0.5)
    looking.put([post(lan, text="một"), post(lan, text="hai"), post(minh, text="ba")])
    minh.wait_for_text("ba")
    assert not lan.from_bot()
    lan.wait_for_text("hai")
    assert [message["text"] for message in lan.from_bot()] == ["một", "hai"]
    sent(simulator, looking, lan)
    assert [row.attempts for row in looking.outbox(lan.id)] == [3, 1]


def test_a_message_whose_answer_was_lost_is_sent_again_rather_than_forgotten(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    simulator.fault("lost_answer", method="sendMessage")
    start_bot()
    looking.put([post(lan, text="một"), post(lan, text="hai")])
    lan.wait_for_text("hai")
    assert [message["text"] for message in lan.from_bot()] == ["một", "một", "hai"]


def test_photos_that_have_arrived_are_not_sent_again_for_the_sake_of_their_words(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    file_id = photo_of(lan)
    simulator.fault(code=502, method="sendMessage")
    start_bot()
    looking.put([post(lan, text="Ảnh", photos=[file_id])])
    lan.wait_for_text("Ảnh")
    assert len(simulator.calls("sendPhoto")) == 1


def test_a_tap_is_acknowledged_with_its_note(lan: SimUser, looking: Looking, start_bot: StartBot) -> None:
    def answer(_db: object, incoming: object, _now: object) -> list[Post]:
        if not isinstance(incoming, Tapped):
            return []
        return [post(lan, tap_id=incoming.tap_id, toast="Đã lưu")]

    start_bot(own=replace(inside, answer=answer))
    looking.put([post(lan, text="Chọn", buttons=[[("Có", "a|1|yes")]])])
    lan.wait_for_text("Chọn")
    lan.tap("Có")
    lan.client.wait_until(lambda: "Đã lưu" in str(lan.chat()["toasts"]), "the note")


def test_a_tap_that_waited_too_long_keeps_nothing_from_being_said(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot()
    looking.put([post(lan, text="một", tap_id="1"), post(lan, tap_id="2"), post(lan, text="hai")])
    lan.wait_for_text("hai")
    sent(simulator, looking, lan)
    assert [row.state for row in looking.outbox(lan.id)] == [OutboxState.SENT] * 3
