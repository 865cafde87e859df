"""A bot at rest stays small: what only files need is loaded when a file is made."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("docx", "lxml")


def test_every_handler_is_there_without_what_files_need() -> None:
    code = f"import sys, handlers.router; print([name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
