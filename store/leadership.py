"""Which of several processes on one PostgreSQL is the bot: the one whose session holds the advisory lock.

The lock goes with its session. A process that is killed loses both at once. One that is frozen would keep them for
ever, so the session says that it is alive, and PostgreSQL ends one that has been silent for too long. On SQLite one
process is all there is.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK = 0x4C656164  # any number that no one else locks: "Lead"
SILENT_SECONDS = 6
"""After so long a silence PostgreSQL ends the session, and another process may take the lead."""
_PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 3000}


class Lead:
    """This process's hold on the lead, used by one thread; ``is_contested`` where there may be others."""

    def __init__(self, engine: Engine) -> None:
        self.is_contested = engine.dialect.name == "postgresql"
        self._engine = engine
        self._session: Connection | None = None
        self._leads = False

    def take(self) -> bool:
        """Take the lead, unless another process has it.

        Raises:
            SQLAlchemyError: the database is out of reach.
        """
        if not self.is_contested:
            return True
        try:
            taken = self._open().execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK})
            self._leads = bool(taken.scalar())
        except SQLAlchemyError:
            self.give_up()
            raise
        return self._leads

    def confirm(self) -> bool:
        """Say that this process is alive; False when the session has ended and another process has taken the lead.

        Raises:
            SQLAlchemyError: the database is out of reach, and the session has ended too.
        """
        if self._leads:
            try:
                self._open().execute(text("SELECT 1"))
            except SQLAlchemyError:
                self.give_up()
            else:
                return True
        return self.take()

    def give_up(self) -> None:
        """Let another process lead."""
        session, self._session, self._leads = self._session, None, False
        if session is not None:
            with suppress(SQLAlchemyError):  # a session that has ended cannot be closed in order
                session.close()

    def _open(self) -> Connection:
        if self._session is None:
            # Not from the pool, which hands sessions round; and without transactions: in one, no session is silent.
            own = create_engine(
                self._engine.url,
                poolclass=NullPool,
                isolation_level="AUTOCOMMIT",
                hide_parameters=True,
                connect_args=_PATIENCE,
            )
            self._session = own.connect()
            self._session.execute(text(f"SET idle_session_timeout = '{SILENT_SECONDS}s'"))
        return self._session
