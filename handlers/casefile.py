"""How a report is shown: what it is about, every answer, and everything that happened to it.

Whoever may not read names (domain.md §11) sees codes, states and figures, and nobody's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.casewords import FREE_WORDS, TITLES, cause_words, in_words, reason_words
from handlers.pages import gather
from store import reports
from store.postings import POSTED_ON
from store.rules.contents import tells_living, tells_meeting, tells_signature
from store.rules.dates import show_date, show_moment
from store.rules.money import show_money
from store.rules.roles import Act
from store.rules.standards import per_head, standard_on
from store.rules.supports import Support
from store.rules.text import Text, join, same
from store.tables import Decision, Household, Person, Report, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.scene import Scene
    from store.reports import Step

_TITLE = Text("{icon} <b>{code}</b> · {state}", "{icon} <b>{code}</b> · {state}")
_PLACE = Text("{household} · {village}", "{household} · {village}")
_NAMED = Text("Hộ <b>{name}</b>, sinh {year}", "Household of <b>{name}</b>, born {year}")
_NAMED_ONLY = Text("Hộ <b>{name}</b>", "Household of <b>{name}</b>")
_CODED = Text("Hộ {code}", "Household {code}")
_UNLISTED = Text("Hộ chưa có trong danh sách", "A household not on the list")
_LINE = Text("{title}: {value}", "{title}: {value}")
_WAS = Text("Trước thay đổi", "Before the change")
_SENDER = Text("Người gửi", "Sent by")
_BY = Text("{name}, {moment}", "{name}, {moment}")
_SIGNED = Text("có, ngày {day}", "yes, of {day}")
_UNSIGNED = Text("chưa ký, thay đổi từ {day}", "not signed, changed on {day}")
_INCOME = Text(
    "{total}, mỗi người {each} (chuẩn nghèo {area} {line})",
    "{total}, each {each} ({area} poverty line {line})",
)
_STEP = Text("{moment} · {by}\n<b>{move}</b>", "{moment} · {by}\n<b>{move}</b>")
_WHY = Text("Lý do: {reason}", "Reason: {reason}")
_CHANGED = Text("{title}: {before} → {after}", "{title}: {before} → {after}")
_CHANGED_WORDS = Text("{title}: đã sửa", "{title}: changed")
_DECISION = Text("Quyết định số {number} ngày {day}", "Decision {number} of {day}")


def name_of(report: Report) -> Text:
    """Name the household of a report, for someone who may read names."""
    if report.birth_year is None:
        return _NAMED_ONLY.fill(name=report.head_name)
    return _NAMED.fill(name=report.head_name, year=report.birth_year)


def reads_names(scene: Scene, report: Report) -> bool:
    """Tell whether the person may read the names of a report's village."""
    return scene.viewer.covers(Act.HOUSEHOLD_NAMES, scene.db.get_one(Unit, report.unit_id))


def moment(scene: Scene, at: datetime) -> str:
    """Show a moment as the clock read here: 20/11/2026 12:05."""
    return show_moment(at, scene.config.zone)


def summary(scene: Scene, report: Report) -> Text:
    """Say in two lines which report this is: code, state, household, village."""
    village = scene.db.get_one(Unit, report.unit_id)
    title = _TITLE.fill(icon=report.state.icon, code=report.code, state=report.state.text)
    return join([title, _PLACE.fill(household=_household(scene, report), village=village.name)])


def _household(scene: Scene, report: Report) -> Text:
    if reads_names(scene, report):
        return name_of(report)
    if report.household_id is None:
        return _UNLISTED
    return _CODED.fill(code=scene.db.get_one(Household, report.household_id).code)


def answers(scene: Scene, report: Report) -> Text:
    """Say every answer of a report, one a line."""
    sender = scene.db.get_one(Person, report.reporter_id)
    lines = [
        *told(scene, report),
        _line(_SENDER, _BY.fill(name=sender.name, moment=moment(scene, report.submitted_at))),
    ]
    if report.decision_id is not None:
        decision = scene.db.get_one(Decision, report.decision_id)
        lines.append(_DECISION.fill(number=decision.number, day=show_date(decision.signed_on)))
    return join(lines)


def told(scene: Scene, report: Report) -> list[Text]:
    """Say what a report tells, one answer a line; also of one that is not sent yet."""
    return [_line(_WAS, report.was.text), *_what(report), *_evidence(scene, report)]


def _what(report: Report) -> list[Text]:
    lines = [_answer("change", report.change.text)]
    if report.cause is not None:
        lines.append(_answer("cause", cause_words(report.cause)))
    day = show_date(report.event_on)
    if tells_signature(report.change):
        lines.append(_answer("signed", (_SIGNED if report.signed else _UNSIGNED).fill(day=day)))
    else:
        lines.append(_answer("event_on", same(day)))
    return [*lines, _answer("members", same(report.members))]


def _evidence(scene: Scene, report: Report) -> list[Text]:
    lines = _poverty(scene, report)
    if report.keep_reason and reads_names(scene, report):
        lines.append(_answer("keep_reason", same(report.keep_reason)))
    if tells_living(report.change):
        supports = [Support(code).button for code in report.supports]
        lines.append(_answer("supports", join(supports, ", ") if supports else in_words("supports", None)))
    if tells_meeting(report.change, report.cause):
        meeting = report.meeting_on.isoformat() if report.meeting_on else None
        lines.append(_answer("meeting_on", in_words("meeting_on", meeting)))
    return [*lines, _answer("photos", in_words("photos", report.photos))]


def _poverty(scene: Scene, report: Report) -> list[Text]:
    if report.income is None:
        return []
    area = scene.db.get_one(Unit, report.unit_id).area
    standard = standard_on(report.event_on)
    income = _INCOME.fill(
        total=show_money(report.income),
        each=show_money(per_head(report.income, report.members)),
        area=area.line_name,
        line=show_money(standard.line(area)),
    )
    lacking = [standard.indicator(code).button for code in report.deprivations]
    shown = join(lacking, ", ") if lacking else in_words("deprivations", None)
    return [_answer("income", income), _answer("deprivations", shown)]


def _answer(field: str, value: Text) -> Text:
    return _line(TITLES[field], value)


def _line(title: Text, value: Text) -> Text:
    return _LINE.fill(title=title, value=value)


def history(scene: Scene, report: Report) -> list[Text]:
    """Say everything that happened to a report, oldest first, in as many messages as it takes."""
    steps = reports.history(scene.db, report)
    named = reads_names(scene, report)
    return gather([step_words(scene, step, named=named) for step in steps], "\n\n")


def step_words(scene: Scene, step: Step, *, named: bool) -> Text:
    """Say one step: when, who, what, why, and what changed; nobody's own words unless ``named``."""
    event = step.event
    lines = [_STEP.fill(moment=moment(scene, event.at), by=step.by, move=event.move.text)]
    if event.reason and named:
        lines.append(_WHY.fill(reason=reason_words(event.reason)))
    return join([*lines, *(_changed(field, values) for field, values in event.changes.items())])


def _changed(field: str, values: list[Any]) -> Text:
    title = TITLES[field]
    if field == POSTED_ON:
        return _line(title, in_words(field, values[-1]))
    before, after = (in_words(field, value) for value in values)
    if field in FREE_WORDS or before == after:
        return _CHANGED_WORDS.fill(title=title)
    return _CHANGED.fill(title=title, before=before, after=after)
