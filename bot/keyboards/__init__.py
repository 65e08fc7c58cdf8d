"""Buttons: their labels and the data `verb:argument:…` that a press sends back."""

from dataclasses import dataclass

from bot.keyboards.press import DATA_BYTES, Press


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: a press sends `press` to the bot, or opens `url`."""

    label: str
    press: Press | str | None = None
    url: str | None = None

    @property
    def data(self) -> str | None:
        return self.press.pack() if isinstance(self.press, Press) else self.press


Rows = tuple[tuple[Button, ...], ...]


def data(verb: str, *arguments: object) -> str:
    """The data of a button. Raises ValueError if it is too long for Telegram."""
    packed = ":".join((verb, *(str(a) for a in arguments)))
    if len(packed.encode()) > DATA_BYTES:
        raise ValueError(f"button data is longer than {DATA_BYTES} bytes: {packed}")
    return packed


def unpack(packed: str) -> tuple[str, list[str]]:
    verb, *arguments = packed.split(":")
    return verb, arguments


def column(*buttons: Button) -> Rows:
    return tuple((button,) for button in buttons)


def row(*buttons: Button) -> Rows:
    return (tuple(buttons),)
