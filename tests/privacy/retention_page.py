"""docs/privacy.md: what each table keeps, made from the rules.

After a rule has changed, `python -m tests.privacy.retention_page` writes the page.
"""

from pathlib import Path

from bot.domain.privacy.retention import Retention, retention_rules

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
MARK = "<!-- From here on made from bot/domain/privacy/retention.toml. -->\n"


def table() -> str:
    lines = ["", "| table | what it holds | how long | on erasure |", "|---|---|---|---|"]
    lines += [_line(rule) for rule in retention_rules().values()]
    return "\n".join(lines) + "\n"


def _line(rule: Retention) -> str:
    days = "" if rule.days is None else f"{rule.days:g}"
    cells = (f"`{rule.table}`", rule.holds, rule.kept, rule.erased)
    return "| " + " | ".join(cell.replace("{days}", days) for cell in cells) + " |"


def page() -> str:
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + table()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
