"""How far each job has come: which of its moments are done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from store.inbox import insert_ignoring
from store.tables import JobRun

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

FROZEN_SECONDS = 10


def known(db: Session) -> dict[str, datetime]:
    """Tell how far each job has come; one that has never been looked at is left out."""
    return {run.name: run.due_at for run in db.exec(select(JobRun))}


def hold(db: Session, name: str, now: datetime) -> JobRun:
    """Return how far a job has come, and keep others from it until the end of the transaction.

    A job that is new has nothing to catch up on: it begins now. A process that is frozen meanwhile must not keep it
    for ever: PostgreSQL then ends the transaction.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.connection().exec_driver_sql(
            f"SET LOCAL idle_in_transaction_session_timeout = '{FROZEN_SECONDS}s'"
        )
    db.connection().execute(
        insert_ignoring(db, JobRun.metadata.tables["job_run"]), {"name": name, "due_at": now}
    )
    return db.exec(select(JobRun).where(JobRun.name == name).with_for_update()).one()
