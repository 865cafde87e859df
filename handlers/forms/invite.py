"""An invitation: to which role, at which unit. What comes out is a link that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col

from handlers import casefile
from handlers.forms import choosing, engine
from handlers.forms.choosing import Option
from handlers.forms.form import Again, Answer, Chosen, Filling, Form, Given, Prompt, Question, Turned, Typed
from handlers.pages import PAGE, Page
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from handlers.values import whole
from store import appointments, invitations
from store.rules.names import find_names
from store.rules.refusal import Refusal
from store.rules.roles import Act, Role
from store.rules.text import Text, same
from store.tables import Unit
from store.units import full_name

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.scene import Scene

_ASK_ROLE = Text("Anh/chị mời người làm gì ạ?", "What is the person to be?")
_ASK_UNIT = Text(
    "Mời làm <b>{role}</b> ở đâu ạ? Bấm chọn, hoặc gõ tên đơn vị (không dấu cũng được).",
    "Invite a <b>{role}</b> for which place? Press it, or type its name.",
)
_NO_UNIT = Text(
    "Không tìm thấy đơn vị này trong địa bàn của anh/chị. Nhờ anh/chị gõ lại tên, hoặc bấm chọn ạ.",
    "There is no such place within your area. Please type its name again, or press it.",
)
_MADE = Text(
    "✉️ Đã tạo lời mời làm <b>{role}</b> – {unit}.\n"
    "Nhờ anh/chị chuyển tiếp tin ngay dưới đây cho đúng người đó ạ. Đường dẫn chỉ dùng được một lần.",
    "✉️ Invitation made: <b>{role}</b> – {unit}.\n"
    "Please forward the message right below to that person alone. The link works once.",
)
_LETTER = Text(
    "Kính mời anh/chị tham gia hệ thống Chung Tay, vai trò {role} – {unit}.\n"
    "Nhờ anh/chị bấm vào đường dẫn này rồi bấm Bắt đầu (Start):\n{link}\n"
    "Đường dẫn dùng một lần, đến {expires}.",
    "You are invited to Chung Tay as {role} – {unit}.\nPlease open this link and press Start:\n{link}\n"
    "It works once, until {expires}.",
)
_AT = Text("{name} · {above}", "{name} · {above}")
_ANOTHER = Text("✉️ Mời thêm", "✉️ Invite another")


def begin(scene: Scene, *, in_place: bool = False) -> Replies:
    """Begin an invitation; whoever may invite to one role only is not asked which."""
    roles = appointments.roles_to_invite(scene.viewer)
    answers = {"role": roles[0].value} if len(roles) == 1 else {}
    return engine.start(scene, INVITE, answers, in_place=in_place)


def _roles(filling: Filling) -> list[Option]:
    roles = appointments.roles_to_invite(filling.scene.viewer)
    return [Option(role.value, role.button) for role in roles]


def _role(filling: Filling) -> Role:
    return Role(filling.get("role"))


def _units(filling: Filling) -> Select[Unit]:
    return appointments.units_for(filling.scene.viewer, _role(filling), filling.scene.today)


def _ask_unit(filling: Filling) -> Prompt:
    db = filling.scene.db
    statement = _units(filling)
    found = filling.scratch.get("found")
    if found is not None:
        statement = statement.where(col(Unit.id).in_(found))
    turned = Page(filling.scratch.get("page", 0), appointments.count(db, statement))
    shown = db.execute(statement.offset(turned.offset).limit(turned.size)).scalars()
    rows = [[filling.choose(str(unit.id), _label(filling, unit))] for unit in shown]
    turning = turned.turning(lambda number: filling.tap("t", str(number)))
    return Prompt(_ASK_UNIT.fill(role=_role(filling).text), [*rows, *turning])


def _label(filling: Filling, unit: Unit) -> Text:
    own = {seat.unit.id for seat in filling.scene.viewer.seats}
    if unit.parent_id is None or unit.parent_id in own or unit.id in own:
        return same(unit.name)
    return _AT.fill(name=unit.name, above=filling.scene.db.get_one(Unit, unit.parent_id).name)


def _take_unit(filling: Filling, given: Given) -> Answer | Again:
    if isinstance(given, Turned):
        return Again(scratch={**filling.scratch, "page": whole(given.value)})
    if isinstance(given, Typed):
        return _named(filling, given.text)
    if not isinstance(given, Chosen):
        raise Refusal(_NO_UNIT)
    return Answer(_unit(filling, whole(given.value)).id)


def _named(filling: Filling, typed: str) -> Answer | Again:
    units = list(filling.scene.db.execute(_units(filling)).scalars())
    found = find_names(typed, units, name=lambda unit: unit.name, limit=PAGE)
    if not found:
        raise Refusal(_NO_UNIT)
    if len(found) == 1:
        return Answer(found[0].id)
    return Again(scratch={"found": [unit.id for unit in found]})


def _unit(filling: Filling, unit_id: int) -> Unit:
    """Return a unit to which the viewer may invite in this role; a forged one is refused."""
    statement = _units(filling).where(col(Unit.id) == unit_id)
    unit: Unit | None = filling.scene.db.execute(statement).scalar_one_or_none()
    if unit is None:
        raise Refusal(_NO_UNIT)
    return unit


def _finish(filling: Filling) -> Replies:
    scene, role = filling.scene, _role(filling)
    unit = _unit(filling, filling.get("unit"))
    token, invitation = invitations.invite(
        scene.db,
        unit,
        role,
        by=scene.viewer.person,
        now=scene.now,
        lasts=scene.config.invitation_lasts,
    )
    place = full_name(scene.db, unit)
    letter = _LETTER.fill(
        role=role.text,
        unit=place,
        link=scene.config.link(token),
        expires=casefile.moment(scene, invitation.expires_at),
    )
    another = [[Button(_ANOTHER, Tap("nd", "new"))]]
    return [Reply(_MADE.fill(role=role.text, unit=place), another, in_place=True), Reply(letter)]


INVITE = engine.enter(
    Form(
        name="invite",
        version=1,
        act=Act.INVITE_VILLAGE_HEAD,
        title=Text("Mời người", "Invitation"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="role",
                title=Text("Vai trò", "Role"),
                ask=lambda filling: Prompt(_ASK_ROLE, choosing.buttons(filling, _roles(filling))),
                take=lambda filling, given: Answer(choosing.pick(_roles(filling), given)),
                show=lambda filling: _role(filling).text,
                applies=lambda filling: len(_roles(filling)) > 1,
            ),
            Question(
                name="unit",
                title=Text("Đơn vị", "Place"),
                ask=_ask_unit,
                take=_take_unit,
                show=lambda filling: same(filling.scene.db.get_one(Unit, filling.get("unit")).name),
                leans_on=("role",),
            ),
        ),
        review=None,
        finish=_finish,
    )
)
