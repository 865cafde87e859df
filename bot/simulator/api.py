"""The Bot API over HTTP: one handler for every method, with faults and the log in between."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import TYPE_CHECKING

from aiohttp import web

from bot.simulator.errors import ApiError
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.methods import Call, find_method
from bot.simulator.wire import read_request

if TYPE_CHECKING:
    from bot.simulator.wire import Json
    from bot.simulator.world import World

JSON_TYPE = "application/json"


class BotApi:
    """Answers calls of bots."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve methods and downloads."""
        router.add_route("*", "/bot{token:[^/]+}/{method}", self.answer)
        router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, as Telegram would or as a fault has it."""
        found: Call | None = None
        fault: Fault | None = None
        try:
            found = await self._read(request)
            fault = self.world.faults.strike(found.method, found.values.get("chat_id"))
            if fault is not None and (gone_wrong := await self._before(found, fault)):
                return gone_wrong
            result = await self._result(found)
            if fault is not None and fault.kind is FaultKind.REORDER and isinstance(result, list):
                result.reverse()
        except ApiError as refusal:
            self._log(found, request, refusal.code, refusal.description)
            return _respond(refusal.body(), refusal.code)
        self._log(found, request, 200, _outcome(result))
        if fault is not None and fault.kind is FaultKind.LOST_ANSWER:
            return _hang_up(request)
        return _respond({"ok": True, "result": result}, 200)

    async def _read(self, request: web.Request) -> Call:
        bot = self.world.bot_of(request.match_info["token"])
        method = find_method(request.match_info["method"])
        raw, uploads = await read_request(request)
        return Call(self.world, bot, method.name, method.read(raw), uploads)

    async def _result(self, call: Call) -> object:
        result = find_method(call.method).answer(call)
        return await result if inspect.isawaitable(result) else result

    async def _before(self, call: Call, fault: Fault) -> web.Response | None:
        """Let a fault strike that prevents the effect, or delays it."""
        if fault.kind is FaultKind.ERROR:
            raise fault.error()
        if fault.kind is FaultKind.HTML:
            self._note(call, fault.code, "html")
            return web.Response(text=fault.html(), status=fault.code, content_type="text/html")
        if fault.kind is FaultKind.HANG:
            self._note(call, 0, "hang")
        if fault.kind in {FaultKind.HANG, FaultKind.DELAY}:
            await asyncio.sleep(fault.seconds)
        if fault.kind is FaultKind.HANG:
            raise ApiError(504, "Gateway Timeout")
        return None

    def _log(self, call: Call | None, request: web.Request, status: int, outcome: str) -> None:
        if call is not None:
            self._note(call, status, outcome)
            return
        bot = self.world.bots.get(request.match_info["token"])
        self.world.calls.add(
            at=self.world.unix_time(),
            bot_id=bot.id if bot else 0,
            method=request.match_info["method"],
            params={},
            status=status,
            outcome=outcome,
        )

    def _note(self, call: Call, status: int, outcome: str) -> None:
        self.world.calls.add(
            at=self.world.unix_time(),
            bot_id=call.bot.id,
            method=call.method,
            params=call.values,
            status=status,
            outcome=outcome,
        )

    async def download(self, request: web.Request) -> web.Response:
        """Hand out the bytes of a file to the bot that may name it."""
        path = request.match_info["path"]
        key = path.rsplit("/", 1)[-1].split(".", 1)[0]
        file = self.world.files.by_key.get(key)
        if request.match_info["token"] not in self.world.bots or file is None or file.path != path:
            return _respond(ApiError(404, "Not Found").body(), 404)
        return web.Response(body=file.content, content_type="application/octet-stream")


def _outcome(result: object) -> str:
    if isinstance(result, dict) and "message_id" in result:
        return f"message {result['message_id']}"
    return f"{len(result)} items" if isinstance(result, list) else "ok"


def _respond(body: Json, status: int) -> web.Response:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return web.Response(body=content, status=status, content_type=JSON_TYPE)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()
