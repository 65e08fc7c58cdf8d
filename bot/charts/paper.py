"""What all pictures share: size, colours that show on a cheap screen, and text that fits."""

import re
from html import escape

from bot.charts.png import FAMILY

WIDTH = 720
"""Twice the 360 pixels of a small phone, which shows the picture at half its size."""
MARGIN = 28

INK = "#1a1a1a"
PAPER = "#ffffff"
FULL = "#14713a"
"""There is medicine. It differs from EMPTY by its fill too, for people who see no colours."""
EMPTY = "#8a8a8a"
SUN = "#f2a900"
NIGHT = "#23366e"
MEETING = "#ffe08a"
WOOD = "#6b3f1d"
GLASS = "#3b4a54"

_LETTER_WIDTH = 0.62
"""Of an ordinary letter, in font sizes: more than most letters take, so that text fits."""
_WIDTHLESS = re.compile("[\u0900-\u0902\u093a\u093c\u0941-\u0948\u094d\u0951-\u0957\u0962\u0963]")
"""Signs above and below a letter, and the virama, which joins two letters into one."""
_WIDE = re.compile("[A-Zmw@%&ॐओऔझ]")
_UNDRAWABLE = re.compile("[^ -~\u0900-\u097f\u200c\u200d]")
"""What the font has no glyph for, such as emoji, and would draw as a crossed box."""

_DEVANAGARI = '<tspan font-size="0.01" fill-opacity="0">क</tspan>'
"""An invisible first letter: resvg shapes a line by the script of its first letter. After a Latin
one (as in "Metformin की गोली") it would not join conjuncts, and draw ि behind its letter."""


def text_line(
    text: str, x: float, y: float, size: int, *, room: float, anchor: str = "start"
) -> str:
    """One line; made smaller, and then cut off, so that it fits into `room` pixels."""
    shown = " ".join(_UNDRAWABLE.sub(" ", text).split())
    size = max(round(size * 0.6), min(size, int(room / max(1.0, _letters(shown) * _LETTER_WIDTH))))
    while len(shown) > 1 and _letters(shown) * _LETTER_WIDTH * size > room:
        shown = shown.rstrip(".")[:-1].rstrip(" \u094d") + "..."
        if len(shown) < 5:
            break
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="700" fill="{INK}"'
        f' text-anchor="{anchor}">{_DEVANAGARI}{escape(shown)}</text>'
    )


def digits(number: int, x: float, y: float, size: int, colour: str = INK) -> str:
    """Centred on x."""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="800" fill="{colour}"'
        f' text-anchor="middle">{number}</text>'
    )


def sheet(height: float, *parts: str) -> str:
    """The whole drawing, with `parts` in it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}"'
        f' viewBox="0 0 {WIDTH} {height:g}" font-family="{FAMILY}">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def _letters(text: str) -> float:
    return len(_WIDTHLESS.sub("", text)) + len(_WIDE.findall(text)) / 2
