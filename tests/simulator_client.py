"""The stand-in from a test's side: host it in a thread, and act as people through its interface.

with hosted_simulator() as simulator:
    lan = simulator.add_user("Lan")
    lan.text("/start")
    lan.wait_for(lambda message: "Chào" in message["text"])
"""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import httpx

from bot.simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Json = dict[str, Any]

PATIENCE = 10.0


class SimulatorClient:
    """A running stand-in, local or in another process, by its address."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self.url = url
        self.patience = patience
        self.http = httpx.Client(base_url=url, timeout=patience + 20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def ask(self, verb: str, path: str, **arguments: Any) -> Any:
        """Return the JSON of an answer; a refusal fails the test with its words."""
        response = self.http.request(verb, path, **arguments)
        assert response.status_code == 200, f"{verb} {path}: {response.status_code} {response.text}"
        return response.json()

    def add_user(self, first_name: str = "Lan", **details: Any) -> SimUser:
        """Make a person: last_name, language_code, phone, id, label."""
        return SimUser(self, self.ask("POST", "/sim/users", json={"first_name": first_name, **details})["id"])

    def bot(self, token: str = "1:demo") -> BotSide:
        """Return the side of the bot with this token."""
        return BotSide(self, token)

    def users(self) -> list[SimUser]:
        """Return everyone there is."""
        return [SimUser(self, user["id"]) for user in self.ask("GET", "/sim/users")]

    def fault(self, kind: str = "error", **details: Any) -> Json:
        """Make the next calls go wrong: method, chat_id, times, skip, code, retry_after, seconds."""
        return dict(self.ask("POST", "/sim/faults", json={"kind": kind, **details}))

    def clear_faults(self) -> None:
        """Let everything go well again."""
        self.ask("DELETE", "/sim/faults")

    def calls(self, method: str = "", **query: Any) -> list[Json]:
        """Return logged calls, oldest first: chat_id, after, limit."""
        return list(self.ask("GET", "/sim/calls", params={"method": method, **query}))

    def stats(self) -> Json:
        """Return the counts of calls and what waits."""
        return dict(self.ask("GET", "/sim/stats"))

    def repeat_updates(self, count: int = 1) -> list[int]:
        """Deliver the newest confirmed updates once more; return their ids."""
        return list(self.ask("POST", "/sim/updates", json={"repeat_last": count})["repeated"])

    def wait_until(self, true: Callable[[], object], what: str = "what the test waits for") -> None:
        """Look again and again until something is true; fail after the client's patience."""
        end = time.monotonic() + self.patience
        while not true():
            assert time.monotonic() < end, f"{what} did not happen"
            time.sleep(0.02)


class BotSide:
    """A bot that calls the stand-in over plain HTTP, one call at a time."""

    def __init__(self, client: SimulatorClient, token: str = "1:demo") -> None:
        self.client = client
        self.token = token

    def ask(self, method: str, **parameters: Any) -> httpx.Response:
        """Return the bare answer to a call with a JSON body."""
        return self.client.http.post(f"/bot{self.token}/{method}", json=parameters)

    def call(self, method: str, **parameters: Any) -> Any:
        """Return the result of a call that succeeds."""
        body = self.ask(method, **parameters).json()
        assert body["ok"], body
        return body["result"]

    def refused(self, method: str, **parameters: Any) -> str:
        """Return Telegram's words for a call that is refused."""
        response = self.ask(method, **parameters)
        body = response.json()
        assert not body["ok"], body
        assert body["error_code"] == response.status_code
        return str(body["description"])

    def updates(self, **parameters: Any) -> list[Json]:
        """Return what getUpdates gives."""
        return list(self.call("getUpdates", **parameters))

    def send(self, user: SimUser, text: str, **parameters: Any) -> Json:
        """Send a text to a person."""
        return dict(self.call("sendMessage", chat_id=user.id, text=text, **parameters))


class SimUser:
    """One person's phone."""

    def __init__(self, client: SimulatorClient, user_id: int) -> None:
        self.client = client
        self.id = user_id

    def act(self, act: str, **body: Any) -> Json:
        """Do something by its name in the acting interface."""
        return dict(self.client.ask("POST", f"/sim/users/{self.id}/{act}", json=body))

    def text(self, text: str, repeat_update: int = 0) -> Json:
        """Send a text."""
        return self.act("text", text=text, repeat_update=repeat_update)

    def start(self, payload: str = "") -> Json:
        """Follow a link to the bot and press Start."""
        return self.act("start", payload=payload)

    def press(self, label: str) -> Json:
        """Press a button of the reply keyboard."""
        return self.act("reply-button", text=label)

    def tap(self, button: str | None = None, *, message: Json | None = None, **how: Any) -> Json:
        """Tap an inline button by its text (or data=, row= and col=) under a message, the newest that has one."""
        wanted = {"button": button} if button is not None else {}
        message = message or self._message_with(button, how)
        return self.act("tap", message_id=message["message_id"], **wanted, **how)

    def _message_with(self, button: str | None, how: Json) -> Json:
        for message in reversed(self.messages()):
            buttons = [each for row in message.get("inline_keyboard", []) for each in row]
            chosen = any(
                each["text"] == button or each.get("callback_data", "") == how.get("data") for each in buttons
            )
            if chosen or (buttons and "row" in how):
                return message
        raise AssertionError(f"no button {button or how} on the screen:\n{self.screen()}")

    def photo(self, sample: int = 0, caption: str = "") -> Json:
        """Send a sample photo."""
        return self.act("photo", sample=sample, caption=caption)

    def album(self, samples: int = 2) -> Json:
        """Send several sample photos at once."""
        return self.act("album", samples=samples)

    def document(self, name: str = "tailieu.txt", content: str = "xin chào", caption: str = "") -> Json:
        """Send a document."""
        return self.act("document", name=name, content=content, caption=caption)

    def contact(self, phone: str = "") -> Json:
        """Share the own number, or another."""
        return self.act("contact", own=not phone, phone=phone)

    def edit(self, message_id: int, text: str) -> Json:
        """Change an own text."""
        return self.act("edit", message_id=message_id, text=text)

    def block(self) -> None:
        """Block the bot."""
        self.act("block")

    def unblock(self) -> None:
        """Unblock the bot."""
        self.act("unblock")

    def chat(self, after: int = 0, wait: float = 0) -> Json:
        """Return what is on the screen: messages, keyboard, commands, toasts."""
        query: Json = {"after": after, "wait": int(wait)}
        return dict(self.client.ask("GET", f"/sim/users/{self.id}/chat", params=query))

    def messages(self) -> list[Json]:
        """Return the messages that are there, oldest first."""
        return [message for message in self.chat()["messages"] if not message["deleted"]]

    def from_bot(self) -> list[Json]:
        """Return the bot's messages that are there, oldest first."""
        return [message for message in self.messages() if message["from"] == "bot"]

    def last(self) -> Json:
        """Return the bot's newest message."""
        messages = self.from_bot()
        assert messages, "the bot has said nothing yet"
        return messages[-1]

    def buttons(self) -> list[str]:
        """Return the inline buttons under the bot's newest message."""
        return [button["text"] for row in self.last()["inline_keyboard"] for button in row]

    def screen(self) -> str:
        """Return the chat as plain lines, for a failing test's words."""
        return "\n".join(f"{message['from']}: {message['text']}" for message in self.messages()[-8:])

    def wait_for(self, true: Callable[[Json], object]) -> Json:
        """Wait until one of the bot's messages is such, and return the newest of those."""
        end = time.monotonic() + self.client.patience
        chat = self.chat()
        while True:
            for message in reversed(chat["messages"]):
                if message.get("from") == "bot" and not message["deleted"] and true(message):
                    return dict(message)
            assert time.monotonic() < end, f"the bot did not say it:\n{self.screen()}"
            chat = self.chat(after=chat["seq"], wait=1)

    def wait_for_text(self, part: str) -> Json:
        """Wait until the bot has said something."""
        return self.wait_for(lambda message: part in message["text"])

    def wait_for_answer(self, since: int) -> Json:
        """Wait for a message or edit of the bot after a ``seq`` of this chat."""
        return self.wait_for(lambda message: message["seq"] > since)


@contextmanager
def hosted_simulator(**options: Any) -> Iterator[SimulatorClient]:
    """Run a stand-in in a thread of its own, for tests that are not asynchronous; options as for Simulator."""
    ready: list[str] = []
    failed: list[BaseException] = []
    loop = asyncio.new_event_loop()
    started, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with Simulator(**options).serve() as url:
            ready.append(url)
            started.set()
            await stop.wait()

    def run() -> None:
        try:
            loop.run_until_complete(serve())
        except BaseException as failure:  # noqa: BLE001 - handed to the test's own thread below
            failed.append(failure)
        finally:
            loop.close()
            started.set()

    thread = threading.Thread(target=run, name="simulator", daemon=True)
    thread.start()
    started.wait(PATIENCE)
    try:
        if ready:
            with SimulatorClient(ready[0]) as client:
                yield client
    finally:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)
    if failed:
        raise failed[0]
