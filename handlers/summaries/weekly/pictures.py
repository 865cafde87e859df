"""Pictures drawn a moment ago: many read of the same place one after the other."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Pictures:
    """The last few pictures; letters are made in several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._turn = Lock()

    def get(self, what: Hashable, draw: Callable[[], bytes]) -> bytes:
        """Return a picture, drawn only if it is none of the last few."""
        with self._turn:
            kept = self._kept.get(what)
        if kept is not None:
            return kept
        drawn = draw()
        with self._turn:
            self._kept[what] = drawn
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return drawn
