"""Two reports on one household in the same moment: the database lets one in, the other hears of it."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from store import reports
from store.database import open_database, unit_of_work
from store.reports import AlreadyOpen
from store.rules.changes import Change
from store.rules.households import HouseholdClass
from store.rules.states import State
from store.tables import Report
from tests.town import build

if TYPE_CHECKING:
    from tests.town import Town


def _report(town: Town, reporter_id: int) -> Report:
    return Report(
        code="",
        unit_id=town.units["Thôn Mẫu Một"].id,
        subject="household 1",
        head_name="Hồ Văn Thử",
        key="ho van thu",
        was=HouseholdClass.POOR,
        change=Change.EXIT_POOR_FULL,
        state=State.DRAFT,
        reporter_id=reporter_id,
        event_on=date(2026, 11, 20),
        members=4,
        submitted_at=town.now,
    )


def test_of_two_reports_sent_at_the_same_moment_the_second_hears_of_the_first(postgresql_url: str) -> None:
    engine = open_database(postgresql_url)
    town = build(engine)
    begun, heard = threading.Event(), []

    def second() -> None:
        with unit_of_work(engine) as db:
            begun.set()
            with pytest.raises(AlreadyOpen) as refused:
                reports.submit(db, _report(town, 1), town.now)
            heard.append(refused.value.code)

    with unit_of_work(engine) as db:
        first = reports.submit(db, _report(town, 1), town.now)
        other = threading.Thread(target=second)
        other.start()
        # The other transaction cannot see this one's row; it waits at the index until this one is committed.
        begun.wait()
        other.join(timeout=0.3)
    other.join()
    assert heard == [first.code]
    engine.dispose()
