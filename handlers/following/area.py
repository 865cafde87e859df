"""What has become of the exits of a place: how many are sustained, followed, at risk, fallen back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.tap import Tap
from store import sustained
from store.planning import plan_of
from store.rules.levels import Level
from store.rules.numbers import show_count
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.sustained import Lasting, years_of
from store.rules.text import Text, join
from store.units import full_name

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import Unit

PLACE = "theodoi"
_TITLE = Text("🌱 <b>Thoát nghèo bền vững: {unit}</b>", "🌱 <b>Sustained exits: {unit}</b>")
_RULE = Text(
    "Bền vững là đủ {years} năm từ ngày công nhận mà không tái nghèo, trừ bất khả kháng.",
    "Sustained means {years} years after recognition without falling back, but for force majeure.",
)
_LINES = {
    Lasting.SUSTAINED: Text("🌳 Đã bền vững: <b>{count}</b>", "🌳 Sustained: <b>{count}</b>"),
    Lasting.FOLLOWED: Text("🌱 Đang theo dõi: <b>{count}</b>", "🌱 Being followed: <b>{count}</b>"),
    Lasting.AT_RISK: Text(
        "⚠️ Có nguy cơ tái nghèo: <b>{count}</b>", "⚠️ At risk of falling back: <b>{count}</b>"
    ),
    Lasting.RELAPSED: Text("🔻 Đã tái nghèo: <b>{count}</b>", "🔻 Fell back: <b>{count}</b>"),
}
_TOO_LARGE = Text(
    "Số liệu này xem theo tỉnh, xã hoặc thôn. Nhờ anh/chị ghi thêm tên, ví dụ: /theodoi tỉnh Quảng Trị ạ.",
    "This is told of a province, a commune or a village. Please add its name: /theodoi tỉnh Quảng Trị.",
)
_HOUSEHOLD = Text("⚠️ {name} · {village}", "⚠️ {name} · {village}")


def page(scene: Scene, unit: Unit, asked: int = 0) -> Reply:
    """Show the figures of a place; whoever may read names sees the households at risk as buttons.

    Raises:
        Refusal: it is the whole country, whose exits are more than one answer counts.
    """
    if unit.level is Level.COUNTRY:
        raise Refusal(_TOO_LARGE)
    years = years_of(plan_of(scene.db, scene.config.plans, unit, scene.today.year))
    counts = sustained.lasting_in(scene.db, unit, scene.today, years)
    lines = [words.fill(count=show_count(counts[each])) for each, words in _LINES.items()]
    words = join([_TITLE.fill(unit=full_name(scene.db, unit)), *lines, _RULE.fill(years=years)])
    named = scene.viewer.covers(Act.HOUSEHOLD_NAMES, unit)
    return Reply(words, _at_risk(scene, unit, years, asked) if named else [], in_place=True)


def _at_risk(scene: Scene, unit: Unit, years: int, asked: int) -> list[list[Button]]:
    found = sustained.at_risk(scene.db, unit, scene.today, years)
    turned = Page(asked, len(found))
    shown = found[turned.offset : turned.offset + turned.size]
    rows = [
        [
            Button(
                _HOUSEHOLD.fill(name=household.head_name, village=village.name),
                Tap("tc", "hh", (str(household.id),)),
            )
        ]
        for household, village in shown
    ]
    return [*rows, *turned.turning(lambda to: Tap(PLACE, "at", (str(unit.id), str(to))))]
