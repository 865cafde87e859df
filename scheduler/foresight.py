"""What will fall due, as far as it is known now: what the jobs foresee, and what waits in the outbox for its time."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import scheduler.duties as _duties  # noqa: F401 - importing the jobs enters them
from scheduler.jobs import Due, all_jobs
from store import outbox
from store.rules.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from handlers.scene import Config

_PUT_OFF = Text("Đã có sẵn, chờ đến giờ gửi", "Ready, and waits for its time")


def foreseen(db: Session, first: datetime, last: datetime, config: Config) -> list[Due]:
    """Return what falls due after one moment and up to another, in order."""
    found = [due for job in all_jobs() for due in job.preview(db, first, last, config)]
    found += [
        Due(put_off.due_at, put_off.chat_id, put_off.kind, _PUT_OFF)
        for put_off in outbox.put_off(db, first, last)
    ]
    return sorted(found, key=attrgetter("moment", "kind"))
