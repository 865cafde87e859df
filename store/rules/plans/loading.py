"""Reading plans from their files, and finding the one that holds for a place in a year."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from store.rules.plans.checks import contradictions
from store.rules.plans.lines import Lines
from store.rules.plans.plan import Plan
from store.rules.refusal import Refusal
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.rules.plans.checks import Wrong

SHIPPED = Path(__file__).parents[2] / "plans"
"""The folder of the plans that come with the program."""


class PlansError(Exception):
    """A plan cannot be used; says in which file, line and key, and why. A fault, not a refusal."""


class NoPlan(Refusal):
    """No plan is known for a place in a year."""

    def __init__(self, year: int) -> None:
        super().__init__(
            Text(
                "Hệ thống chưa có kế hoạch năm {year} của địa bàn này. Nhờ anh/chị báo quản trị viên ạ.",
                "No plan of {year} is known for this place. Please tell the administrator.",
            ).fill(year=year)
        )


@dataclass(frozen=True, slots=True)
class Plans:
    """All plans of a folder, by the name of their file without ``.toml``."""

    by_file: Mapping[str, Plan]

    def of(self, codes: Sequence[str], year: int) -> Plan:
        """Return the plan of a place in a year; ``codes`` are its unit codes from the root down, its own last.

        A plan for the commune goes before one for its province, and that before one for every place.

        Raises:
            NoPlan: there is none.
        """
        current = [plan for plan in self.by_file.values() if year in plan.years]
        for code in reversed(codes):
            for plan in current:
                if code in plan.places:
                    return plan
        for plan in current:
            if not plan.places:
                return plan
        raise NoPlan(year)


def load_plan(source: Path) -> Plan:
    """Read and check the file of one plan.

    Raises:
        PlansError: names the file, and line and key of every entry that is wrong.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
        plan = Plan.model_validate(tomllib.loads(text, parse_float=Decimal))
    except UnicodeDecodeError as fault:
        raise PlansError(f"{source.name}: not UTF-8: {fault}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise PlansError(_misspelled(source.name, text, str(fault))) from fault
    except ValidationError as fault:
        wrong = [(error["loc"], error["msg"].removeprefix("Value error, ")) for error in fault.errors()]
        raise PlansError(_told(source.name, text, wrong)) from fault
    if wrong := list(contradictions(plan)):
        raise PlansError(_told(source.name, text, wrong))
    return plan


def load_plans(*folders: Path, examples: bool = False) -> Plans:
    """Read every plan of some folders; those marked as examples only on request, since their figures are invented.

    Without a folder they are the plans that come with the program. A file takes the place of one of the same name
    in an earlier folder.

    Raises:
        PlansError: a plan is wrong, or two are for the same place and year.
    """
    sources = {source.stem: source for folder in folders or (SHIPPED,) for source in folder.glob("*.toml")}
    plans = {name: load_plan(sources[name]) for name in sorted(sources)}
    plans = {name: plan for name, plan in plans.items() if examples or not plan.example}
    for (name, plan), (other_name, other) in combinations(plans.items(), 2):
        if _collide(plan, other):
            raise PlansError(f"{name}.toml and {other_name}.toml: both are for the same place and year")
    return Plans(plans)


@cache
def shipped_plans(*, examples: bool = False) -> Plans:
    """Return the plans that come with the program; the demo asks for the examples too."""
    return load_plans(examples=examples)


def _collide(plan: Plan, other: Plan) -> bool:
    same_place = bool({*plan.places} & {*other.places}) or not (plan.places or other.places)
    return same_place and plan.first_year <= other.last_year and other.first_year <= plan.last_year


def _told(name: str, text: str, wrong: Sequence[Wrong]) -> str:
    lines = Lines(text)
    placed = sorted((lines.of(where), ".".join(map(str, where)) or "file", why) for where, why in wrong)
    return "\n".join(f"{name}, line {line}: {key}: {why}" for line, key, why in placed)


def _misspelled(name: str, text: str, fault: str) -> str:
    """Tell where a file is no TOML; the parser's own words name the line, to which its text is added."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", fault)
    lines = text.split("\n")
    number = int(found[1]) if found and found[1] else len(lines)
    reason = fault[: found.start()] if found else fault
    return f"{name}, line {number}: {_key(lines[number - 1])}: {reason}"


def _key(line: str) -> str:
    key = re.match(r"\s*([\w.-]+)\s*=", line)
    return key[1] if key else line.strip()[:40] or "file"
