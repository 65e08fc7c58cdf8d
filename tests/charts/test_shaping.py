"""Text in pictures is as wide as HarfBuzz, which Android uses, makes it: conjuncts are joined.

If a renderer does not join क् and ष, or draws ि behind its letter, the width differs.
"""

import io

import pytest
import uharfbuzz as hb
from PIL import Image
from pylopdf_fonts_hi import sans_path

from bot.charts.paper import INK, sheet, text_line
from bot.charts.png import render_png

SIZE = 60
TOLERANCE = 2.5
"""Tolerance in pixels, since the edges of letters are rounded and smoothed."""


def expected_width(
    text: str, *, script: str = "Deva", features: dict[str, bool] | None = None
) -> float:
    """Width of the ink, in pixels at SIZE and weight 700."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(sans_path()))))
    font.set_variations({"wght": 700})
    font.scale = (SIZE * 64, SIZE * 64)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.script = script
    hb.shape(font, buffer, features or {})
    at, edges = 0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        ink = font.get_glyph_extents(info.codepoint)
        if ink is not None and ink.width:
            left = at + position.x_offset + ink.x_bearing
            edges += [left, left + ink.width]
        at += position.x_advance
    return (max(edges) - min(edges)) / 64


def drawn_width(text: str) -> float:
    picture = Image.open(
        io.BytesIO(render_png(sheet(120, text_line(text, 20, 80, SIZE, room=2000))))
    )
    box = picture.convert("L").point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box is not None
    return box[2] - box[0]


@pytest.mark.parametrize(
    "text",
    [
        "क्षत्रपाल",
        "पत्र",
        "वर्मा",
        "बुद्धि",
        "सिकलिन",
        "गोली",
        "श्री ज्ञान",
        "चिट्ठी",
        "छत्तीसगढ़ी",
        "गनियारी",
        "बिहनिया",
        "गोठियावव",
        "तुंहर दवई",
        "नइ बांचे हे",
        "मिर्गी के गोली",
        "Metformin",
        "Metformin की गोली",
        "12 दिन",
        "500 सिकलिन",
    ],
)
def test_a_word_is_as_wide_as_it_should_be(text: str) -> None:
    assert drawn_width(text) == pytest.approx(expected_width(text), abs=TOLERANCE)


@pytest.mark.parametrize("text", ["क्षत्रपाल", "बुद्धि", "वर्मा"])
def test_the_width_tells_joined_letters_from_letters_left_apart(text: str) -> None:
    """Else the test above would prove nothing."""
    assert abs(expected_width(text, script="Latn") - expected_width(text)) > 3 * TOLERANCE


def test_a_name_that_is_too_long_stays_on_the_paper() -> None:
    for name in ("महामहिमामण्डलेश्वर " * 4, "W" * 80, "💊" * 30, "ि्" * 20):
        assert f'fill="{INK}"' in text_line(name, 20, 80, SIZE, room=660)
    for name in ("महामहिमामण्डलेश्वर क्षत्रपाल ठाकुर शर्मा वर्मा साहू", "W" * 80, "ॐ" * 80):
        picture = Image.open(
            io.BytesIO(render_png(sheet(120, text_line(name, 20, 80, SIZE, room=660))))
        )
        box = picture.convert("L").point(lambda shade: 255 if shade < 128 else 0).getbbox()
        assert box is not None
        assert box[2] <= 20 + 660
