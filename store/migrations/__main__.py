"""Draft the next step from what the tables have become: ``make migration MESSAGE="what it does"``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from store.database import open_database
from store.schema import draft

with TemporaryDirectory() as folder:
    engine = open_database(f"sqlite:///{Path(folder) / 'empty.db'}")
    draft(engine, " ".join(sys.argv[1:]))
    engine.dispose()
