"""One run of the demo, from the first sign on the terminal to the last."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import ahead, run_ahead
from bot.demo.cast import CAST
from bot.demo.process import BotProcess
from bot.demo.register import OTHER_VERSION, ZONE, prepare
from bot.demo.travel import Travel
from bot.simulator import Simulator
from bot.simulator.acts import Person
from bot.simulator.state import StateError
from bot.unstartable import Unstartable
from store.rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.folder import DemoFolder

HOST = "127.0.0.1"
TOKEN = "1:demo"  # noqa: S105 - opens nothing but the stand-in on this machine
OPEN_THE_PAGE = Text(
    "Chung Tay – bản dùng thử. Mọi người và thôn bản trong đó đều là giả định.\n"
    "Mở trang này trong trình duyệt: {address}\n"
    "Ctrl-C để dừng; chạy lại thì tiếp tục chỗ cũ; “make demo-reset” để làm lại từ đầu.",
    "Chung Tay, the demo. All people and villages in it are invented.\n"
    "Open this page in a browser: {address}\n"
    "Ctrl-C ends it; the next run goes on where it was; “make demo-reset” starts afresh.",
)
ENDED = Text("Đã dừng. Dữ liệu được giữ trong {folder}.", "Ended. The data are kept in {folder}.")
PORT_TAKEN = Text(
    "Không mở được cổng {port} (đang có chương trình khác dùng?): xin chọn cổng khác, ví dụ make demo PORT=8090.",
    "Port {port} cannot be opened (in use?): please choose another, such as make demo PORT=8090.",
)


async def show(folder: DemoFolder, port: int, say: Callable[[Text], None]) -> None:
    """Run the demo until Ctrl-C or SIGTERM.

    Raises:
        Unstartable: the port is taken, the data are of another version, or the bot does not run.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if not folder.is_whole():
        folder.clear()
    run_ahead(timedelta(seconds=folder.seconds_ahead()))
    database_url = await asyncio.to_thread(prepare, folder.database)
    simulator = _stand_in(folder)
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(simulator.serve(HOST, port))
        except OSError:
            raise Unstartable(PORT_TAKEN.fill(port=port)) from None
        _send_in(simulator)
        say(OPEN_THE_PAGE.fill(address=address))
        bot = BotProcess(_settings(address, database_url), folder.log, say)
        simulator.world.traveller = Travel(bot, ZONE, partial(_note_time, simulator, folder))
        await _play(bot, stop)
    say(ENDED.fill(folder=str(folder.path.resolve())))


def _stand_in(folder: DemoFolder) -> Simulator:
    try:
        return Simulator((TOKEN,), state_path=folder.chats)
    except StateError:
        raise Unstartable(OTHER_VERSION) from None


def _send_in(simulator: Simulator) -> None:
    """Give each player who has none a phone; those let in already have pressed Start."""
    world = simulator.world
    for player in CAST:
        if player.id not in world.users.by_id:
            user = world.users.add(player.name, wanted_id=player.id, label=player.label)
            if player.role is not None:
                Person(world, world.bots[TOKEN], user).start("")
    world.changed.fire()


def _note_time(simulator: Simulator, folder: DemoFolder) -> None:
    folder.keep_ahead(round(ahead().total_seconds()))
    simulator.world.tell_the_time()


def _settings(address: str, database_url: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": address,
        "TELEGRAM_PROXY_URL": "",
        "DATABASE_URL": database_url,
        "CHUNGTAY_PLANS": "",
        "CHUNGTAY_EXAMPLE_PLAN": "true",
        # The stand-in sets no limits, and a month passes in seconds.
        "CHUNGTAY_MESSAGES_PER_SECOND": "1000",
    }


async def _play(bot: BotProcess, stop: asyncio.Event) -> None:
    """Keep the bot running until told to stop."""
    running = asyncio.create_task(bot.keep_running())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
