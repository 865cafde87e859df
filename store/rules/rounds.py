"""Rounds (đợt báo cáo): every village, or every commune, of an area is asked for its report by a day.

Whether a report is there and whether it came in time are two things, counted apart: a late one is taken too, and
marked Nộp trễ hạn. “No change” is an answer as good as any; silence is none.

Who counts: a unit is asked if it existed on the round's due day. One that was merged before, or came into being
after it, is not in the denominator. Where a place has a round of its own of the same kind and period, because another
plan holds there, the round of the larger area does not ask it a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.calendar import last_working_day_at
from store.rules.dates import show_date
from store.rules.levels import Level
from store.rules.reasons import check_reason
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.series import points
from store.rules.text import Text, same
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

ANSWERED_BY: Mapping[Level, Role] = MappingProxyType(
    {Level.VILLAGE: Role.VILLAGE_HEAD, Level.COMMUNE: Role.COMMUNE_OFFICER}
)
"""The levels a round may ask, each with who answers for a unit of it."""


class RoundKind(Worded):
    """Why a round is there: the calendar brings it again, or an official has opened it (clauses B-28, B-33)."""

    YEARLY = "yearly", Text("báo cáo năm", "annual report"), Text("Báo cáo năm", "Annual report")
    MONTHLY = "monthly", Text("báo cáo tháng", "monthly report"), Text("Báo cáo tháng", "Monthly report")
    AD_HOC = "ad_hoc", Text("báo cáo đột xuất", "ad-hoc report"), Text("Báo cáo đột xuất", "Ad-hoc report")


class Answer(Worded):
    """How a unit answers a round: its reports are all there, or there is nothing to report."""

    DONE = "done", Text("Đã báo cáo đủ", "All reported")
    NIL = "nil", Text("Không có biến động", "No change")


class Topic(Worded):
    """What an ad-hoc round may be about, where one tap is enough; anything else is written."""

    EXITS = (
        "exits",
        Text("Báo cáo nhanh hộ thoát nghèo", "Quick report of households out of poverty"),
        Text("Hộ thoát nghèo", "Exits from poverty"),
    )
    DISASTER = (
        "disaster",
        Text("Báo cáo hộ bị thiệt hại do thiên tai", "Report of households hit by a disaster"),
        Text("Thiệt hại thiên tai", "Hit by a disaster"),
    )
    RISK = (
        "risk",
        Text("Báo cáo hộ có nguy cơ tái nghèo", "Report of households at risk of falling back"),
        Text("Nguy cơ tái nghèo", "At risk"),
    )


class ExtensionReason(Worded):
    """Why a deadline is put off, where one tap is enough; any other reason is written."""

    STORM = "storm", Text("bão", "storm"), Text("🌀 Bão", "🌀 Storm")
    FLOOD = "flood", Text("lũ, ngập lụt", "flood"), Text("🌊 Lũ, ngập lụt", "🌊 Flood")


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """The five figures of a round in an area; the counts of two areas that do not overlap add up.

    ``received`` are answers of the units that were asked. One that was given before its unit was struck from those
    asked no longer counts, so that no rate is ever above 100%.
    """

    expected: int
    received: int
    on_time: int

    def __post_init__(self) -> None:
        """Keep what came within what was asked for."""
        object.__setattr__(self, "received", min(self.received, self.expected))
        object.__setattr__(self, "on_time", min(self.on_time, self.received))

    def __add__(self, other: RoundFigures) -> RoundFigures:
        return RoundFigures(
            self.expected + other.expected, self.received + other.received, self.on_time + other.on_time
        )

    @property
    def rate(self) -> Decimal | None:
        """How many of those asked have answered, in %; None where nobody is asked."""
        return points(self.received, self.expected)

    @property
    def on_time_rate(self) -> Decimal | None:
        """How many of those asked have answered in time, in %; None where nobody is asked."""
        return points(self.on_time, self.expected)

    @property
    def late(self) -> int:
        """How many answers came after the due day."""
        return self.received - self.on_time

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.expected - self.received


def is_late(answered: date, due: date) -> bool:
    """Whether an answer of a day is late; the due day itself is still in time (domain.md §0, fact 4)."""
    return answered > due


def told_day(kind: RoundKind, round_due: date, due: date) -> date:
    """Return the day people are told to be ready by.

    What the calendar brings may end on a Sunday, so they are told the last working day at or before its end. A day
    that an official has set, for a round or in putting one off, is told as it was set.
    """
    return due if kind is RoundKind.AD_HOC or due != round_due else last_working_day_at(due)


def covered_from(kind: RoundKind, opens: date, due: date) -> date:
    """Return the first day of the time a round asks about: the year's for the annual report, else its opening."""
    return date(due.year, 1, 1) if kind is RoundKind.YEARLY else opens


def reason_words(reason: str) -> Text:
    """Return the words of a stored reason to put a deadline off: one of the list, or what was written."""
    return ExtensionReason(reason).text if reason in set(ExtensionReason) else same(reason)


def check_extension_reason(reason: str) -> str:
    """Return the reason to store: the code of a common one, or a written one with its blanks tidied.

    Raises:
        NoReason: too little was written to say anything.
        LongReason: too much was written to be repeated in a message.
    """
    return reason if reason in set(ExtensionReason) else check_reason(reason)


class NotLater(Refusal):
    """A deadline can be put off, and never brought forward."""

    def __init__(self, due: date) -> None:
        super().__init__(
            Text(
                "Hạn hiện tại là {due}. Nhờ anh/chị chọn một ngày sau đó ạ.",
                "It is due on {due} as things stand. Please give a later day.",
            ).fill(due=show_date(due))
        )
