"""The button of *my month*."""

from dataclasses import dataclass

from bot.keyboards.press import Press


@dataclass(frozen=True)
class ShowMonth(Press, verb="my_month"):
    """`treatment`: its patient's month is shown; None: of the patient this phone acts for."""

    treatment: int | None = None
