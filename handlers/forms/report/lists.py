"""What the household still lacks, by the indicators in force on that day, and what support it had: several taps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.forms.choosing import Option, number_label
from handlers.forms.form import Answer, Prompt, Question
from handlers.forms.report.told import told
from handlers.forms.ticking import Ticklist
from store.rules.supports import Support
from store.rules.text import Text, join

if TYPE_CHECKING:
    from handlers.forms.form import Again, Filling, Given

_ASK_LACKING = Text(
    "<b>Hộ còn thiếu hụt những gì ạ?</b>\nBấm từng mục còn thiếu, hết thì bấm Xong.",
    "<b>What does the household still lack?</b>\nPress each one, then Done.",
)
_ASK_SUPPORTS = Text(
    "<b>Hộ đã được hỗ trợ chính những gì ạ?</b>\nBấm từng mục, hết thì bấm Xong.",
    "<b>What main support did the household have?</b>\nPress each one, then Done.",
)


_SUPPORT_LIST = Ticklist(
    "supports",
    tuple(Option(support.value, support.button, (support.text.vi, support.text.en)) for support in Support),
    Text("Không có hỗ trợ", "No support"),
)


def _indicators(filling: Filling) -> Ticklist:
    standard = told(filling).standard
    indicators = standard.indicators if standard else []
    options = [Option(one.code, one.button, (one.text.vi, one.text.en)) for one in indicators]
    return Ticklist("deprivations", options, Text("Không còn thiếu hụt", "Nothing any more"))


def _period(filling: Filling) -> str:
    """Name the standard whose indicators are shown."""
    standard = told(filling).standard
    return standard.first_day.isoformat() if standard else ""


def _ask_lacking(filling: Filling) -> Prompt:
    standard = told(filling).standard
    indicators = standard.indicators if standard else []
    lines = [number_label(place, one.text) for place, one in enumerate(indicators, start=1)]
    return Prompt(join([_ASK_LACKING, *lines]), _indicators(filling).buttons(filling))


def _take_lacking(filling: Filling, given: Given) -> Answer | Again:
    outcome = _indicators(filling).take(filling, given)
    if isinstance(outcome, Answer):
        return replace(outcome, also={"standard": _period(filling)})
    return outcome


DEPRIVATIONS = Question(
    name="deprivations",
    title=Text("Thiếu hụt", "Deprivations"),
    ask=_ask_lacking,
    take=_take_lacking,
    show=lambda filling: _indicators(filling).show(filling),
    applies=lambda filling: told(filling).asks_living(),
    leans_on=("event_on",),
    stands=lambda filling: filling.get("standard") == _period(filling),
)
SUPPORTS = Question(
    name="supports",
    title=Text("Hỗ trợ", "Support"),
    ask=lambda filling: Prompt(_ASK_SUPPORTS, _SUPPORT_LIST.buttons(filling)),
    take=_SUPPORT_LIST.take,
    show=_SUPPORT_LIST.show,
    applies=lambda filling: told(filling).asks_living(),
)
