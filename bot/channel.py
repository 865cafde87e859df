"""The Bot API, called by method name with plain values, answered with plain JSON.

python-telegram-bot's own methods build an object of every message that comes back; this bot reads two numbers of
it, and left out, that saves half of the processor time of a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.http import READ_SECONDS, AiohttpRequest
from bot.unstartable import Unstartable
from store.rules.text import Text

if TYPE_CHECKING:
    from pydantic import SecretStr

NO_TOKEN = Text(
    "Chưa có mã của bot: xin đặt TELEGRAM_BOT_TOKEN (lấy từ @BotFather) trong môi trường hoặc tệp .env.",
    "There is no bot token: please set TELEGRAM_BOT_TOKEN (from @BotFather) in the environment or in .env.",
)
WRONG_TOKEN = Text(
    "Telegram không nhận mã của bot: xin kiểm tra TELEGRAM_BOT_TOKEN với @BotFather.",
    "Telegram does not accept the bot's token: please check TELEGRAM_BOT_TOKEN with @BotFather.",
)
UNREACHABLE = Text(
    "Không kết nối được tới {url}: xin kiểm tra mạng, TELEGRAM_API_URL và TELEGRAM_PROXY_URL.",
    "{url} cannot be reached: please check the network, TELEGRAM_API_URL and TELEGRAM_PROXY_URL.",
)


class Channel(Bot):
    """One bot's calls; errors are python-telegram-bot's, and none of them holds the token."""

    async def call(self, method: str, *, read_timeout: float | None = None, **parameters: Any) -> Any:
        """Call one method of the Bot API; values of None are left out.

        Raises:
            TelegramError: of the kind that belongs to the answer; see ``telegram.error``.
        """
        return await self._do_post(method, parameters, read_timeout=read_timeout)


async def open_channel(
    token: SecretStr, api_url: str, proxy_url: SecretStr | None = None, read_seconds: float = READ_SECONDS
) -> Channel:
    """Connect, and ask who the bot is; ``read_seconds`` is how long an answer may take.

    Raises:
        Unstartable: no token, a wrong one, or no way to the server.
    """
    if not token.get_secret_value():
        raise Unstartable(NO_TOKEN)
    proxy = proxy_url.get_secret_value() if proxy_url else None
    channel = Channel(
        token.get_secret_value(),
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=AiohttpRequest(proxy, read_seconds),
        get_updates_request=AiohttpRequest(proxy),
    )
    text = await _greet(channel, api_url)
    if text is not None:
        await channel.shutdown()
        raise Unstartable(text)
    return channel


async def _greet(channel: Channel, api_url: str) -> Text | None:
    """Return why the bot cannot be reached, or None. The library's own words hold the token, and end here."""
    try:
        await channel.initialize()
        await channel.call("deleteWebhook")  # while one is set, getUpdates answers nothing
    except InvalidToken:
        return WRONG_TOKEN
    except TelegramError:
        return UNREACHABLE.fill(url=api_url)
    return None
