"""What goes wrong on demand, so that tests can see how the bot takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.simulator.errors import ActingError, ApiError

if TYPE_CHECKING:
    from bot.simulator.wire import Json

DESCRIPTIONS = {
    400: "Bad Request: the stand-in was asked to refuse",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


class FaultKind(StrEnum):
    """How a call goes wrong."""

    ERROR = "error"  # a refusal with a code, without effect
    HTML = "html"  # the HTML page of a proxy, without effect
    HANG = "hang"  # no answer, no effect, until the client gives up or `seconds` are over
    LOST_ANSWER = "lost_answer"  # the effect happens, the connection closes without an answer
    DELAY = "delay"  # `seconds` later, otherwise well
    REORDER = "reorder"  # getUpdates answers newest first


@dataclass(slots=True)
class Fault:
    """One kind of fault: for which calls, after how many that go well, and how often (None: until removed)."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    skip: int = 0
    times: int | None = 1
    code: int = 500
    description: str | None = None
    retry_after: int | None = None
    seconds: float = 3600.0
    hits: int = 0

    def error(self) -> ApiError:
        """Return the refusal an ``error`` fault asks for."""
        retry_after = (self.retry_after or 1) if self.code == 429 else None  # noqa: PLR2004 - Too Many Requests
        description = self.description or DESCRIPTIONS.get(self.code, "Internal Server Error")
        return ApiError(self.code, description.replace("{retry_after}", str(retry_after)), retry_after)

    def html(self) -> str:
        """Return the page a proxy in front of Telegram sends."""
        title = f"{self.code} {DESCRIPTIONS.get(self.code, 'Internal Server Error')}"
        return f"<html>\r\n<head><title>{title}</title></head>\r\n<body><center><h1>{title}</h1></center></body></html>"


@dataclass(slots=True)
class Faults:
    """The faults that are waiting for their call."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, wanted: Json) -> Fault:
        """Ask for a fault; unknown kinds and fields are refused, so that no test waits for nothing."""
        try:
            fault = Fault(**{**wanted, "kind": FaultKind(wanted.get("kind", "error"))})
        except (TypeError, ValueError) as reason:
            raise ActingError(400, f"not a fault: {reason}") from None
        if fault.kind is FaultKind.DELAY and "seconds" not in wanted:
            raise ActingError(400, "a delay names its seconds")
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything go well again."""
        self.waiting.clear()

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """Return the fault that befalls this call, counting it; most calls go well."""
        for fault in self.waiting:
            if _concerns(fault, method, chat_id):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                self._count(fault)
                return fault
        return None

    def _count(self, fault: Fault) -> None:
        fault.hits += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)


def _concerns(fault: Fault, method: str, chat_id: object) -> bool:
    if fault.kind is FaultKind.REORDER and method != "getUpdates":
        return False
    right_method = fault.method is None or fault.method.lower() == method.lower()
    return right_method and fault.chat_id in {None, chat_id}
