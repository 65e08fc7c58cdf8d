"""Pictures: pure functions make SVG text; `render_png` makes of it the PNG that is sent."""

from bot.charts.library import drawing
from bot.charts.my_month import Due, Lasting, Month, Panel, draw_month
from bot.charts.png import render_png

__all__ = ["Due", "Lasting", "Month", "Panel", "draw_month", "drawing", "render_png"]
