"""The command line in tests: its commands in this process, or as processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bot.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer.testing import Result

PATIENCE = 60.0


class CommandLine:
    """``chungtay`` in a folder of its own, with nothing of this machine's settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, str] = {}

    def ask(self, *words: str) -> Result:
        """Run a command in this process."""
        return CliRunner().invoke(app, list(words), env=self.settings)

    def does(self, *words: str) -> str:
        """Run a command that succeeds; return what it says."""
        result = self.ask(*words)
        assert result.exit_code == 0, result.output
        return str(result.output)

    def refuses(self, *words: str) -> str:
        """Run a command that fails as it should: an exit code, a sentence, no traceback; return the sentence."""
        result = self.ask(*words)
        assert result.exit_code == 1, result.output
        assert isinstance(result.exception, SystemExit), result.exception
        assert result.stderr.strip()
        return str(result.stderr)

    @contextmanager
    def process(self, *words: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
        """Run a command as a process of its own; it is ended with the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env={**os.environ, **self.settings},  # noqa: TID251 - a process of its own gets one whole
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()


def interrupt(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Press Ctrl-C; return what else it says."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=PATIENCE)
