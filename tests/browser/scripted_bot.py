"""A tiny bot that shows every feature a page must have, by plain HTTP in a thread of its own."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from bot.simulator.samples import sample_png

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

COMMANDS = [
    {"command": "baocao", "description": "Báo cáo hộ thoát nghèo"},
    {"command": "baocaocuatoi", "description": "Các báo cáo của tôi"},
    {"command": "trogiup", "description": "Trợ giúp"},
]
MENU = {
    "keyboard": [
        [{"text": "📝 Báo cáo"}, {"text": "📋 Báo cáo của tôi"}],
        [{"text": "Gửi số điện thoại", "request_contact": True}],
    ],
    "resize_keyboard": True,
    "input_field_placeholder": "Chọn một nút, hoặc gõ",
}
WELCOME = (
    "Chào <b>anh Hòa</b>! <i>Nghiêng</i>, <u>gạch chân</u>, <s>gạch bỏ</s>, <code>TN-7K3M-2</code>.\n"
    "Mời người khác: https://t.me/chungtay_bot?start=moi-lan. Xem /trogiup &lt;script&gt;alert(1)&lt;/script&gt;"
)


def keys(*rows: list[tuple[str, str]]) -> Json:
    """Return an inline keyboard of (text, callback data)."""
    return {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    }


STEP_ONE = keys([("Hộ nghèo", "to:2"), ("Hộ cận nghèo", "to:2")], [("Báo tin", "toast"), ("Cảnh báo", "alert")],
                [("Thêm lời", "more")], [("Im lặng", "silent"), ("Xóa tin này", "delete")])  # fmt: skip
STEP_TWO = keys([("Quay lại", "to:1"), ("Gửi", "send")])

ANSWERS: dict[str, Json] = {
    "toast": {"text": "Đã ghi nhận"},
    "alert": {"text": "Xin kiểm tra lại", "show_alert": True},
}
RECEIVED = {"photo": "Đã nhận ảnh", "document": "Đã nhận tệp", "contact": "Đã nhận số"}


class ScriptedBot:
    """Answers what people do until it is stopped."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=f"{url}/bot1:demo/", timeout=30)
        self.stopped = threading.Event()

    def call(self, method: str, **arguments: Any) -> Any:
        """Call a method of the Bot API; a refusal is a fault of the script."""
        found = self.http.post(method, json=arguments).json()
        assert found["ok"], found
        return found["result"]

    def upload(self, method: str, data: Json, files: Json) -> None:
        """Call a method that carries files."""
        found = self.http.post(method, data=data, files=files).json()
        assert found["ok"], found

    def run(self) -> None:
        """Poll until stopped."""
        self.call("setMyCommands", commands=COMMANDS)
        offset = 0
        while not self.stopped.is_set():
            for update in self.call("getUpdates", offset=offset, timeout=1):
                offset = update["update_id"] + 1
                self.handle(update)

    def handle(self, update: Json) -> None:
        """Answer one update."""
        if "callback_query" in update:
            self.tapped(update["callback_query"])
        elif "message" in update:
            self.told(update["message"]["chat"]["id"], update["message"])

    def say(self, chat_id: int, text: str, **more: Any) -> None:
        """Send HTML."""
        self.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more)

    def told(self, chat_id: int, message: Json) -> None:
        """Answer a message: a file or contact, a link, or a word it knows."""
        part = next((part for part in RECEIVED if part in message), None)
        if part:
            self.say(chat_id, RECEIVED[part])
        elif message["text"].startswith("/start"):
            self.greet(chat_id, message["text"].removeprefix("/start").strip())
        else:
            WORDS.get(message["text"], ScriptedBot.wonder)(self, chat_id)

    def greet(self, chat_id: int, token: str) -> None:
        """Answer Start, and say what the link carried."""
        self.say(chat_id, WELCOME, reply_markup=MENU)
        if token:
            self.say(chat_id, f"Lời mời: <code>{token}</code>")

    def wonder(self, chat_id: int) -> None:
        """Say that it was not understood."""
        self.say(chat_id, "Tôi chưa hiểu ạ.")

    def ask(self, chat_id: int) -> None:
        """Begin a report."""
        self.say(chat_id, "Bước 1/2. Hộ thuộc diện nào?", reply_markup=STEP_ONE)

    def chatter(self, chat_id: int) -> None:
        """Say more than fits on a screen."""
        for number in range(1, 31):
            self.say(chat_id, f"Tin số {number}")

    def explain(self, chat_id: int) -> None:
        """Send a text that is taller than any screen."""
        self.say(chat_id, "\n".join(f"Dòng {number}" for number in range(1, 41)))

    def type(self, chat_id: int) -> None:
        """Show that it is writing."""
        self.call("sendChatAction", chat_id=chat_id, action="typing")

    def paper(self, chat_id: int) -> None:
        """Send a document."""
        files = {"document": ("quyet-dinh.txt", "Quyết định 12".encode(), "text/plain")}
        self.upload("sendDocument", {"chat_id": chat_id, "caption": "Quyết định"}, files)

    def album(self, chat_id: int) -> None:
        """Send three pictures as one album."""
        media: list[Json] = [{"type": "photo", "media": f"attach://p{n}"} for n in range(3)]
        media[0]["caption"] = "Ba ảnh"
        files = {f"p{n}": (f"p{n}.png", sample_png(n), "image/png") for n in range(3)}
        self.upload("sendMediaGroup", {"chat_id": chat_id, "media": json.dumps(media)}, files)

    def tapped(self, query: Json) -> None:
        """Answer a tap."""
        message, data = query["message"], query["data"]
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        if data == "silent":
            return
        self.call("answerCallbackQuery", callback_query_id=query["id"], **ANSWERS.get(data, {}))
        if data == "to:2":
            self.call("editMessageText", **place, text="Bước 2/2. Gửi báo cáo?", reply_markup=STEP_TWO)
        elif data == "to:1":
            self.call("editMessageText", **place, text="Bước 1/2. Hộ thuộc diện nào?", reply_markup=STEP_ONE)
        elif data == "send":
            self.call("editMessageText", **place, text="Đã gửi. Mã TN-7K3M-2")
        elif data == "more":
            self.say(message["chat"]["id"], "Lời thêm")
        elif data == "delete":
            self.call("deleteMessage", **place)


WORDS = {
    "/baocao": ScriptedBot.ask,
    "📝 Báo cáo": ScriptedBot.ask,
    "album": ScriptedBot.album,
    "tệp": ScriptedBot.paper,
    "nhiều": ScriptedBot.chatter,
    "dài": ScriptedBot.explain,
    "gõ": ScriptedBot.type,
}
"""What it does for a text."""


@contextmanager
def running_bot(url: str) -> Iterator[ScriptedBot]:
    """Run the bot in a thread until the block ends."""
    bot = ScriptedBot(url)
    thread = threading.Thread(target=bot.run, name="scripted bot", daemon=True)
    thread.start()
    try:
        yield bot
    finally:
        bot.stopped.set()
        thread.join(10)
        bot.http.close()
