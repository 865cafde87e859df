"""How someone gets on the list: by a one-time invitation, and in no other way.

Whoever is not on the list learns whom to ask, whatever they send, and nothing else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.forms import engine
from handlers.forms.form import Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from handlers.incoming import Command, Contact, Tapped, Words
from handlers.reply import Replies, Reply
from handlers.tap import read_tap
from store import invitations
from store.rules.names import tidy_name
from store.rules.phones import parse_phone, show_phone
from store.rules.refusal import Refusal
from store.rules.text import Text, same
from store.rules.vietnamese import yes_or_no
from store.tables import Invitation, Unit
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene

FREE_TRIES = 3
LONGEST_LOCK = timedelta(days=1)

HINT = Text(
    "Kính chào anh/chị. "
    "Hệ thống dành cho người có trong danh sách. Nhờ anh/chị liên hệ {contact} để nhận đường dẫn mời ạ.",
    "Welcome. This service is for people on its list. Please ask {contact} for an invitation link.",
)
WRONG = Text(
    "Đường dẫn mời này không dùng được: có thể đã dùng rồi hoặc đã hết hạn. Nhờ anh/chị xin {contact} đường dẫn mới ạ.",
    "This invitation cannot be used: it may have been used already or expired. Please ask {contact} for a new one.",
)
LOCKED = Text(
    "Nhờ anh/chị chờ {minutes} phút rồi thử lại, hoặc liên hệ {contact} ạ.",
    "Please wait {minutes} minutes before trying again, or ask {contact}.",
)
OFFER = Text(
    "Anh/chị được mời làm <b>{role}</b>\nĐơn vị: <b>{unit}</b>\n\nHệ thống nên gọi anh/chị là gì ạ? {how}",
    "You are invited as <b>{role}</b>\nPlace: <b>{unit}</b>\n\nWhat name should we call you by? {how}",
)
_PRESS_OR_TYPE = Text("Bấm nút, hoặc gõ họ tên.", "Press the button, or type it.")
_TYPE = Text("Nhờ anh/chị gõ họ tên.", "Please type it.")
WELCOME = Text(
    "Chào mừng {name}. Từ nay anh/chị là <b>{role}</b> – {unit}.\n"
    "Các việc thường làm nằm ở nút bên dưới. Cần giúp: /trogiup",
    "Welcome, {name}. You are now <b>{role}</b> – {unit}.\nWhat you do most is on the buttons below. Help: /trogiup",
)
PHONE_KEPT = Text("Đã lưu số điện thoại {phone}. Cảm ơn anh/chị.", "Phone number {phone} kept. Thank you.")
NOT_OWN = Text("Nhờ anh/chị chia sẻ số của chính mình ạ.", "Please share your own number.")


def answer(scene: Scene) -> Replies:
    """Answer someone who is not on the list."""
    match scene.incoming:
        case Command(name="start", argument=token) if token:
            return open_invitation(scene, token)
        case Tapped(data=data):
            tap = read_tap(data)
            return engine.on_tap(scene, JOIN, tap) if tap and tap.place == JOIN.name else hint(scene)
        case Words() as words if scene.chat.open_form == JOIN.name:
            return engine.on_message(scene, JOIN, words) or hint(scene)
        case _:
            return hint(scene)


def hint(scene: Scene) -> Replies:
    """Say whom to ask, and nothing else; whoever was on the list once loses the buttons of that time.

    Nobody has asked a stranger for their language, so the words come in both.
    """
    words = HINT.fill(contact=scene.config.contact)
    both = f"{words.vi}\n\n<i>{words.en}</i>"
    return [Reply(Text(both, both), menu=scene.viewer.person is not None)]


def open_invitation(scene: Scene, token: str) -> Replies:
    """Show what an invitation offers; wrong tokens are answered ever more slowly."""
    chat, contact = scene.chat, scene.config.contact
    if chat.locked_until and chat.locked_until > scene.now:
        minutes = int((chat.locked_until - scene.now).total_seconds() // 60) + 1
        return [Reply(LOCKED.fill(minutes=minutes, contact=contact))]
    invitation = invitations.usable(scene.db, token, scene.now)
    if invitation is None:
        _slow_down(scene)
        return [Reply(WRONG.fill(contact=contact))]
    chat.wrong_tokens, chat.locked_until = 0, None
    return engine.start(scene, JOIN, {"invitation": invitation.id})


def _slow_down(scene: Scene) -> None:
    scene.chat.wrong_tokens += 1
    beyond = scene.chat.wrong_tokens - FREE_TRIES
    if beyond >= 0:
        scene.chat.locked_until = scene.now + min(timedelta(minutes=2 ** min(beyond, 12)), LONGEST_LOCK)


def keep_phone(scene: Scene, contact: Contact) -> Replies:
    """Keep the sender's own phone number, so that officers can call."""
    if not contact.own or scene.viewer.person is None:
        return [Reply(NOT_OWN)]
    scene.viewer.person.phone = parse_phone(contact.phone)
    return [Reply(PHONE_KEPT.fill(phone=show_phone(scene.viewer.person.phone)))]


def _offered(filling: Filling) -> tuple[Invitation, Unit]:
    scene = filling.scene
    invitation = invitations.usable_by_id(scene.db, filling.get("invitation"), scene.now)
    if invitation is None:
        raise Refusal(WRONG.fill(contact=scene.config.contact))
    return invitation, scene.db.get_one(Unit, invitation.unit_id)


def _ask_name(filling: Filling) -> Prompt:
    invitation, unit = _offered(filling)
    offer = {"role": invitation.role.text, "unit": same(full_name(filling.scene.db, unit))}
    try:
        known = _known_name(filling)
    except Refusal:  # flowers, say: there is nothing to offer
        return Prompt(OFFER.fill(**offer, how=_TYPE))
    return Prompt(OFFER.fill(**offer, how=_PRESS_OR_TYPE), [[filling.choose("own", same(known))]])


def _known_name(filling: Filling) -> str:
    """Return the name the person goes by here, or at the channel.

    Raises:
        Refusal: what stands at the channel does not read as a name.
    """
    person = filling.scene.viewer.person
    return person.name if person else tidy_name(filling.scene.incoming.sender_name)


def _take_name(filling: Filling, given: Given) -> Answer:
    if isinstance(given, Chosen) or (isinstance(given, Typed) and yes_or_no(given.text)):
        return Answer(_known_name(filling))
    return Answer(tidy_name(given.text if isinstance(given, Typed) else ""))


def _finish(filling: Filling) -> Replies:
    invitation, unit = _offered(filling)
    scene = filling.scene
    person = invitations.accept(
        scene.db, invitation, chat_id=scene.chat.chat_id, name=filling.get("name"), now=scene.now
    )
    place = full_name(scene.db, unit)
    return [Reply(WELCOME.fill(name=person.name, role=invitation.role.text, unit=place), menu=True)]


JOIN = engine.enter(
    Form(
        name="join",
        version=1,
        act=None,
        title=Text("Nhận lời mời", "Accepting an invitation"),
        subject=lambda _filling: None,
        questions=(
            Question(
                name="name",
                title=Text("Họ tên", "Name"),
                ask=_ask_name,
                take=_take_name,
                show=lambda filling: same(filling.get("name")),
            ),
        ),
        review=None,
        finish=_finish,
    )
)
