"""Prepared statements: the same values and the same errors as SQLAlchemy's own way of running them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlmodel import col

from store.database import is_outage, open_database, reading, unit_of_work
from store.prepared import Prepared, by_name
from store.tables import Conversation, InboxRow, InboxState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
INBOX = InboxRow.metadata.tables["inbox"]
DRAFTS = Conversation.metadata.tables["conversation"]
RECEIVE = Prepared(
    insert(INBOX)
    .values(**by_name("update_id", "chat_id", "received_at", "due_at"), body="{}", state="open", attempts=0)
    .returning(INBOX.c.id)
)
HANDLE = Prepared(update(INBOX).where(INBOX.c.update_id == bindparam("of")).values(state=InboxState.HANDLED))
STATES = Prepared(
    select(INBOX.c.update_id, INBOX.c.state, INBOX.c.due_at, INBOX.c.fault).order_by(INBOX.c.update_id)
)
KEEP = Prepared(insert(DRAFTS).values(by_name(*DRAFTS.c.keys())))


def receive(engine: Engine, *numbers: int) -> list[int]:
    with unit_of_work(engine) as db:
        return [
            RECEIVE.run(db, update_id=number, chat_id=101, received_at=NOW, due_at=NOW)[0][0]
            for number in numbers
        ]


def test_values_go_there_and_come_back_as_their_columns_have_them(database: Engine) -> None:
    assert receive(database, 7, 8) == [1, 2]
    with unit_of_work(database) as db:
        assert HANDLE.run(db, of=8) == []
        assert STATES.run(db) == [
            (7, InboxState.OPEN, NOW, None),
            (8, InboxState.HANDLED, NOW, None),
        ]


def test_json_is_read_by_others_as_it_was_written(database: Engine) -> None:
    answers = {"name": "Hồ Văn Mẫu", "members": 4, "photos": ["a"]}
    with unit_of_work(database) as db:
        KEEP.run(
            db,
            chat_id=101,
            form="report",
            session="s",
            answers=answers,
            scratch={},
            editing=None,
            touched_at=NOW,
        )
    with reading(database) as db:
        assert db.execute(select(col(Conversation.answers))).scalar_one() == answers


def test_a_statement_runs_once_for_each_of_many(database: Engine) -> None:
    receive(database, 7, 8, 9)
    with unit_of_work(database) as db:
        HANDLE.run_each(db, [{"of": 7}, {"of": 9}])
        assert [row[1] for row in STATES.run(db)] == ["handled", "open", "handled"]


def test_a_value_that_was_not_given_is_an_error(database: Engine) -> None:
    with unit_of_work(database) as db, pytest.raises(KeyError, match="of"):
        HANDLE.run(db)


def test_what_the_session_has_not_written_is_written_first(sqlite: Engine) -> None:
    with unit_of_work(sqlite) as db:
        db.add(InboxRow(update_id=7, chat_id=101, body="{}", received_at=NOW, due_at=NOW))
        assert [row[0] for row in STATES.run(db)] == [7]
        db.add(InboxRow(update_id=8, chat_id=101, body="{}", received_at=NOW, due_at=NOW))
        HANDLE.run_each(db, [{"of": 7}, {"of": 8}])
        assert [row[1] for row in STATES.run(db)] == ["handled", "handled"]


def test_a_list_of_values_is_refused_as_each_length_is_another_statement(sqlite: Engine) -> None:
    among = Prepared(select(INBOX.c.id).where(INBOX.c.state.in_(["open", "parked"])))
    with reading(sqlite) as db, pytest.raises(ValueError, match="list of values"):
        among.run(db)


def test_errors_are_sqlalchemys_and_hold_no_values(database: Engine) -> None:
    receive(database, 7)
    with pytest.raises(IntegrityError) as fault, unit_of_work(database) as db:
        RECEIVE.run(db, update_id=7, chat_id=101, received_at=NOW, due_at=NOW)
    assert not is_outage(fault.value)
    assert "101" not in str(fault.value)
    with unit_of_work(database) as db:
        db.execute(text("DROP TABLE inbox"))
        with pytest.raises((OperationalError, ProgrammingError)) as wrong:
            STATES.run(db)
        assert not is_outage(wrong.value)
        db.rollback()


@pytest.fixture
def on_postgresql(postgresql_url: str) -> Iterator[Engine]:
    engine = open_database(postgresql_url)
    yield engine
    engine.dispose()


def test_a_lost_connection_is_an_outage_and_is_thrown_away(on_postgresql: Engine) -> None:
    with unit_of_work(on_postgresql) as db:
        own = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with unit_of_work(on_postgresql) as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": own})
        with pytest.raises(OperationalError) as fault:
            STATES.run(db)
        assert is_outage(fault.value)
        assert fault.value.connection_invalidated
        db.rollback()
    with unit_of_work(on_postgresql) as db:
        assert STATES.run(db) == []
