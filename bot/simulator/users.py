"""The people whose phones the stand-in plays."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bot.simulator.errors import ActingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.simulator.wire import Json

FIRST_USER_ID = 100_000_001


@dataclass(slots=True)
class User:
    """A person with a Telegram account; ``label`` is only for whoever looks at the page."""

    id: int
    first_name: str
    last_name: str = ""
    language_code: str = "vi"
    phone: str = ""
    label: str = ""

    def as_telegram(self) -> Json:
        """Return the Bot API's User object."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def as_chat(self) -> Json:
        """Return the Bot API's Chat object of the private chat with this person."""
        chat: Json = {"id": self.id, "type": "private", "first_name": self.first_name}
        if self.last_name:
            chat["last_name"] = self.last_name
        return chat

    def as_json(self) -> Json:
        """Return everything the acting interface tells about this person."""
        return asdict(self)


@dataclass(slots=True)
class Users:
    """Everyone there is, by Telegram user id."""

    by_id: dict[int, User] = field(default_factory=dict)
    next_id: int = FIRST_USER_ID

    def __iter__(self) -> Iterator[User]:
        return iter(self.by_id.values())

    def add(self, first_name: str, *, wanted_id: int | None = None, **details: str) -> User:
        """Make a new person; a wanted id that is taken is refused."""
        if not first_name.strip():
            raise ActingError(400, "first_name is missing")
        if wanted_id in self.by_id:
            raise ActingError(409, f"user {wanted_id} exists already")
        while self.next_id in self.by_id:
            self.next_id += 1
        user = User(self.next_id if wanted_id is None else wanted_id, first_name.strip(), **details)
        self.by_id[user.id] = user
        return user

    def get(self, user_id: int) -> User:
        """Return the person with this id; nobody is a 404 of the acting interface."""
        if user_id not in self.by_id:
            raise ActingError(404, f"there is no user {user_id}")
        return self.by_id[user_id]
