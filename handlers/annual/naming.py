"""How papers write the names of places: “Ủy ban nhân dân xã Kim Ngân”, and before a date “Kim Ngân, ngày …”."""

from __future__ import annotations

import re

_KIND = re.compile(
    r"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
    r"|thôn|bản|buôn|làng|ấp|khóm|khu phố|khối phố|tổ dân phố|tổ)\s+(.+)",
    re.IGNORECASE,
)


def apart(name: str) -> tuple[str, str]:
    """Split a name into what kind of place it is, in small letters, and its proper name; the kind may be missing."""
    found = _KIND.fullmatch(" ".join(name.split()))
    return (found[1].lower(), found[2]) if found else ("", name.strip())


def inline(name: str) -> str:
    """Write a name within a sentence: xã Kim Ngân."""
    return " ".join(part for part in apart(name) if part)


def whole(name: str, otherwise: str) -> str:
    """Say that all of a place is meant: toàn xã; ``otherwise`` is its kind where the name does not say."""
    return f"toàn {apart(name)[0] or otherwise}"


def place_of_date(name: str) -> str:
    """Write the place before a date: its proper name alone, unless that is a number."""
    _, proper = apart(name)
    return name if proper.isdecimal() else proper
