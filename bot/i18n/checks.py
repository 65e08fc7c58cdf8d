"""What a translation must keep of the English: placeholders, tags, emoji and commands."""

import re
from html.parser import HTMLParser
from string import Formatter

PICTURE = re.compile("[\u2190-\u21ff\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
TAGS = {"b", "i", "u", "code", "a"}


def placeholders(text: str) -> set[str]:
    """Raises ValueError where a brace is not closed."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


class _Balance(HTMLParser):
    """Telegram refuses a message whose tags do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in TAGS:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def html_faults(text: str) -> list[str]:
    parser = _Balance()
    parser.feed(text)
    parser.close()
    stray = re.findall(r"<(?!/?(?:b|i|u|code|a)\b[^<>]*>)", text)
    return parser.wrong + parser.open + stray


def tags(text: str) -> list[str]:
    return sorted(re.findall(r"</?\w+", text))


def pictures(text: str) -> list[str]:
    return sorted(PICTURE.findall(text))


def commands(text: str) -> list[str]:
    return sorted(re.findall(r"(?<![\w<])/[a-z]+", text))


def faults(english: str, translation: str) -> list[str]:
    """What is wrong with a translation, each with what to do about it."""
    try:
        missing = placeholders(english) ^ placeholders(translation)
    except ValueError:
        return ["a { or } stands alone; write gaps like {name}"]
    found = [f"{{{name}}} must stand in both; write it as it is" for name in sorted(missing)]
    if html_faults(translation) or tags(english) != tags(translation):
        wanted = " ".join(re.findall(r"</?\w+[^>]*>", english)) or "none"
        found.append(f"the marks in <> differ; keep exactly: {wanted}")
    if pictures(english) != pictures(translation):
        wanted = " ".join(pictures(english)) or "none"
        found.append(f"the pictures differ; keep exactly: {wanted}")
    if commands(english) != commands(translation):
        found.append(f"the commands differ; keep exactly: {' '.join(commands(english)) or 'none'}")
    return found
