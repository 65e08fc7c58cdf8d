"""What is said: one Telegram message, before it is one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.keyboards import Rows


@dataclass(frozen=True, slots=True)
class Contact:
    """A card with a number to tap: Telegram has no call buttons."""

    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class Speech:
    """`text` is HTML; with `voice`, `photo` or `picture` it is their caption; with `contact` it is
    not sent. `picture` is a drawing as SVG: it becomes a photo when it leaves.

    `keys` puts a keyboard of labels under the input field; None leaves what is there.
    """

    text: str
    buttons: Rows = ()
    contact: Contact | None = None
    voice: str | None = None
    medium: str = "voice"
    """What `voice` is to Telegram: `voice`, `video_note` or `audio`."""
    photo: str | None = None
    picture: str | None = None
    poll: tuple[str, ...] = ()
    """Answers to choose from: the text is then the question, and nobody sees who chose what."""
    keys: tuple[tuple[str, ...], ...] | None = None
    protect: bool = False


Translate = Callable[[str], str]
Renderer = Callable[[Translate, Mapping[str, Any]], Speech]


def fill(sentence: str, **values: object) -> str:
    """Put values into a translated sentence, escaped: a name may hold `<` or `&`."""
    return sentence.format(**{name: escape(str(value)) for name, value in values.items()})
