"""Calls over aiohttp: the library's errors, uploads, and no address in any error."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from pydantic import SecretStr
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channel import Channel, open_channel
from bot.http import AiohttpRequest
from bot.unstartable import Unstartable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

TOKEN = "123:secret-token"


class Server:
    """A web server that answers every call as the test wants."""

    def __init__(self) -> None:
        self.handler: Handler = self.refuse
        self.url = ""

    async def refuse(self, _: web.Request) -> web.StreamResponse:
        raise web.HTTPNotImplemented

    async def handle(self, request: web.Request) -> web.StreamResponse:
        return await self.handler(request)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def channel(server: Server) -> AsyncIterator[Channel]:
    request = AiohttpRequest(read_seconds=0.3)
    channel = Channel(TOKEN, f"{server.url}/bot", request=request, get_updates_request=AiohttpRequest())
    await request.initialize()
    yield channel
    await request.shutdown()


def answering(status: int, **body: Any) -> Handler:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return handler


async def test_a_call_sends_json_without_what_is_none_and_returns_the_result(
    server: Server, channel: Channel
) -> None:
    seen: list[Any] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append((request.path, await request.json()))
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    server.handler = handler
    result = await channel.call("sendMessage", chat_id=7, text="Chào", reply_markup=None, extra={"a": [1]})
    assert result == {"message_id": 5}
    assert seen == [(f"/bot{TOKEN}/sendMessage", {"chat_id": 7, "text": "Chào", "extra": {"a": [1]}})]


@pytest.mark.parametrize(
    ("status", "parameters", "kind"),
    [
        (429, {"retry_after": 3}, RetryAfter),
        (400, {"migrate_to_chat_id": -100}, ChatMigrated),
        (400, None, BadRequest),
        (502, None, NetworkError),
    ],
)
async def test_errors_are_the_librarys_own(
    server: Server, channel: Channel, status: int, parameters: Any, kind: type[Exception]
) -> None:
    server.handler = answering(status, ok=False, description="Telegram's words", parameters=parameters)
    with pytest.raises(kind):
        await channel.call("sendMessage")


async def hang(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    raise AssertionError("the client waited")


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport
    request.transport.close()
    return web.Response()


@pytest.mark.parametrize(("handler", "kind"), [(hang, TimedOut), (hang_up, NetworkError)])
async def test_no_error_holds_the_token(
    server: Server,
    channel: Channel,
    handler: Handler,
    kind: type[NetworkError],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "aiohttp")
    server.handler = handler
    with pytest.raises(kind) as raised:
        await channel.call("sendMessage", text="bí mật")
    chain: list[BaseException] = [raised.value]
    while chain[-1].__cause__:
        chain.append(chain[-1].__cause__)
    assert "secret" not in "".join(map(repr, chain)) + caplog.text


async def test_a_server_that_is_not_there_is_a_network_error_without_the_token(unused_tcp_port: int) -> None:
    request = AiohttpRequest()
    channel = Channel(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot", request=request)
    await request.initialize()
    with pytest.raises(NetworkError) as raised:
        await channel.call("sendMessage")
    assert "secret" not in repr(raised.value)
    await request.shutdown()


async def test_a_file_goes_as_a_form(server: Server, channel: Channel) -> None:
    seen: list[Any] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        form = await request.post()
        document = form["document"]
        assert isinstance(document, web.FileField)
        with document.file as file:
            seen.append((form["chat_id"], document.filename, document.content_type, file.read()))
        return web.json_response({"ok": True, "result": True})

    server.handler = handler
    document = InputFile(b"a;b", filename="hộ.csv")
    await channel.call("sendDocument", chat_id=7, document=document)
    assert seen == [("7", "hộ.csv", "text/csv", b"a;b")]


async def test_a_file_is_fetched(server: Server) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(body=request.path.encode())

    server.handler = handler
    request = AiohttpRequest()
    await request.initialize()
    assert await request.retrieve(f"{server.url}/file/x") == b"/file/x"
    assert request.read_timeout == 20.0
    await request.shutdown()


async def test_a_request_is_opened_before_its_first_call_and_closed_once() -> None:
    request = AiohttpRequest()
    with pytest.raises(RuntimeError):
        await request.do_request("http://127.0.0.1:1", "GET")
    for step in (request.initialize, request.initialize, request.shutdown, request.shutdown):
        await step()


async def test_a_proxy_is_asked_when_there_is_one(server: Server) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(text=f"{request.method} {request.raw_path}")

    server.handler = handler
    request = AiohttpRequest(proxy=server.url)
    await request.initialize()
    data = RequestData([RequestParameter("a", 1, None)])
    status, body = await request.do_request("http://telegram.example/x", "POST", data)
    assert (status, body) == (200, b"POST http://telegram.example/x")
    await request.shutdown()


@pytest.mark.parametrize(
    ("token", "handler", "words"),
    [
        ("", answering(200, ok=True), "TELEGRAM_BOT_TOKEN"),
        (TOKEN, answering(401, ok=False, description="Unauthorized"), "TELEGRAM_BOT_TOKEN"),
        (TOKEN, answering(404, ok=False, description="Not Found"), "TELEGRAM_BOT_TOKEN"),
        (TOKEN, hang, "TELEGRAM_API_URL"),
        (TOKEN, answering(502, ok=False, description="Bad Gateway"), "TELEGRAM_API_URL"),
    ],
    ids=["no token", "refused token", "malformed token", "no answer", "bad gateway"],
)
async def test_a_bot_that_cannot_start_says_what_to_do(
    server: Server, token: str, handler: Handler, words: str
) -> None:
    server.handler = handler
    with pytest.raises(Unstartable) as raised:
        await open_channel(SecretStr(token), server.url, SecretStr(""), read_seconds=0.3)
    assert words in raised.value.text.vi
    assert words in raised.value.text.en
    chain: BaseException | None = raised.value
    while chain:
        assert "secret" not in repr(chain)
        chain = chain.__cause__ or chain.__context__
