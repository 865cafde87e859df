"""The Bot API over HTTP: one handler for every method, with faults and the log in between."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import TYPE_CHECKING

from aiohttp import web

from bot.simulator.errors import ApiError
from bot.simulator.faults import FaultKind
from bot.simulator.methods import Call, find_method
from bot.simulator.wire import read_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.simulator.faults import Fault
    from bot.simulator.wire import Json
    from bot.simulator.world import World

OK = 200
NO_ANSWER = 0
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class BotApi:
    """Answers calls of bots."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve methods and downloads."""
        router.add_route("*", "/bot{token:[^/]+}/{method}", self.answer)
        router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call, as Telegram would or as a fault has it."""
        token, name = request.match_info["token"], request.match_info["method"]
        try:
            call = await self._read(request, token, name)
        except ApiError as refusal:
            bot_id = self.world.bots[token].id if token in self.world.bots else 0
            self._log(bot_id, name, {}, refusal.code, refusal.description)
            return _refusal(refusal)
        return await self._carry_out(request, call, self._answer)

    async def _read(self, request: web.Request, token: str, name: str) -> Call:
        bot = self.world.bot_of(token)
        method = find_method(name)
        try:
            raw, uploads = await read_request(request)
        except web.HTTPRequestEntityTooLarge:
            raise ApiError(413, "Request Entity Too Large") from None
        return Call(self.world, bot, method.name, method.read(raw), uploads)

    async def _answer(self, call: Call) -> web.Response:
        result = find_method(call.method).answer(call)
        if inspect.isawaitable(result):
            result = await result
        self._note(call, OK, _outcome(result))
        return _respond({"ok": True, "result": result}, OK)

    async def _carry_out(
        self, request: web.Request, call: Call, work: Callable[[Call], Awaitable[web.Response]]
    ) -> web.Response:
        fault = self.world.faults.strike(call.method, call.values.get("chat_id"))
        try:
            if fault is None:
                return await work(call)
            return await self._suffer(request, call, fault, work)
        except ApiError as refusal:
            self._note(call, refusal.code, refusal.description)
            return _refusal(refusal)

    async def _suffer(
        self,
        request: web.Request,
        call: Call,
        fault: Fault,
        work: Callable[[Call], Awaitable[web.Response]],
    ) -> web.Response:
        """Carry out a call that a fault befalls."""
        match fault.kind:
            case FaultKind.ERROR:
                raise fault.error()
            case FaultKind.HTML:
                self._note(call, fault.code, "html")
                return web.Response(text=fault.html(), status=fault.code, content_type="text/html")
            case FaultKind.HANG:
                self._note(call, NO_ANSWER, "hang")
                await asyncio.sleep(fault.seconds)
                raise ApiError(504, "Gateway Timeout")
            case FaultKind.DELAY:
                await asyncio.sleep(fault.seconds)
            case FaultKind.REORDER:
                call.bot.updates.reorder_next()
        response = await work(call)
        return _hang_up(request) if fault.kind is FaultKind.LOST_ANSWER else response

    def _note(self, call: Call, status: int, outcome: str) -> None:
        self._log(call.bot.id, call.method, call.values, status, outcome)

    def _log(self, bot_id: int, method: str, params: Json, status: int, outcome: str) -> None:
        at = self.world.unix_time()
        self.world.calls.add(
            at=at, bot_id=bot_id, method=method, params=params, status=status, outcome=outcome
        )

    async def download(self, request: web.Request) -> web.Response:
        """Hand out the bytes of a file; faults find this under the method ``download``."""
        bot = self.world.bots.get(request.match_info["token"])
        if bot is None:
            return _refusal(ApiError(404, "Not Found"))
        call = Call(self.world, bot, "download", {"path": request.match_info["path"]})
        return await self._carry_out(request, call, self._download)

    async def _download(self, call: Call) -> web.Response:
        path = call.text("path")
        file = self.world.files.by_key.get(path.rsplit("/", 1)[-1].split(".", 1)[0])
        if file is None or file.path != path:
            raise ApiError(404, "Not Found")
        self._note(call, OK, f"{len(file.content)} bytes")
        return web.Response(body=file.content, content_type="application/octet-stream")


def _outcome(result: object) -> str:
    if isinstance(result, dict) and "message_id" in result:
        return f"message {result['message_id']}"
    return f"{len(result)} items" if isinstance(result, list) else "ok"


def _refusal(refusal: ApiError) -> web.Response:
    return _respond(refusal.body(), refusal.code)


def _respond(body: Json, status: int) -> web.Response:
    return web.Response(
        body=ENCODER.encode(body).encode(), status=status, headers={"Content-Type": "application/json"}
    )


def _hang_up(request: web.Request) -> web.Response:
    """Close the connection, so that the client learns nothing of what was done."""
    request.protocol.force_close()
    return web.Response()
