"""``chungtay``, and ``python -m bot``."""

import sys

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C ended."""


def main() -> None:
    """Run the command that was asked for."""
    try:
        # Loaded here, so that Ctrl-C is understood while that takes its time.
        from bot.cli.app import app  # noqa: PLC0415
        from bot.logs import set_up_logs  # noqa: PLC0415
        from bot.settings import LogLevel  # noqa: PLC0415

        set_up_logs(LogLevel.WARNING)
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
