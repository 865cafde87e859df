"""``python -m tests.year``: a whole year of one district of 28 communes and 300 villages, message by message.

Prints how much each role was written to and everything that is wrong in it; ``--diary FILE`` writes every message down,
with the moment, the person and the words. A few minutes; ``--days 30`` is shorter.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import structlog

from handlers.scene import Config
from store import schema
from store.database import open_database
from store.rules.plans import shipped_plans
from tests.year.diary import faults, summary
from tests.year.district import build_district
from tests.year.simulation import Year

START = date(2026, 12, 1)


def main() -> None:
    """Run the year."""
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--communes", type=int, default=28)
    parser.add_argument("--villages", type=int, default=300)
    parser.add_argument("--diary", type=Path)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/year.db")
        schema.upgrade(engine)
        district = build_district(
            engine, date(2026, 1, 1), communes=options.communes, villages=options.villages
        )
        year = Year(engine, district, START, Config(bot_name="year", plans=shipped_plans(examples=True)))
        year.runs_until(START + timedelta(days=options.days))
        engine.dispose()
    wrong = list(faults(year.diary, year.config.zone))
    told = summary(year.diary, Counter(year.people()), year.config.zone)
    told += [f"{len(year.diary):,} messages, {len(wrong)} faults", *wrong[:20]]
    sys.stdout.write("\n".join(told) + "\n")
    if options.diary:
        _write(options.diary, year)
    raise SystemExit(bool(wrong))


def _write(path: Path, year: Year) -> None:
    with path.open("w", encoding="utf-8") as diary:
        for entry in year.diary:
            at = entry.at.astimezone(year.config.zone)
            diary.write(
                f"== {at:%a %d/%m/%Y %H:%M} {entry.role.value} {entry.chat_id} {entry.key}\n{entry.text}\n\n"
            )


if __name__ == "__main__":
    main()
