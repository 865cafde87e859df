"""Watching and disturbing the stand-in, over HTTP: docs/simulator.md describes every path."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bot.simulator.acting import json_response, whole
from bot.simulator.errors import ActingError
from bot.simulator.wire import read_request

if TYPE_CHECKING:
    from datetime import datetime

    from bot.simulator.accounts import BotAccount
    from bot.simulator.wire import Json
    from bot.simulator.world import Traveller, World

HEARTBEAT = 15.0
"""Seconds after which a silent stream sends a comment, so that a page notices a dead connection."""


class Control:
    """The paths under /sim other than people's."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the bot's name, files, news, faults, the log and the updates."""
        router.add_get("/sim/bot", self.bot)
        router.add_get("/sim/files/{file_id}", self.file)
        router.add_get("/sim/clock", self.clock)
        router.add_post("/sim/clock", self.move_clock)
        router.add_get("/sim/events", self.events)
        router.add_get("/sim/calls", self.calls)
        router.add_get("/sim/stats", self.stats)
        router.add_get("/sim/faults", self.list_faults)
        router.add_post("/sim/faults", self.add_fault)
        router.add_delete("/sim/faults", self.clear_faults)
        router.add_post("/sim/updates", self.disturb_updates)
        router.add_post("/sim/limits", self.set_limits)

    def _bot(self, request: web.Request) -> BotAccount:
        return self.world.choose_bot(request.query.get("bot", ""))

    async def bot(self, request: web.Request) -> web.Response:
        """Tell the bot's name, so that links to it can be made."""
        bot = self._bot(request)
        return json_response(bot.as_telegram() | {"link": f"https://t.me/{bot.username}"})

    async def file(self, request: web.Request) -> web.Response:
        """Hand out the bytes behind any bot's file_id, for the page."""
        file = self.world.files.look_up(request.match_info["file_id"])
        if file is None:
            raise ActingError(404, "there is no such file")
        kept = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
        shown = "inline" if file.kind == "photo" else "attachment"
        kept["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(file.name or file.key)}"
        return web.Response(body=file.content, content_type=file.content_type, headers=kept)

    async def clock(self, _: web.Request) -> web.Response:
        """Tell what time it is here, whether the clock can be moved, and whether it is being moved."""
        found = {"now": self.world.unix_time(), "moves": False, "moving": False, "arrived": None}
        if traveller := self.world.traveller:
            found |= {"moves": True, "moving": traveller.is_under_way, "arrived": traveller.arrived}
        return json_response(found)

    async def move_clock(self, request: web.Request) -> web.Response:
        """Set out for a day or for what is due next, or stop."""
        body, _ = await read_request(request)
        traveller = self.world.traveller
        if traveller is None:
            raise ActingError(409, "the clock of this stand-in is the machine's")
        match body.get("to"):
            case "next":
                traveller.set_out(None)
            case "stop":
                traveller.stop()
            case day:
                traveller.set_out(_arrival(traveller, str(day)))
        return await self.clock(request)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream news of these people's chats, as server-sent events."""
        wanted = request.query.get("users", "")
        users = frozenset(whole(part, "users") for part in wanted.split(",") if part)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        with self.world.events.listen(users) as news:
            await response.prepare(request)
            await response.write(b": here\n\n")
            event: Json | None = {}
            while event is not None:
                event = await self.world.events.next(news, HEARTBEAT)
                line = f"data: {json.dumps(event)}\n\n" if event else ": still here\n\n"
                await response.write(line.encode())
        return response

    async def calls(self, request: web.Request) -> web.Response:
        """Show the newest calls, waiting for one after a number if asked to."""
        query = request.query
        chat_id = whole(query["chat_id"], "chat_id") if "chat_id" in query else None
        found = self.world.calls.find(
            method=query.get("method", ""),
            chat_id=chat_id,
            after=whole(query.get("after", "0"), "after"),
            limit=whole(query.get("limit", "1000"), "limit"),
        )
        return json_response([entry.as_json() for entry in found])

    async def stats(self, request: web.Request) -> web.Response:
        """Count calls by method and status, refusals for pace, and what waits."""
        bot, calls = self._bot(request), self.world.calls
        return json_response(
            {
                "calls": calls.count,
                "by_method": dict(calls.by_method),
                "by_status": {str(status): count for status, count in calls.by_status.items()},
                "refused_for_pace": bot.pace.refused,
                "pending_updates": len(bot.updates.pending),
                "polling": bot.updates.poller is not None,
            }
        )

    async def list_faults(self, _: web.Request) -> web.Response:
        """List the faults that still wait."""
        return json_response([_shown(fault) for fault in self.world.faults.waiting])

    async def add_fault(self, request: web.Request) -> web.Response:
        """Make the next calls go wrong."""
        body, _ = await read_request(request)
        return json_response(_shown(self.world.faults.add(body)))

    async def clear_faults(self, _: web.Request) -> web.Response:
        """Let everything go well again."""
        self.world.faults.clear()
        return json_response({})

    async def disturb_updates(self, request: web.Request) -> web.Response:
        """Deliver the last confirmed updates once more, or go on from another update_id."""
        body, _ = await read_request(request)
        bot = self._bot(request)
        if "next_id" in body:
            bot.updates.next_id = whole(body["next_id"], "next_id")
        return json_response(
            {"repeated": bot.updates.repeat_last(whole(body.get("repeat_last", 0), "repeat_last"))}
        )

    async def set_limits(self, request: web.Request) -> web.Response:
        """Switch Telegram's pace on or off, or change it."""
        body, _ = await read_request(request)
        pace = self._bot(request).pace
        if unknown := set(body) - {"enforced", "overall", "per_chat", "chat_burst"}:
            raise ActingError(400, f"unknown limits: {sorted(unknown)}")
        pace.enforced = bool(body.get("enforced", pace.enforced))
        for name in set(body) - {"enforced"}:
            setattr(pace, name, float(body[name]))
        pace.forget()
        return json_response({"enforced": pace.enforced, "refused": pace.refused})


def _arrival(traveller: Traveller, day: str) -> datetime:
    try:
        return traveller.arrival(day)
    except ValueError:
        raise ActingError(
            409, "a day can be reached that is still to come, and at most 400 days ahead"
        ) from None


def _shown(fault: object) -> Json:
    return {name: getattr(fault, name) for name in type(fault).__slots__}  # type: ignore[attr-defined]  # a slots dataclass
