"""One line of the doctor's report."""

from dataclasses import dataclass

LABELS = ("ok", "warning", "to mend")


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    text: str
    severity: int
    """0 fine, 1 worth knowing, 2 must be put right."""

    def __str__(self) -> str:
        return f"{LABELS[self.severity]:<8} {self.about}: {' '.join(self.text.split())}"


def ok(about: str, text: str) -> Finding:
    return Finding(about, text, 0)


def warning(about: str, text: str) -> Finding:
    return Finding(about, text, 1)


def mend(about: str, text: str) -> Finding:
    return Finding(about, text, 2)
