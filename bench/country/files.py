"""What takes a file or a pass over everything: seconds and peak memory, each in a process of its own.

python -m bench.country.files workbook|pandas-workbook|week|pandas-week URL
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from bench.country import plain
from bench.country.asking import NOW, config
from bench.country.people import FIRST_CHAT
from handlers import late
from handlers import router as _router  # noqa: F401 - importing it enters every maker
from handlers.late import Ready
from scheduler.duties import weekly
from store.database import open_database, reading, unit_of_work
from store.people import viewer_of
from store.rules.levels import Level
from store.rules.weeks import Sending
from store.tables import Chat, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

KIB, MB = 1024, 1_000_000
WORKBOOK_SECONDS, WORKBOOK_MB = 5, 300
_NAMES = {"workbook": "Excel file of one province", "week": "weekly figures of the whole country"}


def measured(url: str) -> list[list[str]]:
    """Measure both, and the plain way of each, as rows of a table."""
    rows = [["", "s", "peak MB", "plain: s", "plain: peak MB", "ratio of s"]]
    for name, words in _NAMES.items():
        ours, others = _measure(name, url), _measure(f"pandas-{name}", url)
        rows.append(
            [
                words,
                f"{ours[0]:.1f}",
                f"{ours[1]:.0f}",
                f"{others[0]:.1f}",
                f"{others[1]:.0f}",
                f"1 : {others[0] / ours[0]:.1f}",
            ]
        )
    return rows


def _measure(name: str, url: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.country.files", name, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    seconds, peak = json.loads(said)
    return seconds, peak


def _workbook(engine: Engine) -> None:
    unit = _largest_province(engine)
    with reading(engine) as db:
        viewer = viewer_of(db, db.get_one(Chat, FIRST_CHAT + unit), NOW)
        made = late.make(db, viewer.chat_id, ("workbook", {"unit": unit, "year": NOW.year}), NOW, config())
    if not isinstance(made, Ready) or not made.files:
        raise SystemExit("no workbook was made")


def _largest_province(engine: Engine) -> int:
    """Return the province with the most communes."""
    with reading(engine) as db:
        of_it = (
            select(col(Unit.parent_id)).where(col(Unit.level) == Level.COMMUNE).group_by(col(Unit.parent_id))
        )
        return int(db.execute(of_it.order_by(func.count().desc()).limit(1)).scalar_one())


def _week(engine: Engine) -> None:
    with unit_of_work(engine) as db:
        weekly.summarise(Sending.MONDAY, db, NOW, config())
        db.rollback()


def _pandas_workbook(engine: Engine) -> None:
    plain.workbook(engine, f"/1/{_largest_province(engine)}/")


def _pandas_week(engine: Engine) -> None:
    plain.week(engine)


_WORK: dict[str, Callable[[Engine], None]] = {
    "workbook": _workbook,
    "week": _week,
    "pandas-workbook": _pandas_workbook,
    "pandas-week": _pandas_week,
}


def _peak_mb() -> float:
    """Return the most memory this program has held; getrusage would count what its parent held when it forked."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) * KIB / MB


def main() -> None:
    """Do one thing, and say how many seconds it took and how many MB there were at most."""
    name, url = sys.argv[1:]
    engine = open_database(url)
    begun = perf_counter()
    _WORK[name](engine)
    seconds = perf_counter() - begun
    sys.stdout.write(json.dumps([seconds, _peak_mb()]) + "\n")


if __name__ == "__main__":
    main()
