"""Run the stand-in by itself: ``python -m bot.simulator --port 8081 --token 1:demo``."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulator.server import DEFAULT_TOKEN, Simulator
from bot.simulator.state import StateError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        asyncio.run(_serve(options))
    except (OSError, StateError) as reason:
        sys.stderr.write(f"The stand-in cannot start: {reason}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    parser.add_argument(
        "--token", action="append", help=f"may be given several times; {DEFAULT_TOKEN} if not"
    )
    parser.add_argument(
        "--state", type=Path, help="file that keeps chats over restarts; in memory if not given"
    )
    parser.add_argument(
        "--limits", action="store_true", help="refuse what is sent faster than Telegram allows"
    )
    return parser


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    simulator = Simulator(
        options.token or (DEFAULT_TOKEN,), state_path=options.state, enforce_limits=options.limits
    )
    async with simulator.serve(options.host, options.port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
