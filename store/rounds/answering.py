"""Answering a round for a unit: all reported, or no change; once, and taken back until the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from store.people import NotAllowed, below
from store.rounds.asked import asks, hold
from store.rounds.due import due_of
from store.rounds.standing import count_answer
from store.rules.dates import show_date
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import ANSWERED_BY, Answer, covered_from, is_late
from store.rules.states import State
from store.rules.text import Text
from store.tables import AuditRow, Report, Round, RoundAnswer, Unit

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from sqlalchemy import Select

    from store.people import Viewer


class NotAsked(Refusal):
    """The round does not ask this unit, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Đợt báo cáo này không hỏi đơn vị của anh/chị, hoặc đã khép lại ạ.",
                "This round does not ask your unit, or is closed.",
            )
        )


class AlreadyAnswered(Refusal):
    """The unit has answered: what stands is said, and nothing changes."""

    def __init__(self, standing: RoundAnswer, zone: ZoneInfo) -> None:
        super().__init__(
            Text(
                "Đơn vị đã trả lời đợt này: <b>{answer}</b>, ngày {day}. Anh/chị không cần làm gì thêm ạ.",
                "The unit has answered this round: <b>{answer}</b>, on {day}. Nothing more has to be done.",
            ).fill(answer=standing.answer.text, day=show_date(standing.answered_at.astimezone(zone).date()))
        )


class TooLateToTakeBack(Refusal):
    """After the deadline an answer stands: whoever counts has counted it."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Đã qua hạn nộp nên không rút lại được nữa. Nếu có hộ thay đổi, anh/chị vẫn gửi báo cáo như thường ạ.",
                "The deadline has passed, so the answer stands. Reports of households can be sent as ever.",
            )
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What has come from a unit and all below it, as far as a round asks about it.

    Attributes:
        reported: reports sent in the time the round asks about and not withdrawn.
        returned: reports that were returned and wait to be corrected.
        waiting: reports that wait to be verified.
    """

    reported: int
    returned: int
    waiting: int


def evidence(db: Session, asked: Round, unit: Unit, zone: ZoneInfo) -> Evidence:
    """Count what has come from a unit, so that an answer can be compared with it."""
    first_day = covered_from(asked.kind, asked.opens_on, asked.due_on)
    since = datetime.combine(first_day, time(), zone)
    states = (
        select(col(Report.state), func.count())
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(below(unit), col(Report.state).in_((State.RETURNED, State.WAITING)))
        .group_by(col(Report.state))
    )
    open_ones = {state: int(count) for state, count in db.execute(states)}
    sent = (
        select(func.count())
        .select_from(Report)
        .join(Unit, col(Unit.id) == col(Report.unit_id))
        .where(below(unit), col(Report.submitted_at) >= since, col(Report.state) != State.WITHDRAWN)
    )
    return Evidence(
        int(db.execute(sent).scalar_one()), open_ones.get(State.RETURNED, 0), open_ones.get(State.WAITING, 0)
    )


def answer_of(db: Session, asked: Round, unit: Unit) -> RoundAnswer | None:
    """Return what a unit has answered to a round, None while it is silent."""
    found: RoundAnswer | None = db.execute(_answer_of(asked, unit)).scalar_one_or_none()
    return found


def _answer_of(asked: Round, unit: Unit) -> Select[RoundAnswer]:
    return select(RoundAnswer).where(
        col(RoundAnswer.round_id) == asked.id, col(RoundAnswer.unit_id) == unit.id
    )


def check_answering(db: Session, viewer: Viewer, asked: Round, unit: Unit, today: date) -> None:
    """Check that the viewer answers for a unit, and that the round asks it on a day.

    Raises:
        NotAllowed: the viewer does not answer for this unit.
        NotAsked: the round does not ask it, or is not open.
    """
    if (ANSWERED_BY.get(unit.level), unit.id) not in {(seat.role, seat.unit.id) for seat in viewer.seats}:
        raise NotAllowed
    if not (asked.opens_on <= today <= asked.closes_on and asks(db, asked, unit)):
        raise NotAsked


def answer(
    db: Session, viewer: Viewer, asked: Round, unit: Unit, given: Answer, *, now: datetime, zone: ZoneInfo
) -> RoundAnswer:
    """Answer a round for a unit.

    Raises:
        NotAllowed: the viewer does not answer for this unit.
        NotAsked: the round does not ask it, or is not open.
        AlreadyAnswered: it has answered.
    """
    today = now.astimezone(zone).date()
    check_answering(db, viewer, asked, unit, today)
    hold(db, asked)
    _refuse_second(db, asked, unit, zone)
    answered = RoundAnswer(
        round_id=asked.id,
        unit_id=unit.id,
        answer=given,
        answered_at=now,
        answered_by=viewer.person_id,
        late=is_late(today, due_of(db, asked, unit)),
    )
    try:
        with db.begin_nested():
            db.add(answered)
            db.flush()
    except IntegrityError:
        _refuse_second(db, asked, unit, zone)
        raise
    count_answer(db, answered, unit, 1)
    return answered


def take_back(
    db: Session, viewer: Viewer, asked: Round, unit: Unit, *, now: datetime, zone: ZoneInfo
) -> None:
    """Take a unit's answer back, until its deadline; the log keeps what it was.

    Raises:
        NotAllowed: the viewer does not answer for this unit.
        NotAsked: there is no answer to take back.
        TooLateToTakeBack: the deadline has passed.
    """
    today = now.astimezone(zone).date()
    check_answering(db, viewer, asked, unit, today)
    hold(db, asked)
    # Locked, so that of two heads who take it back at once the second finds nothing.
    standing: RoundAnswer | None = db.execute(_answer_of(asked, unit).with_for_update()).scalar_one_or_none()
    if standing is None:
        raise NotAsked
    if is_late(today, due_of(db, asked, unit)):
        raise TooLateToTakeBack
    count_answer(db, standing, unit, -1)
    detail = (
        f"round {asked.id}, unit {unit.code}: {standing.answer.value} of {standing.answered_at} taken back"
    )
    db.add(AuditRow(at=now, person_id=viewer.person_id, act=Act.ROUND_ANSWER.value, detail=detail))
    db.delete(standing)
    db.flush()


def _refuse_second(db: Session, asked: Round, unit: Unit, zone: ZoneInfo) -> None:
    standing = answer_of(db, asked, unit)
    if standing is not None:
        raise AlreadyAnswered(standing, zone)
