"""Statements that every update needs: written by SQLAlchemy once for each database, then run by its driver.

SQLite finds a row by its key in 3 µs; SQLAlchemy's way of running a statement takes forty more, ten times an update.
Left out are its events, its cache and its result objects. Values and errors are what they are elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import BindParameter, Connection, Dialect, Executable
    from sqlalchemy.engine.interfaces import DBAPICursor, DBAPIModule
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlmodel import Session


def by_name(*columns: str) -> dict[str, BindParameter[Any]]:
    """Give each of these columns a value of the same name."""
    return {column: bindparam(column) for column in columns}


class Prepared:
    """One statement, or one for each kind of database where they differ; values go by the names of ``bindparam``s.

    What the session still has to write is written first, as elsewhere; ``flush=False`` leaves that out, for tables to
    which no object of the session belongs.
    """

    def __init__(self, statement: Executable | Mapping[str, Executable], *, flush: bool = True) -> None:
        self._statement = statement
        self._flush = flush
        self._written: WeakKeyDictionary[Dialect, _Written] = WeakKeyDictionary()

    def run(self, db: Session, **values: Any) -> list[tuple[Any, ...]]:
        """Run it once; return the rows that it finds, or that it is to return of what it wrote."""
        connection = self._ready(db)
        written = self._for(connection.dialect)
        cursor = run_plainly(connection, written.sql, written.bind(values))
        rows = written.read(cursor.fetchall()) if written.returns else []
        cursor.close()
        return rows

    def run_each(self, db: Session, many: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for each of these values, all of which have the same names."""
        connection = self._ready(db)
        written = self._for(connection.dialect)
        rows = [written.bind(values) for values in many]
        if rows:
            run_plainly(connection, written.sql, rows, many=True).close()

    def _ready(self, db: Session) -> Connection:
        if self._flush:
            db.flush()
        return db.connection()

    def _for(self, dialect: Dialect) -> _Written:
        written = self._written.get(dialect)
        if written is None:
            statement: Any = self._statement
            if isinstance(statement, Mapping):
                statement = statement[dialect.name]
            types = [column.type for column in statement.exported_columns]
            written = self._written[dialect] = _Written(statement.compile(dialect=dialect), types)
        return written


class _Written:
    """A statement in one database's own words, and how values get there and back."""

    def __init__(self, compiled: SQLCompiler, returned: Sequence[Any]) -> None:
        if compiled.post_compile_params:
            raise ValueError(f"a statement with a list of values is not prepared: {compiled.string}")
        dialect = compiled.dialect
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self.sql = compiled.string
        self.returns = bool(returned)
        self._named = not compiled.positional
        self._constant = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._binds = [
            (name, binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or binds
        ]
        self._reads = [kind.dialect_impl(dialect).result_processor(dialect, None) for kind in returned]

    def bind(self, values: Mapping[str, Any]) -> Any:
        """Return values as the driver takes them."""
        given = {**self._constant, **values}
        if self._named:
            return {name: write(given[name]) if write else given[name] for name, write in self._binds}
        return [write(given[name]) if write else given[name] for name, write in self._binds]

    def read(self, rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
        """Return rows of the driver with values as the columns' types have them."""
        return [
            tuple(read(value) if read else value for value, read in zip(row, self._reads, strict=True))
            for row in rows
        ]


def run_plainly(connection: Connection, sql: str, values: Any = (), *, many: bool = False) -> DBAPICursor:
    """Run SQL in the database's own words.

    Raises:
        DBAPIError: as SQLAlchemy raises it; a connection that was lost is thrown away.
    """
    cursor = connection.connection.cursor()
    try:
        if many:
            cursor.executemany(sql, values)
        else:
            cursor.execute(sql, values)
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _as_elsewhere(connection, sql, fault) from fault
    return cursor


def _as_elsewhere(connection: Connection, sql: str, fault: DBAPIModule.Error) -> Exception:
    dialect = connection.dialect
    lost = dialect.is_disconnect(fault, connection.connection, None)
    error = DBAPIError.instance(
        sql,
        None,
        fault,
        dialect.loaded_dbapi.Error,
        hide_parameters=connection.engine.hide_parameters,
        connection_invalidated=lost,
        dialect=dialect,
    )
    if lost:
        connection.invalidate(fault)
    return error
