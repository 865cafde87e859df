"""What was sent unasked, to whom and when; and what must never stand in such a diary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.rules.calendar import is_quiet
from store.rules.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Entry:
    """One message that nobody had asked for."""

    at: datetime
    chat_id: int
    role: Role
    key: str
    text: str

    @property
    def kind(self) -> str:
        """What kind of message it is: the first part of its key."""
        return self.key.partition(":")[0]


MOST_A_DAY = 3
"""A weekly summary, a digest of the evening and a notice: more in a day would be pestering."""


def faults(diary: Sequence[Entry], zone: ZoneInfo) -> Iterator[str]:
    """Yield what is wrong in a diary: quiet hours broken, things said twice, people pestered."""
    yield from _in_quiet_hours(diary, zone)
    for key, many in Counter(entry.key for entry in diary).items():
        if many > 1:
            yield f"{key} left {many} times"
    days = Counter((entry.chat_id, f"{entry.at.astimezone(zone):%d/%m/%Y}") for entry in diary)
    yield from (
        f"{who} got {many} messages on {day}" for (who, day), many in days.items() if many > MOST_A_DAY
    )
    at_once = Counter((entry.chat_id, f"{entry.at:%d/%m/%Y %H:%M}", entry.kind) for entry in diary)
    yield from (
        f"{who} got {many} of {kind} at {at}" for (who, at, kind), many in at_once.items() if many > 1
    )


def _in_quiet_hours(diary: Sequence[Entry], zone: ZoneInfo) -> Iterator[str]:
    for entry in diary:
        official = entry.role is not Role.VILLAGE_HEAD
        if is_quiet(entry.at, zone, official=official, near_deadline=True):
            yield f"{entry.at.astimezone(zone):%d/%m/%Y %H:%M} is quiet, and yet {entry.key} left"


def summary(diary: Sequence[Entry], people: Counter[Role], zone: ZoneInfo) -> list[str]:
    """Lay out how much each role was written to, kind by kind and month by month."""
    lines = []
    for role, kind in sorted({(entry.role, entry.kind) for entry in diary}):
        found = [entry for entry in diary if (entry.role, entry.kind) == (role, kind)]
        each = Counter(entry.chat_id for entry in found)
        lines.append(
            f"{role.value:16} {kind:14} {len(found):7,} messages, {len(found) / people[role]:6.1f} a person,"
            f" most {max(each.values())}"
        )
    months = Counter(f"{entry.at.astimezone(zone):%Y-%m}" for entry in diary)
    lines += [f"{month}: {many:,}" for month, many in sorted(months.items())]
    return lines
