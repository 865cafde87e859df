"""What the stand-in answers when it refuses a call, in Telegram's words."""

from __future__ import annotations


class ApiError(Exception):
    """A refusal of a Bot API call: HTTP status, Telegram's description, and seconds to wait after a 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """Return the JSON object Telegram sends with a refusal."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class ActingError(Exception):
    """What a person cannot do on their phone at this moment: HTTP status and one sentence."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def bad_request(reason: str) -> ApiError:
    """Make the 400 with which Telegram refuses a call that makes no sense."""
    return ApiError(400, f"Bad Request: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Make the 429 that tells how many whole seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
