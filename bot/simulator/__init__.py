"""A simulator of Telegram, on this computer alone: in process for tests, over HTTP for the demo."""
