"""How much of what the bot says has been read by people who speak it."""

from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, ok, warning
from bot.texts.review.status import standings


def look_at_texts() -> Iterator[Finding]:
    for each in standings():
        about = f"texts ({each.language})"
        says = f"{each.read} of {each.sentences} sentences read by a native speaker"
        if each.unchecked:
            says += f"; {each.unchecked} of {each.grave} danger sentences lack a clinician's mark"
        if each.unchecked or each.read < each.sentences:
            yield warning(about, f"{says}: gothiya texts export")
        else:
            yield ok(about, says)
