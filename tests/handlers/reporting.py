"""Walking through the guided report in tests, each answer by its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from store.conversations import find
from store.database import unit_of_work
from store.tables import Event, Report

if TYPE_CHECKING:
    from tests.chat import Phone
    from tests.town import Town

TYPED = "⌨ "
"""Before an answer that is typed instead of tapped."""

TYPICAL = {
    "household": "Hồ Văn Thử",
    "change": "Thoát nghèo hẳn",
    "signed": "Có, đã ký",
    "event_on": "Hôm nay",
    "members": "4 người",
    "income": TYPED + "7tr2",
    "deprivations": "Không còn thiếu hụt",
    "supports": "Vay vốn NHCSXH",
    "supports_done": "Xong",
    "meeting_on": "Hôm qua",
    "photos": "Bỏ qua",
    "send": "✅ Gửi",
}
"""A typical report, answer by answer."""


def does(phone: Phone, *acts: str) -> str:
    """Tap and type, one after the other."""
    for act in acts:
        if act.startswith(TYPED):
            phone.types(act.removeprefix(TYPED))
        else:
            phone.taps(act)
    return phone.sees()


def begins(phone: Phone, until: str = "", **instead: str) -> str:
    """Begin a report and answer every question before ``until``, typically but for what stands in ``instead``."""
    phone.types("/baocao")
    for name, act in {**TYPICAL, **instead}.items():
        if name == until:
            break
        does(phone, act)
    return phone.sees()


def sends(phone: Phone, **instead: str) -> str:
    """Send a report from beginning to end."""
    return begins(phone, **instead)


def last_report(town: Town) -> Report:
    with unit_of_work(town.engine) as db:
        report: Report | None = db.execute(select(Report).order_by(col(Report.id).desc())).scalars().first()
        assert report is not None
        db.expunge(report)
        return report


def all_reports(town: Town) -> list[Report]:
    with unit_of_work(town.engine) as db:
        return list(db.execute(select(Report).order_by(col(Report.id))).scalars())


def events(town: Town, report: Report) -> list[Event]:
    with unit_of_work(town.engine) as db:
        return list(
            db.execute(
                select(Event).where(col(Event.report_id) == report.id).order_by(col(Event.id))
            ).scalars()
        )


def answers(town: Town, phone: Phone, form: str = "report") -> dict[str, object]:
    """Return the answers of a draft; none where there is no draft."""
    with unit_of_work(town.engine) as db:
        row = find(db, phone.chat_id, form)
        return dict(row.answers) if row else {}
