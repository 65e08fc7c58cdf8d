"""A sentence in a form from which a Telegram message is made."""

from dataclasses import dataclass

from bot.keyboards import Rows


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact card with a number to tap, since Telegram has no call buttons."""

    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One message. `text` is HTML: the caption of a `voice`, `photo` or `picture`; with a `contact`
    it is not sent.
    """

    text: str
    buttons: Rows = ()
    contact: Contact | None = None
    voice: str | None = None
    medium: str = "voice"
    """What `voice` is to Telegram: `voice`, `video_note` or `audio`."""
    photo: str | None = None
    picture: str | None = None
    """A drawing as SVG, which is sent as a photo."""
    poll: tuple[str, ...] = ()
    """Answers of an anonymous poll, of which the text is the question."""
    keys: tuple[tuple[str, ...], ...] | None = None
    """Labels of the keyboard below the input field; None leaves the keyboard as it is."""
    protect: bool = False
