"""A longer run than the tests have: ``python -m tests.crash --kills 300 [--database postgresql://…] [--seed 1]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from store import schema
from store.database import open_database
from tests.crash.harness import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="an empty database; a SQLite file of its own if not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'crash.db'}"
        engine = open_database(url)
        schema.upgrade(engine)
        engine.dispose()
        report = run(url, options.kills, options.seed)
    sys.stdout.write(
        f"{report.kills} kills, {report.updates} updates, {report.messages} messages, "
        f"{report.repeated} of them repeated; {len(report.faults)} faults\n"
    )
    sys.stdout.writelines(f"  {fault}\n" for fault in report.faults)
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
