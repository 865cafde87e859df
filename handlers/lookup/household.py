"""One household of the register: the class it has, the classes it had, and what was reported of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.following import history
from handlers.lookup.case import PLACE
from handlers.lookup.listing import listed
from handlers.pages import gather
from handlers.reply import Reply
from handlers.tap import Tap
from store import households
from store.cases import reports_on
from store.register import class_changes, spells_of
from store.rules.causes import Cause
from store.rules.dates import show_date
from store.rules.text import Text, join, same
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.rules.households import HouseholdClass
    from store.tables import Household

_CARD = Text(
    "👤 Hộ <b>{name}</b>{born}\n{code} · {village}\nNhân khẩu: {members}\nHiện nay: <b>{status}</b>",
    "👤 Household of <b>{name}</b>{born}\n{code} · {village}\nPersons: {members}\nNow: <b>{status}</b>",
)
_CAUSES = Text("\nNguyên nhân nghèo: {causes}", "\nCauses of poverty: {causes}")
_BORN = Text(", sinh {year}", ", born {year}")
_OFF = Text("không còn trong danh sách", "no longer on the list")
_HISTORY = Text("<b>Các lần phân loại</b>", "<b>Its classes</b>")
_SPELL = Text("• từ {day}: {status}", "• from {day}: {status}")
_REPORTS = Text("<b>Báo cáo: {count}</b>", "<b>Reports: {count}</b>")


def page(scene: Scene, household_id: int, asked: int = 0) -> Reply:
    """Show a household, with its reports as buttons, a page at a time.

    Raises:
        Refusal: there is none, or it lies elsewhere.
    """
    found = households.get(scene.db, scene.viewer, household_id)
    own = reports_on(scene.viewer, found.id)
    count, rows = listed(scene, own, asked, lambda number: Tap(PLACE, "hh", (str(found.id), str(number))))
    parts = [
        _card(scene, found),
        *history.words(scene, found),
        _spells(scene, found),
        _REPORTS.fill(count=count),
    ]
    return Reply(join(parts, "\n\n"), rows, in_place=True)


def _card(scene: Scene, found: Household) -> Text:
    card = _CARD.fill(
        name=found.head_name,
        born=_BORN.fill(year=found.birth_year) if found.birth_year else same(""),
        code=found.code,
        village=scene.db.get_one(Unit, found.unit_id).name,
        members=found.members,
        status=_words(found.status),
    )
    causes = [Cause(code).text for code in found.causes or ()]
    return card + _CAUSES.fill(causes=join(causes, "; ")) if causes else card


def _spells(scene: Scene, found: Household) -> Text:
    lines = [
        _SPELL.fill(day=show_date(spell.since), status=_words(spell.status))
        for spell in class_changes(spells_of(scene.db, found))
    ]
    return gather([_HISTORY, *lines], most=2000)[-1]


def _words(status: HouseholdClass | None) -> Text:
    return status.text if status is not None else _OFF
