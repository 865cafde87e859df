"""The stand-in as a web server: the Bot API, the acting interface, and the page."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bot.simulator.acting import Acting, refusals_as_json
from bot.simulator.api import BotApi
from bot.simulator.control import Control
from bot.simulator.files import UPLOAD_LIMIT
from bot.simulator.state import StateFile
from bot.simulator.webhooks import FIRST_PAUSE, Deliveries
from bot.simulator.world import CALLBACK_LIFETIME, make_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Sequence

    from bot.simulator.world import Traveller

DEFAULT_TOKEN = "1:demo"  # noqa: S105 - opens nothing but this stand-in
PAGE = Path(__file__).parent / "page"
FORM_OVERHEAD = 1024 * 1024
SHUTDOWN_SECONDS = 0.2


class Simulator:
    """A stand-in for Telegram: ``async with Simulator().serve() as base_url: …``.

    ``state_path`` keeps people, chats and unconfirmed updates over restarts; without it everything is in
    memory. ``enforce_limits`` refuses what is sent faster than Telegram allows. ``traveller`` can move the clock.
    """

    def __init__(
        self,
        tokens: Sequence[str] = (DEFAULT_TOKEN,),
        *,
        state_path: Path | None = None,
        enforce_limits: bool = False,
        username: str = "chungtay_bot",
        webhook_pause: float = FIRST_PAUSE,
        callback_lifetime: float = CALLBACK_LIFETIME,
        traveller: Traveller | None = None,
    ) -> None:
        self.world = make_world(tokens, username=username, enforce_limits=enforce_limits)
        self.world.callback_lifetime = callback_lifetime
        self.world.traveller = traveller
        self.webhook_pause = webhook_pause
        self.state = None if state_path is None else StateFile(state_path)
        if self.state is not None:
            self.state.load(self.world)

    def app(self) -> web.Application:
        """Return the web application, without the background work that ``serve`` adds."""
        app = web.Application(client_max_size=UPLOAD_LIMIT + FORM_OVERHEAD, middlewares=[refusals_as_json])
        BotApi(self.world).add_routes(app.router)
        Acting(self.world).add_routes(app.router)
        Control(self.world).add_routes(app.router)
        app.router.add_get("/", _index)
        app.router.add_static("/page/", PAGE)
        return app

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve until the block ends; gives the address, for which port 0 takes any free port."""
        runner = web.AppRunner(
            self.app(), access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS
        )
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        background = [asyncio.create_task(work) for work in self._background()]
        try:
            if self.state is not None:
                self.state.save(self.world)
            await site.start()
            yield f"http://{host}:{runner.addresses[0][1]}"
        finally:
            self.world.events.close()
            await runner.cleanup()
            await _stop(background)
            if self.state is not None:
                self.state.save(self.world)

    def _background(self) -> list[Coroutine[None, None, None]]:
        bots = self.world.bots.values()
        work: list[Coroutine[None, None, None]] = [
            Deliveries(self.world, bot, self.webhook_pause).run() for bot in bots
        ]
        return work if self.state is None else [*work, self.state.keep(self.world)]


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if not isinstance(ended, asyncio.CancelledError | None):
            raise ended


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
