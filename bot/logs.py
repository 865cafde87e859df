"""Logs: one line an event, with the id of the request it belongs to, and nothing about anybody.

No names, no texts, no phone numbers, no tokens: a fault is logged as its kind and the place it arose, since
the words of an exception may quote what a person wrote.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from bot.settings import LogLevel


def set_up_logs(level: LogLevel) -> None:
    """Log to standard error: for a reader at a terminal, as JSON otherwise."""
    at_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer()
            if at_terminal
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # The libraries' own debug lines hold whole messages.
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    # It writes a failed job's whole traceback; the clock's listener says what may be said.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)


def describe(fault: BaseException) -> dict[str, str]:
    """Say of what kind a fault is and where it arose, without its words."""
    trace = fault.__traceback__
    where = "nowhere"
    while trace is not None:
        code = trace.tb_frame.f_code
        where = f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return {"fault": type(fault).__name__, "where": where}
