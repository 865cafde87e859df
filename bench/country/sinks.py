"""Putting millions of rows into a database, faster than any program would write them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


class Sink(Protocol):
    """Something rows can be put into."""

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put rows into a table."""


class SqliteSink:
    """A SQLite file; nothing of it need survive a power cut while it is made."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put rows into a table."""
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


class PostgresqlSink:
    """A PostgreSQL database, by COPY; its numbers go on behind the last row."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put rows into a table."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        if "id" in columns:
            self._connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )


@contextmanager
def sqlite_sink(path: Path) -> Iterator[Sink]:
    """Open a SQLite file that has every table."""
    connection = sqlite3.connect(path)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    try:
        yield SqliteSink(connection)
        connection.commit()
    finally:
        connection.close()


@contextmanager
def postgresql_sink(url: str) -> Iterator[Sink]:
    """Open a PostgreSQL database that has every table; references are not checked row by row."""
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        yield PostgresqlSink(connection)
