"""A unit's yearly target: which unit, which year, how much. Beside it stand what holds now and what the plan says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from handlers import assigning
from handlers.forms import choosing, engine, screens
from handlers.forms.choosing import Option
from handlers.forms.form import Again, Answer, Filling, Form, Prompt, Question, Typed
from handlers.reply import Button, Replies, Reply
from handlers.tap import Tap
from store import targets
from store.figures import year_figures
from store.planning import plan_of
from store.rules.amounts import UnclearMeasure, parse_target
from store.rules.numbers import show_count
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.targets import Measure, Source, assigned_target, own_target
from store.rules.text import Text, join, same
from store.tables import Unit
from store.units import full_name

if TYPE_CHECKING:
    from handlers.forms.form import Given
    from handlers.scene import Scene
    from store.rules.targets import YearTarget

PLACE = "chitieu"

_ASK_YEAR = Text("Chỉ tiêu của năm nào ạ?", "The target of which year?")
_YEAR = Text("Năm {year}", "{year}")
_ASK_AMOUNT = Text(
    "Trong năm cần giảm bao nhiêu ạ? Gõ số hộ hoặc điểm %, ví dụ: 12 hộ, hoặc 1,5%.",
    "By how much? Type households or percentage points, such as 12 hộ, or 1.5%.",
)
_POOR = Text("Hiện có {poor} hộ nghèo trên {total} hộ.", "Now {poor} poor households of {total}.")
_POOR_ONLY = Text("Hiện có {poor} hộ nghèo.", "Now {poor} poor households.")
_STANDS = Text("Đã giao: {text}.", "Assigned so far: {text}.")
_NOT_YET = Text("Chưa giao.", "Nothing assigned yet.")
_PLANS = Text("Kế hoạch (mục {clause}): {text}.", "The plan (clause {clause}): {text}.")
_REVIEW = Text(
    "<b>Giao chỉ tiêu năm {year}</b>\n{unit}: <b>{text}</b>", "<b>Target of {year}</b>\n{unit}: <b>{text}</b>"
)
_MADE = Text(
    "🎯 Đã giao chỉ tiêu năm {year} cho {unit}: <b>{text}</b>.",
    "🎯 Target of {year} assigned to {unit}: <b>{text}</b>.",
)
_ANOTHER = Text("🎯 Giao tiếp", "🎯 Another")
_PROGRESS = Text("Xem tiến độ", "Progress")


def begin(scene: Scene, unit: Unit | None = None) -> Replies:
    """Begin; with a unit, which has to lie below one's own, it is not asked for.

    Raises:
        Refusal: it is the person's own, or not theirs to assign.
    """
    if unit is None:
        return engine.start(scene, TARGET)
    targets.check_assigning(scene.viewer, unit)
    return engine.start(scene, TARGET, {"unit": unit.id})


def _unit(filling: Filling) -> Unit:
    return filling.scene.db.get_one(Unit, filling.get("unit"))


def _years(filling: Filling) -> list[Option]:
    this = filling.scene.today.year
    return [Option(str(year), _YEAR.fill(year=year), (str(year),)) for year in (this, this + 1)]


def _pick_year(filling: Filling, given: Given) -> Answer:
    # A year typed is a year, not the number of a button.
    if isinstance(given, Typed) and given.text.strip() in {option.value for option in _years(filling)}:
        return Answer(int(given.text))
    return Answer(int(choosing.pick(_years(filling), given)))


def _ask_amount(filling: Filling) -> Prompt:
    typed = filling.scratch.get("typed")
    if typed is None:
        return Prompt(join([*_standing(filling), _ASK_AMOUNT]))
    measures = [filling.choose(measure.value, measure.text) for measure in Measure]
    return Prompt(UnclearMeasure(typed).text, [measures])


def _take_amount(filling: Filling, given: Given) -> Answer | Again:
    """Take an amount; where it could be either measure, keep it and ask which."""
    typed, measure = filling.scratch.get("typed"), _measure(given)
    if typed is not None and measure is not None:
        return _amount(typed, measure)
    if isinstance(given, Typed):
        return _amount(given.text)
    raise Refusal(choosing.NONE_OF_THESE)


def _measure(given: Given) -> Measure | None:
    """Return the measure that was pressed or typed; a number typed is an amount, not that of a button."""
    value: str | None = given.text if isinstance(given, Typed) else given.value
    if isinstance(given, Typed):
        options = [Option(measure.value, measure.text) for measure in Measure]
        value = None if given.text[:1].isdecimal() else choosing.pick_typed(options, given.text)
    return Measure(value) if value in set(Measure) else None


def _amount(typed: str, measure: Measure | None = None) -> Answer | Again:
    try:
        measure, amount = parse_target(typed, measure)
    except UnclearMeasure:
        return Again(scratch={"typed": typed.strip()})
    return Answer([measure.value, str(amount)])


def _target(filling: Filling) -> YearTarget:
    measure, amount = filling.get("amount")
    return assigned_target(Measure(measure), Decimal(amount))


def _standing(filling: Filling) -> list[Text]:
    """Say how many poor households the unit has, what was assigned before, and what the plan says."""
    scene, unit, year = filling.scene, _unit(filling), filling.get("year")
    plan = plan_of(scene.db, scene.config.plans, unit, year)
    held = targets.target_of(scene.db, unit, year, None)
    own = own_target(plan, unit, year) if plan else None
    stands = _STANDS.fill(text=held.text) if held and held.source is Source.ASSIGNED else _NOT_YET
    planned = [_PLANS.fill(clause=own.clause, text=own.text)] if own and own.clause else []
    return [_poor(scene, unit), stands, *planned]


def _poor(scene: Scene, unit: Unit) -> Text:
    figures = year_figures(scene.db, [unit], scene.today.year, scene.today)[unit.id]
    poor, total = show_count(figures.end.poor.households), figures.total.households
    return _POOR.fill(poor=poor, total=show_count(total)) if total else _POOR_ONLY.fill(poor=poor)


def _review(filling: Filling) -> Prompt:
    unit = full_name(filling.scene.db, _unit(filling))
    words = _REVIEW.fill(year=filling.get("year"), unit=unit, text=_target(filling).text)
    return Prompt(join([words, *_standing(filling)]), screens.changes(filling))


def _finish(filling: Filling) -> Replies:
    scene, unit, year = filling.scene, _unit(filling), filling.get("year")
    measure, amount = filling.get("amount")
    targets.assign(
        scene.db, scene.viewer, unit, year, measure=Measure(measure), amount=Decimal(amount), now=scene.now
    )
    buttons = [Button(_ANOTHER, Tap(PLACE, "new"))]
    if year == scene.today.year:
        buttons.append(Button(_PROGRESS, Tap("tiendo", "at", (str(unit.id),))))
    words = _MADE.fill(year=year, unit=unit.name, text=_target(filling).text)
    return [Reply(words, [buttons], in_place=True)]


TARGET = engine.enter(
    Form(
        name="target",
        version=1,
        act=Act.TARGET_SET,
        title=Text("Giao chỉ tiêu", "Assign a target"),
        subject=lambda filling: same(_unit(filling).name) if filling.get("unit") else None,
        questions=(
            Question(
                name="unit",
                title=Text("Đơn vị", "Unit"),
                ask=assigning.ask,
                take=assigning.take,
                show=lambda filling: same(_unit(filling).name),
            ),
            Question(
                name="year",
                title=Text("Năm", "Year"),
                ask=lambda filling: Prompt(_ASK_YEAR, choosing.buttons(filling, _years(filling), width=2)),
                take=_pick_year,
                show=lambda filling: same(filling.get("year")),
            ),
            Question(
                name="amount",
                title=Text("Chỉ tiêu", "Target"),
                ask=_ask_amount,
                take=_take_amount,
                show=lambda filling: _target(filling).text,
                leans_on=("unit",),
            ),
        ),
        review=_review,
        finish=_finish,
        send=Text("🎯 Giao", "🎯 Assign"),
    )
)
