"""The running bot: its loops wired together, started, and stopped in order."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.channel import open_channel
from bot.clock import monotonic
from bot.desk import Desk
from bot.face import Face, show
from bot.leading import Leading
from bot.logs import describe, set_up_logs
from bot.receive import Receiver
from bot.send.books import Books
from bot.send.making import Making
from bot.send.sender import Sender
from bot.unstartable import Unstartable
from bot.work import Inside, Worker
from bot.workers import Workers
from store import schema
from store.database import open_database
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy import Engine

    from bot.channel import Channel
    from bot.settings import Settings
    from store.outbox import Waiting

# Together less than the five seconds after which whoever stops the bot may lose patience.
WORK_ENDS_WITHIN = 1.5
SENDING_ENDS_WITHIN = 3.0
ALL_ENDS_WITHIN = 3.8

NO_DATABASE = Text(
    "Không mở được cơ sở dữ liệu: xin kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu.",
    "The database cannot be opened: please check DATABASE_URL and the database server.",
)
NOT_PREPARED = Text(
    "Cơ sở dữ liệu chưa được chuẩn bị cho phiên bản này: xin chạy “chungtay migrate” trước.",
    "The database is not prepared for this version: please run “chungtay migrate” first.",
)
NEWER_DATABASE = Text(
    "Cơ sở dữ liệu thuộc một phiên bản khác, có thể mới hơn: xin cập nhật chương trình.",
    "The database belongs to another version, perhaps a newer one: please update the program.",
)

log = structlog.get_logger()


class Runner(Protocol):
    """Something that runs beside the loops in threads of its own, such as the scheduler."""

    def start(self, engine: Engine, look: Callable[[], None]) -> None:
        """Start; may take its time. ``look`` lets what was put into the outbox leave at once."""

    def stop(self) -> None:
        """Stop."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the bot is made of, apart from its edge."""

    inside: Inside
    face: Face = field(default_factory=Face)
    runners: Sequence[Runner] = ()


def serve(settings: Settings, make_parts: Callable[[str], Parts]) -> None:
    """Run the bot until SIGTERM or SIGINT; ``make_parts`` is told the bot's user name.

    Raises:
        Unstartable: something has to be put right first.
    """
    set_up_logs(settings.log_level)
    asyncio.run(_run_or_break_off(settings, make_parts))


async def _run_or_break_off(settings: Settings, make_parts: Callable[[str], Parts]) -> None:
    if not await run(settings, make_parts):
        # A thread still waits for something. What it does counts for nothing before its commit.
        os._exit(0)


async def run(settings: Settings, make_parts: Callable[[str], Parts]) -> bool:
    """Run the bot until it is told to stop; return whether everything in hand was finished.

    Raises:
        Unstartable: something has to be put right first.
    """
    engine = open_database(settings.database_url.get_secret_value())
    check_database(engine)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    leading = Leading(engine)
    finished = True
    while not stop.is_set():
        finished = await _lead(leading, engine, settings, make_parts, stop) and finished
    await leading.close()
    return finished


async def _lead(
    leading: Leading,
    engine: Engine,
    settings: Settings,
    make_parts: Callable[[str], Parts],
    stop: asyncio.Event,
) -> bool:
    """Run the bot once this process leads, until it is told to stop or loses the lead."""
    # Before the wait, so that a wrong token is told of when the process starts, and not when it is needed.
    channel = await open_channel(settings.token, settings.api_url, settings.proxy_url)
    if not await leading.gain(stop):
        await channel.shutdown()
        return True
    bot = Running(channel, Desk(engine), make_parts(channel.username), settings.messages_per_second)
    return await bot.run(stop, leading.lose)


def check_database(engine: Engine) -> None:
    """Refuse to start on a database that is out of reach or at another version.

    Raises:
        Unstartable: with what to do about it.
    """
    try:
        standing = schema.standing(engine)
    except SQLAlchemyError as fault:
        log.debug("database_cannot_be_opened", **describe(fault))
        raise Unstartable(NO_DATABASE) from None
    if standing is schema.Standing.UNKNOWN:
        raise Unstartable(NEWER_DATABASE)
    if standing is not schema.Standing.CURRENT:
        raise Unstartable(NOT_PREPARED)


class Running:
    """One run of the bot."""

    def __init__(self, channel: Channel, desk: Desk, parts: Parts, messages_per_second: int) -> None:
        loop = asyncio.get_running_loop()
        self._channel = channel
        self._desk = desk
        self._parts = parts
        books = Books(desk)
        self._sender = Sender(channel, books, Making(desk, parts.inside, books), messages_per_second)

        def hand_over(rows: Sequence[Waiting]) -> None:
            if rows:
                loop.call_soon_threadsafe(self._sender.add, rows)

        def look() -> None:
            loop.call_soon_threadsafe(self._sender.look)

        self._look = look
        self._workers = Workers(desk, Worker(desk, parts.inside, hand_over))
        self._receiver = Receiver(channel, desk, self._workers.take_on)

    async def run(self, stop: asyncio.Event, lose: Callable[[], Awaitable[None]] | None = None) -> bool:
        """Run until ``stop`` is set, the lead is lost or a loop fails; return whether all in hand was finished."""
        losing = asyncio.ensure_future(lose() if lose else asyncio.Event().wait())
        await show(self._channel, self._parts.face)
        for runner in self._parts.runners:
            await asyncio.to_thread(runner.start, self._desk.engine, self._look)
        receiving = asyncio.create_task(self._receiver.run())
        working = asyncio.create_task(self._workers.run())
        sending = asyncio.create_task(self._sender.run())
        stopped = asyncio.create_task(stop.wait())
        log.info("started", database=self._desk.engine.dialect.name)
        loops = {receiving, working, sending, stopped, losing}
        try:
            ended, _ = await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if losing.done():  # another process may be sending the same messages already
                await self._sender.break_off()
            finished = await self._end(receiving, working, sending)
        for task in (stopped, losing):
            await _cancel(task)
        for task in ended:
            task.result()  # a loop that failed says why
        return finished

    async def _end(
        self, receiving: asyncio.Task[None], working: asyncio.Task[None], sending: asyncio.Task[None]
    ) -> bool:
        """Stop in the order of an update's way, so that what is in hand still gets through."""
        log.info("stopping")
        begun = monotonic()
        for runner in self._parts.runners:
            await asyncio.to_thread(runner.stop)
        await _cancel(receiving)
        self._workers.stop()
        await asyncio.wait({working}, timeout=WORK_ENDS_WITHIN)
        await _cancel(sending)
        finished = working.done()
        await _cancel(working)
        finished = await self._close_sender(begun) and finished
        finished = await self._desk.close(begun + ALL_ENDS_WITHIN) and finished
        await self._channel.shutdown()
        log.info("stopped", finished=finished)
        return finished

    async def _close_sender(self, begun: float) -> bool:
        try:
            async with asyncio.timeout(begun + ALL_ENDS_WITHIN - monotonic()):
                await self._sender.close(begun + SENDING_ENDS_WITHIN)
        except TimeoutError:
            return False
        return True


async def _cancel(task: asyncio.Future[Any]) -> None:
    task.cancel()
    await asyncio.wait({task})
