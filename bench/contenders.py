"""The four bots that are compared, each a process of its own: how to start it, and what it has stored."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bench import town
from bench.processes import Running, start
from bench.stage import TOKEN
from store import schema
from store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.postgresql import Server

    Stored = list[tuple[int, str]]


class Contender(Protocol):
    """One bot under measurement."""

    @property
    def name(self) -> str:
        """What the tables call it."""

    def prepare(self, folder: Path, heads: range) -> None:
        """Make its data, with these village heads known."""

    def run(self, folder: Path, url: str, *, messages_per_second: int = 30) -> Running:
        """Start it against a stand-in."""

    def stored(self, folder: Path) -> Stored:
        """Return who sent each stored report, and its code; the bot has stopped."""

    def server_cpu_seconds(self) -> float | None:
        """Processor time of its database server so far, None if it has none."""


@dataclass(frozen=True, slots=True)
class ThisBot:
    """The bot of this repository; ``server`` is its PostgreSQL, None for SQLite."""

    name: str
    server: Server | None = None

    def url(self, folder: Path) -> str:
        """Return the address of the database that belongs to a folder."""
        if self.server is None:
            return f"sqlite:///{folder / 'chungtay.db'}"
        return self.server.database(folder.name)

    def prepare(self, folder: Path, heads: range) -> None:
        """Make the tables, and settle the village heads in their villages."""
        engine = open_database(self.url(folder))
        schema.upgrade(engine)
        town.settle(engine, heads)
        engine.dispose()

    def run(self, folder: Path, url: str, *, messages_per_second: int = 30) -> Running:
        """Start it."""
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": url,
            "DATABASE_URL": self.url(folder),
            "CHUNGTAY_MESSAGES_PER_SECOND": str(messages_per_second),
        }
        return start("bot", ["bot", "run"], folder, settings)

    def stored(self, folder: Path) -> Stored:
        """Read the reports."""
        engine = open_database(self.url(folder))
        found = town.reports(engine)
        engine.dispose()
        return found

    def server_cpu_seconds(self) -> float | None:
        """Processor time of PostgreSQL."""
        return self.server.cpu_seconds() if self.server else None


@dataclass(frozen=True, slots=True)
class Plain:
    """What the two plain bots have in common."""

    name: str
    module: str
    file: str

    def prepare(self, folder: Path, heads: range) -> None:
        """Nothing: they let in everyone."""

    def run(self, folder: Path, url: str, *, messages_per_second: int = 30) -> Running:  # noqa: ARG002 - has none
        """Start it."""
        arguments = [self.module, "--api", url, "--token", TOKEN, "--data", str(folder / self.file)]
        return start("bot", arguments, folder, _NO_SETTINGS)

    def server_cpu_seconds(self) -> float | None:
        """No server."""
        return None


_NO_SETTINGS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PlainConversation(Plain):
    """ConversationHandler and PicklePersistence."""

    name: str = "plain: ConversationHandler + pickle"
    module: str = "bench.plain.conversation_bot"
    file: str = "bot.pickle"

    def stored(self, folder: Path) -> Stored:
        """Read the pickle; there is none before the first flush."""
        path = folder / self.file
        if not path.exists():
            return []
        # PTB's own pickles name the bot where it is referred to; the reports do not.
        found = _Unpickler(path.open("rb")).load()
        reports = found["bot_data"].get("reports", [])
        return [(report["by"], f"CT-{number:06}") for number, report in enumerate(reports, start=1)]


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: object) -> object:
        return pid


@dataclass(frozen=True, slots=True)
class PlainSqlmodel(Plain):
    """SQLModel and aiosqlite."""

    name: str = "plain: SQLModel + aiosqlite"
    module: str = "bench.plain.sqlmodel_bot"
    file: str = "bot.db"

    def stored(self, folder: Path) -> Stored:
        """Read the table."""
        with closing(sqlite3.connect(folder / self.file)) as db:
            rows = db.execute("SELECT user_id, id FROM report WHERE sent").fetchall()
        return [(by, f"CT-{number:06}") for by, number in rows]


SQLITE = ThisBot("Chung Tay on SQLite")
PLAIN: tuple[Contender, ...] = (PlainConversation(), PlainSqlmodel())
