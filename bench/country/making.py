"""Making the country, once: the folder keeps it for the next run."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import delete, insert, literal, select
from sqlmodel import col

from bench.country import counts, history, people
from bench.country.asking import NOW, config
from bench.country.sinks import postgresql_sink, sqlite_sink
from scheduler.duties import weekly
from store import rounds, schema, tallies
from store.database import open_database, reading, unit_of_work
from store.rules.plans import shipped_plans
from store.rules.rounds import Answer
from store.rules.weeks import Sending
from store.tables import OutboxRow, RoundAnswer, Unit, WeeklyFigures

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

    from bench.country.sinks import Sink
    from bench.country.size import Size
    from bench.postgresql import Server
    from store.tables import Round

SEED = 2026
ROUNDS_OPEN_ON = date(2026, 11, 10)
"""Days before the annual report is due, so that its round is opened; it is overdue when it is asked about."""


def sqlite_country(folder: Path, size: Size) -> str:
    """Return the address of the country as a SQLite file, made if it is not there."""
    path = folder / f"{size.name}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        raw = path.with_suffix(".making")
        raw.unlink(missing_ok=True)
        _prepare(f"sqlite:///{raw}")
        with sqlite_sink(raw) as sink:
            _fill(sink, size)
        _finish(f"sqlite:///{raw}")
        raw.rename(path)
    url = f"sqlite:///{path}"
    _prepare(url)
    _keep_week(url)
    return url


def postgresql_country(server: Server, size: Size) -> str:
    """Return the address of the country as a database of a server, made if it is not there."""
    name = f"country_{size.name}".replace("-", "_")
    url = server.database(name)
    engine = open_database(url)
    _prepare(url)
    made = _is_filled(engine)
    engine.dispose()
    if not made:
        with postgresql_sink(url) as sink:
            _fill(sink, size)
        _finish(url)
    _keep_week(url)
    return url


def _is_filled(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM tally WHERE unit_id = 1").scalar() != 0


def _prepare(url: str) -> None:
    """Bring a database to the program's version, also one that was made before."""
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()


def _fill(sink: Sink, size: Size) -> None:
    dice = np.random.default_rng(SEED)
    begun = perf_counter()
    country = people.draw_country(size, dice)
    people.put_units(sink, country)
    households, reports = history.draw(country, dice)
    names = history.put_register(sink, country, households, dice)
    _say(f"  units and register: {perf_counter() - begun:.0f} s")
    rows = history.put_reports(sink, country, households, reports, names)
    _say(f"  reports: {perf_counter() - begun:.0f} s")
    counts.put_counts(sink, country, households, rows)
    _say(f"  counts of the villages: {perf_counter() - begun:.0f} s")


def _finish(url: str) -> None:
    """Sum the counts up, and let the database look at what it holds."""
    engine = open_database(url)
    with unit_of_work(engine) as db:
        tallies.sum_up(db)
        tallies.take_totals(db)
    with unit_of_work(engine) as db:
        for opened in rounds.open_due_rounds(db, ROUNDS_OPEN_ON, shipped_plans(examples=True), NOW):
            _answer(db, opened)
            rounds.recount(db, opened)
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("ANALYZE")
        connection.commit()
    engine.dispose()


def _keep_week(url: str) -> None:
    """Keep the figures of the last week, as Monday morning does; the summaries themselves are not sent."""
    engine = open_database(url)
    with reading(engine) as db:
        kept = db.execute(select(WeeklyFigures).limit(1)).first()
        tell = None if kept else weekly.counted(Sending.MONDAY, db, NOW, config())
    if tell is not None:
        with unit_of_work(engine) as db:
            tell(db, NOW, config())
            db.execute(delete(OutboxRow))
    engine.dispose()


def _answer(db: Session, opened: Round) -> None:
    """Let four of five answer a round, one of ten late."""
    values = select(
        literal(opened.id),
        col(Unit.id),
        literal(Answer.NIL.value),
        literal(NOW, type_=col(RoundAnswer.answered_at).type),
        col(Unit.id),
        col(Unit.id) % 10 == 0,
    ).where(col(Unit.level) == opened.asks, col(Unit.id) % 5 != 1)
    columns = ["round_id", "unit_id", "answer", "answered_at", "answered_by", "late"]
    db.execute(insert(RoundAnswer).from_select(columns, values))


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
