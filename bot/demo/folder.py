"""The demo's files in the data folder: one demo at a time, kept from run to run, thrown away on request."""

from __future__ import annotations

import fcntl
import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.opening import UNWRITABLE, make_folder
from bot.unstartable import Unstartable
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNNING = Text(
    "Bản dùng thử đang chạy trong thư mục này: xin dừng nó trước (Ctrl-C).",
    "A demo is running in this folder: please stop it first (Ctrl-C).",
)


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Where the demo keeps its files."""

    path: Path

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.path / "demo.db"

    @property
    def chats(self) -> Path:
        """What the phones of the stand-in show."""
        return self.path / "demo-chats.json"

    @property
    def log(self) -> Path:
        """What the bot logged in this run."""
        return self.path / "demo-bot.log"

    @property
    def clock(self) -> Path:
        """How far the demo is ahead of the machine's clock."""
        return self.path / "demo-clock.json"

    def seconds_ahead(self) -> int:
        """Tell how far ahead the clock was left."""
        return int(json.loads(self.clock.read_text())["ahead"]) if self.clock.exists() else 0

    def keep_ahead(self, seconds: int) -> None:
        """Remember how far ahead the clock is."""
        self.clock.write_text(json.dumps({"ahead": seconds}))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, and keep it for this process.

        Raises:
            Unstartable: it cannot be written to, or another demo has it.
        """
        make_folder(self.path)
        try:
            lock = (self.path / "demo.lock").open("w")
        except OSError:
            raise Unstartable(UNWRITABLE.fill(folder=str(self.path.resolve()))) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Unstartable(RUNNING) from None
            yield

    def is_whole(self) -> bool:
        """Tell whether both halves of an earlier run are there; one without the other makes no sense."""
        return self.database.exists() and self.chats.exists()

    def clear(self) -> None:
        """Throw everything of earlier runs away."""
        for path in (self.database, self.chats, self.log, self.clock):
            for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", ".new"))):
                each.unlink(missing_ok=True)
        shutil.rmtree(self.chats.with_name(self.chats.name + ".files"), ignore_errors=True)
