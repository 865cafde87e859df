"""``chungtay demo``: everything on this machine, with invented people."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.saying import plainly, say
from bot.demo.folder import DemoFolder
from store.rules.text import Text

DATA = Path("data")
DEFAULT_PORT = 8080
CLEARED = Text("Đã xóa dữ liệu dùng thử.", "The demo's data have been thrown away.")


@plainly
def demo(
    *,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Cổng của trang web / port of the page")
    ] = DEFAULT_PORT,
    reset: Annotated[bool, typer.Option("--reset", help="Làm lại từ đầu / start afresh")] = False,
    reset_only: Annotated[bool, typer.Option("--reset-only", help="Chỉ xóa dữ liệu / only clear")] = False,
) -> None:
    """Dùng thử trong trình duyệt, không cần Telegram. / Try it in the browser, without Telegram."""
    from bot.demo.show import show  # noqa: PLC0415 - with the stand-in, which the bot itself has no use for

    folder = DemoFolder(DATA)
    with folder.held():
        if reset or reset_only:
            folder.clear()
            say(CLEARED)
        if not reset_only:
            asyncio.run(show(folder, port, say))
