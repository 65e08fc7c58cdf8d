"""The cost of reading one message on one core, over every message of the reader's tests."""

import statistics
import time
from pathlib import Path

from bot.domain.reading.explain import read

LISTS = Path(__file__).parents[1] / "reading"


def reading_cost(rounds: int) -> str:
    """Each message is timed alone. Only in the first round are its words new to the reader."""
    messages = [
        line.split("\t")[0]
        for name in ("dangers", "counts", "unseen_dangers", "unseen_counts", "second_dangers")
        for line in (LISTS / f"{name}.tsv").read_text("utf-8").splitlines()[1:]
    ]
    for misspelt in ("chhaattee meinn drdd", "सिने मैं दरदद"):
        read(misspelt)  # So that the word lists are loaded from their files before timing.
    first = _microseconds(messages)
    later = [statistics.mean(_microseconds(messages)) for _ in range(rounds)]
    met, unmet = statistics.median(later), statistics.mean(first)
    most = statistics.quantiles(first, n=100)[-1]
    return (
        f"reading one of {len(messages):,} messages: {met:.0f} us;"
        f" with words never met before: {unmet:.0f} us, 99 of 100 within {most:.0f} us"
    )


def _microseconds(messages: list[str]) -> list[float]:
    spent = []
    for message in messages:
        began = time.perf_counter()
        read(message, strip=10)
        spent.append((time.perf_counter() - began) * 1e6)
    return spent
