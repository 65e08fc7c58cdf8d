"""Scripted faults between the bot and Telegram, for tests."""

from dataclasses import dataclass, field
from typing import Any

KINDS = frozenset(
    {
        "timeout_before",
        "timeout_after",
        "disconnect_before",
        "disconnect_after",
        "error",
        "error_after",
        "flood",
        "bad_json",
        "no_result",
        "not_ok",
        "delay",
    }
)


@dataclass
class Fault:
    """`_before`: Telegram never received the call. `_after`: it did it, but the answer is lost.

    `no_result`, `not_ok`: JSON with status 200 that is no answer of the Bot API.
    """

    kind: str
    method: str = ""
    chat: int | None = None
    times: int = 1
    code: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] | None = None
    retry_after: int = 5
    seconds: float = 0.0
    hits: int = 0

    def matches(self, method: str, chat: Any) -> bool:
        named = not self.method or self.method.casefold() == method.casefold()
        return self.times > 0 and named and self.chat in (None, chat)


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)

    def add(self, *, kind: str, method: str = "", chat: Any = None, **how: Any) -> Fault:
        """`chat` is a chat, a group, a person or an id. The fault returned counts its `hits`."""
        if kind not in KINDS:
            raise ValueError(f"there is no fault {kind!r}; there are {sorted(KINDS)}")
        chat_id = getattr(chat, "id", chat)
        fault = Fault(kind=kind, method=method, chat=chat_id, **how)
        self.planned.append(fault)
        return fault

    def take(self, method: str, chat: Any) -> Fault | None:
        for fault in self.planned:
            if fault.matches(method, chat):
                fault.times -= 1
                fault.hits += 1
                return fault
        return None

    def clear(self) -> None:
        self.planned.clear()
