"""SVG to PNG with a packaged font, so that Devanagari looks the same on every machine."""

from functools import cache

from pylopdf_fonts_hi import sans_path
from resvg_py import svg_to_bytes

FAMILY = "Noto Sans Devanagari"


def render_png(svg: str) -> bytes:
    """Takes some 20 ms: call it in a thread. Raises ValueError: it is no SVG."""
    return svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[_font()], font_family=FAMILY
    )


@cache
def _font() -> str:
    return str(sans_path())
