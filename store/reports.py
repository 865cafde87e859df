"""Reports: sending, correcting, deciding, and everything that happened to each.

A report moves only by the state machine (store/rules/moves.py), and every move leaves an event: who, when, why.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from store.loading import Loader
from store.people import ends, within
from store.prepared import Prepared
from store.rules.codes import make_code
from store.rules.guards import check_four_eyes
from store.rules.moves import SENDING, Move, act_for, correction, needs_reason, next_state
from store.rules.reasons import check_reason
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.states import OPEN_STATES, State
from store.rules.text import Text
from store.rules.vietnamese import fold
from store.standings import count_standing, standing
from store.tables import Event, Person, Report, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select

    from store.people import Viewer
    from store.tallies import Pile

NOT_FOUND = Text(
    "Không tìm thấy báo cáo này trong địa bàn của anh/chị ạ.", "There is no such report within your area."
)

# What a correction may change; the household and the village stay what they are.
ANSWERS = (
    "change",
    "cause",
    "signed",
    "event_on",
    "members",
    "income",
    "keep_reason",
    "deprivations",
    "supports",
    "meeting_on",
    "photos",
)

_VERDICTS = frozenset({Move.VERIFY, Move.RETURN, Move.REJECT, Move.CLEAR})


class AlreadyOpen(Refusal):
    """The household has a report that still waits for someone."""

    def __init__(self, code: str, state: State) -> None:
        super().__init__(
            Text(
                "Hộ này đã có báo cáo <b>{code}</b>, tình trạng: {state}. Mỗi hộ chỉ có một báo cáo đang mở; "
                "anh/chị xem trong /baocaocuatoi ạ.",
                "This household already has report <b>{code}</b>: {state}. A household has one open report at a time; "
                "see /baocaocuatoi.",
            ).fill(code=code, state=state.text)
        )
        self.code = code


@dataclass(frozen=True, slots=True)
class Step:
    """An event with the name of who made it."""

    event: Event
    by: str


def subject_of(*, household_id: int | None, unit_id: int, head_name: str, birth_year: int | None) -> str:
    """Name what a report is about, so that the database can allow one open report for each."""
    if household_id is not None:
        return f"household {household_id}"
    return f"unit {unit_id}: {fold(head_name)}, {birth_year or '-'}"


def open_report_on(db: Session, subject: str) -> Report | None:
    """Return the open report on a subject."""
    rows = _OPEN_ON.run(db, about=subject)
    return _REPORT.make(db, rows[0]) if rows else None


def submit(db: Session, report: Report, now: datetime) -> Report:
    """Send a new report: give it its code and the first event of its history.

    Raises:
        AlreadyOpen: the household has an open report.
    """
    _refuse_second(db, report.subject)
    report.state = next_state(State.DRAFT, Move.SUBMIT, tracks_posting=False)
    report.submitted_at = now
    report.code = secrets.token_hex(8)
    try:
        with db.begin_nested():
            db.add(report)
            db.flush()
    except IntegrityError:
        _refuse_second(db, report.subject)
        raise
    report.code = make_code(report.id)
    count_standing(db, report, None)
    _note(db, report, Move.SUBMIT, report.reporter_id, now)
    db.flush()
    return report


def _refuse_second(db: Session, subject: str) -> None:
    earlier = open_report_on(db, subject)
    if earlier is not None:
        raise AlreadyOpen(earlier.code, earlier.state)


def get(db: Session, viewer: Viewer, report_id: int, act: Act = Act.REPORT_READ) -> Report:
    """Return a report from the viewer's own area, locked for whoever changes it.

    Raises:
        Refusal: there is none, or it lies elsewhere; the two look alike.
    """
    statement = _in_area(viewer, act).where(col(Report.id) == report_id).with_for_update(of=Report)
    report: Report | None = db.execute(statement).scalar_one_or_none()
    if report is None:
        raise Refusal(NOT_FOUND)
    return report


def by_code(db: Session, viewer: Viewer, code: str) -> Report:
    """Return the report that bears a code, from the viewer's own area.

    Raises:
        Refusal: there is none, or it lies elsewhere; the two look alike.
    """
    report: Report | None = db.execute(
        _in_area(viewer, Act.REPORT_READ).where(col(Report.code) == code)
    ).scalar_one_or_none()
    if report is None:
        raise Refusal(NOT_FOUND)
    return report


def _in_area(viewer: Viewer, act: Act) -> Select[Report]:
    return select(Report).join(Unit, col(Unit.id) == col(Report.unit_id)).where(viewer.area(act))


def mine(viewer: Viewer) -> Select[Report]:
    """Select a village head's reports: those they sent from villages still theirs, and what is open there.

    A head who follows another one answers for the reports the village has open. What was returned comes first,
    since it waits for the head; then the newest.
    """
    own = col(Report.reporter_id) == viewer.person_id
    returned = case((col(Report.state) == State.RETURNED, 0), else_=1)
    return (
        _in_area(viewer, Act.REPORT_CORRECT)
        .where(own | col(Report.state).in_(OPEN_STATES))
        .order_by(returned, col(Report.submitted_at).desc(), col(Report.id).desc())
    )


def waiting_below(db: Session, unit: Unit) -> int:
    """Count the reports of a unit and all below it that wait for verification."""
    first, past = ends(unit.path)
    [(number,)] = _WAITING.run(db, first=first, past=past)
    return int(number)


def in_states(viewer: Viewer, act: Act, states: Sequence[State]) -> Select[Report]:
    """Select the reports of a person's area in some states, oldest first."""
    return (
        _in_area(viewer, act)
        .where(col(Report.state).in_(states))
        .order_by(col(Report.submitted_at), col(Report.id))
    )


def count(db: Session, statement: Select[Report]) -> int:
    """Count what a selection would return."""
    return int(db.execute(select(func.count()).select_from(statement.order_by(None).subquery())).scalar_one())


def move(
    db: Session,
    viewer: Viewer,
    report: Report,
    step: Move,
    now: datetime,
    *,
    reason: str | None = None,
    tracks_posting: bool = False,
    pile: Pile | None = None,
) -> None:
    """Take a report one step on, for the viewer; what it counts goes onto ``pile``, if whoever calls keeps one.

    Raises:
        Refusal: the viewer may not, the state does not admit it, or the reason is missing.
    """
    viewer.require(act_for(step))
    if step in _VERDICTS:
        for sender in _senders(db, report):
            check_four_eyes(decider=viewer.person_id, reporter=sender)
    why = check_reason(reason) if needs_reason(step) else reason
    before = standing(report)
    report.state = next_state(report.state, step, tracks_posting=tracks_posting)
    count_standing(db, report, before, pile)
    _note(db, report, step, viewer.person_id, now, reason=why)
    db.flush()


def _senders(db: Session, report: Report) -> set[int]:
    """Return who sent or corrected a report: none of them may decide on it."""
    statement = select(col(Event.person_id)).where(
        col(Event.report_id) == report.id, col(Event.move).in_(SENDING)
    )
    return {report.reporter_id, *db.execute(statement).scalars()}


def correct(db: Session, viewer: Viewer, report: Report, answers: dict[str, Any], now: datetime) -> Move:
    """Put corrected answers into a report, keeping what was there in its history; return which move it was."""
    step = correction(report.state)
    viewer.require(act_for(step))
    changes = {
        name: [_plain(getattr(report, name)), _plain(answers[name])]
        for name in ANSWERS
        if name in answers and getattr(report, name) != answers[name]
    }
    before = standing(report)
    for name in changes:
        setattr(report, name, answers[name])
    report.state = next_state(report.state, step, tracks_posting=False)
    count_standing(db, report, before)
    _note(db, report, step, viewer.person_id, now, changes=changes)
    db.flush()
    return step


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | list) else str(value)


def _note(
    db: Session,
    report: Report,
    step: Move,
    person_id: int,
    now: datetime,
    *,
    reason: str | None = None,
    changes: dict[str, Any] | None = None,
) -> None:
    db.add(
        Event(
            report_id=report.id,
            person_id=person_id,
            at=now,
            move=step,
            state=report.state,
            reason=reason,
            changes=changes or {},
        )
    )


def history(db: Session, report: Report) -> list[Step]:
    """Return everything that happened to a report, oldest first."""
    statement = (
        select(Event, col(Person.name))
        .join(Person, col(Person.id) == col(Event.person_id))
        .where(col(Event.report_id) == report.id)
        .order_by(col(Event.id))
    )
    return [Step(event, name) for event, name in db.execute(statement)]


def last_verdict(db: Session, report: Report) -> Step | None:
    """Return the newest step an officer took, None while there is none."""
    reporter_side = SENDING | {Move.WITHDRAW}
    return next(
        (step for step in reversed(history(db, report)) if step.event.move not in reporter_side), None
    )


# Run for every report, and built once: to build a statement costs more than to run it.
_WAITING = Prepared(
    select(func.count())
    .select_from(Report)
    .join(Unit, col(Unit.id) == col(Report.unit_id))
    .where(within("first", "past"), col(Report.state) == State.WAITING)
)
_REPORT = Loader(Report)
_OPEN_ON = Prepared(
    select(*_REPORT.columns).where(
        col(Report.subject) == bindparam("about"), or_(*(col(Report.state) == state for state in OPEN_STATES))
    )
)
