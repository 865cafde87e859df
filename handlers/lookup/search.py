"""From what was typed to what was meant: a code, a household, a village; one hit is shown, several are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.lookup import case, household, place
from handlers.lookup.case import PLACE
from handlers.pages import Page
from handlers.reply import Button, Reply
from handlers.tap import Tap, carried
from store import reports, search
from store.rules.codes import looks_like_code, read_code
from store.rules.refusal import Refusal
from store.rules.text import Text, same
from store.search import Hit, Kind

if TYPE_CHECKING:
    from handlers.scene import Scene

LONGEST = 45
"""Characters of a search that are shown again."""

_SEVERAL = Text(
    "Có {count} kết quả cho “{typed}”. Nhờ anh/chị bấm chọn ạ.",
    "{count} results for “{typed}”. Please press one.",
)
_NOTHING = Text(
    "Không tìm thấy “{typed}” trong địa bàn của anh/chị. Nhờ anh/chị kiểm tra lại, hoặc gõ mã báo cáo (CT-…) ạ.",
    "Nothing found for “{typed}” within your area. Please check it, or type the code of a report (CT-…).",
)
_ICONS = {Kind.UNIT: "📍", Kind.HOUSEHOLD: "👤", Kind.REPORT: "📄"}
_LABEL = Text("{icon} {name}", "{icon} {name}")
_DETAIL = Text("{label} · {detail}", "{label} · {detail}")


def answer(scene: Scene, typed: str, asked: int = 0) -> Reply:
    """Answer a search; the codes of reports and of households come before names.

    Raises:
        Refusal: nothing within the person's area fits; what lies outside looks the same.
    """
    if looks_like_code(typed):
        return case.page(scene, reports.by_code(scene.db, scene.viewer, read_code(typed)))
    by_code = search.household_id(scene.db, scene.viewer, typed)
    if by_code is not None:
        return household.page(scene, by_code)
    hits = search.find(scene.db, scene.viewer, typed, scene.today)
    if not hits:
        raise Refusal(_NOTHING.fill(typed=typed[:LONGEST]))
    return _open(scene, hits[0]) if len(hits) == 1 else _choice(typed, hits, asked)


def _open(scene: Scene, hit: Hit) -> Reply:
    if hit.kind is Kind.UNIT:
        return place.page(scene, hit.id)
    if hit.kind is Kind.HOUSEHOLD:
        return household.page(scene, hit.id)
    return case.page(scene, reports.get(scene.db, scene.viewer, hit.id))


def _choice(typed: str, hits: list[Hit], asked: int) -> Reply:
    turned = Page(asked, len(hits))
    shown = hits[turned.offset : turned.offset + turned.size]
    again = carried(typed)
    rows = [[Button(_label(hit), Tap(PLACE, hit.kind.value, (str(hit.id),)))] for hit in shown]
    turning = turned.turning(lambda number: Tap(PLACE, "q", (str(number), again)))
    return Reply(_SEVERAL.fill(count=len(hits), typed=typed[:LONGEST]), [*rows, *turning], in_place=True)


def _label(hit: Hit) -> Text:
    label = _LABEL.fill(icon=_ICONS[hit.kind], name=hit.name)
    for detail in (hit.birth_year, hit.place):
        if detail is not None:
            label = _DETAIL.fill(label=label, detail=same(detail))
    return label
