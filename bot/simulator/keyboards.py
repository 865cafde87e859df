"""Keyboards under a message, checked as Telegram checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.simulator.wire import Json

CALLBACK_DATA_BYTES = 64
BUTTONS_IN_ALL = 100
BUTTONS_IN_A_ROW = 8
PLACEHOLDER_LENGTH = 64
"""callback_data and placeholder: core.telegram.org/bots/api; the counts of buttons are observed ones [U]."""
INLINE_ACTIONS = {"callback_data", "url", "copy_text"}
REPLY_REQUESTS = {"request_contact"}
REPLY_MARKUP_FIELDS = {
    "keyboard",
    "is_persistent",
    "resize_keyboard",
    "one_time_keyboard",
    "input_field_placeholder",
    "selective",
}
SHAPES = {
    "inline_keyboard": {"inline_keyboard"},
    "keyboard": REPLY_MARKUP_FIELDS,
    "remove_keyboard": {"remove_keyboard", "selective"},
    "force_reply": {"force_reply", "input_field_placeholder", "selective"},
}


def read_markup(value: object, *, inline_only: bool = False) -> Json:
    """Return a checked reply_markup, empty when there is none; edits take inline keyboards only."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    shape = next((name for name in SHAPES if name in value), None)
    if shape is None or set(value) - SHAPES[shape]:
        unknown = ", ".join(sorted(set(value) - SHAPES.get(shape or "", set())))
        raise bad_request(f"can't parse reply keyboard markup: this stand-in does not know {unknown or 'it'}")
    if inline_only and shape != "inline_keyboard":
        raise bad_request("inline keyboard expected")
    if shape == "inline_keyboard":
        return {
            shape: _rows(value[shape], _inline_button, 'Field "inline_keyboard" of the InlineKeyboardMarkup')
        }
    if shape == "keyboard":
        return _reply_keyboard(value)
    return dict(value)


def _reply_keyboard(value: Json) -> Json:
    rows = _rows(value["keyboard"], _reply_button, 'Field "keyboard"')
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    if len(value.get("input_field_placeholder", "")) > PLACEHOLDER_LENGTH:
        raise bad_request("input field placeholder is too long")
    return value | {"keyboard": rows}


def _rows(value: object, check: Callable[[Any], Json], what: str) -> list[list[Json]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f"{what} must be an Array of Arrays")
    rows = [[check(button) for button in row] for row in value if row]
    if sum(len(row) for row in rows) > BUTTONS_IN_ALL or any(len(row) > BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _check_text(button.get("text"), "Inline keyboard button text must be non-empty")
    actions = set(button) - {"text"}
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1 or not actions <= INLINE_ACTIONS:
        raise bad_request(
            f"can't parse inline keyboard button: this stand-in does not know {sorted(actions)}"
        )
    if "callback_data" in button:
        _check_callback_data(button["callback_data"])
    return dict(button)


def _check_callback_data(data: object) -> None:
    if data == "":  # an empty one counts as absent, so what is left is a text button
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not isinstance(data, str) or len(data.encode()) > CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _check_text(button.get("text"), "Keyboard button text must be non-empty")
    if unknown := set(button) - REPLY_REQUESTS - {"text"}:
        raise bad_request(f"can't parse keyboard button: this stand-in does not know {sorted(unknown)}")
    return dict(button)


def _check_text(text: object, reason: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise bad_request(reason[0].lower() + reason[1:])
