"""What has waited too long: counted by commune, measured by the report that has waited longest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col

from store import reports
from store.backlogs import UNDECIDED, UNVERIFIED, Backlog, backlogs
from store.database import unit_of_work
from store.rules.households import HouseholdClass
from store.rules.moves import Move
from store.tables import Report, Unit
from tests.filed import file_report, file_unlisted, viewer
from tests.reminded import step

if TYPE_CHECKING:
    from store.rules.states import State
    from tests.town import Town

FAR = HouseholdClass.POOR


def within(town: Town, states: frozenset[State], *, days: int = 3) -> list[Backlog]:
    with unit_of_work(town.engine) as db:
        return backlogs(
            db,
            col(Unit.id) > 0,
            states,
            lambda sent: sent + timedelta(days=days),
            today=town.now.astimezone(town.config.zone).date(),
            zone=town.config.zone,
        )


def test_each_commune_has_its_own_backlog_measured_by_the_report_that_has_waited_longest(town: Town) -> None:
    first = file_report(town, "Hồ Văn Thử")
    town.passes(days=1)
    file_report(town, "Võ Văn Thí Điểm", by=11)
    file_unlisted(town, "Phan Thị Mới", FAR, village="Thôn Xa", by=12)
    town.passes(days=2)
    assert within(town, UNVERIFIED) == []
    town.passes(days=2)
    own, far = within(town, UNVERIFIED)
    sent = date(2026, 11, 20)
    assert own == Backlog(town.units["Xã Mẫu"].id, 2, first.code, sent, sent + timedelta(days=3))
    assert (far.unit_id, far.count, far.sent) == (town.units["Xã Khác"].id, 1, date(2026, 11, 21))


def test_what_was_returned_waits_for_the_head_and_begins_anew_when_it_is_sent_again(town: Town) -> None:
    report = file_report(town, "Hồ Văn Thử")
    town.passes(days=5)
    step(town, report, Move.RETURN, reason="Thiếu giấy đề nghị")
    assert within(town, UNVERIFIED) == []
    with unit_of_work(town.engine) as db:
        again = db.get_one(Report, report.id)
        reports.correct(db, viewer(db, town, 11), again, {"members": 5}, town.now)
    town.passes(days=3)
    assert within(town, UNVERIFIED) == []
    town.passes(days=1)
    assert [each.sent for each in within(town, UNVERIFIED)] == [date(2026, 11, 25)]


def test_a_verified_report_waits_for_its_decision(town: Town) -> None:
    report = file_report(town, "Hồ Văn Thử")
    step(town, report, Move.VERIFY)
    town.passes(days=20)
    assert within(town, UNVERIFIED) == []
    assert [each.code for each in within(town, UNDECIDED, days=19)] == [report.code]
    assert within(town, UNDECIDED, days=20) == []
