"""Who is asking: chats, people, what they are appointed to, and so what they may do and see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVarTuple

from sqlalchemy import and_, bindparam, false, or_, select
from sqlmodel import Session, col

from store.loading import Loader
from store.prepared import Prepared
from store.rules.refusal import Refusal
from store.rules.roles import Act, Role, may
from store.rules.text import Language, Text
from store.tables import Appointment, Chat, Person, Unit
from store.units import ancestor_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import BindParameter, ColumnElement, Select

Columns = TypeVarTuple("Columns")
_AT_ONCE = 500


class NotAllowed(Refusal):
    """The person's role does not include this act, or the place is not theirs."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Việc này không thuộc phần việc của anh/chị trên hệ thống. Bấm /trogiup để xem các việc làm được ạ.",
                "This is not among what you can do here. Press /trogiup to see what is.",
            )
        )


@dataclass(frozen=True, slots=True)
class Seat:
    """An appointment in force: a role at a unit."""

    role: Role
    unit: Unit


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person asking, with the seats that decide what may be done and seen; a stranger has none."""

    chat_id: int
    language: Language
    person: Person | None
    seats: tuple[Seat, ...]

    @property
    def person_id(self) -> int:
        """The person's id; asking it of a stranger is a programming error."""
        if self.person is None:
            raise LookupError("a stranger has no person")
        return self.person.id

    def may(self, act: Act) -> bool:
        """Tell whether any seat allows the act."""
        return any(may(seat.role, act) for seat in self.seats)

    def require(self, act: Act) -> None:
        """Refuse unless a seat allows the act."""
        if not self.may(act):
            raise NotAllowed

    def units(self, act: Act) -> list[Unit]:
        """Return the units whose seat allows the act, each with all below it in reach."""
        return [seat.unit for seat in self.seats if may(seat.role, act)]

    def area(self, act: Act) -> ColumnElement[bool]:
        """Return the condition on ``Unit`` that every query for this person carries: own units and below."""
        return or_(false(), *(below(unit) for unit in self.units(act)))

    def bounds(self, act: Act) -> dict[str, str]:
        """Return the same condition's values, for a statement that is built once with ``within``."""
        return {
            f"{end}_{place}": value
            for place, unit in enumerate(self.units(act))
            for end, value in zip(("first", "past"), ends(unit.path), strict=True)
        }

    def covers(self, act: Act, unit: Unit) -> bool:
        """Tell whether a unit lies within the area where the person may do the act."""
        return any(unit.path.startswith(own.path) for own in self.units(act))


def below(unit: Unit) -> ColumnElement[bool]:
    """Return the condition that a ``Unit`` is this one or lies below it: one range of the path's index."""
    return under(unit.path)


def under(path: str) -> ColumnElement[bool]:
    """Return the condition that a ``Unit`` has a path or one that goes on from it."""
    first, past = ends(path)
    return and_(col(Unit.path) >= first, col(Unit.path) < past)


def ends(path: str) -> tuple[str, str]:
    """Return where the paths that go on from one begin, and what comes right after the last of them."""
    return path, path[:-1] + "0"  # the next character after "/"


def within(*names: str) -> ColumnElement[bool]:
    """Return the condition of ``Viewer.area``, its bounds to be given by these names, two for each unit."""
    pairs = zip(names[::2], names[1::2], strict=True)
    path = col(Unit.path)
    return or_(false(), *(and_(path >= bindparam(first), path < bindparam(past)) for first, past in pairs))


def in_force(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition that an ``Appointment`` holds at a moment."""
    return and_(
        col(Appointment.since) <= now, or_(col(Appointment.until).is_(None), col(Appointment.until) > now)
    )


def enter(db: Session, chat_id: int, message_id: int, now: datetime) -> tuple[Chat, Viewer]:
    """Return what is remembered of a chat and who is in it, by one query; notes the chat's newest message."""
    rows = _ENTER.run(db, chat=chat_id, now=now)
    if not rows:
        chat = open_chat(db, chat_id, message_id)
        return chat, viewer_of(db, chat, now)
    chat = _CHAT.make(db, rows[0][_OF_CHAT])
    _note_message(chat, message_id)
    seats = [
        (_PERSON.make_if_any(db, row[_OF_PERSON]), row[_ROLE], _UNIT.make_if_any(db, row[_OF_UNIT]))
        for row in rows
    ]
    return chat, _viewer(chat, seats)


def open_chat(db: Session, chat_id: int, message_id: int = 0) -> Chat:
    """Return what is remembered of a chat, beginning to remember it if it is new; notes its newest message."""
    chat = db.get(Chat, chat_id)
    if chat is None:
        chat = Chat(chat_id=chat_id)
        db.add(chat)
    _note_message(chat, message_id)
    return chat


def _note_message(chat: Chat, message_id: int) -> None:
    # What is set, even to the same value, the session compares at the end of every update.
    if message_id > chat.last_message_id:  # noqa: PLR1730 - as said above
        chat.last_message_id = message_id
    if chat.blocked_at is not None:
        chat.blocked_at = None


def note_presence(chat: Chat, *, blocked: bool, now: datetime) -> None:
    """Remember that the person shut the bot out, or let it in again."""
    chat.blocked_at = now if blocked else None


def viewer_of(db: Session, chat: Chat, now: datetime) -> Viewer:
    """Load who is in a chat, with the seats in force at ``now``."""
    return _viewer(chat, db.execute(_SEATS, {"chat": chat.chat_id, "now": now}).all())


def _viewer(chat: Chat, rows: Sequence[Any]) -> Viewer:
    person = rows[0][0] if rows else None
    seats = tuple(Seat(role, unit) for _, role, unit in rows if role is not None)
    return Viewer(chat.chat_id, chat.language, person, seats)


def languages(db: Session, chat_ids: Sequence[int]) -> dict[int, Language]:
    """Tell the language of each chat."""
    return {row.chat_id: row.language for row in db.execute(_LANGUAGES, {"chats": chat_ids})}


def alert_round(db: Session, chat_id: int) -> int:
    """Return how often the queue was opened in a chat: alerts count up from there."""
    [(number,)] = _ALERT_ROUND.run(db, chat=chat_id)
    return int(number)


def seated(db: Session, role: Role, units: ColumnElement[bool], now: datetime) -> list[Person]:
    """Return the people who hold a role at units that meet a condition on ``Unit``."""
    return list(db.execute(_IN_ROLE.where(units), {"role": role, "now": now}).scalars())


def heads_of_villages(db: Session, unit_ids: Collection[int], now: datetime) -> dict[int, list[int]]:
    """Return the chats of the heads of some villages, by village; one without a head is left out."""
    found: dict[int, list[int]] = {}
    ids = sorted(unit_ids)
    for start in range(0, len(ids), _AT_ONCE):
        statement = (
            select(col(Appointment.unit_id), col(Person.chat_id))
            .join(Person, col(Person.id) == col(Appointment.person_id))
            .where(
                col(Appointment.role) == Role.VILLAGE_HEAD,
                in_force(now),
                col(Appointment.unit_id).in_(ids[start : start + _AT_ONCE]),
            )
            .order_by(col(Appointment.id))
        )
        for unit_id, chat_id in db.execute(statement):
            found.setdefault(unit_id, []).append(chat_id)
    return found


def with_units(db: Session, now: datetime) -> dict[int, tuple[str, list[str]]]:
    """Tell the name of everyone who holds a seat, and the names of their units, by chat."""
    statement = (
        select(col(Person.chat_id), col(Person.name), col(Unit.name))
        .join(Appointment, col(Appointment.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(in_force(now))
        .order_by(col(Appointment.id))
    )
    found: dict[int, tuple[str, list[str]]] = {}
    for chat_id, name, unit in db.execute(statement):
        found.setdefault(chat_id, (name, []))[1].append(unit)
    return found


def officers_of(db: Session, village: Unit, now: datetime) -> list[Person]:
    """Return the commune officers in whose area a village lies."""
    values = {"role": Role.COMMUNE_OFFICER, "now": now, "places": ancestor_ids(village)}
    return list(db.execute(_IN_ROLE_AT, values).scalars())


def administrators(db: Session, now: datetime) -> list[Person]:
    """Return everyone who looks after the system."""
    return seated(db, Role.ADMINISTRATOR, col(Unit.id) > 0, now)


def _seated(statement: Select[*Columns]) -> Select[*Columns]:
    """Add the seats in force to a selection of people; a person without any is kept."""
    held = and_(col(Appointment.person_id) == col(Person.id), in_force(bindparam("now")))
    return (
        statement.join(Appointment, held, isouter=True)
        .join(Unit, col(Unit.id) == col(Appointment.unit_id), isouter=True)
        .order_by(col(Appointment.id))
    )


# Built once: to build a statement costs more than to run it.
_LANGUAGES = select(col(Chat.chat_id), col(Chat.language)).where(
    col(Chat.chat_id).in_(bindparam("chats", expanding=True))
)
_ALERT_ROUND = Prepared(select(col(Chat.alert_round)).where(col(Chat.chat_id) == bindparam("chat")))
_IN_ROLE = (
    select(Person)
    .join(Appointment, col(Appointment.person_id) == col(Person.id))
    .join(Unit, col(Unit.id) == col(Appointment.unit_id))
    .where(col(Appointment.role) == bindparam("role"), in_force(bindparam("now")))
    .distinct()
    .order_by(col(Person.id))
)
_IN_ROLE_AT = _IN_ROLE.where(col(Unit.id).in_(bindparam("places", expanding=True)))
_SEATS = _seated(
    select(Person, col(Appointment.role), Unit)
    .select_from(Person)
    .where(col(Person.chat_id) == bindparam("chat"))
)
_CHAT, _PERSON, _UNIT = Loader(Chat), Loader(Person), Loader(Unit)
_OF_CHAT = slice(len(_CHAT.columns))
_OF_PERSON = slice(_OF_CHAT.stop, _OF_CHAT.stop + len(_PERSON.columns))
_OF_UNIT = slice(_OF_PERSON.stop, _OF_PERSON.stop + len(_UNIT.columns))
_ROLE = _OF_UNIT.stop
_ENTER = Prepared(
    _seated(
        select(*_CHAT.columns, *_PERSON.columns, *_UNIT.columns, col(Appointment.role))
        .select_from(Chat)
        .join(Person, col(Person.chat_id) == col(Chat.chat_id), isouter=True)
        .where(col(Chat.chat_id) == bindparam("chat"))
    )
)
