"""What officers have written to the people of their area."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from store.rules.notices import Audience
from store.tables.columns import BigId, coded


class Notice(SQLModel, table=True):
    """A notice (thông báo) from a unit to an audience of it and all below it; ``readers`` is how many got it."""

    __tablename__ = "notice"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", sa_type=BigId)
    audience: Audience = Field(sa_type=coded(Audience))
    words: str = Field(sa_type=Text)
    readers: int
    sent_at: datetime
