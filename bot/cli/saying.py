"""What the command line says: Vietnamese first, English beside it; one sentence for what goes wrong."""

import html
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import structlog
import typer
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import describe
from bot.unstartable import Unstartable
from store.database import is_outage
from store.rules.refusal import Refusal
from store.rules.text import Text

P = ParamSpec("P")

BUSY = Text(
    "Cơ sở dữ liệu đang bận hoặc mất kết nối, chưa có gì thay đổi: xin thử lại sau ít phút.",
    "The database is busy or out of reach, and nothing was changed: please try again in a few minutes.",
)

log = structlog.get_logger()


def say(text: Text, *, error: bool = False) -> None:
    """Print a text in both languages, on one line if it is short."""
    vi, en = plain(text.vi), plain(text.en)
    joint = " / " if "\n" not in vi + en and len(vi) + len(en) < 100 else "\n"  # noqa: PLR2004 - a terminal's width
    typer.echo(vi if vi == en else f"{vi}{joint}{en}", err=error)


def plain(words: str) -> str:
    """Return the words of a text, which is Telegram HTML, as a terminal shows them."""
    return html.unescape(re.sub(r"</?[a-z][^>]*>", "", words))


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command end in its sentence, and exit code 1, whenever something outside the program is wrong."""

    @wraps(command)
    def spoken(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            command(*arguments, **options)
        except (Unstartable, Refusal) as reason:
            say(reason.text, error=True)
        except SQLAlchemyError as fault:
            if not is_outage(fault):
                raise
            log.debug("database_out_of_reach", **describe(fault))
            say(BUSY, error=True)
        else:
            return
        raise typer.Exit(1)

    return spoken
