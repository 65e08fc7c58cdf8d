"""Things drawn without a word: a jar of pills, the sun, the moon, a tree, a syringe."""

from math import cos, pi, sin

from bot.charts.paper import EMPTY, FULL, GLASS, INK, MEETING, NIGHT, PAPER, SUN, WOOD

JAR_ROWS, JAR_COLUMNS = 6, 5
JAR_HOLDS = JAR_ROWS * JAR_COLUMNS
"""Pills, one for each day; for more days the jar is just full."""


def jar(x: float, y: float, days: int) -> str:
    """120 wide, 150 high; it empties from the top."""
    pills = [_pill(x, y, n) for n in range(min(days, JAR_HOLDS))]
    glass = (
        f'<rect x="{x + 14}" y="{y}" width="92" height="20" rx="6" fill="{GLASS}"/>'
        f'<rect x="{x + 4}" y="{y + 22}" width="112" height="126" rx="18" fill="{PAPER}"'
        f' stroke="{GLASS}" stroke-width="6"/>'
    )
    return glass + "".join(pills)


def _pill(x: float, y: float, number: int) -> str:
    row, column = divmod(number, JAR_COLUMNS)
    across, down = x + 22 + column * 19, y + 135 - row * 18.5
    return f'<circle cx="{across:g}" cy="{down:g}" r="8.5" fill="{FULL}"/>'


def capsule(x: float, y: float, *, full: bool) -> str:
    """84 wide, 56 high; filled if there is medicine for that day."""
    look = f'fill="{FULL}"' if full else f'fill="{PAPER}" stroke="{EMPTY}" stroke-width="4"'
    return f'<rect x="{x + 2}" y="{y + 2}" width="80" height="52" rx="26" {look}/>'


def sun(x: float, y: float, r: float) -> str:
    rays = " ".join(
        f"M{x + cos(a) * r * 1.25:.1f} {y + sin(a) * r * 1.25:.1f}"
        f"L{x + cos(a) * r * 1.7:.1f} {y + sin(a) * r * 1.7:.1f}"
        for a in (n * pi / 4 for n in range(8))
    )
    return (
        f'<path d="{rays}" stroke="{SUN}" stroke-width="{r * 0.28:.1f}" stroke-linecap="round"/>'
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{SUN}" stroke="{INK}"'
        f' stroke-width="{r / 9:.1f}"/>'
    )


def moon(x: float, y: float, r: float) -> str:
    """The sign of the first day without enough pills."""
    return (
        f'<path d="M{x + r * 0.5:.1f} {y - r:.1f} A{r} {r} 0 1 0 {x + r:.1f} {y + r * 0.5:.1f}'
        f' A{r * 0.85:.1f} {r * 0.85:.1f} 0 0 1 {x + r * 0.5:.1f} {y - r:.1f}Z" fill="{NIGHT}"/>'
    )


def tree(x: float, y: float) -> str:
    """The sign of a meeting; 40 wide, 52 high, standing on y. A rim sets it off from a capsule."""
    crown = ((0, -34, 17), (-12, -24, 11), (12, -24, 11))
    rims = (
        f'<circle cx="{x + i}" cy="{y + j}" r="{r + 3}" fill="{MEETING}"/>' for i, j, r in crown
    )
    leaves = (f'<circle cx="{x + i}" cy="{y + j}" r="{r}" fill="{FULL}"/>' for i, j, r in crown)
    trunk = f'<rect x="{x - 4}" y="{y - 22}" width="8" height="22" fill="{WOOD}"/>'
    return "".join((*rims, trunk, *leaves))


def syringe(x: float, y: float, size: float) -> str:
    """Diagonal in a square whose upper left corner is x, y."""
    u = size / 10
    return (
        f'<g transform="translate({x} {y}) scale({u})" stroke="{INK}" stroke-width=".5"'
        ' stroke-linecap="round">'
        f'<path d="M.6 9.4 L2.6 7.4 M8 2 L9.4 .6 M8.6 0 L10 1.4" fill="none" stroke-width=".7"/>'
        f'<path d="M2.2 6.2 L6.4 2 L8 3.6 L3.8 7.8Z" fill="{PAPER}"/>'
        f'<path d="M2.2 6.2 L4.4 4 L6 5.6 L3.8 7.8Z" fill="{SUN}"/></g>'
    )
