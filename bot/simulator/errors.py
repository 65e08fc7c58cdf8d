"""Errors: for a bot in Telegram's words, for tests and the page in plain ones."""

from typing import Any


class ApiError(Exception):
    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None):
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class SimulatorError(Exception):
    """A person tried something that Telegram's app would not let them do."""


class AnswerLost(Exception):
    """The answer never reaches the bot. `kind` is "timeout" or "disconnect"."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def bad_request(description: str, **parameters: Any) -> ApiError:
    return ApiError(400, f"Bad Request: {description}", parameters or None)


def forbidden(description: str) -> ApiError:
    return ApiError(403, f"Forbidden: {description}")
