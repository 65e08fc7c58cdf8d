"""The number pad under a question: one tap for each digit, as many people cannot type."""

from collections.abc import Callable
from typing import Literal

from bot.keyboards import Button, Rows
from bot.keyboards.press import Press

PadKeyName = Literal[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "clear", "none", "ok"
]  # fmt: skip
DIGITS: tuple[tuple[PadKeyName, ...], ...] = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


def number_pad(press: Callable[[PadKeyName], Press], *, none: str) -> Rows:
    """`press`: what a key sends. `none`: the label of the key that says that nothing is left."""

    def key(label: str, name: PadKeyName) -> Button:
        return Button(label, press(name))

    return (
        *(tuple(key(digit, digit) for digit in line) for line in DIGITS),
        (key("⌫", "back"), key("0", "0"), key("✅", "ok")),
        (key(none, "none"),),
    )
