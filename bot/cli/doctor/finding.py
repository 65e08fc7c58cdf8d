"""One line of the doctor's report."""

from dataclasses import dataclass

WORDS = ("ok", "warning", "to mend")


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    says: str
    badness: int
    """0 fine, 1 worth knowing, 2 must be mended."""

    def __str__(self) -> str:
        return f"{WORDS[self.badness]:<8} {self.about}: {' '.join(self.says.split())}"


def ok(about: str, says: str) -> Finding:
    return Finding(about, says, 0)


def warning(about: str, says: str) -> Finding:
    return Finding(about, says, 1)


def mend(about: str, says: str) -> Finding:
    return Finding(about, says, 2)
