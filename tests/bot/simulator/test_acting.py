"""The acting interface: people, what they do, and what is seen of it."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.simulator import Simulator
from bot.simulator.acts import Person
from bot.simulator.calls import CallLog
from bot.simulator.errors import ApiError
from bot.simulator.events import EVENTS_WAITING, Events
from bot.simulator.methods import Call, find_method
from bot.simulator.methods.messages import DELETABLE_SECONDS
from bot.simulator.world import make_world

if TYPE_CHECKING:
    from tests.simulator_client import BotSide, SimulatorClient, SimUser


def test_people_have_what_they_were_given(simulator: SimulatorClient) -> None:
    minh = simulator.add_user("Minh", label="Trưởng thôn", id=77, language_code="en", phone="0987")
    assert minh.id == 77
    assert simulator.ask("GET", "/sim/users") == [
        {
            "id": 77,
            "first_name": "Minh",
            "last_name": "",
            "language_code": "en",
            "phone": "0987",
            "label": "Trưởng thôn",
        }
    ]
    assert [user.id for user in simulator.users()] == [77]


def test_numbers_of_people_are_not_given_twice(simulator: SimulatorClient) -> None:
    first = simulator.add_user("A").id
    assert simulator.add_user("B", id=first + 1).id == first + 1
    assert simulator.add_user("C").id == first + 2
    again = simulator.http.post("/sim/users", json={"first_name": "D", "id": first})
    assert again.status_code == 409


@pytest.mark.parametrize("user", [{}, {"first_name": " "}, {"first_name": "A", "id": "x"}])
def test_a_person_needs_a_name_and_a_whole_number(simulator: SimulatorClient, user: dict[str, Any]) -> None:
    assert simulator.http.post("/sim/users", json=user).status_code == 400


def test_someone_without_language_or_family_name_is_told_so_to_the_bot(
    simulator: SimulatorClient, bot: BotSide
) -> None:
    simulator.add_user("A", language_code="").start()
    sender = bot.updates()[0]["message"]["from"]
    assert sender == {"id": sender["id"], "is_bot": False, "first_name": "A"}


def test_start_carries_what_the_link_holds(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    lan.start("Ab_-9")
    message = bot.updates()[0]["message"]
    assert message["text"] == "/start Ab_-9"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    for payload in ("có dấu", "x" * 65):
        wrong = simulator.http.post(f"/sim/users/{lan.id}/start", json={"payload": payload})
        assert wrong.status_code == 400


def test_a_long_text_goes_out_in_pieces_and_an_empty_one_not_at_all(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    lan.text("ư" * 5000)
    assert [len(update["message"]["text"]) for update in bot.updates()] == [4096, 904]
    assert simulator.http.post(f"/sim/users/{lan.id}/text", json={"text": " "}).status_code == 400


def test_blocking_and_unblocking_is_told_once(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    lan.block()
    lan.block()
    assert lan.chat()["blocked"] is True
    assert simulator.http.post(f"/sim/users/{lan.id}/text", json={"text": "x"}).status_code == 409
    lan.start()
    block, unblock, message = bot.updates()
    assert block["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblock["my_chat_member"]["old_chat_member"]["status"] == "kicked"
    assert unblock["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["text"] == "/start"


def test_an_own_text_can_be_changed(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    number = lan.text("/sai")["message_id"]
    lan.edit(number, "đúng")
    edited = bot.updates()[-1]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (number, "đúng")
    assert "entities" not in edited
    foreign = bot.send(lan, "x")["message_id"]
    photo = lan.photo()["message_id"]
    for other in (foreign, photo):
        wrong = simulator.http.post(f"/sim/users/{lan.id}/edit", json={"message_id": other, "text": "y"})
        assert wrong.status_code == 409


def test_a_button_of_the_reply_keyboard_sends_its_text(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    bot.send(lan, "x", reply_markup={"keyboard": [["Báo cáo"]]})
    lan.press("Báo cáo")
    assert bot.updates()[0]["message"]["text"] == "Báo cáo"
    assert lan.chat()["keyboard"] is not None
    gone = simulator.http.post(f"/sim/users/{lan.id}/reply-button", json={"text": "Khác"})
    assert gone.status_code == 409


def test_a_contact_button_shares_the_own_number_and_one_time_keyboards_hide(
    bot: BotSide, lan: SimUser
) -> None:
    keyboard = [[{"text": "Gửi số", "request_contact": True}]]
    bot.send(lan, "x", reply_markup={"keyboard": keyboard, "one_time_keyboard": True})
    lan.press("Gửi số")
    contact = bot.updates()[0]["message"]["contact"]
    assert contact == {"phone_number": "0912000111", "first_name": "Lan", "user_id": lan.id}
    assert lan.chat()["keyboard"] is None
    assert lan.messages()[-1]["contact"] == contact


def test_somebody_elses_contact_bears_no_own_id(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    lan.contact("0999")
    lan.contact()
    other, own = (update["message"]["contact"] for update in bot.updates())
    assert "user_id" not in other
    assert own["user_id"] == lan.id
    stranger = simulator.add_user("Không số")
    assert simulator.http.post(f"/sim/users/{stranger.id}/contact", json={"own": True}).status_code == 409


def test_the_screen_can_be_awaited(bot: BotSide, lan: SimUser) -> None:
    seq = lan.chat()["seq"]
    screens: list[Any] = []
    waiting = threading.Thread(target=lambda: screens.append(lan.chat(after=seq, wait=20)))
    waiting.start()
    bot.send(lan, "x")
    waiting.join(10)
    assert [message["text"] for message in screens[0]["messages"]] == ["x"]
    assert lan.chat(after=screens[0]["seq"], wait=1)["messages"] == []


def test_what_changed_is_seen_after_a_number(bot: BotSide, lan: SimUser) -> None:
    first = bot.send(lan, "a")["message_id"]
    bot.send(lan, "b")
    seq = lan.chat()["seq"]
    bot.call("editMessageText", chat_id=lan.id, message_id=first, text="c")
    changed = lan.chat(after=seq)["messages"]
    assert [(message["text"], message["edited"]) for message in changed] == [("c", True)]


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("GET", "/sim/users/5/chat", 404),
        ("GET", "/sim/users/x/chat", 400),
        ("POST", "/sim/users/{lan}/fly", 404),
        ("GET", "/sim/users/{lan}/chat?after=x", 400),
        ("GET", "/sim/users/{lan}/chat?bot=9", 404),
        ("POST", "/sim/users/{lan}/edit", 400),
        ("GET", "/sim/events?users=x", 400),
    ],
)
def test_what_does_not_exist_is_said(
    simulator: SimulatorClient, lan: SimUser, verb: str, path: str, status: int
) -> None:
    response = simulator.http.request(verb, path.replace("{lan}", str(lan.id)))
    assert response.status_code == status
    assert response.json()["error"]


def test_a_broken_body_is_refused_as_json(simulator: SimulatorClient) -> None:
    response = simulator.http.post("/sim/users", content="{", headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert "JSON" in response.json()["error"]


def test_the_bot_says_its_name_and_link(simulator: SimulatorClient) -> None:
    bot = simulator.ask("GET", "/sim/bot")
    assert (bot["username"], bot["link"]) == ("chungtay_bot", "https://t.me/chungtay_bot")
    assert simulator.ask("GET", "/sim/bot?bot=2")["username"] == "chungtay2_bot"


def test_calls_are_logged_and_found(bot: BotSide, lan: SimUser, simulator: SimulatorClient) -> None:
    before = simulator.calls()[-1]["seq"]
    bot.send(lan, "a")
    bot.refused("sendMessage", chat_id=5, text="b")
    assert [call["outcome"] for call in simulator.calls("sendmessage", after=before)] == [
        "message 2",
        "Bad Request: chat not found",
    ]
    found = simulator.calls("sendMessage", chat_id=lan.id)[0]
    assert found["params"] == {"chat_id": lan.id, "text": "a"}
    assert (found["bot_id"], found["status"]) == (1, 200)
    assert len(simulator.calls(limit=1)) == 1
    assert simulator.stats()["by_status"]["400"] == 1


def test_the_log_keeps_the_newest_calls_only() -> None:
    log = CallLog(kept=3)
    for number in range(5):
        log.add(at=0.0, bot_id=1, method="getMe", params={}, status=200, outcome=str(number))
    assert [entry.outcome for entry in log.find(method="", chat_id=None, after=0, limit=10)] == [
        "2",
        "3",
        "4",
    ]
    assert (log.count, log.by_method["getMe"]) == (5, 5)


def test_only_the_newest_messages_are_kept(bot: BotSide, lan: SimUser) -> None:
    first = bot.send(lan, "x")["message_id"]
    for _ in range(1000):
        bot.send(lan, "y")
    words = bot.refused("editMessageText", chat_id=lan.id, message_id=first, text="z")
    assert words == "Bad Request: message to edit not found"


def test_pages_hear_news_of_the_people_they_show(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient
) -> None:
    minh = simulator.add_user("Minh")
    with simulator.http.stream("GET", f"/sim/events?users={lan.id}") as stream:
        lines = stream.iter_lines()
        assert next(lines) == ": here"
        minh.start()
        bot.call("sendChatAction", chat_id=lan.id, action="typing")
        data = next(line for line in lines if line.startswith("data: "))
    news = json.loads(data.removeprefix("data: "))
    assert (news["user"], news["what"]) == (lan.id, "typing")


async def test_a_listener_that_does_not_read_is_cut_off() -> None:
    events = Events()
    with events.listen(frozenset()) as news:
        for _ in range(EVENTS_WAITING + 1):
            events.tell({"user": 1})
        while (event := await events.next(news, 1.0)) is not None:
            assert event == {"user": 1}
        events.tell({"user": 1})
        assert news.empty()


async def test_a_quiet_stream_gives_a_sign_of_life_and_ends_when_told() -> None:
    events = Events()
    with events.listen(frozenset({1})) as news:
        assert await events.next(news, 0.0) == {}
        events.tell({"user": 1})
        events.close()
        assert await events.next(news, 1.0) is None


async def test_the_stream_ends_with_the_server() -> None:
    simulator = Simulator()
    async with (
        simulator.serve() as url,
        aiohttp.ClientSession() as session,
        session.get(f"{url}/sim/events") as stream,
    ):
        assert await stream.content.readline() == b": here\n"
        simulator.world.events.close()
        assert (await stream.content.read()).endswith(b": still here\n\n")


def test_a_message_can_be_taken_back_for_two_days() -> None:
    world = make_world(["1:x"])
    bot, user = world.bots["1:x"], world.users.add("Lan")
    world.unix_time = lambda: 1_000_000.0
    Person(world, bot, user).start("")
    message = bot.new_message(bot.chats[user.id], {"text": "x"}, by_bot=True, date=world.date())
    world.unix_time = lambda: 1_000_000.0 + DELETABLE_SECONDS + 1
    call = Call(world, bot, "deleteMessage", {"chat_id": user.id, "message_id": message.id})
    with pytest.raises(ApiError, match="message can't be deleted for everyone"):
        find_method("deleteMessage").answer(call)


def test_the_page_is_served(simulator: SimulatorClient) -> None:
    response = simulator.http.get("/")
    assert response.status_code == 200
    assert "text/html" in response.headers["Content-Type"]
