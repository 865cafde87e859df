"""Each update is handled once, in order within its chat, and a fault of one chat is no other's business."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.clock import now
from bot.desk import Desk
from bot.work import Inside, Worker
from store import inbox
from store.database import unit_of_work
from store.tables import InboxRow, InboxState
from tests.crash.program import ADMINISTRATOR, APOLOGY, OWN, POISON, answer, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from store.outbox import Waiting
    from tests.bot.conftest import RunningBot
    from tests.bot.looking import Looking
    from tests.simulator_client import SimulatorClient

    StartBot = Callable[..., RunningBot]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def own_tables(database: Engine) -> Engine:
    OWN.create_all(database)
    return database


def keep(engine: Engine, chats_and_texts: Sequence[tuple[int, str]]) -> None:
    """Store updates, numbered from 1."""
    updates = []
    for number, (chat_id, text) in enumerate(chats_and_texts, 1):
        chat = f'{{"id": {chat_id}, "type": "private"}}'
        body = f'{{"message": {{"message_id": {number}, "chat": {chat}, "text": "{text}"}}}}'
        updates.append(inbox.RawUpdate(number, chat_id, body))
    with unit_of_work(engine) as db:
        inbox.keep(db, updates, now())


def worker(engine: Engine, own: Inside = inside, handed: list[Waiting] | None = None) -> Worker:
    handed = [] if handed is None else handed
    return Worker(Desk(engine), own, handed.extend)


def drain(worker: Worker) -> None:
    while worker.handle_next():
        pass


def test_an_update_and_its_messages_are_one_transaction(own_tables: Engine, looking: Looking) -> None:
    handed: list[Waiting] = []
    keep(own_tables, [(7, "một")])
    drain(worker(own_tables, handed=handed))
    assert looking.effects(7) == ["một"]
    assert [row.state for row in looking.inbox()] == [InboxState.HANDLED]
    assert [row.id for row in handed] == [row.id for row in looking.outbox(7)]
    assert [row.request_id for row in handed] == [f"u{looking.inbox()[0].id}"]


def test_several_workers_share_the_chats_and_keep_each_in_order(own_tables: Engine, looking: Looking) -> None:
    updates = [(number % 10 + 1, f"{number:03}") for number in range(200)]
    keep(own_tables, updates)
    shared = worker(own_tables)

    def until_all_handled() -> None:
        while any(row.state is InboxState.OPEN for row in looking.inbox()):
            shared.handle_next()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(until_all_handled) for _ in range(4)]:
            done.result()
    for chat_id in range(1, 11):
        assert looking.effects(chat_id) == [text for chat, text in updates if chat == chat_id]


def test_answers_are_handed_over_in_the_order_of_their_chat_whatever_worker_is_slow(
    own_tables: Engine, looking: Looking
) -> None:
    begun = threading.Event()
    handed: list[int] = []

    def hand_over(rows: Sequence[Waiting]) -> None:
        if not begun.is_set():
            begun.set()
            time.sleep(0.5)  # long enough for the other worker to overtake, if it could
        handed.extend(row.id for row in rows)

    keep(own_tables, [(7, "một"), (7, "hai")])
    shared = Worker(Desk(own_tables), inside, hand_over)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(shared.handle_next)
        assert begun.wait(10)
        assert pool.submit(shared.handle_next).result()
        assert first.result()
    assert handed == [row.id for row in looking.outbox(7)]


def test_what_is_nothing_a_person_did_is_handled_with_nothing(own_tables: Engine, looking: Looking) -> None:
    with unit_of_work(own_tables) as db:
        odd = [
            inbox.RawUpdate(1, 0, "{}"),
            inbox.RawUpdate(2, 0, "no JSON"),
            inbox.RawUpdate(3, 0, '{"message": 3}'),
        ]
        inbox.keep(db, odd, now())
    drain(worker(own_tables))
    assert [row.state for row in looking.inbox()] == [InboxState.HANDLED] * 3


def test_a_fault_that_two_workers_met_counts_once(own_tables: Engine) -> None:
    keep(own_tables, [(7, POISON)])
    with unit_of_work(own_tables) as db:
        claimed = inbox.claim(db, now())
        db.rollback()
    assert claimed
    for _ in range(2):
        with unit_of_work(own_tables) as db:
            inbox.fail(db, claimed, "twice", now())
    with unit_of_work(own_tables) as db:
        assert db.get_one(InboxRow, claimed.id).attempts == 1


def test_a_fault_undoes_its_update_and_only_that(
    own_tables: Engine, looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.inbox.PAUSES", (timedelta(hours=1),))
    keep(own_tables, [(7, POISON), (7, "sau"), (8, "khác")])
    shared = worker(own_tables)
    assert [shared.handle_next(), shared.handle_next()] == [True, True]
    assert (looking.effects(7), looking.effects(8)) == ([], ["khác"])
    first = looking.inbox()[0]
    assert (first.state, first.attempts, first.fault) == (InboxState.OPEN, 1, "RuntimeError: a poison update")
    assert [row.state for row in looking.inbox()[1:]] == [InboxState.OPEN, InboxState.HANDLED]


def test_a_poison_update_is_parked_with_an_apology_while_other_chats_go_on(
    simulator: SimulatorClient, looking: Looking, start_bot: StartBot
) -> None:
    administrator = simulator.add_user("Quản trị", id=ADMINISTRATOR)
    administrator.start()
    lan, minh = simulator.add_user("Lan"), simulator.add_user("Minh")
    start_bot()
    lan.text(POISON)
    minh.text("một")
    lan.text("hai")
    minh.wait_for_text("Đã nhận: một")
    lan.wait_for_text("Đã nhận: hai")
    assert [message["text"] for message in lan.from_bot()] == [APOLOGY, "Đã nhận: hai"]
    parked = [row for row in looking.inbox() if row.state is InboxState.PARKED]
    assert [row.attempts for row in parked] == [len(inbox.PAUSES) + 1]
    administrator.wait_for_text(f"Lỗi u{parked[0].id}")


def test_an_update_is_parked_even_if_the_apology_fails(
    own_tables: Engine, looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[Any]:
        raise RuntimeError("no apology today")

    monkeypatch.setattr("store.inbox.PAUSES", ())
    keep(own_tables, [(7, POISON), (7, "sau")])
    drain(worker(own_tables, replace(inside, apologise=broken)))
    assert [row.state for row in looking.inbox()] == [InboxState.PARKED, InboxState.HANDLED]
    assert looking.effects(7) == ["sau"]


def test_a_statement_that_is_wrong_is_a_fault_and_no_outage(own_tables: Engine, looking: Looking) -> None:
    def mistaken(db: Any, *_: object) -> list[Any]:
        db.connection().exec_driver_sql("SELECT * FROM there_is_no_such_table")
        return []

    keep(own_tables, [(7, "một")])
    assert worker(own_tables, replace(inside, answer=mistaken)).handle_next()
    assert looking.inbox()[0].attempts == 1


def test_an_inbox_that_cannot_be_read_is_nobodys_fault(sqlite: Engine) -> None:
    with sqlite.begin() as connection:
        connection.exec_driver_sql("DROP TABLE inbox")
    with pytest.raises(SQLAlchemyError, match="inbox"):
        worker(sqlite).handle_next()


def test_an_outage_of_the_database_is_no_fault_of_the_update(own_tables: Engine, looking: Looking) -> None:
    def out_of_reach(*_: object) -> list[Any]:
        raise OperationalError("SELECT 1", {}, outage(own_tables))

    keep(own_tables, [(7, "một")])
    with pytest.raises(OperationalError):
        worker(own_tables, replace(inside, answer=out_of_reach)).handle_next()
    row = looking.inbox()[0]
    assert (row.state, row.attempts) == (InboxState.OPEN, 0)


def outage(engine: Engine) -> Exception:
    """Make what the driver raises when the database is busy or gone."""
    if engine.dialect.name == "sqlite":
        import sqlite3

        fault = sqlite3.OperationalError("database is locked")
        fault.sqlite_errorcode = sqlite3.SQLITE_BUSY
        return fault
    import psycopg

    return psycopg.OperationalError("the server closed the connection unexpectedly")


def test_the_update_in_hand_is_finished_when_the_bot_is_stopped(
    simulator: SimulatorClient, looking: Looking, start_bot: StartBot
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(db: Any, incoming: Any, moment: Any) -> Any:
        begun.set()
        assert go_on.wait(10)
        return answer(db, incoming, moment)

    bot = start_bot(own=replace(inside, answer=slow))
    lan = simulator.add_user("Lan")
    lan.text("một")
    assert begun.wait(10)
    threading.Timer(0.3, go_on.set).start()
    bot.stop()
    assert bot.finished
    assert looking.effects(lan.id) == ["một"]
    assert [message["text"] for message in lan.from_bot()] == ["Đã nhận: một"]


def test_what_was_open_before_the_start_is_handled(
    simulator: SimulatorClient, own_tables: Engine, looking: Looking, start_bot: StartBot
) -> None:
    lan = simulator.add_user("Lan")
    lan.start()
    keep(own_tables, [(lan.id, f"{number:02}") for number in range(30)])
    start_bot()
    simulator.wait_until(lambda: len(looking.effects(lan.id)) == 30, "handling them all")
    assert looking.effects(lan.id)[:30] == [f"{number:02}" for number in range(30)]
