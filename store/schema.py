"""The version of a database, and the way from one to another."""

from __future__ import annotations

from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import store.tables  # noqa: F401 - makes the metadata complete
from store.database import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 0x4368756E67  # any number that no one else locks: "Chung"


class Standing(Enum):
    """How a database stands to this program."""

    EMPTY = auto()
    CURRENT = auto()
    OLDER = auto()
    UNKNOWN = auto()  # of a newer program, or of another one


def head() -> str:
    """Return the version this program needs."""
    revision = _scripts().get_current_head()
    if revision is None:
        raise LookupError("there are no migrations")
    return revision


def current(engine: Engine) -> str | None:
    """Return the version a database has; None if it has never been prepared."""
    with reading(engine) as db:
        return MigrationContext.configure(db.connection()).get_current_revision()


def standing(engine: Engine) -> Standing:
    """Tell how a database stands to this program."""
    revision = current(engine)
    if revision is None:
        return Standing.EMPTY
    if revision == head():
        return Standing.CURRENT
    known = {script.revision for script in _scripts().walk_revisions()}
    return Standing.OLDER if revision in known else Standing.UNKNOWN


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database to a version, if not told otherwise the one this program needs, in one transaction."""
    with _changing(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take a database back to a version; ``base`` is an empty one."""
    with _changing(engine) as connection:
        command.downgrade(_config(connection), revision)


def differences(engine: Engine) -> list[object]:
    """Return where a database differs from the tables of this program; nothing if all is well."""
    with reading(engine) as db:
        return list(compare_metadata(MigrationContext.configure(db.connection()), SQLModel.metadata))


def draft(engine: Engine, message: str) -> Path:
    """Write the file of a next step that leads to the present tables; ``engine`` is an empty database."""
    upgrade(engine)
    with _changing(engine) as connection:
        config = _config(connection)
        number = f"{len(list(_scripts().walk_revisions())) + 1:04}"
        command.revision(config, message, autogenerate=True, rev_id=number)
    return Path(_scripts().get_revision(number).path)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


@contextmanager
def _changing(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction in which tables change; a second process waits for its end."""
    with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off: it changes a table by making it anew, which they would forbid."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # On the bare connection, since the switch does nothing inside a transaction.
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()
