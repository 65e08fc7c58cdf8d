"""Checks how many sentences native speakers and clinicians have reviewed."""

from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, ok, warning
from bot.texts.review.status import review_standings


def check_texts() -> Iterator[Finding]:
    for status in review_standings():
        about = f"texts ({status.language})"
        text = f"{status.read} of {status.sentences} sentences read by a native speaker"
        if status.unchecked:
            text += (
                f"; {status.unchecked} of {status.grave} danger sentences lack a clinician's mark"
            )
        if status.unchecked or status.read < status.sentences:
            yield warning(about, f"{text}: gothiya texts export")
        else:
            yield ok(about, text)
