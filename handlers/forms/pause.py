"""Pausing reminders: for which unit, up to which day, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from handlers import pausing
from handlers.forms import engine
from handlers.forms.form import Answer, Chosen, Filling, Form, Given, Prompt, Question, Typed
from handlers.forms.placing import Placing
from store import pauses
from store.rules.dates import parse_date, show_date
from store.rules.pausing import check_pause_end
from store.rules.refusal import Refusal
from store.rules.roles import Act
from store.rules.rounds import ExtensionReason, check_extension_reason, reason_words
from store.rules.text import Text, same
from store.tables import Unit

if TYPE_CHECKING:
    from handlers.reply import Replies
    from handlers.scene import Scene

SUGGESTED_DAYS = (2, 6, 13)
"""With today: three days, a week, two weeks."""

_ASK_UNIT = Text(
    "Tạm hoãn nhắc hạn cho nơi nào ạ? Bấm chọn, hoặc gõ tên.",
    "Reminders are to be paused for which place? Press it, or type its name.",
)
_ASK_UNTIL = Text(
    "Tạm hoãn nhắc hạn đến hết ngày nào ạ? Bấm nút, hoặc gõ ngày, ví dụ {example}.",
    "Up to which day are reminders to be paused? Press a button, or type the day, such as {example}.",
)
_ASK_REASON = Text(
    "Tạm hoãn vì lý do gì ạ? Bấm một lý do, hoặc gõ.", "Why are they paused? Press a reason, or type it."
)
_UNTIL = Text("Đến {day}", "Until {day}")
_PRESS = Text("Nhờ anh/chị bấm một nút bên dưới, hoặc gõ ạ.", "Please press a button below, or type.")
_UNITS = Placing(
    words=lambda _filling: _ASK_UNIT,
    units=lambda filling: pauses.pausable(filling.scene.viewer, filling.scene.today),
)


def begin(scene: Scene, *, in_place: bool = False) -> Replies:
    """Begin a pause; whoever can pause one unit only is not asked which."""
    units = _choice(scene)
    answers = {"unit": units[0].id} if len(units) == 1 else {}
    return engine.start(scene, PAUSE, answers, in_place=in_place)


def _choice(scene: Scene) -> list[Unit]:
    """Return the units to choose from, as far as is needed to tell whether there is a choice."""
    return list(scene.db.execute(pauses.pausable(scene.viewer, scene.today).limit(2)).scalars())


def _asks_unit(filling: Filling) -> bool:
    """Tell whether the unit is asked for: as long as it is open, whatever is left; then where there is a choice."""
    return filling.get("unit") is None or len(_choice(filling.scene)) > 1


def _ask_until(filling: Filling) -> Prompt:
    today = filling.scene.today
    days = [today + timedelta(days=more) for more in SUGGESTED_DAYS]
    buttons = [filling.choose(day.isoformat(), _UNTIL.fill(day=show_date(day)[:5])) for day in days]
    return Prompt(_ASK_UNTIL.fill(example=show_date(days[-1])[:5]), [buttons])


def _take_until(filling: Filling, given: Given) -> Answer:
    today = filling.scene.today
    if isinstance(given, Typed):
        day = parse_date(given.text, today=today, prefer="future")
    elif isinstance(given, Chosen):
        day = _tapped(given.value)
    else:
        raise Refusal(_PRESS)
    return Answer(check_pause_end(day, today).isoformat())


def _tapped(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refusal(_PRESS) from None


def _ask_reason(filling: Filling) -> Prompt:
    return Prompt(_ASK_REASON, [[filling.choose(reason.value, reason.button) for reason in ExtensionReason]])


def _take_reason(_filling: Filling, given: Given) -> Answer:
    if isinstance(given, Chosen) and given.value in set(ExtensionReason):
        return Answer(given.value)
    if not isinstance(given, Typed):
        raise Refusal(_PRESS)
    return Answer(check_extension_reason(given.text))


def _unit(filling: Filling) -> Unit:
    return _UNITS.chosen(filling, filling.get("unit"))


def _told(filling: Filling) -> Unit:
    """Return the unit that was chosen, whether it still could be or not: what is said of it must not fail."""
    return filling.scene.db.get_one(Unit, filling.get("unit"))


def _subject(filling: Filling) -> Text | None:
    return same(_told(filling).name) if filling.get("unit") else None


def _finish(filling: Filling) -> Replies:
    scene, unit = filling.scene, _unit(filling)
    pause = pauses.begin(
        scene.db,
        scene.viewer,
        unit,
        until=date.fromisoformat(filling.get("until")),
        reason=filling.get("reason"),
        today=scene.today,
        now=scene.now,
    )
    return [pausing.begun(pause, unit)]


PAUSE = engine.enter(
    Form(
        name="pause",
        version=1,
        act=Act.REMINDER_PAUSE,
        title=Text("Tạm hoãn nhắc hạn", "Pausing reminders"),
        subject=_subject,
        questions=(
            Question(
                name="unit",
                title=Text("Nơi tạm hoãn", "Place"),
                ask=_UNITS.ask,
                take=_UNITS.take,
                show=lambda filling: same(_told(filling).name),
                applies=_asks_unit,
            ),
            Question(
                name="until",
                title=Text("Đến hết ngày", "Last day"),
                ask=_ask_until,
                take=_take_until,
                show=lambda filling: same(show_date(date.fromisoformat(filling.get("until")))),
            ),
            Question(
                name="reason",
                title=Text("Lý do", "Reason"),
                ask=_ask_reason,
                take=_take_reason,
                show=lambda filling: reason_words(filling.get("reason")),
            ),
        ),
        review=None,
        finish=_finish,
    )
)
