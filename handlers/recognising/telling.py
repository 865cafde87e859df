"""What a decision brought, in words: for the officer's last look, and for each village head once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import casefile
from handlers.pages import gather
from handlers.reply import Reply
from handlers.verifying.telling import heads_of, readers
from store.rules.changes import Change
from store.rules.dates import show_date
from store.rules.states import State
from store.rules.text import Text
from store.tables import Decision, Priority

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.scene import Scene
    from store.decisions import Recognised
    from store.rules.households import HouseholdClass
    from store.tables import Report

_HEADING = Text(
    "🏅 <b>Đã công nhận</b> theo Quyết định số {number} ngày {day}:",
    "🏅 <b>Recognised</b> by decision {number} of {day}:",
)
_LINE = Text("• {household} ({code}): nay là <b>{status}</b>", "• {household} ({code}): now <b>{status}</b>")
_OFF = Text("• {household} ({code}): <b>ra khỏi danh sách</b>", "• {household} ({code}): <b>off the list</b>")
PLAN = Text("• {household}: {was} → {after}", "• {household}: {was} → {after}")
_OFF_WORDS = Text("ra khỏi danh sách", "off the list")


def planned(report: Report) -> Text:
    """Say what recognising a report would do."""
    after = report.was if report.change is Change.OTHER_INCREASE else report.change.to_class
    return PLAN.fill(
        household=casefile.name_of(report), was=report.was.text, after=after.text if after else _OFF_WORDS
    )


def news(scene: Scene, recognised: Sequence[Recognised]) -> list[Reply]:
    """Tell each village head which households were recognised, in one message; in several where it is too long."""
    heads = {unit_id: heads_of(scene, unit_id) for unit_id in {each.report.unit_id for each in recognised}}
    lines: dict[int, list[Text]] = {}
    for each in recognised:
        for reader in readers(each.report, heads[each.report.unit_id]):
            lines.setdefault(reader.chat_id, []).append(_line(each.report, each.status))
    heading, ending = _heading(scene, recognised[0].report), State.RECOGNISED.next
    return [
        Reply(words, to=chat_id, priority=Priority.NEWS)
        for chat_id, own in lines.items()
        for words in gather([heading, *own, ending])
    ]


def _heading(scene: Scene, report: Report) -> Text:
    decision = scene.db.get_one(Decision, report.decision_id)
    return _HEADING.fill(number=decision.number, day=show_date(decision.signed_on))


def _line(report: Report, status: HouseholdClass | None) -> Text:
    household = casefile.name_of(report)
    if status is None:
        return _OFF.fill(household=household, code=report.code)
    return _LINE.fill(household=household, code=report.code, status=status.text)
