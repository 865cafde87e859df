"""Opening the database, and the one way to change it: a unit of work.

SQLite: write-ahead log, ``synchronous=FULL`` (what survives a power cut), and ``BEGIN IMMEDIATE`` for units of
work, since a transaction that reads first and writes later fails at once under a deferred begin. PostgreSQL: psycopg 3.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session, create_engine

from store.prepared import run_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

BUSY_TIMEOUT_SECONDS = 10
FROZEN_SECONDS = 60
_READ_ONLY = "chungtay_read_only"
_PRIMARY_CODE = 0xFF  # SQLite's extended codes keep the primary one in the low byte
_SQLITE_OUTAGES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


def open_database(url: str) -> Engine:
    """Return an engine for ``url`` (``sqlite:///…`` or ``postgresql://…``); connects only when first used."""
    if url.startswith("sqlite"):
        return _open_sqlite(url)
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            url = "postgresql+psycopg://" + url.removeprefix(short)
    engine = create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # an error's words go to logs, where nothing about people belongs
        # The driver must not begin transactions of its own; _begin does.
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # A process that is frozen in a transaction must not keep its rows from others for ever.
    connection.execute(f"SET idle_in_transaction_session_timeout = '{FROZEN_SECONDS}s'")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    run_plainly(connection, "BEGIN" if read_only else "BEGIN IMMEDIATE")


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[Session]:
    """Open the one transaction in which something changes: committed at the end, rolled back by any exception."""
    with Session(engine, expire_on_commit=False) as db:
        yield db
        db.commit()


@contextmanager
def undone_by(db: Session, refusal: type[Exception]) -> Iterator[None]:
    """Undo what the block does if it ends in such an exception, which then goes on up.

    A savepoint of the database alone: the session's own, with its bookkeeping, costs more than all the rest of a
    typical update. Objects loaded or changed before are forgotten with it, and have to be loaded again.
    """
    run_plainly(db.connection(), "SAVEPOINT undone_by")
    try:
        yield
    except refusal:
        db.expunge_all()
        run_plainly(db.connection(), "ROLLBACK TO SAVEPOINT undone_by")
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a transaction that only reads and holds up nobody; all it reads is of one moment."""
    options: dict[str, Any] = {_READ_ONLY: True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, Session(connection) as db:
        yield db


def is_outage(fault: BaseException) -> bool:
    """Tell whether the database could not be reached or was busy, as against a statement that was wrong.

    What was under way may be tried again as it is. SQLite calls both an OperationalError.
    """
    if isinstance(fault, PoolTimeout | InterfaceError):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    if isinstance(fault.orig, sqlite3.OperationalError):
        code: int = getattr(fault.orig, "sqlite_errorcode", 0)  # absent where Python itself raised it
        return code & _PRIMARY_CODE in _SQLITE_OUTAGES
    return fault.connection_invalidated or isinstance(fault, OperationalError)
