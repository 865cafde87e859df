"""To whom an office sends its annual report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.rules.levels import Level

if TYPE_CHECKING:
    from store.rules.plans import Plan
    from store.tables import Unit


def reports_upward(plan: Plan, unit: Unit) -> bool:
    """Tell whether the plan says to whom an office reports: it says so to those below whoever issued it."""
    return unit.code not in plan.places and unit.level is not Level.PROVINCE
