"""``chungtay run``: the bot."""

from datetime import timedelta
from typing import Annotated

import typer

from bot.app import serve
from bot.channel import NO_TOKEN
from bot.cli.migrate import standing_of
from bot.cli.opening import open_any
from bot.cli.saying import plainly, say
from bot.clock import run_ahead
from bot.demo.following import Following
from bot.parts import assemble
from bot.settings import Settings, read_settings
from bot.unstartable import Unstartable
from store import schema
from store.rules.text import Text

PREPARED = Text("Đã chuẩn bị cơ sở dữ liệu mới.", "A new database has been prepared.")


@plainly
def run(
    *,
    ahead: Annotated[
        int | None,
        typer.Option(
            hidden=True, help="Be so many seconds ahead, go on as standard input says, and stop when it ends."
        ),
    ] = None,
) -> None:
    """Chạy bot với Telegram (cần TELEGRAM_BOT_TOKEN). / Run the bot against Telegram."""
    settings = read_settings()
    if not settings.token.get_secret_value():
        raise Unstartable(NO_TOKEN)
    _prepare_if_empty(settings)
    if ahead is None:
        serve(settings, assemble(settings))
    else:
        run_ahead(timedelta(seconds=ahead))
        serve(settings, assemble(settings, Following))


def _prepare_if_empty(settings: Settings) -> None:
    """Make the tables in a new database; one that has any is never changed here."""
    engine = open_any(settings)
    if standing_of(engine) is schema.Standing.EMPTY:
        schema.upgrade(engine)
        say(PREPARED, error=True)
    engine.dispose()
