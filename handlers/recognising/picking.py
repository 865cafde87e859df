"""Choosing the reports a decision recognises: tapped, typed by name or code, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col

from handlers.forms.form import Again, Answer, Chosen, Prompt, Turned, Typed
from handlers.pages import Page
from handlers.values import whole
from store import decisions, reports
from store.rules.codes import looks_like_code, read_code
from store.rules.names import LONGEST_NAME, find_names
from store.rules.refusal import Refusal
from store.rules.text import Text
from store.rules.vietnamese import fold
from store.tables import Report, Unit

if TYPE_CHECKING:
    from sqlalchemy import Select

    from handlers.forms.form import Filling, Given
    from handlers.reply import Rows

NAME = "reports"
ALL, NOBODY, DONE, TURN = "all", "none", "done", "p"
_ALL_WORDS = frozenset({"tat ca", "chon tat ca", "het", "all", "everyone"})
_DONE_WORDS = frozenset({"xong", "xong roi", "done"})

_ASK = Text(
    "Quyết định công nhận những hộ nào ạ? Bấm để chọn, rồi bấm Xong.\nĐã chọn <b>{count}/{total}</b>.",
    "Which households does the decision recognise? Press to choose, then Done.\nChosen: <b>{count}/{total}</b>.",
)
_TICKED, _OPEN = (
    Text("✅ {name} · {village}", "✅ {name} · {village}"),
    Text("⬜ {name} · {village}", "⬜ {name} · {village}"),
)
_ALL = Text("Chọn tất cả ({total})", "Choose all ({total})")
_NOBODY = Text("Bỏ chọn hết", "Choose none")
_DONE = Text("Xong ({count})", "Done ({count})")
_CHOOSE = Text(
    "Nhờ anh/chị chọn ít nhất một hộ rồi bấm Xong ạ.",
    "Please choose at least one household, then press Done.",
)
_UNCLEAR = Text(
    "Chưa rõ anh/chị chọn hộ nào. Nhờ bấm vào tên hộ trong danh sách ạ.",
    "It is not clear which household is meant. Please press its name in the list.",
)


def commune(filling: Filling) -> Unit:
    """Return the commune whose decision it is."""
    return filling.scene.db.get_one(Unit, filling.get("unit"))


def decidable(filling: Filling) -> Select[Report]:
    """Select the reports that wait only for the commune's decision."""
    scene = filling.scene
    return decisions.decidable(scene.viewer, commune(filling), tracks_posting=scene.config.tracks_posting)


def chosen(filling: Filling) -> list[Report]:
    """Return the reports chosen that still wait for the decision."""
    statement = decidable(filling).where(col(Report.id).in_(filling.get(NAME) or []))
    return list(filling.scene.db.execute(statement).scalars())


def ask(filling: Filling) -> Prompt:
    """Show a page of the list with its ticks."""
    picked, total = _picked(filling), reports.count(filling.scene.db, decidable(filling))
    words = _ASK.fill(count=len(picked), total=total)
    return Prompt(words, [*_items(filling, picked, total), *_ways(filling, len(picked), total)])


def _items(filling: Filling, picked: list[int], total: int) -> Rows:
    db = filling.scene.db
    turned = Page(filling.scratch.get("page", 0), total)
    shown = db.execute(decidable(filling).offset(turned.offset).limit(turned.size)).scalars()
    rows = [[filling.turn(str(report.id), _label(filling, report, picked))] for report in shown]
    return [*rows, *turned.turning(lambda number: filling.tap("t", f"{TURN}{number}"))]


def _label(filling: Filling, report: Report, picked: list[int]) -> Text:
    village = filling.scene.db.get_one(Unit, report.unit_id)
    return (_TICKED if report.id in picked else _OPEN).fill(name=report.head_name, village=village.name)


def _ways(filling: Filling, count: int, total: int) -> Rows:
    everyone = filling.turn(NOBODY, _NOBODY) if count == total else filling.turn(ALL, _ALL.fill(total=total))
    return [[everyone, filling.choose(DONE, _DONE.fill(count=count))]]


def take(filling: Filling, given: Given) -> Answer | Again:
    """Turn a page, tick one, tick all, or end.

    Raises:
        Refusal: nothing is chosen yet, or what was typed names no one report.
    """
    if isinstance(given, Typed):
        return _typed(filling, given.text)
    if isinstance(given, Chosen) and given.value == DONE:
        return _done(filling)
    if isinstance(given, Turned):
        return _turned(filling, given.value)
    raise Refusal(_CHOOSE)


def _typed(filling: Filling, text: str) -> Answer | Again:
    key = fold(text)
    if key in _DONE_WORDS:
        return _done(filling)
    if key in _ALL_WORDS:
        return _turned(filling, ALL)
    waiting = list(filling.scene.db.execute(decidable(filling)).scalars())
    if looks_like_code(text):
        code = read_code(text)
        found = [report for report in waiting if report.code == code]
    else:
        found = find_names(text[:LONGEST_NAME], waiting, name=lambda report: report.head_name, limit=2)
    if len(found) != 1:
        raise Refusal(_UNCLEAR)
    return _turned(filling, str(found[0].id))


def _turned(filling: Filling, value: str) -> Again:
    picked, page = _picked(filling), filling.scratch.get("page", 0)
    if value == ALL:
        picked = list(
            filling.scene.db.execute(decidable(filling).with_only_columns(col(Report.id))).scalars()
        )
    elif value == NOBODY:
        picked = []
    elif value.startswith(TURN):
        page = whole(value.removeprefix(TURN))
    else:
        picked = _toggled(picked, whole(value))
    return Again(scratch={"picked": picked, "page": page})


def _toggled(picked: list[int], report_id: int) -> list[int]:
    return [other for other in picked if other != report_id] if report_id in picked else [*picked, report_id]


def _picked(filling: Filling) -> list[int]:
    picked: list[int] = filling.scratch.get("picked", filling.get(NAME) or [])
    return picked


def _done(filling: Filling) -> Answer:
    picked: Any = _picked(filling)
    if not picked:
        raise Refusal(_CHOOSE)
    return Answer(picked)
