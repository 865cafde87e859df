"""What has become of a household's exit, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import followups, sustained
from store.planning import plan_of
from store.rules.dates import show_date
from store.rules.sustained import Lasting, mark_day, years_of
from store.rules.text import Text, join
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.scene import Scene
    from store.tables import FollowUp, Household

_ICONS = {
    Lasting.FOLLOWED: "🌱",
    Lasting.AT_RISK: "⚠️",
    Lasting.SUSTAINED: "🌳",
    Lasting.RELAPSED: "🔻",
}
_HEADING = Text(
    "{icon} <b>{state}</b>\nCông nhận {change} ngày {day}; đủ {years} năm vào {until}",
    "{icon} <b>{state}</b>\nRecognised on {day}: {change}; {years} years are over on {until}",
)
_SAID = Text("• sau {months} tháng: {answer}", "• after {months} months: {answer}")
_WHY = Text("{answer}, do {reason}", "{answer}, because: {reason}")
_UNANSWERED = Text("chưa trả lời", "not answered yet")


def words(scene: Scene, household: Household) -> list[Text]:
    """Say what has become of the newest exit, and what was answered so far; nothing where there is none to tell of."""
    found = sustained.newest_exit(scene.db, household)
    if found is None:
        return []
    report, exit_on = found
    village = scene.db.get_one(Unit, household.unit_id)
    years = years_of(plan_of(scene.db, scene.config.plans, village, scene.today.year))
    state = sustained.lasting_of(scene.db, report, scene.today, years)
    if state is None:
        return []
    heading = _HEADING.fill(
        icon=_ICONS[state],
        state=state.text,
        change=report.change.text,
        day=show_date(exit_on),
        years=years,
        until=show_date(mark_day(exit_on, years)),
    )
    return [join([heading, *(_said(each) for each in followups.told_of(scene.db, report))])]


def _said(each: FollowUp) -> Text:
    answer = each.answer.text if each.answer else _UNANSWERED
    if each.reason is not None:
        answer = _WHY.fill(answer=answer, reason=each.reason.text)
    return _SAID.fill(months=each.months, answer=answer)
