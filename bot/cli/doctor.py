"""``chungtay doctor``: says what is wrong, in words, and what to do."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Annotated

import aiohttp
import typer
from sqlalchemy import Engine

from bot.channel import UNREACHABLE, open_channel
from bot.cli.opening import open_ready
from bot.cli.saying import plain, plainly, say
from bot.clock import now
from bot.settings import Settings, read_settings
from bot.unstartable import Unstartable
from store import queues, schema
from store.database import reading, unit_of_work
from store.rules.dates import show_moment
from store.rules.text import Text, same

MOST_SKEW_SECONDS = 60
PATIENCE_SECONDS = 10

DATABASE = Text("Cơ sở dữ liệu {kind}, phiên bản {version}.", "Database {kind}, version {version}.")
NOTHING_PARKED = Text("Không có tin nào bị treo.", "Nothing is parked.")
PARKED = Text(
    "{updates} tin đến và {messages} tin đi bị treo sau nhiều lần thử: xem nhật ký, sửa nguyên nhân, "
    "rồi chạy “chungtay doctor --retry”.",
    "{updates} updates and {messages} messages are parked after several tries: see the log, mend the cause, "
    "then run “chungtay doctor --retry”.",
)
RETRIED = Text(
    "Đã mở lại {updates} tin đến và {messages} tin đi.", "{updates} updates and {messages} messages reopened."
)
BOT = Text("Bot @{name} trả lời qua {url}.", "The bot @{name} answers at {url}.")
CLOCK = Text("Đồng hồ đúng (lệch {seconds} giây).", "The clock is right ({seconds} s off).")
SKEWED = Text(
    "Đồng hồ máy lệch {seconds} giây so với máy chủ: xin bật đồng bộ giờ (NTP).",
    "This machine's clock is {seconds} s off: please switch time synchronisation (NTP) on.",
)
ZONE = Text("Múi giờ {zone}: bây giờ là {now}.", "Time zone {zone}: it is {now} now.")
ALL_WELL = Text("Mọi thứ đều ổn.", "All is well.")
TROUBLE = Text("Có {count} điều cần sửa.", "To be mended: {count}.")


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    well: bool
    text: Text


@plainly
def doctor(
    *,
    retry: Annotated[
        bool, typer.Option("--retry", help="Mở lại các tin bị treo / reopen what is parked")
    ] = False,
) -> None:
    """Kiểm tra cài đặt và nói rõ điều cần sửa. / Check the installation and say what is wrong."""
    settings = read_settings()
    troubles = 0
    for finding in findings(settings, retry=retry):
        troubles += not finding.well
        mark = "✓" if finding.well else "✗"
        typer.echo(f"{mark} {plain(finding.text.vi)}\n  {plain(finding.text.en)}")
    if troubles:
        say(TROUBLE.fill(count=troubles), error=True)
        raise typer.Exit(1)
    say(ALL_WELL)


def findings(settings: Settings, *, retry: bool) -> Iterator[Finding]:
    """Check one thing after the other; what hangs on a thing that is wrong is left out."""
    try:
        engine = open_ready(settings)
    except Unstartable as reason:
        yield Finding(well=False, text=reason.text)
    else:
        version = DATABASE.fill(kind=engine.dialect.name, version=schema.head())
        yield Finding(well=True, text=version)
        yield _queues(engine, retry=retry)
        engine.dispose()
    yield from _checked(lambda: asyncio.run(_ask_telegram(settings)))
    zone = same(str(settings.timezone))
    yield Finding(well=True, text=ZONE.fill(zone=zone, now=show_moment(now(), settings.timezone)))


def _checked(check: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return check()
    except Unstartable as reason:
        return [Finding(well=False, text=reason.text)]


def _queues(engine: Engine, *, retry: bool) -> Finding:
    if retry:
        with unit_of_work(engine) as db:
            opened = queues.retry_parked(db, now())
        return Finding(well=True, text=RETRIED.fill(updates=opened.updates, messages=opened.messages))
    with reading(engine) as db:
        parked = queues.parked(db)
    if not parked:
        return Finding(well=True, text=NOTHING_PARKED)
    return Finding(well=False, text=PARKED.fill(updates=parked.updates, messages=parked.messages))


async def _ask_telegram(settings: Settings) -> list[Finding]:
    """Ask who the bot is, and what time it is there."""
    channel = await open_channel(settings.token, settings.api_url, settings.proxy_url)
    name = channel.username
    await channel.shutdown()
    theirs = await _server_time(settings)
    return [
        Finding(well=True, text=BOT.fill(name=name, url=settings.api_url)),
        judge_clock(theirs, now()),
    ]


async def _server_time(settings: Settings) -> datetime:
    proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
    patience = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience) as session,
            session.get(settings.api_url, proxy=proxy, allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        raise Unstartable(UNREACHABLE.fill(url=settings.api_url)) from None


def judge_clock(theirs: datetime, ours: datetime) -> Finding:
    """Compare two clocks: reports bear the moment they were sent, and deadlines are counted from it."""
    seconds = round(abs((ours - theirs).total_seconds()))
    well = seconds <= MOST_SKEW_SECONDS
    return Finding(well=well, text=(CLOCK if well else SKEWED).fill(seconds=seconds))
