"""A simulated village head: plays the conversation step by step, and knows how long each answer took."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.script import RECEIPT, SCRIPT, Step, Tap, Type

if TYPE_CHECKING:
    from bench.stage import Stage
    from bot.simulator.acts import Person
    from bot.simulator.chats import Message

REST_SECONDS = 0.72
"""Nobody taps faster than this: thirteen taps at this pace keep within the pace of one chat (bot/send/pace.py)."""


class SilenceError(Exception):
    """The bot did not answer in time."""


@dataclass(slots=True)
class Head:
    """One village head with a phone; ``latencies`` are seconds from update to answer, one for each step."""

    stage: Stage
    number: int
    step: int = 0
    receipt: str = ""
    acted_at: float = 0.0
    latencies: list[float] = field(default_factory=list)
    person: Person = field(init=False)
    _news: asyncio.Queue[float] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        """Pick up the phone."""
        self.person = self.stage.person(self.number)
        self.stage.ears.listeners[self.number] = self._hear

    def _hear(self, what: str, at: float) -> None:
        if what in {"message", "edit"}:
            self._news.put_nowait(at)

    @property
    def rested_at(self) -> float:
        """When the next tap may be made."""
        return self.acted_at + REST_SECONDS

    @property
    def finished(self) -> bool:
        """Whether the conversation has ended in a receipt."""
        return self.step == len(SCRIPT)

    def begin_again(self) -> None:
        """Go back to the first step, as somebody does who gets no answer any more."""
        self.step = 0

    async def go_on(self, patience: float = 30.0) -> None:
        """Do the next step and wait for its answer.

        Raises:
            SilenceError: none came that lets the conversation go on.
        """
        self.act()
        await self.answered(patience)

    def act(self) -> None:
        """Do the next step.

        Raises:
            SilenceError: the button it needs is not there.
        """
        while not self._news.empty():
            self._news.get_nowait()
        self.acted_at = perf_counter()
        self._act(SCRIPT[self.step])

    async def answered(self, patience: float) -> None:
        """Wait for the answer to the step that was done; may be called again after silence.

        Raises:
            SilenceError: none came that lets the conversation go on.
        """
        try:
            async with asyncio.timeout(patience):
                at = await self._news.get()
                while not self._goes_on():
                    at = await self._news.get()
        except TimeoutError:
            raise SilenceError(f"{self.number}, {SCRIPT[self.step]}, sees {self.screen()}") from None
        self.latencies.append(at - self.acted_at)
        self.step += 1

    def _act(self, doing: Step) -> None:
        if isinstance(doing, Type):
            self.stage.ears.deaf = True
            self.person.write(doing.text)
            self.stage.ears.deaf = False
            return
        shown = self._newest()
        data = shown and _data_of(shown, doing.label)
        if not shown or not data:
            raise SilenceError(f"{self.number} has no button for {doing}, sees {self.screen()}")
        self.person.tap(shown.id, data)

    def _newest(self) -> Message | None:
        said = [message for message in self.person.chat.messages.values() if message.by_bot]
        return max(said, key=lambda message: message.seq, default=None)

    def screen(self) -> dict[str, Any]:
        """Return the newest message of the bot, for the words of a failure."""
        newest = self._newest()
        return newest.payload if newest else {}

    def _goes_on(self) -> bool:
        """Whether the newest message is the one the next step needs."""
        shown = self._newest()
        if shown is None:
            return False
        if self.step + 1 == len(SCRIPT):
            found = RECEIPT.search(shown.payload["text"])
            self.receipt = found[1] if found else ""
            return bool(found)
        coming = SCRIPT[self.step + 1]
        if isinstance(coming, Tap):
            return _data_of(shown, coming.label) is not None
        return coming.asked_by in shown.payload["text"]


def _data_of(message: Message, label: str) -> str | None:
    buttons = (button for row in message.rows for button in row)
    return next((button["callback_data"] for button in buttons if label in button["text"]), None)
