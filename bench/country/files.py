"""What takes a file or a pass over everything: seconds and peak memory, each in a process of its own.

python -m bench.country.files workbook|pandas-workbook|annual|week|pandas-week|tell URL
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
from store.rules.levels import Level
from store.rules.weeks import Sending
from store.tables import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from scheduler.jobs import Work

KIB, MB = 1024, 1_000_000
ROOT = 1
WORKBOOK_SECONDS, WORKBOOK_MB = 5, 300
_NAMES = {
    "workbook": "Excel file of one province",
    "week": "weekly figures of the whole country",
    "annual": "annual report of the country (Word)",
    "tell": "keeping them, and putting a summary for every reader",
}
_WITHOUT_PLAIN = {"annual", "tell"}


def measured(url: str) -> list[list[str]]:
    """Measure each, and the plain way of it where there is one, as rows of a table."""
    rows = [["", "s", "peak MB", "plain: s", "plain: peak MB", "ratio of s"]]
    for name, words in _NAMES.items():
        seconds, peak = _measure(name, url)
        rows.append([words, f"{seconds:.1f}", f"{peak:.0f}", *_beside(name, url, seconds)])
    return rows


def _beside(name: str, url: str, ours: float) -> list[str]:
    """Measure the plain way of something, as the rest of its row."""
    if name in _WITHOUT_PLAIN:
        return ["–"] * 3
    seconds, peak = _measure(f"pandas-{name}", url)
    return [f"{seconds:.1f}", f"{peak:.0f}", f"1 : {seconds / ours:.1f}"]


def _measure(name: str, url: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.country.files", name, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    seconds, peak = json.loads(said)
    return seconds, peak


def _workbook(engine: Engine) -> float:
    return _file(engine, "workbook", _largest_province(engine))


def _annual(engine: Engine) -> float:
    return _file(engine, "annual", ROOT)


def _file(engine: Engine, maker: str, unit: int) -> float:
    begun = perf_counter()
    with reading(engine) as db:
        made = late.make(db, FIRST_CHAT + unit, (maker, {"unit": unit, "year": NOW.year}), NOW, config())
    if not isinstance(made, Ready) or not made.files:
        raise SystemExit(f"no {maker} was made")
    return perf_counter() - begun


def _largest_province(engine: Engine) -> int:
    """Return the province with the most communes."""
    with reading(engine) as db:
        of_it = (
            select(col(Unit.parent_id)).where(col(Unit.level) == Level.COMMUNE).group_by(col(Unit.parent_id))
        )
        return int(db.execute(of_it.order_by(func.count().desc()).limit(1)).scalar_one())


def _week(engine: Engine) -> float:
    begun = perf_counter()
    _count_week(engine)
    return perf_counter() - begun


def _tell(engine: Engine) -> float:
    tell = _count_week(engine)
    begun = perf_counter()
    with unit_of_work(engine) as db:
        tell(db, NOW, config())
        seconds = perf_counter() - begun
        db.rollback()
    return seconds


def _count_week(engine: Engine) -> Work:
    with reading(engine) as db:
        return weekly.counted(Sending.MONDAY, db, NOW, config())


def _pandas_workbook(engine: Engine) -> float:
    return plain.workbook(engine, f"/1/{_largest_province(engine)}/")[0]


def _pandas_week(engine: Engine) -> float:
    return plain.week(engine)[0]


_WORK: dict[str, Callable[[Engine], float]] = {
    "workbook": _workbook,
    "week": _week,
    "annual": _annual,
    "tell": _tell,
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
    seconds = _WORK[name](open_database(url))
    sys.stdout.write(json.dumps([seconds, _peak_mb()]) + "\n")


if __name__ == "__main__":
    main()
