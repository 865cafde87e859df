"""How far each job has come: which of its moments are done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from store.inbox import insert_ignoring
from store.tables import JobRun

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def known(db: Session) -> dict[str, datetime]:
    """Tell how far each job has come; one that has never been looked at is left out."""
    return {run.name: run.due_at for run in db.exec(select(JobRun))}


def hold(db: Session, name: str, now: datetime) -> JobRun:
    """Return how far a job has come, and keep others from it until the end of the transaction.

    A job that is new has nothing to catch up on: it begins now.
    """
    db.connection().execute(
        insert_ignoring(db, JobRun.metadata.tables["job_run"]), {"name": name, "due_at": now}
    )
    return db.exec(select(JobRun).where(JobRun.name == name).with_for_update()).one()
