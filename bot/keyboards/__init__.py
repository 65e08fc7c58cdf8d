"""Buttons: their labels and the data `verb:argument:…` that a press sends back."""

from dataclasses import dataclass

from bot.keyboards.press import Press


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: a press sends `press` to the bot, or opens `url`."""

    label: str
    press: Press | None = None
    url: str | None = None

    @property
    def data(self) -> str | None:
        return self.press.pack() if self.press else None


Rows = tuple[tuple[Button, ...], ...]


def column(*buttons: Button) -> Rows:
    return tuple((button,) for button in buttons)


def row(*buttons: Button) -> Rows:
    return (tuple(buttons),)
