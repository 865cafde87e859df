"""The chart of units against their targets of a year, in the order people count them: nobody is ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.progress.results import results
from handlers.summaries.charts.targets import Row, TargetChart, target_chart
from handlers.summaries.drawn import Drawn, preliminary
from store.rules.numbers import show_count
from store.rules.targets import Achievement
from store.rules.text import Text
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.progress.results import Result
    from handlers.scene import Scene
    from handlers.summaries.charts.canvas import Frame
    from handlers.walking import Stand
    from store.rules.text import Language

_TITLE = Text("Chỉ tiêu giảm hộ nghèo năm {year}", "Targets of {year}")
_DONE = Text("{done}/{needed} hộ", "{done} of {needed}")
_EXCEEDED = Text("{done}/{needed} hộ, vượt", "{done} of {needed}, exceeded")
_GREW = Text("tăng {more} hộ", "{more} more")
_NO_NEED = Text("không còn hộ phải giảm", "none left to reduce")
_NO_TARGET = Text("chưa có chỉ tiêu", "no target")
_NO_TOTAL = Text("chưa có tổng số hộ", "total not known")
_OWN = Text("{unit}: {said}", "{unit}: {said}")
_HOW = Text(
    "Số hộ nghèo đã giảm trên số cần giảm; vạch đen là đạt.",
    "Poor households fewer, of those needed; black: reached.",
)


def draw(scene: Scene, stand: Stand) -> Drawn:
    """Read how units stand to their targets, and say how it is drawn."""
    own, below = results(scene, stand.unit, stand.shown, stand.year)
    shown = below or _alone(scene, own)
    day = preliminary(own.figures.closed)

    def plot(frame: Frame, language: Language) -> bytes:
        return target_chart(TargetChart(frame, [_row(result, language) for result in shown]))

    said = _OWN.fill(unit=own.figures.unit.name, said=_said(own))
    return Drawn(_TITLE.fill(year=stand.year), [said, day], [_HOW, day], plot)


def _alone(scene: Scene, own: Result) -> Sequence[Result]:
    """Return a unit with nothing below it, and the whole of the one above: a village beside its commune."""
    if own.unit.parent_id is None:
        return [own]
    above = scene.db.get_one(Unit, own.unit.parent_id)
    return [own, results(scene, above, (), own.figures.year)[0]]


def _row(result: Result, language: Language) -> Row:
    progress = result.progress
    share = None
    if progress is not None:
        share = max(progress.done, 0) / progress.needed if progress.needed else float(progress.done >= 0)
    return Row(result.figures.unit.name, share, _said(result).plain(language))


def _said(result: Result) -> Text:
    progress = result.progress
    if progress is None:
        return _NO_TARGET if result.target is None else _NO_TOTAL
    if progress.done < 0:
        return _GREW.fill(more=show_count(-progress.done))
    if not progress.needed:
        return _NO_NEED
    words = _EXCEEDED if progress.achievement is Achievement.EXCEEDED else _DONE
    return words.fill(done=show_count(progress.done), needed=show_count(progress.needed))
