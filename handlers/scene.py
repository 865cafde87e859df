"""Everything a handler may know while it answers one incoming thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from store.rules.plans import Plans
from store.rules.text import Text, same

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from handlers.incoming import Incoming
    from store.people import Viewer
    from store.tables import Chat


CONTACT = Text("cán bộ phụ trách giảm nghèo của xã", "the commune officer for poverty")


@dataclass(frozen=True, slots=True)
class Config:
    """What a place sets for itself; see docs/operations.md.

    Attributes:
        zone: the zone in which a day begins.
        contact: whom someone unknown is told to ask.
        bot_name: the bot's user name, for invitation links.
        invitation_lasts: how long an invitation can be used.
        tracks_posting: whether communes record the public posting before a decision (domain.md §4.2).
        posting_days: how long a posting lasts at least, in days; unverified (domain.md §3.2), hence a setting.
        crowded_percent: how much of a village's list may be reported in one month without a second look
            (domain.md §14).
        form_rests: for how long after an answer a form counts as being filled in, and is not disturbed.
        verify_days: working days in which a report should be verified before its officer is reminded.
        decision_days: days in which the regular review leads to a decision (domain.md §3.3).
        decision_working_days: whether those are working days; sources differ, hence a setting.
        plans: the movement's plans; without any there are only assigned targets, and no yearly deadlines.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    contact: Text = CONTACT
    bot_name: str = ""
    invitation_lasts: timedelta = timedelta(days=7)
    tracks_posting: bool = False
    posting_days: int = 3
    crowded_percent: int = 30
    form_rests: timedelta = timedelta(minutes=30)
    verify_days: int = 3
    decision_days: int = 15
    decision_working_days: bool = False
    plans: Plans = field(default_factory=lambda: Plans({}))

    def link(self, token: str) -> str:
        """Return the address that opens the bot with an invitation."""
        return f"https://t.me/{self.bot_name}?start={token}"


@dataclass(frozen=True, slots=True)
class Scene:
    """One incoming thing, who sent it, when, and the database as it is in this transaction."""

    db: Session
    now: datetime
    config: Config
    chat: Chat
    viewer: Viewer
    incoming: Incoming

    @property
    def today(self) -> date:
        """The day it is for the people here."""
        return self.now.astimezone(self.config.zone).date()

    @property
    def name(self) -> Text:
        """How to address the person: by the name they chose."""
        person = self.viewer.person
        return same(person.name) if person else Text("anh/chị", "you")
