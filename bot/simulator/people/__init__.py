"""`Person`: all that somebody can do with Telegram's app, one base class for each kind of it."""
