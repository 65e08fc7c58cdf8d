"""*My month*: how long each medicine will last, for somebody who reads digits but no words.

Each day of the next four weeks is a capsule, seven in a row, so that one column is one weekday.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.charts import shapes
from bot.charts.paper import EMPTY, INK, MARGIN, MEETING, PAPER, WIDTH, digits, sheet, text_line

WEEKS, DAYS = 4, 28
MAX_PANELS = 12
"""Medicines in one picture: Telegram takes none that is higher than ten thousand pixels."""
HEAD, TOP, ROW, COLUMN, FOOT = 118, 224, 70, 95, 116
PANEL = TOP + WEEKS * ROW + 24


@dataclass(frozen=True, slots=True)
class Lasting:
    """Pills that last for so many days, today included."""

    days: int


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is given, such as an injection, in so many days; 0 also if it is overdue."""

    days: int


@dataclass(frozen=True, slots=True)
class Panel:
    medicine: str
    what: Lasting | Due


@dataclass(frozen=True, slots=True)
class Month:
    """What is shown; all words in the reader's language."""

    person: str
    today: date
    panels: tuple[Panel, ...]
    days_word: str
    meeting: date | None = None
    meeting_words: str = ""


def draw_month(of: Month) -> str:
    """The drawing as SVG; the medicine that runs out first is at the top."""
    panels = sorted(of.panels, key=lambda panel: panel.what.days)[:MAX_PANELS]
    drawn = [_panel(of, panel, HEAD + n * PANEL) for n, panel in enumerate(panels)]
    height = HEAD + len(panels) * PANEL + (FOOT if of.meeting else 0)
    foot = _foot(of, height - FOOT) if of.meeting else ""
    return sheet(height, _head(of), *drawn, foot)


def _head(of: Month) -> str:
    room = WIDTH - 2 * MARGIN
    return text_line(of.person, MARGIN, 78, 60, room=room) + _line(HEAD - 8)


def _panel(of: Month, panel: Panel, top: int) -> str:
    name = text_line(panel.medicine, MARGIN, top + 52, 46, room=WIDTH - 2 * MARGIN)
    return name + _sign(of, panel, top + 68) + _calendar(of, panel, top + TOP)


def _sign(of: Month, panel: Panel, top: int) -> str:
    """A picture of the medicine, and the days in big digits."""
    days = panel.what.days
    if isinstance(panel.what, Due):
        picture = shapes.syringe(MARGIN, top, 140)
    else:
        picture = shapes.jar(MARGIN + 10, top, days)
    none_left = isinstance(panel.what, Lasting) and days == 0
    light = shapes.moon(470, top + 78, 44) if none_left else shapes.sun(470, top + 78, 34)
    unit = text_line(of.days_word, 550, top + 104, 52, room=WIDTH - MARGIN - 550)
    return picture + digits(days, 310, top + 128, 140) + light + unit


def _calendar(of: Month, panel: Panel, top: int) -> str:
    return "".join(_cell(of, panel, n, top) for n in range(DAYS))


def _cell(of: Month, panel: Panel, n: int, top: int) -> str:
    day = of.today + timedelta(days=n)
    x, y = MARGIN + n % 7 * COLUMN, top + n // 7 * ROW
    full = isinstance(panel.what, Lasting) and n < panel.what.days
    met, ends = day == of.meeting, n == panel.what.days
    return "".join(
        (
            _meeting_background(x, y) if met else "",
            shapes.capsule(x, y, full=full),
            _last_day_sign(panel, x, y) if ends else _number(day, x - 12 * met, y, full),
            shapes.tree(x + 72, y + 60) if met else "",
            shapes.sun(x + 3, y + 4, 10) if n == 0 else "",
        )
    )


def _number(day: date, x: float, y: float, full: bool) -> str:
    return digits(day.day, x + 42, y + 40, 36, PAPER if full else INK)


def _last_day_sign(panel: Panel, x: float, y: float) -> str:
    if isinstance(panel.what, Due):
        return shapes.syringe(x + 18, y + 4, 48)
    return shapes.moon(x + 42, y + 28, 19)


def _meeting_background(x: float, y: float) -> str:
    return f'<rect x="{x - 5}" y="{y - 6}" width="94" height="68" rx="14" fill="{MEETING}"/>'


def _foot(of: Month, top: int) -> str:
    sign = _meeting_background(MARGIN + 5, top + 30) + shapes.tree(MARGIN + 46, top + 86)
    room = WIDTH - 2 * MARGIN - 120
    return _line(top) + sign + text_line(of.meeting_words, MARGIN + 120, top + 80, 44, room=room)


def _line(y: float) -> str:
    return (
        f'<path d="M{MARGIN} {y}H{WIDTH - MARGIN}" stroke="{EMPTY}" stroke-width="3" fill="none"/>'
    )
