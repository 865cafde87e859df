"""The people appointed in an area: the list, one person, and the end of an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.pages import PAGE, Page
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from store import appointments
from store.appointments import Seated
from store.rules.dates import show_date
from store.rules.names import LONGEST_NAME, find_names
from store.rules.phones import show_phone
from store.rules.refusal import Refusal
from store.rules.text import Text, join, same
from store.tables import Priority
from store.units import full_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handlers.scene import Scene

PLACE = "nd"

_LIST = Text(
    "<b>Người dùng trong địa bàn: {total}</b>\nTìm nhanh: gõ /nguoidung kèm tên người hoặc tên đơn vị.",
    "<b>People of your area: {total}</b>\nTo find one: /nguoidung with the name of a person or place.",
)
_FOUND = Text("Có {count} người hợp với “{typed}”.", "{count} people fit “{typed}”.")
_NOBODY = Text(
    "Không tìm thấy “{typed}” trong địa bàn của anh/chị ạ.", "Nobody like “{typed}” within your area."
)
_ITEM = Text("{name} · {role} · {unit}", "{name} · {role} · {unit}")
_CARD = Text(
    "<b>{name}</b>\n{role} – {unit}\nTừ ngày {since}", "<b>{name}</b>\n{role} – {unit}\nSince {since}"
)
_PHONE = Text("Điện thoại: {phone}", "Phone: {phone}")
_END = Text("Kết thúc nhiệm vụ", "End appointment")
_BACK = Text("‹ Danh sách", "‹ The list")
_ASK = Text(
    "Anh/chị kết thúc nhiệm vụ này ngay bây giờ ạ? Người này sẽ không còn dùng được hệ thống với vai trò đó.",
    "End this appointment now? The person can no longer use the system in this role.",
)
_YES, _NO = Text("Đồng ý kết thúc", "Yes, end it"), Text("‹ Không", "‹ No")
_ENDED = Text("Đã kết thúc nhiệm vụ {role} – {unit} của {name}.", "{name} is no longer {role} – {unit}.")
_TOLD = Text(
    "Kính gửi {name}: nhiệm vụ {role} – {unit} của anh/chị trên hệ thống đã kết thúc. "
    "Cần hỏi thêm, nhờ anh/chị liên hệ {contact} ạ.",
    "Dear {name}: your appointment here as {role} – {unit} has ended. For questions please ask {contact}.",
)


def page(scene: Scene, asked: int) -> Reply:
    """List the people appointed in the area, a page at a time."""
    statement = appointments.in_area(scene.viewer, scene.now)
    turned = Page(asked, appointments.count(scene.db, statement))
    shown = scene.db.execute(statement.offset(turned.offset).limit(turned.size))
    turning = turned.turning(lambda number: Tap(PLACE, "list", (str(number),)))
    rows = [*_items(Seated(*row) for row in shown), *turning]
    return Reply(_LIST.fill(total=turned.total), rows, in_place=True)


def found(scene: Scene, typed: str) -> Reply:
    """List the people whose name, or whose place's name, is like what was typed.

    Raises:
        Refusal: nobody's is.
    """
    typed = typed[:LONGEST_NAME]
    everyone = [Seated(*row) for row in scene.db.execute(appointments.in_area(scene.viewer, scene.now))]
    by_name = find_names(typed, everyone, name=lambda seated: seated.person.name, limit=PAGE)
    hits = by_name or find_names(typed, everyone, name=lambda seated: seated.unit.name, limit=PAGE)
    if not hits:
        raise Refusal(_NOBODY.fill(typed=typed))
    return Reply(_FOUND.fill(count=len(hits), typed=typed), _items(hits))


def _items(people: Iterable[Seated]) -> list[list[Button]]:
    return [[Button(_about(seated), _tap("see", seated))] for seated in people]


def _about(seated: Seated) -> Text:
    return _ITEM.fill(name=seated.person.name, role=seated.appointment.role.button, unit=seated.unit.name)


def _tap(action: str, seated: Seated) -> Tap:
    return Tap(PLACE, action, (str(seated.appointment.id),))


def card(scene: Scene, seated: Seated) -> Reply:
    """Show somebody, with the button that ends the appointment for those who may."""
    rows = [[Button(_BACK, Tap(PLACE, "list", ("0",)))]]
    try:
        appointments.check_end(scene.viewer, seated)
    except Refusal as refusal:
        return Reply(join([_words(scene, seated), refusal.text], "\n\n"), rows, in_place=True)
    return Reply(_words(scene, seated), [[Button(_END, _tap("ask", seated))], *rows], in_place=True)


def _words(scene: Scene, seated: Seated) -> Text:
    since = seated.appointment.since.astimezone(scene.config.zone).date()
    words = _CARD.fill(
        name=seated.person.name,
        role=seated.appointment.role.text,
        unit=full_name(scene.db, seated.unit),
        since=show_date(since),
    )
    phone = seated.person.phone
    return join([words, _PHONE.fill(phone=show_phone(phone))]) if phone else words


def asked(scene: Scene, seated: Seated) -> Reply:
    """Ask once whether the appointment is to end.

    Raises:
        Refusal: it is not the viewer's to end.
    """
    appointments.check_end(scene.viewer, seated)
    rows = [[Button(_YES, _tap("end", seated)), Button(_NO, _tap("see", seated))]]
    return Reply(join([_words(scene, seated), _ASK], "\n\n"), rows, in_place=True)


def end(scene: Scene, seated: Seated) -> Replies:
    """End an appointment at once, and tell the person."""
    appointments.end(scene.db, scene.viewer, seated, scene.now)
    values = {
        "name": same(seated.person.name),
        "role": seated.appointment.role.text,
        "unit": same(seated.unit.name),
    }
    list_again = [[Button(_BACK, Tap(PLACE, "list", ("0",)))]]
    told = _TOLD.fill(**values, contact=scene.config.contact)
    return [
        Reply(_ENDED.fill(**values), list_again, in_place=True),
        Reply(told, menu=True, to=seated.person.chat_id, priority=Priority.NEWS),
    ]
