"""What keeps reminders away."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from store.tables.columns import BigId


class Pause(SQLModel, table=True):
    """Reminders of a unit and all below it are put off (tạm hoãn nhắc hạn), in storm or flood, up to a last day.

    Deadlines stay what they are. ``reason`` is an ExtensionReason or words. One that was ended early has the day
    before as its last; if it was ended on its first day, it lasted no day at all.
    """

    __tablename__ = "pause"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_type=BigId)
    since: date
    until: date
    reason: str
    made_by: int = Field(foreign_key="person.id", sa_type=BigId)
    made_at: datetime
