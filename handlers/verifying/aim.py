"""What a verdict is aimed at: one report as it was seen, and where to go on afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers.tap import Tap
from handlers.values import number, whole

if TYPE_CHECKING:
    from store.rules.moves import Move
    from store.tables import Report

PLACE = "xm"


@dataclass(frozen=True, slots=True)
class Aim:
    """A report as its reader saw it.

    Attributes:
        report_id: the report.
        seen: how many events its history had; more by now means that something was not seen.
        place_in_queue: where the queue goes on; None when the report was looked up instead.
    """

    report_id: int
    seen: int
    place_in_queue: int | None

    @classmethod
    def of(cls, tap: Tap) -> Aim:
        """Read the aim a button carries."""
        back = tap.values[1] if len(tap.values) > 1 else ""
        return cls(number(tap, 0), whole(tap.stamp), whole(back) if back else None)

    @classmethod
    def from_answers(cls, answers: dict[str, Any]) -> Aim:
        """Read the aim a form was begun with."""
        return cls(answers["report"], answers["seen"], answers["place_in_queue"])

    def answers(self) -> dict[str, Any]:
        """Return the aim as the first answers of a form."""
        return {"report": self.report_id, "seen": self.seen, "place_in_queue": self.place_in_queue}

    def tap(self, move: Move | str) -> Tap:
        """Make the tap of a button that does something to the report."""
        back = "" if self.place_in_queue is None else str(self.place_in_queue)
        return Tap(PLACE, str(move), (str(self.report_id), back), str(self.seen))


def at(report: Report, seen: int, place_in_queue: int | None = None) -> Aim:
    """Aim at a report whose history has ``seen`` events."""
    return Aim(report.id, seen, place_in_queue)
