"""Sustained exits (thoát nghèo bền vững): how long an exit has to last, and what becomes of it (clause B-45).

A household that was recognised as out of poverty and has not fallen back for the years its plan sets, three in
Quảng Nam's, has left it for good; who fell back by force majeure (bất khả kháng) is not counted from the beginning
again. Its village head is asked once a year.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from store.rules.plans import Plan

DEFAULT_YEARS = 3
"""Where no plan sets the years: those of clause B-45 and of the policy before it (domain.md §7)."""


class Outlook(Worded):
    """How a household that has left poverty is doing, as its village head says."""

    OUT = "out", Text("vẫn ổn định", "still out"), Text("✅ Vẫn ổn định", "✅ Still out")
    AT_RISK = (
        "at_risk",
        Text("có nguy cơ tái nghèo", "at risk of falling back"),
        Text("⚠️ Có nguy cơ", "⚠️ At risk"),
    )
    FALLEN = (
        "fallen",
        Text("đã khó khăn trở lại", "has fallen back"),
        Text("🔻 Đã nghèo trở lại", "🔻 Fallen back"),
    )


class Lasting(Worded):
    """What has become of an exit so far."""

    FOLLOWED = "followed", Text("đang theo dõi", "being followed")
    AT_RISK = "at_risk", Text("có nguy cơ tái nghèo", "at risk of falling back")
    SUSTAINED = "sustained", Text("thoát nghèo bền vững", "sustained exit")
    RELAPSED = "relapsed", Text("đã tái nghèo", "fell back")


def years_of(plan: Plan | None) -> int:
    """Return for how many years an exit has to last under a plan."""
    return plan.sustained_exit.years if plan and plan.sustained_exit else DEFAULT_YEARS


def mark_day(exit_on: date, years: int) -> date:
    """Return the day on which an exit has lasted some years."""
    try:
        return exit_on.replace(year=exit_on.year + years)
    except ValueError:  # 29/02, in a year without it
        return date(exit_on.year + years, 2, 28)
