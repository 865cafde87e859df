"""``chungtay run``: the bot."""

import os
import signal
import sys
import threading
from typing import Annotated

import typer

from bot.app import serve
from bot.channel import NO_TOKEN
from bot.cli.migrate import standing_of
from bot.cli.opening import open_any
from bot.cli.saying import plainly, say
from bot.parts import assemble
from bot.settings import Settings, read_settings
from bot.unstartable import Unstartable
from store import schema
from store.rules.text import Text

PREPARED = Text("Đã chuẩn bị cơ sở dữ liệu mới.", "A new database has been prepared.")


@plainly
def run(
    *,
    until_eof: Annotated[
        bool, typer.Option("--until-eof", hidden=True, help="Stop when standard input ends.")
    ] = False,
) -> None:
    """Chạy bot với Telegram (cần TELEGRAM_BOT_TOKEN). / Run the bot against Telegram."""
    settings = read_settings()
    if not settings.token.get_secret_value():
        raise Unstartable(NO_TOKEN)
    _prepare_if_empty(settings)
    if until_eof:
        threading.Thread(target=_stop_when_input_ends, daemon=True).start()
    serve(settings, assemble(settings))


def _prepare_if_empty(settings: Settings) -> None:
    """Make the tables in a new database; one that has any is never changed here."""
    engine = open_any(settings)
    if standing_of(engine) is schema.Standing.EMPTY:
        schema.upgrade(engine)
        say(PREPARED, error=True)
    engine.dispose()


def _stop_when_input_ends() -> None:
    """Stop as soon as whoever holds the other end of standard input is gone, even killed."""
    # Not through sys.stdin: its lock would still be held when the interpreter goes down.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
