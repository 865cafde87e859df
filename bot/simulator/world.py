"""Everything the stand-in knows: people, bots, files, faults, and the log of calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.clock import monotonic, now
from bot.simulator.accounts import MESSAGES_KEPT, BotAccount
from bot.simulator.calls import CALLS_KEPT, CallLog
from bot.simulator.errors import ActingError, ApiError
from bot.simulator.events import Events
from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.signals import Signal
from bot.simulator.users import Users

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.simulator.chats import Chat

CALLBACK_LIFETIME = 15.0
"""Seconds in which a tap can be answered; Telegram publishes no figure, this one is observed [U]."""


class Traveller(Protocol):
    """Whoever can move the clock of the stand-in and of the bot, such as the demo."""

    is_under_way: bool
    arrived: int | None
    """How many messages have arrived on the present way, or on the last one."""

    def arrival(self, day: str) -> datetime:
        """Return the moment at which one arrives on a day; a ValueError for one that cannot be reached."""

    def set_out(self, until: datetime | None) -> None:
        """Begin to go to a moment, or to where something arrives next."""

    def stop(self) -> None:
        """Stay where the next step leads."""


@dataclass(slots=True)
class World:
    """The state of a stand-in; methods and acting change it, the server only carries."""

    bots: dict[str, BotAccount]
    users: Users = field(default_factory=Users)
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    calls: CallLog = field(default_factory=CallLog)
    events: Events = field(default_factory=Events)
    changed: Signal = field(default_factory=Signal)
    unix_time: Callable[[], float] = field(default=lambda: now().timestamp())
    monotonic: Callable[[], float] = field(default=monotonic)
    callback_lifetime: float = CALLBACK_LIFETIME
    traveller: Traveller | None = None

    def bot_of(self, token: str) -> BotAccount:
        """Return the bot with this token; a wrong one is a 401."""
        if token not in self.bots:
            raise ApiError(401, "Unauthorized")
        return self.bots[token]

    def choose_bot(self, bot_id: str) -> BotAccount:
        """Return the bot a person means: by id, or the first one."""
        bots = list(self.bots.values())
        found = [bot for bot in bots if bot_id in {"", str(bot.id)}]
        if not found:
            raise ActingError(404, f"there is no bot {bot_id}")
        return found[0]

    def date(self) -> int:
        """Return the present moment as Telegram writes it, in whole Unix seconds."""
        return int(self.unix_time())

    def tell(self, bot: BotAccount, chat: Chat, what: str) -> None:
        """Tell the pages that look on, and the keeper of the state, that a chat has changed."""
        self.events.tell({"bot": bot.id, "user": chat.user.id, "seq": chat.seq, "what": what})
        self.changed.fire()

    def tell_the_time(self) -> None:
        """Tell the pages that look on that the clock was moved."""
        self.events.tell({"bot": 0, "user": 0, "seq": 0, "what": "clock"})


def make_world(
    tokens: Sequence[str],
    *,
    username: str = "chungtay_bot",
    first_name: str = "Chung Tay",
    enforce_limits: bool = False,
    messages_kept: int = MESSAGES_KEPT,
    calls_kept: int = CALLS_KEPT,
) -> World:
    """Make a stand-in's world with a bot for each token; the second bot is called ``<username>2``."""
    bots = {}
    for number, token in enumerate(tokens, start=1):
        name = username if number == 1 else f"{username.removesuffix('_bot')}{number}_bot"
        bots[token] = BotAccount(token, name, first_name, messages_kept)
        bots[token].pace.enforced = enforce_limits
    return World(bots, calls=CallLog(calls_kept))
