"""One process leads: until it lets go, is killed, or is silent for too long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
import pytest

from store import leadership
from store.database import open_database
from store.leadership import Lead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

PATIENCE = 10.0


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    engine = open_database(postgresql_url)
    yield engine
    engine.dispose()


@pytest.fixture
def leads(engine: Engine) -> Iterator[tuple[Lead, Lead]]:
    first, second = Lead(engine), Lead(engine)
    yield first, second
    first.give_up()
    second.give_up()


def takes_over(lead: Lead) -> None:
    end = time.monotonic() + PATIENCE
    while not lead.confirm():
        assert time.monotonic() < end, "the lead was not to be had"
        time.sleep(0.05)


def test_one_leads_and_the_other_follows_once_it_lets_go(leads: tuple[Lead, Lead]) -> None:
    first, second = leads
    assert first.take()
    assert not second.take()
    assert first.confirm()
    first.give_up()
    takes_over(second)
    assert not first.take()


def test_a_leader_whose_session_is_cut_leads_no_longer_if_another_was_quicker(
    leads: tuple[Lead, Lead], postgresql_url: str
) -> None:
    first, second = leads
    first.take()
    cut(postgresql_url)
    takes_over(second)
    assert not first.confirm()


def test_a_leader_whose_session_is_cut_goes_on_if_nobody_was_quicker(
    leads: tuple[Lead, Lead], postgresql_url: str
) -> None:
    first, second = leads
    first.take()
    cut(postgresql_url)
    takes_over(first)
    assert not second.take()


def test_a_leader_that_says_nothing_for_too_long_is_replaced(
    leads: tuple[Lead, Lead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadership, "SILENT_SECONDS", 1)
    first, second = leads
    first.take()
    takes_over(second)
    assert not first.confirm()


def test_on_sqlite_whoever_is_there_leads(sqlite: Engine) -> None:
    lead = Lead(sqlite)
    assert not lead.is_contested
    assert lead.take()


def cut(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )
