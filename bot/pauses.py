"""Pauses between attempts: growing, so that nothing is hammered, and uneven, so that nothing is in step."""

from __future__ import annotations

import random


class Pauses:
    """How long to wait after each failure in a row; seconds."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self._failures = 0

    def after_failure(self) -> float:
        """Count one more failure and return how long to wait."""
        pause = min(self._first * 2.0 ** min(self._failures, 20), self._longest)
        self._failures += 1
        return pause * random.uniform(0.75, 1.0)  # noqa: S311 - no secret

    def reset(self) -> None:
        """Begin with the first pause again."""
        self._failures = 0
