"""Notices: an officer writes to the people of the own area, in words that hold nothing about a household."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from store.rules.levels import Level
from store.rules.numbers import show_count
from store.rules.refusal import Refusal
from store.rules.roles import Role
from store.rules.text import Text
from store.rules.worded import Worded

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST_NOTICE = 5
"""Letters and digits a notice must have, so that it says something."""

LONGEST_NOTICE = 1500
"""Characters of a notice: what a small screen shows in two turns, and one message holds beside its heading."""

MOST_READERS = 10_000
"""People one notice may go to: they get it from one unit of work. A whole country is reached through its officers."""

_IDENTITY = re.compile(r"(?<!\d)\d(?:[ .-]?\d){11}(?!\d)")


class Audience(Worded):
    """Whom a notice is for, of a unit and all below it."""

    HEADS = "heads", Text("trưởng thôn", "village heads"), Text("Trưởng thôn", "Village heads")
    OFFICERS = "officers", Text("cán bộ xã", "commune officers"), Text("Cán bộ xã", "Commune officers")
    BOTH = (
        "both",
        Text("cán bộ xã và trưởng thôn", "commune officers and village heads"),
        Text("Cả cán bộ xã và trưởng thôn", "Both officers and heads"),
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles it goes to."""
        return _ROLES[self]


_ROLES: Mapping[Audience, frozenset[Role]] = MappingProxyType(
    {
        Audience.HEADS: frozenset({Role.VILLAGE_HEAD}),
        Audience.OFFICERS: frozenset({Role.COMMUNE_OFFICER}),
        Audience.BOTH: frozenset({Role.VILLAGE_HEAD, Role.COMMUNE_OFFICER}),
    }
)


def audiences(level: Level) -> tuple[Audience, ...]:
    """Return whom someone at a unit of ``level`` can write to: its heads, and from above a commune its officers."""
    return tuple(Audience) if level.is_above(Level.COMMUNE) else (Audience.HEADS,)


def check_notice(written: str) -> str:
    """Return the words of a notice, its lines kept (NFC).

    Raises:
        Refusal: it says nothing, is too long, or holds what looks like an identity number (domain.md §11).
    """
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", written).splitlines())
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if sum(character.isalnum() for character in words) < SHORTEST_NOTICE:
        raise Refusal(_TOO_SHORT)
    if len(words) > LONGEST_NOTICE:
        raise Refusal(_TOO_LONG.fill(length=show_count(len(words)), longest=show_count(LONGEST_NOTICE)))
    if _IDENTITY.search(words):
        raise Refusal(_IDENTITY_NUMBER)
    return words


_TOO_SHORT = Text(
    "Nhờ anh/chị ghi nội dung thông báo đầy đủ hơn ạ.", "Please write what the notice is to say, in full."
)
_TOO_LONG = Text(
    "Thông báo dài {length} ký tự, nhờ anh/chị viết gọn trong {longest} ký tự ạ.",
    "The notice has {length} characters; please keep it to {longest}.",
)
_IDENTITY_NUMBER = Text(
    "Trong tin có dãy 12 chữ số giống số căn cước. Số căn cước không được gửi qua đây (bảo vệ dữ liệu cá nhân); "
    "nhờ anh/chị bỏ ra rồi gõ lại ạ.",
    "There are 12 digits like an identity number in it. Such numbers may not be sent here (protection of personal "
    "data); please take them out and type it again.",
)
