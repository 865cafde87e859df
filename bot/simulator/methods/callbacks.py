"""Answers to taps."""

from __future__ import annotations

from bot.simulator.errors import bad_request
from bot.simulator.methods.registry import Call, method
from bot.simulator.wire import Kind

ANSWER_LENGTH = 200


@method("answerCallbackQuery", {"callback_query_id": Kind.TEXT, "text": Kind.TEXT, "show_alert": Kind.FLAG})
def answer_callback_query(call: Call) -> bool:
    """End the waiting of a tapped button, with a short notice or an alert if there is a text."""
    if len(call.text("text")) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = call.text("callback_query_id")
    query = call.bot.queries.get(query_id)
    if query is None or call.world.monotonic() - query.at > call.world.callback_lifetime:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    chat = call.bot.chats[query.user_id]
    chat.add_toast(
        {
            "callback_query_id": query_id,
            "message_id": query.message_id,
            "text": call.text("text"),
            "show_alert": call.flag("show_alert"),
        }
    )
    call.world.tell(call.bot, chat, "toast")
    return True
