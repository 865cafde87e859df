"""How far the clock has come."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class JobRun(SQLModel, table=True):
    """The newest moment of a job that is done with: what it was due to do has been done, or was dropped as stale."""

    __tablename__ = "job_run"

    name: str = Field(primary_key=True)
    due_at: datetime
