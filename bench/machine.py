"""On what machine, and with which versions, the figures were measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

LIBRARIES = ("python-telegram-bot", "aiohttp", "httpx", "SQLModel", "SQLAlchemy", "psycopg", "aiosqlite")


def describe(postgresql: str) -> list[str]:
    """Return the machine and the versions, a line each."""
    memory = psutil.virtual_memory().total / 1024**3
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    system = f"{platform.system()} {platform.release()}"
    return [
        f"Machine: {os.cpu_count()} cores of {_processor()}, {memory:.0f} GiB of memory, {system}",
        f"Python {platform.python_version()}, {versions}, PostgreSQL {postgresql}",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
