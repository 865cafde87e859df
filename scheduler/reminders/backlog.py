"""An officer's own backlog: reports that wait for verification, and verified ones that wait for the decision.

Both are measured by the one that has waited longest: a word when it has waited too long, and again from time to time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import col

from handlers.reply import Button
from handlers.tap import Tap
from scheduler.reminders.reminder import Call, Item, Reminder, enter
from store import pauses, weekly
from store.backlogs import UNDECIDED, UNVERIFIED, Backlog, backlogs
from store.leaders import seated_at
from store.rules.calendar import add_working_days
from store.rules.courses import Course
from store.rules.dates import show_date
from store.rules.ladders import BACKLOG
from store.rules.reviews import decision_due
from store.rules.roles import Act, Role
from store.rules.text import Text
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from handlers.scene import Config, Scene
    from scheduler.reminders.reminder import Turn
    from store.rules.states import State

_EVERYWHERE = col(Unit.id) > 0


@dataclass(frozen=True, slots=True)
class _Kind:
    """One thing that piles up: in which states, by when it should be done, what is said and where it leads."""

    act: Act
    states: frozenset[State]
    one: Text
    several: Text
    label: Text
    tap: Callable[[Config], Tap]
    due: Callable[[Config], Callable[[date], date]]


_KINDS = (
    _Kind(
        Act.REPORT_VERIFY,
        UNVERIFIED,
        Text(
            "⏳ Báo cáo <b>{code}</b> đang chờ xác minh từ ngày {sent}.\nNhờ anh/chị xem giúp ạ.",
            "⏳ Report <b>{code}</b> has waited for verification since {sent}.\nPlease have a look.",
        ),
        Text(
            "⏳ <b>{count} báo cáo</b> đang chờ xác minh đã lâu; sớm nhất là {code}, gửi ngày {sent}.\n"
            "Nhờ anh/chị xem giúp ạ.",
            "⏳ <b>{count} reports</b> have waited long for verification; the first is {code}, sent on {sent}.\n"
            "Please have a look.",
        ),
        Text("✅ Mở danh sách chờ", "✅ Open the queue"),
        lambda _config: Tap("xm", "open"),
        lambda config: partial(add_working_days, count=config.verify_days),
    ),
    _Kind(
        Act.REPORT_RECOGNISE,
        UNDECIDED,
        Text(
            "🖋️ Báo cáo <b>{code}</b> đã xác minh, chưa có quyết định công nhận; {days} ngày của đợt rà soát "
            "đã hết ngày {due}.\nNhờ anh/chị xem giúp ạ.",
            "🖋️ Report <b>{code}</b> is verified and not decided yet; the {days} days of the review ended on {due}.\n"
            "Please have a look.",
        ),
        Text(
            "🖋️ <b>{count} hộ</b> đã xác minh, chưa có quyết định công nhận sau {days} ngày của đợt rà soát; "
            "sớm nhất là {code}, hết ngày {due}.\nNhờ anh/chị xem giúp ạ.",
            "🖋️ <b>{count} households</b> are verified and not decided after the {days} days of the review; "
            "the first is {code}, due by {due}.\nPlease have a look.",
        ),
        Text("🏅 Nhập quyết định", "🏅 Enter the decision"),
        lambda config: Tap("xm", "list", ("0",)) if config.tracks_posting else Tap("qd", "open"),
        lambda config: partial(decision_due, days=config.decision_days, working=config.decision_working_days),
    ),
)


def _calls(db: Session, turn: Turn) -> Iterator[Call]:
    for kind in _KINDS:
        found = _overdue(db, kind, _EVERYWHERE, turn)
        seats = seated_at(db, [each.unit_id for each in found], (Role.COMMUNE_OFFICER,), turn.now)
        for each in found:
            for officer in seats.get(each.unit_id, {}).get(Role.COMMUNE_OFFICER, ()):
                yield Call(officer.chat_id, _words(kind, each, turn))


def _items(scene: Scene, turn: Turn) -> list[Item]:
    return [
        Item(_words(kind, each, turn), [[Button(kind.label, kind.tap(turn.config))]])
        for kind in _KINDS
        if scene.viewer.may(kind.act)
        for each in _overdue(scene.db, kind, scene.viewer.area(kind.act), turn)
    ]


def _overdue(db: Session, kind: _Kind, area: ColumnElement[bool], turn: Turn) -> list[Backlog]:
    """Return what is overdue in each commune whose officers are reminded on a turn.

    On the day of a commune's weekly summary nobody is: the summary says it.
    """
    due = kind.due(turn.config)
    found = backlogs(db, area, kind.states, due, today=turn.day, zone=turn.config.zone)
    units = {each.unit_id: db.get_one(Unit, each.unit_id) for each in found}
    earliest = min((each.sent for each in found), default=turn.day)
    paused = pauses.spans(db, list(units.values()), earliest)
    chosen = weekly.sendings(db)
    return [
        each
        for each in found
        if chosen.of(units[each.unit_id]).weekday != turn.day.weekday()
        and Course(BACKLOG, each.sent, each.due, official=True, pauses=paused[each.unit_id]).reminds(
            turn.day, turn.since
        )
    ]


def _words(kind: _Kind, found: Backlog, turn: Turn) -> Text:
    words = kind.one if found.count == 1 else kind.several
    return words.fill(
        count=found.count,
        code=found.code,
        sent=show_date(found.sent),
        due=show_date(found.due),
        days=turn.config.decision_days,
    )


enter(Reminder("backlog", 30, _calls, _items))
