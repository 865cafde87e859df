"""Who may do what: one table of roles and acts.

A role says what a person may do; where is said by the appointment, and is part of every query: the
appointment's unit and all below it.

Names of households are for the village head of that village and the commune officers of that commune, whose
duty needs them (domain.md §11). A viewer and an administrator work with figures and case codes, so neither
may read the register of households.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.levels import Level
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(Worded):
    """What a person is appointed as (domain.md §1, terms 27 and 28)."""

    VILLAGE_HEAD = (
        "village_head",
        Text("trưởng thôn", "village head"),
        Text("Trưởng thôn", "Village head"),
    )
    COMMUNE_OFFICER = (
        "commune_officer",
        Text("cán bộ phụ trách giảm nghèo", "commune officer for poverty reduction"),
        Text("Cán bộ xã", "Commune officer"),
    )
    VIEWER = "viewer", Text("người theo dõi", "viewer"), Text("Người theo dõi", "Viewer")
    ADMINISTRATOR = (
        "administrator",
        Text("quản trị viên", "administrator"),
        Text("Quản trị viên", "Administrator"),
    )


class Act(StrEnum):
    """A verb that needs permission."""

    HELP = "help"
    LANGUAGE_SET = "language.set"
    UNIT_READ = "unit.read"
    UNIT_IMPORT = "unit.import"
    HOUSEHOLD_READ = "household.read"
    HOUSEHOLD_NAMES = "household.names"
    REPORT_READ = "report.read"
    REPORT_CREATE = "report.create"
    REPORT_CORRECT = "report.correct"
    REPORT_WITHDRAW = "report.withdraw"
    REPORT_VERIFY = "report.verify"
    REPORT_POST = "report.post"
    REPORT_RECOGNISE = "report.recognise"
    INVITE_VILLAGE_HEAD = "person.invite.village_head"
    INVITE_COMMUNE_OFFICER = "person.invite.commune_officer"
    INVITE_VIEWER = "person.invite.viewer"
    INVITE_ADMINISTRATOR = "person.invite.administrator"
    PERSON_DISMISS = "person.dismiss"
    EXPORT_MAKE = "export.make"
    NARRATIVE_WRITE = "narrative.write"
    TARGET_SET = "plan.target.set"
    ROUND_OPEN = "round.open"
    ROUND_READ = "round.read"
    ROUND_ANSWER = "round.answer"
    REMINDER_PAUSE = "reminder.pause"
    NOTICE_SEND = "notice.send"
    SUMMARY_TIME_SET = "summary.time"
    FAULT_READ = "fault.read"


_EVERYONE = frozenset({Act.HELP, Act.LANGUAGE_SET, Act.UNIT_READ, Act.REPORT_READ})
_NAMES = frozenset({Act.HOUSEHOLD_READ, Act.HOUSEHOLD_NAMES})
_LEADING = frozenset(
    {Act.PERSON_DISMISS, Act.INVITE_VILLAGE_HEAD, Act.TARGET_SET, Act.ROUND_OPEN, Act.NOTICE_SEND}
    | {Act.REMINDER_PAUSE, Act.SUMMARY_TIME_SET}
)

ROLE_ACTS: Mapping[Role, frozenset[Act]] = MappingProxyType(
    {
        Role.VILLAGE_HEAD: _EVERYONE
        | _NAMES
        | {Act.REPORT_CREATE, Act.REPORT_CORRECT, Act.REPORT_WITHDRAW, Act.ROUND_ANSWER},
        Role.COMMUNE_OFFICER: _EVERYONE
        | _NAMES
        | _LEADING
        | {Act.REPORT_VERIFY, Act.REPORT_POST, Act.REPORT_RECOGNISE, Act.EXPORT_MAKE, Act.NARRATIVE_WRITE}
        | {Act.ROUND_READ, Act.ROUND_ANSWER},
        Role.VIEWER: _EVERYONE | {Act.EXPORT_MAKE, Act.ROUND_READ},
        Role.ADMINISTRATOR: _EVERYONE
        | _LEADING
        | {Act.INVITE_COMMUNE_OFFICER, Act.INVITE_VIEWER, Act.INVITE_ADMINISTRATOR}
        | {Act.UNIT_IMPORT, Act.EXPORT_MAKE, Act.NARRATIVE_WRITE, Act.FAULT_READ, Act.ROUND_READ},
    }
)
"""The one table of permissions: what is not in it is forbidden."""

BOUND_TO: Mapping[Role, frozenset[Level]] = MappingProxyType(
    {
        Role.VILLAGE_HEAD: frozenset({Level.VILLAGE}),
        Role.COMMUNE_OFFICER: frozenset({Level.COMMUNE}),
        Role.VIEWER: frozenset({Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}),
        Role.ADMINISTRATOR: frozenset(Level),
    }
)
"""The levels of unit a role may be appointed to."""

_INVITING: Mapping[Role, Act] = MappingProxyType(
    {
        Role.VILLAGE_HEAD: Act.INVITE_VILLAGE_HEAD,
        Role.COMMUNE_OFFICER: Act.INVITE_COMMUNE_OFFICER,
        Role.VIEWER: Act.INVITE_VIEWER,
        Role.ADMINISTRATOR: Act.INVITE_ADMINISTRATOR,
    }
)


def may(role: Role, act: Act) -> bool:
    """Whether ``role`` may do ``act`` within its own area."""
    return act in ROLE_ACTS[role]


def roles_that_may(act: Act) -> frozenset[Role]:
    """Return the roles that may do ``act``."""
    return frozenset(role for role in Role if may(role, act))


def invitable(role: Role) -> Mapping[Role, frozenset[Level]]:
    """Return the roles that ``role`` may invite, each with the levels of unit it may be bound to."""
    return {invited: BOUND_TO[invited] for invited, act in _INVITING.items() if may(role, act)}


def may_invite(role: Role, invited: Role, level: Level) -> bool:
    """Whether ``role`` may invite an ``invited`` for a unit of ``level``, within its own area."""
    return level in invitable(role).get(invited, frozenset())
