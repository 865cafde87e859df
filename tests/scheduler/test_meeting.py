"""On a Monday morning the summary of the week and what falls due are one message."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from handlers.late import FileKind
from handlers.reply import Button
from handlers.tap import Tap
from scheduler.catchup import do_next
from scheduler.duties import reminding, weekly
from scheduler.jobs import all_jobs
from scheduler.meeting import PATIENCE, reminders_job, weekly_job
from scheduler.reminders import digest
from scheduler.reminders.reminder import Item
from store import job_runs
from store import weekly as store_weekly
from store.database import unit_of_work
from store.rules.calendar import Slot
from store.rules.text import same
from store.rules.weeks import Sending
from store.tables import OutboxRow, OutboxState, Person, Round, WeeklyFigures
from tests.asked import answer, open_round
from tests.filed import file_report, viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.town import Town

MONDAY = date(2026, 11, 23)
DUE = date(2026, 11, 26)
HEAD = 11

Planning = tuple[str, ...]
REMINDERS, SUMMARIES = "reminders", "summaries"
_JOBS: dict[str, Callable[..., None]] = {
    REMINDERS: lambda *given: reminding.remind(Slot.MORNING, *given),
    SUMMARIES: lambda *given: weekly.summarise(Sending.MONDAY, *given),
}
ORDERS = pytest.mark.parametrize("order", [(REMINDERS, SUMMARIES), (SUMMARIES, REMINDERS)])


def plans(town: Town, *jobs: str, day: date = MONDAY) -> None:
    """Let jobs of the morning do their work, one after the other; nothing leaves yet."""
    town.now = Slot.MORNING.on(day, town.config.zone)
    for job in jobs:
        with unit_of_work(town.engine) as db:
            _JOBS[job](db, town.now, town.config)


def rows(town: Town, chat_id: int = HEAD) -> list[tuple[str, str, str | None]]:
    """Return what was planned for a chat: kind, state, and why nothing was said."""
    with unit_of_work(town.engine) as db:
        found = db.exec(
            select(OutboxRow).where(col(OutboxRow.chat_id) == chat_id, col(OutboxRow.key).is_not(None))
        )
        return sorted((str(row.key).partition(":")[0], row.state.value, row.fault) for row in found)


@pytest.fixture
def asked(small_town: Town) -> Town:
    """A round is due on Thursday, and a report waits with the commune."""
    open_round(small_town, due=DUE)
    file_report(small_town, "Hồ Văn Thử")
    return small_town


@ORDERS
def test_they_are_one_message_with_the_buttons_of_both_in_whatever_order_they_were_planned(
    asked: Town, order: Planning
) -> None:
    plans(asked, *order)
    asked.delivers()
    [message] = asked.head.messages
    assert message.text.startswith("🗓 <b>Thôn Mẫu Một</b>, tuần 47")
    assert "\n\n🔔 <b>Việc đến hạn</b>\n\n" in message.text
    assert message.text.count("Hạn nộp: <b>26/11/2026</b>, còn 3 ngày") == 1
    assert asked.head.buttons()[:2] == ["✅ Đã báo cáo đủ", "➖ Không có biến động"]
    asked.passes(minutes=2)
    asked.delivers()
    assert len(asked.head.messages) == 1
    assert rows(asked) == [
        ("digest", "dropped", "the summary of the week says it"),
        ("weekly", "sent", None),
    ]


def test_the_answer_is_given_from_it(asked: Town) -> None:
    plans(asked, REMINDERS, SUMMARIES)
    asked.delivers()
    assert "Cảm ơn anh/chị ạ" in asked.head.taps("Đã báo cáo đủ")


def test_an_officer_has_the_picture_and_the_buttons_of_the_summary_with_it(asked: Town) -> None:
    open_round(asked, due=date(2026, 11, 25), title="Rà soát nhà ở")
    plans(asked, REMINDERS, SUMMARIES, day=date(2026, 11, 30))
    asked.delivers()
    [message] = asked.officer.messages
    assert "🗓 <b>Tổng hợp tuần 48" in message.text
    assert "🔔 <b>Việc đến hạn</b>" in message.text
    assert "Thôn Mẫu Một" in message.text.partition("🔔")[2]
    assert asked.officer.file().kind is FileKind.PHOTO
    assert asked.officer.buttons()[-2:] == ["📎 Tệp Excel", "🕢 Thứ Hai 07:30"]


def test_who_has_answered_a_minute_before_reads_the_summary_alone(asked: Town) -> None:
    plans(asked, REMINDERS, SUMMARIES)
    with unit_of_work(asked.engine) as db:
        its_round = db.exec(select(Round)).one()
    answer(asked, its_round)
    asked.delivers()
    [message] = asked.head.messages
    assert "Việc đến hạn" not in message.text


def test_where_nothing_is_kept_of_the_week_what_falls_due_is_said_all_the_same(asked: Town) -> None:
    plans(asked, REMINDERS, SUMMARIES)
    with unit_of_work(asked.engine) as db:
        for kept in db.exec(select(WeeklyFigures)):
            db.delete(kept)
    asked.delivers()
    asked.passes(minutes=2)
    asked.delivers()
    [message] = asked.head.messages
    assert message.text.startswith("🔔 <b>Việc đến hạn</b>\n\n")


def test_who_is_reminded_in_the_evening_hears_of_it_then(asked: Town) -> None:
    with unit_of_work(asked.engine) as db:
        db.exec(select(Person).where(col(Person.chat_id) == HEAD)).one().slot = Slot.EVENING
    plans(asked, REMINDERS, SUMMARIES)
    asked.delivers()
    assert "Việc đến hạn" not in asked.head.sees()
    asked.now = Slot.EVENING.on(MONDAY, asked.config.zone)
    with unit_of_work(asked.engine) as db:
        reminding.remind(Slot.EVENING, db, asked.now, asked.config)
    asked.delivers()
    assert len(asked.head.messages) == 2
    assert asked.head.sees().startswith("🔔 Kính gửi Bác Trưởng")


@ORDERS
def test_what_is_planned_first_waits_until_the_other_is_planned_too(asked: Town, order: Planning) -> None:
    names = {REMINDERS: reminders_job(Slot.MORNING), SUMMARIES: weekly_job(Sending.MONDAY)}
    jobs = {job.name: job for job in all_jobs()}
    asked.now = datetime(2026, 11, 20, 3, tzinfo=asked.now.tzinfo)
    for name in names.values():
        do_next(asked.engine, jobs[name], asked.now, asked.config)  # from here on the clock knows them
    asked.now = Slot.MORNING.on(MONDAY, asked.config.zone)
    first, second = order
    do_next(asked.engine, jobs[names[first]], asked.now, asked.config)
    asked.delivers()
    assert asked.head.messages == []
    do_next(asked.engine, jobs[names[second]], asked.now, asked.config)
    asked.passes(minutes=2)
    asked.delivers()
    [message] = asked.head.messages
    assert "🗓" in message.text
    assert "🔔" in message.text


def test_a_job_that_fails_for_long_holds_up_nobody(asked: Town) -> None:
    with unit_of_work(asked.engine) as db:
        job_runs.hold(db, weekly_job(Sending.MONDAY), Slot.MORNING.on(date(2026, 11, 16), asked.config.zone))
    plans(asked, REMINDERS)
    asked.delivers()
    assert asked.head.messages == []
    asked.now += PATIENCE
    asked.delivers()
    assert asked.head.sees().startswith("🔔 Kính gửi Bác Trưởng")


def test_where_no_summary_comes_of_it_the_reminder_leaves_by_itself(asked: Town) -> None:
    plans(asked, REMINDERS, SUMMARIES)
    with unit_of_work(asked.engine) as db:
        summary = db.exec(select(OutboxRow).where(col(OutboxRow.key) == f"weekly:202647:{HEAD}")).one()
        summary.state = OutboxState.PARKED
    asked.delivers()
    [message] = asked.head.messages
    assert message.text.startswith("🔔 Kính gửi Bác Trưởng")


def test_a_reminder_that_is_planned_after_the_summary_has_left_is_said_by_itself(asked: Town) -> None:
    plans(asked, SUMMARIES)
    asked.delivers()
    assert "🔔" not in asked.head.sees()
    asked.passes(hours=2)
    with unit_of_work(asked.engine) as db:
        reminding.remind(Slot.MORNING, db, asked.now, asked.config)
    asked.delivers()
    assert [message.text[0] for message in asked.head.messages] == ["🗓", "🔔"]


def test_where_summaries_come_on_friday_mondays_reminders_are_not_taken_to_be_said_in_one(
    asked: Town,
) -> None:
    with unit_of_work(asked.engine) as db:
        officer = viewer(db, asked, 21)
        store_weekly.choose(db, officer, asked.units["Xã Mẫu"], Sending.FRIDAY, asked.now)
    asked.now = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    with unit_of_work(asked.engine) as db:
        weekly.summarise(Sending.FRIDAY, db, asked.now, asked.config)
    asked.delivers()
    [friday] = asked.head.messages
    assert "🗓" in friday.text
    plans(asked, REMINDERS, SUMMARIES)
    asked.delivers()
    assert [message.text[0] for message in asked.head.messages] == ["🗓", "🔔"]


def test_a_summary_that_is_late_leaves_the_evenings_reminders_to_the_evening(asked: Town) -> None:
    with unit_of_work(asked.engine) as db:
        db.exec(select(Person).where(col(Person.chat_id) == HEAD)).one().slot = Slot.EVENING
    plans(asked, SUMMARIES)
    asked.now = Slot.EVENING.on(MONDAY, asked.config.zone)
    with unit_of_work(asked.engine) as db:
        reminding.remind(Slot.EVENING, db, asked.now, asked.config)
    asked.delivers()
    assert sorted("Nhờ anh/chị xem giúp ạ" in message.text for message in asked.head.messages) == [
        False,
        True,
    ]


def test_the_summary_goes_on_saying_the_deadline_that_is_not_reminded_of_today(asked: Town) -> None:
    open_round(asked, due=date(2026, 12, 4), title="Rà soát nhà ở")
    plans(asked, REMINDERS, SUMMARIES)
    asked.delivers()
    summary, _, due = asked.head.sees().partition("🔔")
    assert "Rà soát nhà ở: <b>chưa báo cáo</b>" in summary
    assert "Rà soát nhà ở" not in due


def test_with_little_room_it_is_said_how_much_is_due_and_the_buttons_stay() -> None:
    items = [Item(same("a" * 90), [[Button(same("Trả lời"), Tap("x", "y"))]]), Item(same("b" * 30))]
    assert digest.what_is_due(items, 60).text.vi == "🔔 <b>Việc đến hạn</b>\n\n" + "b" * 30 + (
        "\n\n… và 1 việc khác, nhờ anh/chị xem trong /hannop ạ."
    )
    reply = digest.what_is_due(items, 10)
    assert reply.text.vi.endswith("Có 2 việc đến hạn, nhờ anh/chị xem trong /hannop ạ.")
    assert len(reply.buttons) == 1
