"""A handler module declares its own routes; bot/handlers/routes.py includes the modules.

    router = Router(__name__)

    @router.command("stock", button=StartStock, access=staff)
    async def start_stock(turn: Turn, staff: StaffMember) -> None: ...

    @router.button(ChooseStockMedicine, access=medicine_of_staff)
    async def choose_medicine(turn: Turn, press: ..., medicine: Medicine) -> None: ...

    @router.dialog(StockDialog, access=staff)
    async def filter_medicines(turn: Turn, dialog: StockDialog, staff: StaffMember) -> None: ...

A route works in private alone, unless it says `place=Place.GROUP | Place.PRIVATE`.

A handler is called with what its access rule (bot/handlers/access) fetched for the speaker; under
`anyone` it gets nothing more.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, TypeVar, overload

from bot.context import Turn
from bot.handlers.access.places import Place, place_of
from bot.handlers.access.rules import Access, Anyone, Refused, refuse, refuse_here
from bot.keyboards.press import Press
from bot.services.dialogs import Dialog

K = TypeVar("K")
T = TypeVar("T")
P = TypeVar("P", bound=Press)
D = TypeVar("D", bound=Dialog)

H = TypeVar("H", bound=Callable[[Turn], Awaitable[None]])
HandlerOf = Callable[[Turn, K], Awaitable[None]]
HandlerWith = Callable[[Turn, K, T], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """One handler, and who may use it."""

    name: str
    """The verb of a button, or the name of a command, key or dialogue."""
    handler: Callable[..., Awaitable[None]]
    access: Anyone | Access[Any, Any]
    place: Place = Place.PRIVATE
    """Elsewhere nothing happens but a toast, so that no private sentence gets into a group."""

    async def __call__(self, turn: Turn, *named: Press | Dialog) -> None:
        if place_of(turn) not in self.place:
            return refuse_here(turn, tried=self.name)
        if isinstance(self.access, Anyone):
            return await self.handler(turn, *named)
        found = await self.access(turn, named[0] if named else None)
        if isinstance(found, Refused):
            if named and isinstance(named[0], Dialog):
                turn.stop_waiting()
            return refuse(turn, found, tried=self.name)
        return await self.handler(turn, *named, found)


class Router:
    declared: ClassVar[list["Router"]] = []
    """Every router that was made, so that none is forgotten."""

    def __init__(self, name: str) -> None:
        """`name`: the module whose routes these are."""
        self.name = name
        self.declared.append(self)
        self.commands: dict[str, Route] = {}
        """Commands in private, without their slash."""
        self.group_commands: dict[str, Route] = {}
        """Commands in a group's chat."""
        self.keys: dict[str, Route] = {}
        """Keys of the keyboard under the input field."""
        self.buttons: dict[type[Press], Route] = {}
        self.dialogs: dict[type[Dialog], Route] = {}
        """What was sent while such a dialogue waits."""
        self.edits: dict[type[Dialog], Route] = {}
        """What was edited while such a dialogue waits."""

    @overload
    def command(
        self,
        *names: str,
        access: Anyone,
        key: str | None = None,
        button: type[Press] | None = None,
        place: Place = Place.PRIVATE,
    ) -> Callable[[H], H]: ...
    @overload
    def command(
        self,
        *names: str,
        access: Access[object, T],
        key: str | None = None,
        button: type[Press] | None = None,
        place: Place = Place.PRIVATE,
    ) -> Callable[[HandlerOf[T]], HandlerOf[T]]: ...
    def command(
        self,
        *names: str,
        access: Anyone | Access[Any, Any],
        key: str | None = None,
        button: type[Press] | None = None,
        place: Place = Place.PRIVATE,
    ) -> Callable[[Any], Any]:
        """Also a key and a button without data, where these do the same."""

        def add(handler: Any) -> Any:
            for name in names:
                _claim(self.commands, name, Route(name, handler, access, place))
            if key is not None:
                _claim(self.keys, key, Route(key, handler, access, place))
            if button is not None:
                route = Route(button.verb, _without_press(handler), access, place)
                _claim(self.buttons, button, route)
            return handler

        return add

    @overload
    def group_command(self, *names: str, access: Anyone) -> Callable[[H], H]: ...
    @overload
    def group_command(
        self, *names: str, access: Access[object, T]
    ) -> Callable[[HandlerOf[T]], HandlerOf[T]]: ...
    def group_command(self, *names: str, access: Anyone | Access[Any, Any]) -> Callable[[Any], Any]:
        def add(handler: Any) -> Any:
            for name in names:
                _claim(self.group_commands, name, Route(name, handler, access, Place.GROUP))
            return handler

        return add

    @overload
    def button(
        self, kind: type[P], *, access: Anyone, place: Place = Place.PRIVATE
    ) -> Callable[[HandlerOf[P]], HandlerOf[P]]: ...
    @overload
    def button(
        self, kind: type[P], *, access: Access[P, T], place: Place = Place.PRIVATE
    ) -> Callable[[HandlerWith[P, T]], HandlerWith[P, T]]: ...
    def button(
        self, kind: type[P], *, access: Anyone | Access[Any, Any], place: Place = Place.PRIVATE
    ) -> Callable[[Any], Any]:
        return _into(self.buttons, kind, kind.verb, access, place)

    @overload
    def dialog(
        self, kind: type[D], *, access: Anyone
    ) -> Callable[[HandlerOf[D]], HandlerOf[D]]: ...
    @overload
    def dialog(
        self, kind: type[D], *, access: Access[D, T]
    ) -> Callable[[HandlerWith[D, T]], HandlerWith[D, T]]: ...
    def dialog(self, kind: type[D], *, access: Anyone | Access[Any, Any]) -> Callable[[Any], Any]:
        return _into(self.dialogs, kind, kind.flow, access)

    def edit(
        self, kind: type[D], *, access: Access[D, T]
    ) -> Callable[[HandlerWith[D, T]], HandlerWith[D, T]]:
        return _into(self.edits, kind, kind.flow, access)

    def include(self, other: "Router") -> None:
        """Raises ValueError if a name is claimed twice."""
        for table, its in vars(other).items():
            if table != "name":
                for name, route in its.items():
                    _claim(vars(self)[table], name, route)


def _into(
    table: dict[Any, Route],
    kind: Any,
    name: str,
    access: Anyone | Access[Any, Any],
    place: Place = Place.PRIVATE,
) -> Callable[[Any], Any]:
    def add(handler: Any) -> Any:
        _claim(table, kind, Route(name, handler, access, place))
        return handler

    return add


def _without_press(handler: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    @wraps(handler)
    async def handle(turn: Turn, _press: Press, *found: object) -> None:
        await handler(turn, *found)

    return handle


def _claim(table: dict[Any, Any], name: object, route: Route) -> None:
    if name in table:
        raise ValueError(f"two handlers claim {name}")
    table[name] = route
