"""Updates posted to a webhook: in order for each person, again until taken."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulator_client import BotSide, SimulatorClient, SimUser


class Receiver(ThreadingHTTPServer):
    """A bot's web server that notes what is posted to it, and can refuse."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.taken: list[Any] = []
        self.secrets: list[str | None] = []
        self.refusals = 0
        self.gate = threading.Event()
        self.gate.set()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.taken]


class Hook(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.gate.wait(10)
        with self.server.lock:
            refused = self.server.refusals > 0
            self.server.refusals -= refused
            if not refused:
                self.server.taken.append(body)
                self.server.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
        self.send_response(500 if refused else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.gate.set()
    server.shutdown()
    thread.join(10)
    server.server_close()


def test_updates_are_posted_with_the_secret(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, receiver: Receiver
) -> None:
    lan.text("a")
    assert bot.call("setWebhook", url=receiver.url, secret_token="bi-mat_1") is True
    lan.text("b")
    simulator.wait_until(lambda: simulator.stats()["pending_updates"] == 0)
    assert receiver.texts() == ["a", "b"]
    assert receiver.secrets == ["bi-mat_1", "bi-mat_1"]


def test_a_refused_update_comes_again_before_the_next(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, receiver: Receiver
) -> None:
    receiver.refusals = 3
    bot.call("setWebhook", url=receiver.url)
    for text in "abc":
        lan.text(text)
    simulator.wait_until(lambda: simulator.stats()["pending_updates"] == 0)
    assert receiver.texts() == ["a", "b", "c"]
    assert receiver.secrets == [None] * 3
    info = bot.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["pending_update_count"] == 0


def test_one_persons_slow_update_does_not_hold_up_others(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, receiver: Receiver
) -> None:
    receiver.gate.clear()
    bot.call("setWebhook", url=receiver.url, max_connections=2)
    people = [lan, simulator.add_user("A"), simulator.add_user("B")]
    for person in people:
        person.start("1")
        person.start("2")
    receiver.gate.set()
    simulator.wait_until(lambda: len(receiver.taken) == 6)
    for person in people:
        own = [
            update["message"]["text"]
            for update in receiver.taken
            if update["message"]["from"]["id"] == person.id
        ]
        assert own == ["/start 1", "/start 2"]


def test_a_receiver_that_is_not_there_is_noted(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, receiver: Receiver
) -> None:
    bot.call("setWebhook", url="http://127.0.0.1:9/hook", max_connections=1000)
    lan.text("a")
    simulator.wait_until(lambda: "last_error_message" in bot.call("getWebhookInfo"))
    info = bot.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Connection failed")
    assert (info["max_connections"], info["pending_update_count"]) == (100, 1)
    bot.call("setWebhook", url=receiver.url)
    simulator.wait_until(lambda: receiver.texts() == ["a"])


def test_an_update_is_posted_again_when_asked(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, receiver: Receiver
) -> None:
    bot.call("setWebhook", url=receiver.url)
    lan.text("a", repeat_update=1)
    simulator.wait_until(lambda: receiver.texts() == ["a", "a"])
    simulator.repeat_updates(1)
    simulator.wait_until(lambda: receiver.texts() == ["a", "a", "a"])


def test_while_a_webhook_is_set_nobody_polls(
    bot: BotSide, simulator: SimulatorClient, receiver: Receiver
) -> None:
    answers: list[Any] = []
    poller = threading.Thread(target=lambda: answers.append(bot.ask("getUpdates", timeout=30).json()))
    poller.start()
    simulator.wait_until(lambda: simulator.stats()["polling"])
    bot.call("setWebhook", url=receiver.url, allowed_updates=["message"])
    poller.join(10)
    assert answers[0]["description"] == "Conflict: terminated by setWebhook request"
    assert bot.refused("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert bot.call("getWebhookInfo")["allowed_updates"] == ["message"]
    assert bot.call("deleteWebhook") is True
    assert bot.call("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "allowed_updates": ["message"],
    }


def test_pending_updates_can_be_dropped(bot: BotSide, lan: SimUser) -> None:
    lan.text("a")
    bot.call("deleteWebhook")
    assert len(bot.updates()) == 1
    bot.call("setWebhook", url="", drop_pending_updates=True)
    assert bot.updates() == []


def test_taking_the_webhook_away_ends_the_attempts(
    bot: BotSide, lan: SimUser, simulator: SimulatorClient, receiver: Receiver
) -> None:
    receiver.refusals = 1_000
    bot.call("setWebhook", url=receiver.url)
    lan.text("a")
    simulator.wait_until(lambda: "last_error_message" in bot.call("getWebhookInfo"))
    bot.call("deleteWebhook")
    assert [update["message"]["text"] for update in bot.updates()] == ["a"]
    receiver.refusals = 0
    bot.call("setWebhook", url=receiver.url)
    simulator.wait_until(lambda: receiver.texts() == ["a"])


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"url": "thon.vn/hook"}, "invalid webhook URL specified"),
        ({"url": "https://a.vn/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "https://a.vn/", "secret_token": "bí mật"}, "secret token contains unallowed characters"),
    ],
)
def test_a_wrong_webhook_is_refused(bot: BotSide, parameters: dict[str, str], reason: str) -> None:
    assert bot.refused("setWebhook", **parameters) == f"Bad Request: {reason}"
    assert bot.call("getWebhookInfo")["url"] == ""
