"""Long lists, cut into parts that one statement can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

AT_ONCE = 5_000
"""SQLite takes 32,766 values in a statement, PostgreSQL 65,535."""


def portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a list into parts of at most ``AT_ONCE``, in order."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
