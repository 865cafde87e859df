"""``python -m bench``: measure this bot and the plain ones, and print the tables.

``--quick`` is for development (about two minutes, rough figures); ``--write FILE`` puts the tables between the two
markers of a Markdown file; ``--only WORD`` takes the bots with that word in their name, and no broadcast.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bench import machine, tables, town
from bench.broadcast import REPORTING, Broadcast
from bench.contenders import PLAIN, ThisBot
from bench.marked import write_between
from bench.measure import measure
from bench.postgresql import open_server
from bench.size import FULL, QUICK
from bench.stage import open_stage

if TYPE_CHECKING:
    from bench.broadcast import Delivered
    from bench.contenders import Contender
    from bench.measure import Figures
    from bench.size import Size

CONVERSATIONS_OF_ONE = 3
FIRST_RECIPIENT = 1_000_001


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that was measured in one run."""

    about: list[str]
    ours: list[Figures]
    plain: list[Figures]
    calm: Delivered
    killed: Delivered


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true", help="keep data and logs of the bots")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="chungtay-bench-"))
    try:
        text = asyncio.run(_run(folder, QUICK if options.quick else FULL, options.only))
    finally:
        if options.keep:
            sys.stderr.write(f"data and logs: {folder}\n")
        else:
            shutil.rmtree(folder)
    print(text)
    if options.write:
        write_between(options.write, "figures", text)


async def _run(folder: Path, size: Size, only: str) -> str:
    began = perf_counter()
    with open_server() as server:
        ours: list[Contender] = [ThisBot("Chung Tay, SQLite"), ThisBot("Chung Tay, PostgreSQL", server)]
        found: dict[str, Figures] = {}
        for number, contender in enumerate([*PLAIN, *ours]):
            if only in contender.name:
                _say(f"{contender.name} …")
                found[contender.name] = await measure(contender, folder / f"bot{number}", size)
        about = machine.describe(server.version())
    if only:
        figures = list(found.values())
        return "\n\n".join(
            tables.markdown(each) for each in (tables.costs(figures), tables.survival(figures))
        )
    calm = await _broadcast(folder / "calm", size, kill=False)
    killed = await _broadcast(folder / "killed", size, kill=True)
    about.append(f"Measured on {datetime.now(UTC):%d/%m/%Y}, in {(perf_counter() - began) / 60:.0f} minutes")
    return _report(
        Result(
            about,
            [found[contender.name] for contender in ours],
            [found[contender.name] for contender in PLAIN],
            calm,
            killed,
        )
    )


async def _broadcast(folder: Path, size: Size, *, kill: bool) -> Delivered:
    _say(f"Broadcast{' with kill -9' if kill else ''} …")
    folder.mkdir()  # noqa: ASYNC240 - nothing runs yet
    contender = ThisBot("broadcast")
    reporters = range(1, REPORTING * CONVERSATIONS_OF_ONE + 1)
    recipients = range(FIRST_RECIPIENT, FIRST_RECIPIENT + size.reminders)
    await asyncio.to_thread(contender.prepare, folder, reporters)
    await asyncio.to_thread(town.open_chats, contender.url(folder), recipients)
    async with open_stage(enforce_limits=True) as stage:
        stage.introduce(town.officers(reporters))
        return await Broadcast(contender, stage, folder).deliver(reporters, recipients, kill=kill)


def _report(result: Result) -> str:
    everyone = [*result.ours, *result.plain]
    parts = [
        "\n".join(f"- {line}" for line in result.about),
        "### What it costs",
        tables.markdown(tables.costs(everyone)),
        "### Ratios",
        tables.markdown(tables.ratios(result.ours, result.plain)),
        "### What survives kill -9",
        tables.markdown(tables.survival(everyone)),
        "### A broadcast while twenty heads report (SQLite)",
        tables.markdown(tables.broadcasts(result.calm, result.killed)),
        "### Aims (SQLite)",
        tables.markdown(tables.aims(result.ours[0], result.plain, result.calm, result.killed)),
    ]
    return "\n\n".join(parts)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    main()
