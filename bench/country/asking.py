"""Asking as people do: a command comes in, the router answers, the transaction ends; timed from first to last."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from bench.country.people import FIRST_CHAT
from handlers import late, router
from handlers.incoming import Command
from handlers.late import Ready
from handlers.letter import Letter
from handlers.scene import Config
from store.database import reading, unit_of_work
from store.rules.levels import Level
from store.rules.plans import shipped_plans
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from store.outbox import Post

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
AREAS = (Level.VILLAGE, Level.COMMUNE, Level.PROVINCE, Level.COUNTRY)
REFUSED = ("không thuộc phần việc", "Chưa có lệnh")


@dataclass(frozen=True, slots=True)
class Question:
    """One command at one level of area, with how long each answer took, in seconds."""

    command: str
    area: Level
    seconds: list[float]


def config() -> Config:
    """Return the settings of the measured bot, with the example plan for the present period."""
    return Config(bot_name="bench", plans=shipped_plans(examples=True))


def readers(engine: Engine, level: Level, many: int) -> list[Unit]:
    """Return units of a level, drawn by chance; each has one person, who reads for it."""
    with unit_of_work(engine) as db:
        ids = list(db.execute(select(col(Unit.id)).where(col(Unit.level) == level)).scalars())
        chosen = random.Random(2026).choices(ids, k=many)
        return [db.get_one(Unit, unit_id) for unit_id in chosen]


def ask(engine: Engine, command: str, areas: Sequence[Unit], settings: Config) -> list[float]:
    """Let each area's own person give a command; return how long each answer took."""
    found: list[float] = []
    for number, unit in enumerate(areas):
        begun = perf_counter()
        with unit_of_work(engine) as db:
            posts = router.answer(db, _incoming(command, unit, number), NOW, settings)
        found.append(perf_counter() - begun)
        _check(command, posts)
    return found


def make(engine: Engine, command: str, areas: Sequence[Unit], settings: Config) -> list[float]:
    """Let each area's own person give a command whose answer is made when it leaves; return how long that took."""
    found: list[float] = []
    for number, unit in enumerate(areas):
        with unit_of_work(engine) as db:
            posts = router.answer(db, _incoming(command, unit, number), NOW, settings)
        [asked] = filter(None, (Letter.from_json(post.body).late for post in posts))
        begun = perf_counter()
        with reading(engine) as db:
            made = late.make(db, FIRST_CHAT + unit.id, asked, NOW, settings)
        found.append(perf_counter() - begun)
        if not isinstance(made, Ready):
            raise SystemExit(f"{command} was not answered: {made}")
    return found


def _incoming(command: str, unit: Unit, number: int) -> Command:
    name, _, argument = command.removeprefix("/").partition(" ")
    return Command(FIRST_CHAT + unit.id, 10 + number, "Người Thử", name=name, argument=argument)


def _check(command: str, posts: Sequence[Post]) -> None:
    said = " ".join(Letter.from_json(post.body).text for post in posts)
    late = any(Letter.from_json(post.body).late for post in posts)
    if not posts or not (said or late) or any(words in said for words in REFUSED):
        raise SystemExit(f"{command} was not answered: {said}")
