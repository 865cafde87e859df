"""The tables, as SQLModel classes. Importing this package makes SQLModel's metadata complete."""

from store.tables.audit import AuditRow
from store.tables.follow_ups import FollowUp
from store.tables.households import ClassSpell, Household
from store.tables.jobs import JobRun
from store.tables.narratives import Narrative
from store.tables.notices import Notice
from store.tables.people import Appointment, Chat, Conversation, Invitation, Person
from store.tables.queues import InboxRow, InboxState, OutboxRow, OutboxState, Priority
from store.tables.reminders import Pause
from store.tables.reports import Decision, Event, Report
from store.tables.rounds import Round, RoundAnswer, RoundExtension
from store.tables.tallies import Tally
from store.tables.targets import Target
from store.tables.units import Unit
from store.tables.weekly import WeeklyFigures, WeeklySending

__all__ = [
    "Appointment",
    "AuditRow",
    "Chat",
    "ClassSpell",
    "Conversation",
    "Decision",
    "Event",
    "FollowUp",
    "Household",
    "InboxRow",
    "InboxState",
    "Invitation",
    "JobRun",
    "Narrative",
    "Notice",
    "OutboxRow",
    "OutboxState",
    "Pause",
    "Person",
    "Priority",
    "Report",
    "Round",
    "RoundAnswer",
    "RoundExtension",
    "Tally",
    "Target",
    "Unit",
    "WeeklyFigures",
    "WeeklySending",
]
