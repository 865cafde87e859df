"""What the household still lacks, by the indicators in force on that day, and what support it had: several taps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.forms import ticking
from handlers.forms.choosing import Option, number_label
from handlers.forms.form import Prompt, Question
from handlers.forms.report.told import Told, told
from store.rules.supports import Support
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.forms.form import Again, Answer, Filling, Given

_ASK_LACKING = Text(
    "<b>Hộ còn thiếu hụt những gì ạ?</b>\nBấm từng mục còn thiếu, hết thì bấm Xong.",
    "<b>What does the household still lack?</b>\nPress each one, then Done.",
)
_NOTHING = Text("Không còn thiếu hụt", "Nothing any more")
_ASK_SUPPORTS = Text(
    "<b>Hộ đã được hỗ trợ chính những gì ạ?</b>\nBấm từng mục, hết thì bấm Xong.",
    "<b>What main support did the household have?</b>\nPress each one, then Done.",
)
_NO_SUPPORT = Text("Không có hỗ trợ", "No support")
_SUPPORTS = tuple(
    Option(support.value, support.button, (support.text.vi, support.text.en)) for support in Support
)


def _indicators(here: Told) -> list[Option]:
    indicators = here.standard.indicators if here.standard else []
    return [Option(one.code, one.button, (one.text.vi, one.text.en)) for one in indicators]


def _period(here: Told) -> str:
    """Name the standard whose indicators are shown."""
    return here.standard.first_day.isoformat() if here.standard else ""


def _ask_lacking(filling: Filling) -> Prompt:
    here = told(filling)
    indicators = here.standard.indicators if here.standard else []
    lines = [number_label(place, one.text) for place, one in enumerate(indicators, start=1)]
    rows = ticking.buttons(filling, "deprivations", _indicators(here), _NOTHING)
    return Prompt(join([_ASK_LACKING, *lines]), rows)


def _take_lacking(filling: Filling, given: Given) -> Answer | Again:
    here = told(filling)
    return ticking.take(filling, "deprivations", _indicators(here), given, also={"standard": _period(here)})


def _show_lacking(filling: Filling) -> Text:
    names = {option.value: option.label for option in _indicators(told(filling))}
    lacking = filling.answers["deprivations"]
    return join([names[code] for code in lacking], ", ") if lacking else _NOTHING


def _ask_supports(filling: Filling) -> Prompt:
    return Prompt(_ASK_SUPPORTS, ticking.buttons(filling, "supports", _SUPPORTS, _NO_SUPPORT))


def _show_supports(filling: Filling) -> Text:
    chosen = filling.answers["supports"]
    return join([Support(code).button for code in chosen], ", ") if chosen else _NO_SUPPORT


DEPRIVATIONS = Question(
    name="deprivations",
    title=Text("Thiếu hụt", "Deprivations"),
    ask=_ask_lacking,
    take=_take_lacking,
    show=_show_lacking,
    applies=lambda filling: told(filling).asks_living(),
    leans_on=("event_on",),
    stands=lambda filling: filling.get("standard") == _period(told(filling)),
)
SUPPORTS = Question(
    name="supports",
    title=Text("Hỗ trợ", "Support"),
    ask=_ask_supports,
    take=lambda filling, given: ticking.take(filling, "supports", _SUPPORTS, given),
    show=_show_supports,
    applies=lambda filling: told(filling).asks_living(),
)
