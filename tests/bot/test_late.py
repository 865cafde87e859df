"""What is made when it leaves arrives with its files, and holds up nothing while it is made, put off or broken."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.clock import now
from bot.simulator.samples import sample_png
from handlers.late import File, FileKind, Made, Nothing, Ready, Wait
from handlers.letter import Letter
from store.outbox import Post
from store.tables import OutboxState, Priority
from tests.bot.test_sending import sent, someone
from tests.crash.program import ADMINISTRATOR, APOLOGY, inside

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from bot.work import Inside
    from tests.bot.conftest import RunningBot
    from tests.bot.looking import Looking
    from tests.simulator_client import SimulatorClient, SimUser

    StartBot = Callable[..., RunningBot]

BOOK = File("Biểu 2.xlsx", b"PK-book", FileKind.DOCUMENT)
CHART = File("bieu-do.png", sample_png(1), FileKind.PHOTO)


@dataclass
class Script:
    """A maker that gives one answer after the other; the last one again and again."""

    answers: deque[Made | Exception]
    made: int = 0
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def make(self, _db: Session, _chat_id: int, asked: tuple[str, dict[str, Any]], _now: datetime) -> Made:
        assert asked == ("book", {"year": 2026})
        self.made += 1
        self.may_go_on.wait(5)
        answer = self.answers.popleft() if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def own(self) -> Inside:
        return replace(inside, make=self.make)


def script(*answers: Made | Exception) -> Script:
    own = Script(deque(answers))
    own.may_go_on.set()
    return own


def asked(user: SimUser, priority: Priority = Priority.REPLY) -> Post:
    return Post(user.id, Letter(late=("book", {"year": 2026})).to_json(), priority)


def said(user: SimUser, text: str) -> Post:
    return Post(user.id, Letter(text=text).to_json(), Priority.REPLY)


@pytest.fixture
def lan(simulator: SimulatorClient, looking: Looking) -> SimUser:
    return someone(simulator, looking, "Lan")


def test_a_file_arrives_with_its_words_and_buttons_beneath(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    letter = Letter(text="<b>Biểu 2</b> năm 2026", buttons=[[("Xem lại", "a|1|again")]])
    start_bot(own=script(Ready(letter, (BOOK,))).own)
    looking.put([asked(lan)])
    message = lan.wait_for_text("Biểu 2 năm 2026")
    assert message["document"]["file_name"] == "Biểu 2.xlsx"
    assert simulator.http.get(message["document"]["url"]).content == b"PK-book"
    assert lan.buttons() == ["Xem lại"]
    sent(simulator, looking, lan)
    assert looking.outbox(lan.id)[0].message_id == message["message_id"]
    assert [call["method"] for call in simulator.calls(chat_id=lan.id)] == ["sendDocument"]


def test_long_words_follow_their_pictures(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    words = "ư" * 1025
    start_bot(own=script(Ready(Letter(text=words, buttons=[[("Xem", "a|1|x")]]), (CHART, BOOK))).own)
    looking.put([asked(lan)])
    lan.wait_for_text(words)
    picture, book, text = lan.from_bot()
    assert simulator.http.get(picture["photo"]["url"]).content == CHART.content
    assert (book["document"]["file_name"], book["text"]) == (BOOK.name, "")
    assert text["text"] == words
    assert lan.buttons() == ["Xem"]


def test_what_has_lost_its_sense_is_dropped(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot(own=script(Nothing("reported already")).own)
    looking.put([asked(lan, Priority.SCHEDULED), said(lan, "sau")])
    lan.wait_for_text("sau")
    sent(simulator, looking, lan)
    row = looking.outbox(lan.id)[0]
    assert (row.state, row.fault) == (OutboxState.DROPPED, "reported already")
    assert len(lan.from_bot()) == 1


def test_what_is_put_off_comes_in_its_time_and_nothing_waits_for_it(
    looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    until = now() + timedelta(hours=1)
    own = script(Wait(until), Ready(Letter(text="nhắc hạn")))
    start_bot(own=own.own)
    looking.put([asked(lan, Priority.SCHEDULED)])
    lan.client.wait_until(lambda: looking.outbox(lan.id)[0].due_at == until, "putting off")
    looking.put([said(lan, "trả lời")])
    lan.wait_for_text("trả lời")
    looking.come_due(lan.id)
    lan.wait_for_text("nhắc hạn")
    assert own.made == 2


def test_what_is_put_off_is_remembered_through_a_restart(
    looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    until = now() + timedelta(hours=1)
    first = start_bot(own=script(Wait(until)).own)
    looking.put([asked(lan, Priority.SCHEDULED)])
    lan.client.wait_until(lambda: looking.outbox(lan.id)[0].due_at == until, "putting off")
    first.stop()
    second = script(Ready(Letter(text="nhắc hạn")))
    start_bot(own=second.own)
    looking.put([said(lan, "trả lời")])
    lan.wait_for_text("trả lời")
    assert not second.made
    assert looking.outbox(lan.id)[0].state is OutboxState.OPEN


def test_what_takes_long_to_make_holds_up_nothing_of_its_chat(
    looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    own = script(Ready(Letter(text="Biểu 2"), (BOOK,)))
    own.may_go_on.clear()
    start_bot(own=own.own)
    looking.put([said(lan, "Đang lập tệp"), asked(lan)])
    lan.client.wait_until(lambda: own.made, "the making")
    lan.text("chào")
    lan.wait_for_text("Đã nhận: chào")
    own.may_go_on.set()
    lan.wait_for_text("Biểu 2")
    assert [message["text"] for message in lan.from_bot()] == ["Đang lập tệp", "Đã nhận: chào", "Biểu 2"]


def test_a_making_that_fails_is_tried_again(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    start_bot(own=script(RuntimeError("broken"), Ready(Letter(text="Biểu 2"), (BOOK,))).own)
    looking.put([asked(lan)])
    lan.wait_for_text("Biểu 2")
    sent(simulator, looking, lan)
    assert looking.outbox(lan.id)[0].attempts == 2


@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.SCHEDULED])
def test_a_making_that_keeps_failing_is_parked_and_said_to_those_it_concerns(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot, priority: Priority
) -> None:
    administrator = simulator.add_user("Quản Trị", id=ADMINISTRATOR)
    administrator.start()
    looking.add_chat(administrator.id)
    own = script(RuntimeError("broken"))
    start_bot(own=own.own)
    looking.put([asked(lan, priority)])
    administrator.wait_for_text("Lỗi t1")
    sent(simulator, looking, lan)
    row = looking.outbox(lan.id)[0]
    assert (row.state, row.fault, own.made) == (OutboxState.PARKED, "RuntimeError: broken", 4)
    expected = [APOLOGY] if priority is Priority.REPLY else []
    assert [message["text"] for message in lan.from_bot()] == expected


def test_one_fault_that_strikes_everyone_is_one_word_to_the_administrators(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    administrator = simulator.add_user("Quản Trị", id=ADMINISTRATOR)
    administrator.start()
    looking.add_chat(administrator.id)
    minh = someone(simulator, looking, "Minh")
    start_bot(own=script(RuntimeError("broken")).own)
    looking.put([asked(lan, Priority.SCHEDULED), asked(minh, Priority.SCHEDULED)])

    def parked() -> bool:
        return all(looking.outbox(user.id)[0].state is OutboxState.PARKED for user in (lan, minh))

    simulator.wait_until(parked, "parking")
    sent(simulator, looking, administrator)
    assert [message["text"] for message in administrator.from_bot()] == ["Lỗi t1"]


def test_a_making_is_parked_even_if_the_apology_fails(
    looking: Looking, lan: SimUser, start_bot: StartBot
) -> None:
    def broken(*_: object) -> list[Any]:
        raise RuntimeError("no apology today")

    own = script(RuntimeError("broken")).own
    start_bot(own=replace(own, apologise=broken))
    looking.put([asked(lan)])
    lan.client.wait_until(lambda: looking.outbox(lan.id)[0].state is OutboxState.PARKED, "parking")


@pytest.mark.parametrize("fault", [{"kind": "lost_answer"}, {"code": 502}], ids=["lost answer", "502"])
def test_what_was_made_once_is_not_made_again_because_its_sending_failed(
    simulator: SimulatorClient, looking: Looking, lan: SimUser, start_bot: StartBot, fault: dict[str, Any]
) -> None:
    simulator.fault(method="sendDocument", **fault)
    own = script(Ready(Letter(text="Biểu 2"), (BOOK,)))
    start_bot(own=own.own)
    looking.put([asked(lan)])
    lan.client.wait_until(lambda: looking.outbox(lan.id)[0].state is OutboxState.SENT, "sending")
    assert len(simulator.calls("sendDocument")) == 2
    assert own.made == 1
