"""A handler module declares its own routes; bot/handlers/routes.py includes the modules.

router = Router(__name__)

@router.command("stock")
async def start_stock(turn: Turn) -> None: ...

@router.button(ChooseMedicine)
async def choose_medicine(turn: Turn, press: ChooseMedicine) -> None: ...
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, ClassVar, TypeVar

from bot.context import Handle, Turn
from bot.keyboards.press import Press

H = TypeVar("H", bound=Handle)
P = TypeVar("P", bound=Press)
HandlePress = Callable[[Turn, P], Awaitable[None]]


class Router:
    declared: ClassVar[list["Router"]] = []
    """Every router that was made, so that none is forgotten."""

    def __init__(self, name: str) -> None:
        """`name`: the module whose routes these are."""
        self.name = name
        self.declared.append(self)
        self.commands: dict[str, Handle] = {}
        """Commands in private, without their slash."""
        self.group_commands: dict[str, Handle] = {}
        """Commands in a group's chat."""
        self.buttons: dict[type[Press], HandlePress[Any]] = {}
        self.flows: dict[str, Handle] = {}
        """What was sent while a dialogue of this flow waits."""
        self.edits: dict[str, Handle] = {}
        """What was edited while a dialogue of this flow waits."""
        self.keys: dict[str, Handle] = {}
        """Keys of the keyboard under the input field."""

    def command(self, *names: str) -> Callable[[H], H]:
        return _into(self.commands, names)

    def group_command(self, *names: str) -> Callable[[H], H]:
        return _into(self.group_commands, names)

    def flow(self, name: str) -> Callable[[H], H]:
        return _into(self.flows, [name])

    def edit(self, name: str) -> Callable[[H], H]:
        return _into(self.edits, [name])

    def key(self, name: str) -> Callable[[H], H]:
        return _into(self.keys, [name])

    def button(self, kind: type[P]) -> Callable[[HandlePress[P]], HandlePress[P]]:
        def add(handler: HandlePress[P]) -> HandlePress[P]:
            _claim(self.buttons, kind, handler)
            return handler

        return add

    def include(self, other: "Router") -> None:
        """Raises ValueError if a name is claimed twice."""
        for table, its in vars(other).items():
            if table != "name":
                for name, handler in its.items():
                    _claim(vars(self)[table], name, handler)


def _into(table: dict[str, Handle], names: Iterable[str]) -> Callable[[H], H]:
    def add(handler: H) -> H:
        for name in names:
            _claim(table, name, handler)
        return handler

    return add


def _claim(table: dict[Any, Any], name: object, handler: object) -> None:
    if name in table:
        raise ValueError(f"two handlers claim {name}")
    table[name] = handler
