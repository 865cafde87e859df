"""A process under measurement: started, watched, killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parent.parent
STOP_SECONDS = 20.0
MIB = 1024 * 1024


@dataclass(slots=True)
class Running:
    """One process of the bench."""

    name: str
    process: subprocess.Popen[str]
    log: Path

    def cpu_seconds(self) -> float:
        """Processor time so far, user and system, all threads, no children."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def memory_mib(self) -> float:
        """Resident memory now."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / MIB

    def peak_mib(self) -> float:
        """Most resident memory so far, as the kernel has counted it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1]) / 1024

    def check(self) -> None:
        """Stop the bench when the process has died by itself."""
        if self.process.poll() is not None:
            tail = self.log.read_text(errors="replace")[-2000:]
            raise SystemExit(f"{self.name} has stopped by itself ({self.process.returncode}):\n{tail}")

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
                raise SystemExit(f"{self.name} did not stop within {STOP_SECONDS:.0f} s") from None


def start(
    name: str,
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    stdout: int | None = None,
) -> Running:
    """Start ``python -m …`` in a folder of its own, with nothing of this shell's environment but what is given."""
    log = folder / f"{name}.log"
    with log.open("a") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environment},
            stdout=out if stdout is None else stdout,
            stderr=out,
            text=True,
        )
    return Running(name, process, log)
