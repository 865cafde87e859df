"""How a bot receives: getUpdates, or a webhook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.simulator.accounts import Webhook
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.methods.registry import Call, method
from bot.simulator.wire import Kind

if TYPE_CHECKING:
    from bot.simulator.wire import Json

LONGEST_POLL = 50
UPDATES_AT_ONCE = 100
"""Seconds and number, as in the public Bot API server; larger wishes are cut down."""
CONNECTIONS = range(1, 101)
SECRET_LENGTH = 256


def _remember_kinds(call: Call) -> None:
    wanted = call.data("allowed_updates")
    if wanted is None:
        return
    if not isinstance(wanted, list) or not all(isinstance(kind, str) for kind in wanted):
        raise bad_request("can't parse allowed_updates JSON object")
    call.bot.updates.allowed = wanted


@method(
    "getUpdates",
    {"offset": Kind.NUMBER, "limit": Kind.NUMBER, "timeout": Kind.NUMBER, "allowed_updates": Kind.DATA},
)
async def get_updates(call: Call) -> list[Json]:
    """Return what came after ``offset``, waiting for it up to ``timeout`` seconds."""
    if call.bot.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _remember_kinds(call)
    limit = min(max(call.number("limit") or UPDATES_AT_ONCE, 1), UPDATES_AT_ONCE)
    seconds = min(max(call.number("timeout") or 0, 0), LONGEST_POLL)
    if call.bot.updates.confirm(call.number("offset") or 0):
        call.world.changed.fire()
    return await call.bot.updates.poll(limit, seconds)


@method(
    "setWebhook",
    {
        "url": Kind.TEXT,
        "secret_token": Kind.TEXT,
        "max_connections": Kind.NUMBER,
        "allowed_updates": Kind.DATA,
        "drop_pending_updates": Kind.FLAG,
    },
)
def set_webhook(call: Call) -> bool:
    """Have updates posted to an address; an empty one ends that. Plain HTTP is accepted here."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return _remove_webhook(call)
    if not re.fullmatch(r"https?://[^/\s]+\S*", url):
        raise bad_request("invalid webhook URL specified")
    if len(secret) > SECRET_LENGTH:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _remember_kinds(call)
    call.bot.updates.end_poll("Conflict: terminated by setWebhook request")
    wished = call.number("max_connections") or Webhook().max_connections
    _set(call, Webhook(url, secret, min(max(wished, CONNECTIONS[0]), CONNECTIONS[-1])))
    return True


@method("deleteWebhook", {"drop_pending_updates": Kind.FLAG})
def delete_webhook(call: Call) -> bool:
    """Go back to getUpdates."""
    return _remove_webhook(call)


def _remove_webhook(call: Call) -> bool:
    _set(call, Webhook())
    return True


def _set(call: Call, webhook: Webhook) -> None:
    if call.flag("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.webhook = webhook
    call.bot.updates.arrived.fire()
    call.world.changed.fire()


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Tell where updates go and how the last delivery went."""
    webhook = call.bot.webhook
    info: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates.pending),
    }
    if webhook.url:
        info["max_connections"] = webhook.max_connections
    if webhook.last_error_date:
        info["last_error_date"] = webhook.last_error_date
        info["last_error_message"] = webhook.last_error_message
    if call.bot.updates.allowed:
        info["allowed_updates"] = call.bot.updates.allowed
    return info
