"""An error in the words of the log: never its text, which may quote what a person wrote."""

import traceback


def error_location(error: BaseException) -> str:
    """The type of the error and where it happened, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    path = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
    return f"{type(error).__name__} in {path}"
