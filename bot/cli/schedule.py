"""``chungtay schedule``: what will fall due, to whom and why, as far as it is known now."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Annotated

import typer

from bot.cli.opening import open_ready
from bot.cli.saying import plain, plainly, say
from bot.clock import now
from bot.parts import configure, read_plans
from bot.settings import read_settings
from handlers.scene import Config
from scheduler.foresight import foreseen
from scheduler.jobs import Due
from store import people
from store.database import reading
from store.rules.dates import show_moment
from store.rules.text import Text

DAYS = 14
NOTHING = Text(
    "Không có việc nào đến hạn trong {days} ngày tới.", "Nothing falls due in the next {days} days."
)
COUNTED = Text("{count} tin trong {days} ngày tới.", "{count} messages in the next {days} days.")
NOBODY_KNOWN = Text("chưa có ai giữ nhiệm vụ", "nobody holds the seat")

Names = dict[int, tuple[str, list[str]]]


@plainly
def schedule(
    *,
    days: Annotated[int, typer.Option(min=1, max=400, help="Số ngày tới / days ahead")] = DAYS,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON / print JSON")] = False,
) -> None:
    """Xem việc gì sắp đến hạn, cho ai, vì sao. / Show what will fall due, to whom and why.

    Ai đã làm xong trước lúc gửi thì không nhận nữa. / Whoever has done it before it leaves is not told.
    """
    settings = read_settings()
    config = configure(settings, read_plans(settings))
    engine = open_ready(settings)
    first = now()
    with reading(engine) as db:
        due = foreseen(db, first, first + timedelta(days=days), config)
        names = people.with_units(db, first)
    engine.dispose()
    if as_json:
        typer.echo(json.dumps([_as_json(each, names, config) for each in due], ensure_ascii=False))
        return
    for line in _lines(due, names, config):
        typer.echo(line)
    say(COUNTED.fill(count=len(due), days=days) if due else NOTHING.fill(days=days))


def _lines(due: Sequence[Due], names: Names, config: Config) -> Iterator[str]:
    for (moment, kind), at_once in groupby(due, key=lambda each: (each.moment, each.kind)):
        yield f"{show_moment(moment, config.zone)}  {kind}"
        for why, alike in groupby(sorted(at_once, key=_reason), key=_reason):
            yield from (f"  {words}" for words in dict.fromkeys(why))
            yield from (f"    {_name(each.chat_id, names)}" for each in alike)


def _reason(due: Due) -> tuple[str, str]:
    """Return the reason in both languages, each on one line."""
    return " ".join(plain(due.why.vi).split()), " ".join(plain(due.why.en).split())


def _name(chat_id: int | None, names: Names) -> str:
    if chat_id not in names:
        return f"{NOBODY_KNOWN.vi} / {NOBODY_KNOWN.en}"
    name, units = names[chat_id]
    return f"{name} ({', '.join(units)})"


def _as_json(due: Due, names: Names, config: Config) -> dict[str, object]:
    name, units = names.get(due.chat_id or 0, (None, []))
    moment: datetime = due.moment.astimezone(config.zone)
    return {
        "moment": moment.isoformat(),
        "kind": due.kind,
        "chat_id": due.chat_id,
        "name": name,
        "units": units,
        "why": dict(zip(("vi", "en"), _reason(due), strict=True)),
    }
