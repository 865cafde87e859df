"""The movement's plans as data: one TOML file a plan, described in docs/plans.md (domain.md §6).

Figures come from the plans alone, each with the clause it stands in. A plan for another district or another
period is another file, never a change of code.
"""

from store.rules.plans.figures import (
    Ceiling,
    Deadline,
    Income,
    Milestone,
    MilestoneKind,
    Reduction,
)
from store.rules.plans.loading import SHIPPED, NoPlan, Plans, PlansError, load_plan, load_plans, shipped_plans
from store.rules.plans.places import Figure, Place
from store.rules.plans.plan import ANNUAL_REPORT, Plan

__all__ = [
    "ANNUAL_REPORT",
    "SHIPPED",
    "Ceiling",
    "Deadline",
    "Figure",
    "Income",
    "Milestone",
    "MilestoneKind",
    "NoPlan",
    "Place",
    "Plan",
    "Plans",
    "PlansError",
    "Reduction",
    "load_plan",
    "load_plans",
    "shipped_plans",
]
