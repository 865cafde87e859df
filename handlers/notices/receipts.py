"""The notices of one's area, and who has received each: delivered, not yet, blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.notices.words import as_read
from handlers.pages import Page, gather
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import notices
from store.notices import Fate
from store.rules.dates import show_date
from store.rules.text import Text, join
from store.tables import Person, Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.notices import Receipt
    from store.tables import Notice

PLACE = "tb"
_MOST_NAMED = 40
_ON_BUTTON = 24
_WORDS_SHOWN = 1000

_LIST = Text("<b>Thông báo đã gửi</b> ({total}). Bấm để xem ai đã nhận.", "<b>Notices sent</b> ({total}).")
_NONE = Text("Chưa có thông báo nào ạ.", "No notice has been sent yet.")
_ITEM = Text("{day} · {words}", "{day} · {words}")
_CARD = Text(
    "Gửi {moment} cho {audience} của {unit}: <b>{readers}</b> người.",
    "Sent {moment} to {audience} of {unit}: <b>{readers}</b> people.",
)
_FATES = {
    Fate.DELIVERED: Text("✅ Đã nhận: <b>{count}</b>", "✅ Delivered: <b>{count}</b>"),
    Fate.WAITING: Text("⏳ Chưa nhận, đang gửi: <b>{count}</b>", "⏳ Not yet, on its way: <b>{count}</b>"),
    Fate.BLOCKED: Text("🚫 Đã chặn hệ thống: <b>{count}</b>", "🚫 Have blocked the bot: <b>{count}</b>"),
    Fate.FAILED: Text("⚠️ Không gửi được: <b>{count}</b>", "⚠️ Could not be sent: <b>{count}</b>"),
}
_NAMED = Text("• {name} – {place}", "• {name} – {place}")
_NAME = Text("• {name}", "• {name}")
_MORE = Text("… và {count} người nữa", "… and {count} more")
_FORGOTTEN = Text(
    "Đã quá 30 ngày, nên hệ thống không còn giữ chi tiết ai đã nhận.",
    "It is more than 30 days ago, so who received it is no longer kept.",
)
_LIST_AGAIN, _REFRESH = Text("‹ Các thông báo", "‹ Notices"), Text("🔄 Xem lại", "🔄 Look again")
WHO = Text("📬 Ai đã nhận", "📬 Who received it")
SENT = Text("📬 Thông báo đã gửi", "📬 Notices sent")


def page(scene: Scene, asked: int) -> Reply:
    """List the notices of the area, newest first, a page at a time."""
    total = notices.count_sent(scene.db, scene.viewer)
    if total == 0:
        return Reply(_NONE, in_place=True)
    turned = Page(asked, total)
    shown = scene.db.execute(notices.sent(scene.viewer).offset(turned.offset).limit(turned.size)).scalars()
    rows = [[_item(scene, notice)] for notice in shown]
    turning = turned.turning(lambda number: Tap(PLACE, "list", (str(number),)))
    return Reply(_LIST.fill(total=total), [*rows, *turning], in_place=True)


def _item(scene: Scene, notice: Notice) -> Button:
    first = notice.words.split("\n", 1)[0]
    words = first if len(first) <= _ON_BUTTON else f"{first[:_ON_BUTTON]}…"
    day = notice.sent_at.astimezone(scene.config.zone).date()
    return Button(_ITEM.fill(day=show_date(day), words=words), who_tap(notice))


def who_tap(notice: Notice) -> Tap:
    """Say what the button carries that shows who received a notice."""
    return Tap(PLACE, "who", (str(notice.id),))


def card(scene: Scene, notice: Notice) -> Reply:
    """Show a notice, and what became of the message to each reader; those who have not got it are named."""
    unit = scene.db.get_one(Unit, notice.unit_id)
    sender = scene.db.get_one(Person, notice.person_id)
    about = _CARD.fill(
        moment=casefile.moment(scene, notice.sent_at),
        audience=notice.audience.text,
        unit=unit.name,
        readers=notice.readers,
    )
    words = as_read(notice.words[:_WORDS_SHOWN], unit=unit.name, sender=sender.name)
    receipts = notices.receipts(scene.db, notice)
    fates = _fates(scene, notice, receipts) if receipts else _FORGOTTEN
    rows = [[Button(_REFRESH, who_tap(notice)), Button(_LIST_AGAIN, Tap(PLACE, "list", ("0",)))]]
    return Reply(join([words, about, fates], "\n\n"), rows, in_place=True)


def _fates(scene: Scene, notice: Notice, receipts: list[Receipt]) -> Text:
    by_fate = {fate: [each for each in receipts if each.fate is fate] for fate in Fate}
    blocks = []
    for fate, those in by_fate.items():
        if those or fate is Fate.DELIVERED:
            named = [] if fate is Fate.DELIVERED else _names(scene, notice, those)
            blocks.append(join([_FATES[fate].fill(count=len(those)), *named]))
    return join(blocks)


def _names(scene: Scene, notice: Notice, receipts: list[Receipt]) -> list[Text]:
    shown = receipts[:_MOST_NAMED]
    places = notices.places(scene.db, notice, [each.chat_id for each in shown], scene.now)
    lines = [
        _NAMED.fill(name=each.name, place=places[each.chat_id])
        if each.chat_id in places
        else _NAME.fill(name=each.name)
        for each in shown
    ]
    fitting = gather(lines, most=900)
    left_out = len(receipts) - (fitting[0].vi.count("\n") + 1)
    return [fitting[0], *([_MORE.fill(count=left_out)] if left_out else [])]
