"""What the stand-in cannot be made to say, said by a channel that follows a script."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter

from bot.clock import monotonic, now
from bot.desk import Desk
from bot.send.books import Books
from bot.send.making import MOST_AHEAD, Making
from bot.send.sender import MOST_IN_FLIGHT, Sender
from handlers.late import Ready
from handlers.letter import Letter
from store import outbox
from store.database import unit_of_work
from store.outbox import Post
from store.tables import OutboxState, Priority
from tests.crash.program import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from sqlalchemy import Engine

    from bot.work import Inside
    from store.outbox import Waiting
    from tests.bot.looking import Looking


class ScriptedChannel:
    """Raises the next fault of a script for a method, or succeeds."""

    def __init__(self, **script: list[Exception]) -> None:
        self.script = script
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.moments: list[float] = []

    async def call(self, method: str, **parameters: Any) -> Any:
        self.calls.append((method, parameters))
        self.moments.append(monotonic())
        await asyncio.sleep(0)
        if self.script.get(method):
            raise self.script[method].pop(0)
        return {"message_id": len(self.calls)}

    async def has_had(self, calls: int) -> None:
        """Wait for so many calls, and for what follows from the last."""
        while len(self.calls) < calls:  # noqa: ASYNC110 - the double stays a double
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.01)


class DeafChannel(ScriptedChannel):
    """Never answers."""

    async def call(self, method: str, **parameters: Any) -> Any:
        await super().call(method, **parameters)
        await asyncio.Event().wait()


class Sending:
    """A sender on a database, as far as a test needs it."""

    def __init__(self, engine: Engine, channel: ScriptedChannel, own: Inside = inside) -> None:
        self.engine = engine
        self.desk = Desk(engine)
        books = Books(self.desk)
        making = Making(self.desk, own, books)
        self.sender = Sender(channel, books, making, 1000)  # type: ignore[arg-type] # as much of a channel as it needs

    def put(
        self, *letters: Letter, chat_id: int = 7, priority: Priority = Priority.REPLY
    ) -> Sequence[Waiting]:
        posts = [Post(chat_id, letter.to_json(), priority) for letter in letters]
        with unit_of_work(self.engine) as db:
            return outbox.put(db, posts, "t1", now())

    async def close(self) -> None:
        await self.sender.close(monotonic() + 5)
        assert await self.desk.close(monotonic() + 5)


async def test_a_chat_that_got_another_id_is_written_to_there(sqlite: Engine, looking: Looking) -> None:
    channel = ScriptedChannel(sendMessage=[ChatMigrated(-100)])
    sending = Sending(sqlite, channel)
    sending.sender.add(sending.put(Letter(text="một")))
    await sending.close()
    assert [parameters["chat_id"] for _, parameters in channel.calls] == [7, -100]
    assert [(row.state, row.attempts) for row in looking.outbox(7)] == [(OutboxState.SENT, 1)]


async def test_a_pause_asked_for_at_a_tap_holds_for_everything(sqlite: Engine) -> None:
    channel = ScriptedChannel(answerCallbackQuery=[RetryAfter(1)])
    sending = Sending(sqlite, channel)
    sending.sender.add(sending.put(Letter(text="một", tap_id="9")))
    await channel.has_had(2)
    sending.sender.add(sending.put(Letter(text="hai"), chat_id=8))
    await channel.has_had(3)
    await sending.close()
    assert channel.moments[2] - channel.moments[0] >= 1.0


async def test_a_tap_that_cannot_be_acknowledged_just_now_keeps_nothing_from_being_said(
    sqlite: Engine, looking: Looking
) -> None:
    channel = ScriptedChannel(answerCallbackQuery=[NetworkError("x")])
    sending = Sending(sqlite, channel)
    sending.sender.add(sending.put(Letter(text="một", tap_id="9")))
    await sending.close()
    assert [row.state for row in looking.outbox(7)] == [OutboxState.SENT]


async def test_a_row_that_was_found_before_it_is_handed_over_is_sent_once(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.send.books.LOOK_SECONDS", 60)
    channel = ScriptedChannel()
    sending = Sending(sqlite, channel)
    rows = sending.put(Letter(text="một"), Letter(text="hai"))
    running = asyncio.create_task(sending.sender.run())
    await channel.has_had(2)
    sending.sender.add(rows)
    running.cancel()
    await asyncio.wait({running})
    sending.sender.add(rows)
    await sending.close()
    assert [parameters["text"] for _, parameters in channel.calls] == ["một", "hai"]


async def test_a_reply_overtakes_news_and_news_a_broadcast(sqlite: Engine) -> None:
    channel = ScriptedChannel(sendMessage=[RetryAfter(1)])
    sending = Sending(sqlite, channel)
    for chat_id in (1, 2, 3):
        letter = Letter(text=f"nhắc {chat_id}")
        sending.sender.add(sending.put(letter, chat_id=chat_id, priority=Priority.SCHEDULED))
        await channel.has_had(1)  # and then everything has to wait for a second
    sending.sender.add(sending.put(Letter(text="tin"), chat_id=4, priority=Priority.NEWS))
    sending.sender.add(sending.put(Letter(text="trả lời"), chat_id=5))
    await channel.has_had(6)
    await sending.close()
    said = [parameters["text"] for _, parameters in channel.calls]
    assert said == ["nhắc 1", "trả lời", "tin", "nhắc 1", "nhắc 2", "nhắc 3"]


async def test_only_replies_still_leave_when_the_bot_is_stopped(sqlite: Engine, looking: Looking) -> None:
    channel = ScriptedChannel()
    sending = Sending(sqlite, channel)
    many = [Letter(text=f"{number}") for number in range(3)]
    later = sending.put(*many, chat_id=8, priority=Priority.SCHEDULED)
    sending.sender.add(later)
    sending.sender.add(sending.put(*many))
    await sending.close()
    assert [row.state for row in looking.outbox(7)] == [OutboxState.SENT] * 3
    assert [row.state for row in looking.outbox(8)] == [OutboxState.SENT, OutboxState.OPEN, OutboxState.OPEN]


async def test_many_chats_are_served_at_once_but_not_more_than_the_places_there_are(sqlite: Engine) -> None:
    class SlowChannel(ScriptedChannel):
        under_way, most = 0, 0

        async def call(self, method: str, **parameters: Any) -> Any:
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            await asyncio.sleep(0.05)
            self.under_way -= 1
            return await super().call(method, **parameters)

    channel = SlowChannel()
    sending = Sending(sqlite, channel)
    for chat_id in range(80):
        sending.sender.add(sending.put(Letter(text="x"), chat_id=chat_id))
    await sending.close()
    assert len(channel.calls) == 80
    assert channel.most == 32


async def test_a_message_is_rewritten_by_its_row_before_the_books_know_it(sqlite: Engine) -> None:
    channel = ScriptedChannel()
    sending = Sending(sqlite, channel)
    first = sending.put(Letter(text="1 báo cáo mới"))
    sending.sender.add(first)
    sending.sender.add(sending.put(Letter(text="2 báo cáo mới", edit_of=first[0].id)))
    await channel.has_had(2)  # nothing has been settled: nobody runs the books
    await sending.close()
    method, parameters = channel.calls[1]
    assert (method, parameters["message_id"]) == ("editMessageText", 1)


async def test_an_answer_goes_below_a_question_that_a_crash_has_repeated(sqlite: Engine) -> None:
    channel = ScriptedChannel()
    sending = Sending(sqlite, channel)
    # Message 1 was sent before the crash, and tapped; its row is sent again and becomes message 2.
    await channel.call("sendMessage", text="hỏi")
    sending.sender.add(
        sending.put(Letter(text="hỏi"), Letter(text="đáp", edit=1), Letter(text="sửa", edit=3))
    )
    await sending.close()
    said = [(method, parameters["text"]) for method, parameters in channel.calls[1:]]
    assert said == [("sendMessage", "hỏi"), ("sendMessage", "đáp"), ("editMessageText", "sửa")]


async def test_what_is_on_its_way_at_the_deadline_stays_open(sqlite: Engine, looking: Looking) -> None:
    channel = DeafChannel()
    sending = Sending(sqlite, channel)
    sending.sender.add(sending.put(Letter(text="một"), Letter(text="hai")))
    await channel.has_had(1)
    await sending.sender.close(monotonic() + 0.1)
    assert [row.state for row in looking.outbox(7)] == [OutboxState.OPEN, OutboxState.OPEN]
    assert len(channel.calls) == 1


async def test_a_refusal_of_a_note_alone_or_of_a_rewriting_is_a_refusal(
    sqlite: Engine, looking: Looking
) -> None:
    refused = BadRequest("Can't parse entities")
    channel = ScriptedChannel(answerCallbackQuery=[refused], editMessageText=[refused])
    sending = Sending(sqlite, channel)
    sending.sender.add(sending.put(Letter(tap_id="9", toast="<b"), Letter(text="<b", edit=5)))
    await sending.close()
    assert [row.state for row in looking.outbox(7)] == [OutboxState.PARKED, OutboxState.PARKED]


async def test_of_what_the_clock_sends_only_a_little_is_made_ahead(sqlite: Engine) -> None:
    made: list[int] = []

    def make(_db: object, chat_id: int, *_: object) -> Ready:
        made.append(chat_id)
        return Ready(Letter(text=f"nhắc {chat_id}"))

    channel = DeafChannel()
    sending = Sending(sqlite, channel, replace(inside, make=make))
    for chat_id in range(60):
        late = Letter(late=("reminder", {}))
        sending.sender.add(sending.put(late, chat_id=chat_id, priority=Priority.SCHEDULED))
    while len(made) < MOST_IN_FLIGHT + MOST_AHEAD:  # noqa: ASYNC110 - made in another thread
        await asyncio.sleep(0.01)
    await channel.has_had(MOST_IN_FLIGHT)
    await sending.sender.close(monotonic() + 0.1)
    assert await sending.desk.close(monotonic() + 5)
    assert len(made) == MOST_IN_FLIGHT + MOST_AHEAD


async def test_what_was_made_too_long_ago_is_made_anew_before_it_leaves(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.send.sender.FRESH_SECONDS", 0.1)
    due = [Ready(Letter(text="ba thôn chưa nộp")), Ready(Letter(text="một thôn chưa nộp"))]
    channel = ScriptedChannel(sendMessage=[RetryAfter(timedelta(seconds=0.3))])
    sending = Sending(sqlite, channel, replace(inside, make=lambda *_: due.pop(0)))
    late = Letter(late=("reminder", {}))
    sending.sender.add(sending.put(late, priority=Priority.SCHEDULED))
    await channel.has_had(2)
    await sending.close()
    assert [parameters["text"] for _, parameters in channel.calls] == [
        "ba thôn chưa nộp",
        "một thôn chưa nộp",
    ]


async def test_what_is_being_made_when_the_bot_is_stopped_stays_open(
    sqlite: Engine, looking: Looking
) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def make(*_: object) -> Ready:
        begun.set()
        may_go_on.wait(5)
        return Ready(Letter(text="Biểu 2"))

    channel = ScriptedChannel()
    sending = Sending(sqlite, channel, replace(inside, make=make))
    sending.sender.add(sending.put(Letter(late=("book", {})), Letter(text="sau")))
    await asyncio.to_thread(begun.wait, 5)
    await sending.sender.close(monotonic() + 5)
    may_go_on.set()
    assert await sending.desk.close(monotonic() + 5)
    assert [row.state for row in looking.outbox(7)] == [OutboxState.OPEN, OutboxState.SENT]


async def test_a_making_that_failed_before_the_start_holds_up_nothing(sqlite: Engine) -> None:
    channel = ScriptedChannel()
    sending = Sending(sqlite, channel, replace(inside, make=lambda *_: Ready(Letter(text="Biểu 2"))))
    late = sending.put(Letter(late=("book", {})))
    later = now() + timedelta(seconds=0.3)
    sending.sender.add([replace(row, attempts=1, due_at=later) for row in late])
    sending.sender.add(sending.put(Letter(text="sau")))
    await channel.has_had(2)
    await sending.close()
    assert [parameters["text"] for _, parameters in channel.calls] == ["sau", "Biểu 2"]
