"""An invitation: to which role, at which unit. What comes out is a link that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile, inviting
from handlers.forms import choosing, engine
from handlers.forms.choosing import Option
from handlers.forms.form import Answer, Filling, Form, Prompt, Question
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from store import appointments, invitations
from store.rules.roles import Act
from store.rules.text import Text, same
from store.tables import Unit
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene

_ASK_ROLE = Text("Anh/chị mời người làm gì ạ?", "What is the person to be?")
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
_ANOTHER = Text("✉️ Mời thêm", "✉️ Invite another")


def begin(scene: Scene) -> Replies:
    """Begin an invitation; whoever may invite to one role only is not asked which."""
    roles = appointments.roles_to_invite(scene.viewer)
    answers = {"role": roles[0].value} if len(roles) == 1 else {}
    return engine.start(scene, INVITE, answers)


def _roles(filling: Filling) -> list[Option]:
    roles = appointments.roles_to_invite(filling.scene.viewer)
    return [Option(role.value, role.button) for role in roles]


def _finish(filling: Filling) -> Replies:
    scene, role = filling.scene, inviting.role_of(filling)
    unit = inviting.PLACING.chosen(filling, filling.get("unit"))
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
                show=lambda filling: inviting.role_of(filling).text,
                applies=lambda filling: len(_roles(filling)) > 1,
            ),
            Question(
                name="unit",
                title=Text("Đơn vị", "Place"),
                ask=inviting.PLACING.ask,
                take=inviting.PLACING.take,
                show=lambda filling: same(filling.scene.db.get_one(Unit, filling.get("unit")).name),
                leans_on=("role",),
            ),
        ),
        review=None,
        finish=_finish,
    )
)
