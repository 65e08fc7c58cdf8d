"""Pictures: drawings are SVG text, made by pure functions; `png` makes of them what is sent."""

from bot.charts.library import drawing
from bot.charts.my_month import Due, Lasting, Month, Panel, month
from bot.charts.png import png

__all__ = ["Due", "Lasting", "Month", "Panel", "drawing", "month", "png"]
