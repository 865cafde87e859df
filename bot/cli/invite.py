"""``chungtay invite``: a one-time link to a role at a unit."""

import asyncio
import json
from datetime import timedelta
from typing import Annotated

import typer

from bot.channel import open_channel
from bot.cli.opening import open_ready
from bot.cli.saying import plainly, say
from bot.clock import now
from bot.settings import Settings, read_settings
from handlers.scene import Config
from store import invitations, units
from store.database import unit_of_work
from store.rules.dates import show_moment
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.text import Text

NO_UNIT = Text(
    "Không có đơn vị nào mang mã “{code}” hôm nay: xin kiểm tra mã, hoặc nhập đơn vị bằng “chungtay import units”.",
    "No unit has the code “{code}” today: please check it, or import units with “chungtay import units”.",
)
INVITED = Text(
    "Lời mời làm {role} – {unit}, dùng một lần, đến {until}:",
    "An invitation as {role} – {unit}, to be used once, until {until}:",
)
TYPE_IT = Text(
    "Chưa có TELEGRAM_BOT_TOKEN nên chưa tạo được đường dẫn; người được mời mở bot và gõ dòng trên.",
    "Without TELEGRAM_BOT_TOKEN there is no link; the person invited opens the bot and types the line above.",
)
DAYS = Config().invitation_lasts.days


@plainly
def invite(
    unit_code: Annotated[str, typer.Argument(help="Mã đơn vị / code of the unit")],
    role: Annotated[Role, typer.Argument(help="Vai trò / role")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON / print JSON")] = False,
    days: Annotated[int, typer.Option(min=1, max=365, help="Số ngày dùng được / days it can be used")] = DAYS,
) -> None:
    """Tạo đường dẫn mời dùng một lần. / Make a one-time invitation link."""
    settings = read_settings()
    engine = open_ready(settings)
    bot_name = asyncio.run(_bot_name(settings))
    moment = now()
    with unit_of_work(engine) as db:
        unit = units.by_code(db, unit_code, moment.astimezone(settings.timezone).date())
        if unit is None:
            raise Refusal(NO_UNIT.fill(code=unit_code))
        token, invitation = invitations.invite(
            db, unit, role, by=None, now=moment, lasts=timedelta(days=days)
        )
        unit_name = units.full_name(db, unit)
    engine.dispose()
    link = Config(bot_name=bot_name).link(token) if bot_name else None
    if as_json:
        told = {
            "link": link,
            "token": token,
            "unit_code": unit_code,
            "unit": unit_name,
            "role": role.value,
            "expires_at": invitation.expires_at.isoformat(),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    until = show_moment(invitation.expires_at, settings.timezone)
    say(INVITED.fill(role=role.text, unit=unit_name, until=until))
    typer.echo(link or f"/start {token}")
    if link is None:
        say(TYPE_IT)


async def _bot_name(settings: Settings) -> str:
    """Ask the server for the bot's user name; nothing without a token."""
    if not settings.token.get_secret_value():
        return ""
    channel = await open_channel(settings.token, settings.api_url, settings.proxy_url)
    name = channel.username
    await channel.shutdown()
    return name
