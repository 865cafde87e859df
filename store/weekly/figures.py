"""What is kept of a week, and how it is written down."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from store.backlogs import UNDECIDED, UNVERIFIED
from store.rules.moves import Move
from store.rules.states import State
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stage(Worded):
    """For whom an open report waits."""

    UNVERIFIED = "unverified", Text("chờ xác minh", "waiting for verification")
    RETURNED = "returned", Text("chờ trưởng thôn bổ sung", "returned, waiting for the village head")
    UNDECIDED = "undecided", Text("đã xác minh, chờ quyết định", "verified, waiting for the decision")

    @property
    def states(self) -> frozenset[State]:
        """The states of a report in which it waits so."""
        return _STATES[self]


_STATES: Mapping[Stage, frozenset[State]] = {
    Stage.UNVERIFIED: UNVERIFIED,
    Stage.RETURNED: frozenset({State.RETURNED}),
    Stage.UNDECIDED: UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Pending:
    """How many reports wait, since which day the one that has waited longest, and how many are overdue."""

    count: int
    oldest: date
    overdue: int


@dataclass(frozen=True, slots=True)
class YearStanding:
    """The list of poor households in a year: at its beginning and now; what the target takes, and how much is done.

    ``needed`` and ``percent`` are None without a target that can be counted in households.
    """

    year: int
    start: int
    poor: int
    near: int
    needed: int | None = None
    percent: int | None = None

    @property
    def done(self) -> int:
        """By how many households the list has become shorter; below 0 where it grew."""
        return self.start - self.poor


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One unit and all below it in one week: what was done to reports, what waits, and how the year stands."""

    standing: YearStanding
    moves: Mapping[Move, int] = field(default_factory=dict)
    pending: Mapping[Stage, Pending] = field(default_factory=dict)

    def made(self, move: Move) -> int:
        """Return how often a move was made."""
        return self.moves.get(move, 0)

    @property
    def overdue(self) -> int:
        """How many reports have waited too long for an officer."""
        return sum(each.overdue for each in self.pending.values())

    def to_json(self) -> dict[str, Any]:
        """Write the figures down."""
        return {
            "standing": {each: getattr(self.standing, each) for each in _STANDING},
            "moves": {move.value: number for move, number in self.moves.items()},
            "pending": {
                stage.value: [each.count, each.oldest.isoformat(), each.overdue]
                for stage, each in self.pending.items()
            },
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> WeekFigures:
        """Read them back."""
        return cls(
            YearStanding(**kept["standing"]),
            {Move(code): number for code, number in kept["moves"].items()},
            {
                Stage(code): Pending(count, date.fromisoformat(oldest), overdue)
                for code, (count, oldest, overdue) in kept["pending"].items()
            },
        )


_STANDING = [each.name for each in fields(YearStanding)]
