"""What was asked of the demo's people before it begins: the rounds of the last months, and who has answered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from store import people, rounds
from store.rules.plans import shipped_plans
from store.rules.rounds import Answer
from store.tables import Chat

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from store.tables import Round

LASTED = timedelta(days=100)
ANSWERED = {103: timedelta(days=-1), 202: timedelta(days=-1), 102: timedelta(days=3)}
"""Who has answered, how long after the due day; each for the first unit that is asked. The others are silent."""
_AT = time(9)


def ask(db: Session, now: datetime, zone: ZoneInfo) -> None:
    """Open the rounds of the last months, each on its day, and let some people answer."""
    plans = shipped_plans(examples=True)
    for number in range(LASTED.days, -1, -1):
        moment = now - timedelta(days=number)
        for asked in rounds.open_due_rounds(db, moment.astimezone(zone).date(), plans, moment):
            for chat_id, after in ANSWERED.items():
                answered = datetime.combine(asked.due_on + after, _AT, zone)
                if answered <= now:
                    _answer(db, asked, chat_id, answered, zone)


def _answer(db: Session, asked: Round, chat_id: int, moment: datetime, zone: ZoneInfo) -> None:
    viewer = people.viewer_of(db, db.get_one(Chat, chat_id), moment)
    duties = rounds.duties(db, viewer, moment.astimezone(zone).date())
    duty = next((each for each in duties if each.asked.id == asked.id), None)
    if duty is not None:
        rounds.answer(db, viewer, asked, duty.unit, Answer.DONE, now=moment, zone=zone)
