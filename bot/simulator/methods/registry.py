"""The Bot API methods on offer, each with its parameters; nothing else is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.wire import Kind, read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.simulator.accounts import BotAccount
    from bot.simulator.wire import Json, Upload
    from bot.simulator.world import World

REFUSED = {
    "message_thread_id": "there are no forum topics in private chats",
    "business_connection_id": "there are no business accounts here",
    "message_effect_id": "effects are not shown",
    "allow_paid_broadcast": "nobody pays for broadcasts here",
    "direct_messages_topic_id": "there are no channels here",
    "suggested_post_parameters": "there are no channels here",
    "inline_message_id": "there is no inline mode here",
    "certificate": "deliveries go over plain HTTP on this machine",
    "ip_address": "deliveries go to the host of the address",
    "thumbnail": "thumbnails are not shown",
    "vcard": "only the number and name of a contact are kept",
    "has_spoiler": "photos are always shown",
    "show_caption_above_media": "captions are always below",
    "url": "there are no games here",
    "cache_time": "the stand-in does not cache answers",
}
"""Parameters of Telegram which the stand-in knows and refuses, each with the reason."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call on its way: who calls what with which parameters and uploads."""

    world: World
    bot: BotAccount
    method: str
    values: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text parameter, empty when absent."""
        return str(self.values.get(name, ""))

    def number(self, name: str) -> int | None:
        """Return a number, None when absent."""
        found: int | None = self.values.get(name)
        return found

    def flag(self, name: str) -> bool:
        """Return a flag, false when absent."""
        return bool(self.values.get(name, False))

    def data(self, name: str) -> Any:
        """Return a JSON parameter, None when absent."""
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Bot API: its name, what it takes and who answers it."""

    name: str
    parameters: Mapping[str, Kind]
    answer: Callable[[Call], object]

    def read(self, raw: Json) -> Json:
        """Return typed parameters, or refuse what the method does not know."""
        for name in raw:
            if name not in self.parameters:
                why = f"{REFUSED[name]}" if name in REFUSED else "the method has no such parameter"
                raise bad_request(f"this stand-in refuses parameter {name} of {self.name}: {why}")
        return read_values(raw, self.parameters)


METHODS: dict[str, Method] = {}
"""Every method on offer, by its name in lower case, as Telegram looks them up."""


def method(
    name: str, parameters: Mapping[str, Kind] | None = None
) -> Callable[[Callable[[Call], object]], Callable[[Call], object]]:
    """Offer a function as a method of the Bot API."""

    def register(answer: Callable[[Call], object]) -> Callable[[Call], object]:
        METHODS[name.lower()] = Method(name, parameters or {}, answer)
        return answer

    return register


def find_method(name: str) -> Method:
    """Return the method of this name, in whatever case; an unknown one is a 404."""
    if name.lower() not in METHODS:
        raise ApiError(404, "Not Found")
    return METHODS[name.lower()]
