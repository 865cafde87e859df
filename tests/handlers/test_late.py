"""What is asked for now and made later is made for whoever is there then, with the rights of then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from handlers import late, posting
from handlers.incoming import Tapped
from handlers.late import File, FileKind, Made, Nothing, Ready, Wait
from handlers.letter import Letter
from handlers.reply import Later, Reply
from handlers.scene import Scene
from store import outbox, people
from store.database import unit_of_work
from store.rules.roles import Act
from store.rules.text import same
from store.tables import Appointment, OutboxRow, OutboxState, Priority

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from handlers.scene import Config
    from store.people import Viewer
    from tests.town import Town

BOOK = File("Biểu 2.xlsx", b"PK", FileKind.DOCUMENT)


@late.maker("test.book")
def book(_db: Session, viewer: Viewer, _now: datetime, _config: Config, args: dict[str, Any]) -> Made:
    viewer.require(Act.EXPORT_MAKE)
    return Ready(Letter(text=f"Biểu 2 năm {args['year']}"), (BOOK,))


@late.maker("test.reminder")
def reminder(_db: Session, _viewer: Viewer, now: datetime, _config: Config, args: dict[str, Any]) -> Made:
    due = datetime.fromisoformat(args["at"])
    return Wait(due) if due > now else Nothing("reported already")


def ask(town: Town, chat_id: int, *replies: Reply | Later) -> None:
    """Let a handler give back such replies to a chat."""
    with unit_of_work(town.engine) as db:
        chat, viewer = people.enter(db, chat_id, 0, town.now)
        incoming = Tapped(chat_id, 0, "", "a|1|x", "tap1")
        scene = Scene(db, town.now, town.config, chat, viewer, incoming)
        outbox.put(db, posting.posts(scene, replies), "t", town.now)
    town.delivers()


def rows(town: Town) -> Sequence[OutboxRow]:
    with unit_of_work(town.engine) as db:
        return db.execute(select(OutboxRow).order_by(col(OutboxRow.id))).scalars().all()


def test_words_come_first_and_then_what_was_asked_for(small_town: Town) -> None:
    ask(small_town, 21, Reply(same("Đang lập tệp")), Later("test.book", {"year": 2026}))
    assert [message.text for message in small_town.officer.messages] == ["Đang lập tệp", "Biểu 2 năm 2026"]
    assert small_town.officer.file() == BOOK


def test_a_tap_that_asks_for_a_file_alone_is_acknowledged_at_once(small_town: Town) -> None:
    ask(small_town, 21, Later("test.book", {"year": 2026}))
    first, second = rows(small_town)
    assert Letter.from_json(first.body).tap_id == "tap1"
    assert Letter.from_json(second.body).late == ("test.book", {"year": 2026})


def test_a_refusal_is_said_in_its_words(small_town: Town) -> None:
    ask(small_town, 11, Later("test.book", {"year": 2026}))
    assert "không thuộc phần việc" in small_town.head.sees()


def test_whoever_was_dismissed_meanwhile_gets_nothing(small_town: Town) -> None:
    with unit_of_work(small_town.engine) as db:
        db.execute(update(Appointment).values(until=small_town.now))
    ask(small_town, 21, Later("test.book", {"year": 2026}))
    assert not small_town.officer.messages
    assert (rows(small_town)[-1].state, rows(small_town)[-1].fault) == (OutboxState.DROPPED, late.NOBODY)


def test_what_is_put_off_is_asked_again_when_it_is_due(small_town: Town) -> None:
    at = (small_town.now + timedelta(hours=2)).isoformat()
    ask(small_town, 21, Later("test.reminder", {"at": at}, to=11, priority=Priority.SCHEDULED))
    small_town.passes(hours=1)
    small_town.delivers()
    assert rows(small_town)[-1].state is OutboxState.OPEN
    small_town.passes(hours=1)
    small_town.delivers()
    assert (rows(small_town)[-1].state, rows(small_town)[-1].fault) == (
        OutboxState.DROPPED,
        "reported already",
    )


def test_what_is_asked_for_twice_under_one_key_is_made_once(small_town: Town) -> None:
    for _ in range(2):
        ask(small_town, 21, Later("test.book", {"year": 2026}, key="book:2026:21"))
    assert [message.text for message in small_town.officer.messages] == ["Biểu 2 năm 2026"]


def test_a_maker_is_entered_once() -> None:
    with pytest.raises(ValueError, match=r"test\.book"):
        late.maker("test.book")(book)
