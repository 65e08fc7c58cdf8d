"""Users and bots as Telegram knows them."""

from dataclasses import dataclass, field
from typing import Any

from bot.simulator.updates import UpdateQueue


@dataclass(eq=False)
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "hi"
    phone: str = ""
    role: str = ""
    deactivated: bool = False
    muted: set[int] = field(default_factory=set)
    is_bot: bool = field(default=False, init=False)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def api(self) -> dict[str, Any]:
        shown = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                shown[key] = value
        return shown


@dataclass(eq=False)
class Bot(User):
    language_code: str = ""
    token: str = ""
    privacy: bool = True
    updates: UpdateQueue = field(default_factory=UpdateQueue, repr=False)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.is_bot = True

    def me(self) -> dict[str, Any]:
        return self.api() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }


GROUP_ANONYMOUS_BOT = Bot(1087968824, "Group", username="GroupAnonymousBot")
