"""The bot of the demo: the real one, in a process of its own, started again whenever it dies."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import ahead, monotonic
from bot.unstartable import Unstartable
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    Json = dict[str, Any]

ENDS_WITHIN = 6.0
PAUSE = 0.5
SHORT_LIFE = 60.0
MOST_SHORT_LIVES = 3

STARTED_AGAIN = Text(
    "Bot vừa dừng bất ngờ và đang được chạy lại; không mất tin nào.",
    "The bot ended unexpectedly and is being started again; no message is lost.",
)
DOES_NOT_RUN = Text(
    "Bot không chạy được; xem lý do trong {log}.", "The bot does not run; the reason is in {log}."
)


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a step of the clock: how many messages have left, and when something is due next."""

    arrived: int
    next_due: datetime | None


class BotProcess:
    """The bot's process, as far ahead of the machine's clock as this one; ``say`` hears when it is started again."""

    def __init__(self, settings: Mapping[str, str], log: Path, say: Callable[[Text], None]) -> None:
        self._log = log
        self._say = say
        # Through env, so that the rest of the environment passes on unread.
        given = [f"{name}={value}" for name, value in settings.items()]
        self._command = ("env", *given, sys.executable, "-m", "bot", "run")
        self._is_up = asyncio.Event()
        self._process: asyncio.subprocess.Process | None = None

    async def keep_running(self) -> None:
        """Run the bot until cancelled, however often it is killed.

        Raises:
            Unstartable: it ends by itself again and again, soon after its start.
        """
        short_lives = 0
        with self._log.open("wb") as log:
            while True:
                begun = monotonic()
                killed = await self._run_once(log.fileno()) < 0
                short = not killed and monotonic() - begun < SHORT_LIFE
                short_lives = short_lives + 1 if short else 0
                if short_lives == MOST_SHORT_LIVES:
                    raise Unstartable(DOES_NOT_RUN.fill(log=str(self._log)))
                self._say(STARTED_AGAIN)
                await asyncio.sleep(PAUSE)

    async def follow(self) -> Step:
        """Let the bot go to where this process's clock is and do what is due; killed meanwhile, the next one does."""
        while True:
            await self._is_up.wait()
            if self._process and (answer := await _ask(self._process, {"ahead": _seconds_ahead()})):
                return Step(answer["arrived"], answer["next"] and datetime.fromisoformat(answer["next"]))
            await asyncio.sleep(PAUSE)

    async def _run_once(self, log: int) -> int:
        """Return how it ended: its exit code, or the signal that killed it as a negative number."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            "--ahead",
            str(_seconds_ahead()),
            # When this process is gone, even killed, the pipe breaks and the bot ends.
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            # Ctrl-C in the terminal is for this process, which then ends the bot in order.
            start_new_session=True,
        )
        self._process = process
        self._is_up.set()
        try:
            return await process.wait()
        finally:
            self._is_up.clear()
            if process.returncode is None:
                await _end(process)


async def _ask(process: asyncio.subprocess.Process, question: Json) -> Json | None:
    """Write one line and read one; None when the process has ended."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a bot without pipes cannot be asked")
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(json.dumps(question).encode() + b"\n")
        await process.stdin.drain()
    answer = await process.stdout.readline()
    return json.loads(answer) if answer else None


def _seconds_ahead() -> int:
    return round(ahead().total_seconds())


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(ENDS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
