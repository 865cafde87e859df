from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from store import schema
from store.database import open_database, unit_of_work
from tests.town import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE migrating TEMPLATE template0")
        head, _, query = postgresql.partition("?")
        yield head.rsplit("/", 1)[0] + "/migrating" + (f"?{query}" if query else "")
        connection.execute("DROP DATABASE migrating WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'empty.db'}" if on_sqlite else request.getfixturevalue("empty_postgresql")
    engine = open_database(url)
    yield engine
    engine.dispose()


def test_the_steps_lead_to_the_very_tables_of_the_program(empty: Engine) -> None:
    schema.upgrade(empty)
    assert schema.differences(empty) == []
    assert schema.current(empty) == schema.head()


def test_the_steps_lead_down_to_nothing_and_up_again(empty: Engine) -> None:
    schema.upgrade(empty)
    schema.downgrade(empty, "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]
    schema.upgrade(empty)
    assert schema.differences(empty) == []


def test_a_migrated_database_carries_a_whole_town(empty: Engine) -> None:
    schema.upgrade(empty)
    build(empty)
    schema.upgrade(empty)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM household")).scalar() == 7


def test_a_missing_column_is_found(empty: Engine) -> None:
    schema.upgrade(empty)
    with unit_of_work(empty) as db:
        db.execute(text("ALTER TABLE household DROP COLUMN members"))
    assert len(schema.differences(empty)) == 1


def test_a_failed_step_leaves_the_database_as_it_was(empty: Engine) -> None:
    with unit_of_work(empty) as db:
        db.execute(text("CREATE TABLE event (id INTEGER)"))  # the last but one that the first step makes
    with pytest.raises(DatabaseError, match="event"):
        schema.upgrade(empty)
    assert inspect(empty).get_table_names() == ["event"]


def test_a_database_is_told_by_its_version(empty: Engine) -> None:
    assert schema.standing(empty) is schema.Standing.EMPTY
    schema.upgrade(empty)
    assert schema.standing(empty) is schema.Standing.CURRENT
    with unit_of_work(empty) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert schema.standing(empty) is schema.Standing.UNKNOWN


def test_the_next_step_is_drafted_from_what_the_tables_have_become(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(schema._FOLDER, folder)
    monkeypatch.setattr(schema, "_FOLDER", folder)
    first = next((folder / "versions").glob("0001_*.py"))
    lines = first.read_text(encoding="utf-8").splitlines(keepends=True)
    first.write_text("".join(line for line in lines if '"minority"' not in line), encoding="utf-8")
    engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    drafted = schema.draft(engine, "say who belongs to a minority")
    assert drafted.name == f"{schema.head()}_say_who_belongs_to_a_minority.py"
    assert "sa.Column('minority', sa.Boolean(), nullable=False)" in drafted.read_text(encoding="utf-8")
    engine.dispose()


def test_foreign_keys_are_on_again_after_a_migration(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_what_was_there_before_counts_were_kept_is_counted(empty: Engine) -> None:
    schema.upgrade(empty, "0002")
    with unit_of_work(empty) as db:
        for statement in BEFORE_COUNTS:
            db.execute(text(statement))
    schema.upgrade(empty)
    with unit_of_work(empty) as db:
        kept = db.execute(text("SELECT unit_id, period, what, households, people FROM tally")).all()
    counts = {(unit, period, what): (households, people) for unit, period, what, households, people in kept}
    for unit in (1, 2, 3):
        assert counts[unit, 0, "near_poor"] == (1, 5)
        assert counts[unit, 202412, "MORE_POOR"] == (1, 4)
        assert counts[unit, 202605, "EXIT_POOR_FULL"] == (1, 4)
        assert counts[unit, 202603, "MORE_POOR"] == (1, 5)
        assert counts[unit, 202603, "EXIT_POOR_TO_NEAR"] == (1, 5)
        assert counts[unit, 0, "waiting/EXIT_NEAR"] == (1, 0)
        assert counts[unit, 0, "total"] == (100, 400)
    assert len(counts) == 21


def test_places_that_were_there_before_are_listed_as_people_count_them(empty: Engine) -> None:
    schema.upgrade(empty, "0002")
    with unit_of_work(empty) as db:
        db.execute(
            text(
                f"{_UNIT} VALUES (1, '1', 'Bản 2', 'ban 2', 'village', 'plain', false, NULL, '/1/', 0, 0, '2020-01-01')"
            )
        )
    schema.upgrade(empty)
    with unit_of_work(empty) as db:
        assert db.execute(text("SELECT sort_key FROM unit")).scalar_one() == "ban 00000002"


_UNIT = "INSERT INTO unit (id, code, name, key, level, area, poor, parent_id, path, households, people, valid_from)"
_REPORT = (
    "INSERT INTO report (id, code, unit_id, household_id, subject, head_name, key, was, change, state, reporter_id,"
    " event_on, members, deprivations, supports, photos, submitted_at)"
)
_HOUSEHOLD = "INSERT INTO household (id, unit_id, code, head_name, key, members, minority, status, since)"
_REST = "1, '2026-03-01', 5, '[]', '[]', '[]', '2026-03-01')"
_SPELL = "INSERT INTO class_spell (id, household_id, status, since, report_id)"
BEFORE_COUNTS = (
    f"{_UNIT} VALUES (1, '44', 'T', 't', 'province', 'plain', false, NULL, '/1/', 0, 0, '2020-01-01')",
    f"{_UNIT} VALUES (2, '19318', 'X', 'x', 'commune', 'plain', false, 1, '/1/2/', 0, 0, '2020-01-01')",
    f"{_UNIT} VALUES (3, '1', 'V', 'v', 'village', 'plain', false, 2, '/1/2/3/', 100, 400, '2020-01-01')",
    "INSERT INTO person (id, chat_id, name, created_at) VALUES (1, 1, 'P', '2025-01-01')",
    f"{_HOUSEHOLD} VALUES (1, 3, 'H1', 'A', 'a', 4, false, 'non_poor', '2026-05-02')",
    f"{_HOUSEHOLD} VALUES (2, 3, 'H2', 'B', 'b', 5, false, 'near_poor', '2026-03-02')",
    f"{_REPORT} VALUES (1, 'A', 3, 2, 'b', 'B', 'b', 'poor', 'EXIT_POOR_TO_NEAR', 'recognised', {_REST}",
    f"{_REPORT} VALUES (2, 'B', 3, 2, 'c', 'B', 'b', 'near_poor', 'EXIT_NEAR', 'waiting', {_REST}",
    f"{_SPELL} VALUES (1, 1, 'poor', '2025-01-01', NULL)",
    f"{_SPELL} VALUES (2, 1, 'non_poor', '2026-05-02', NULL)",
    f"{_SPELL} VALUES (3, 2, 'near_poor', '2026-03-02', 1)",
)
