"""What a member asks of the bot itself: to stop, to be quiet for a while, to get help."""

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.reading.lexicon import ideas
from bot.domain.reading.message import Token, present_in
from db.enums import Wish

_COMMANDS = {
    "/band": Wish.STOP,
    "/stop": Wish.STOP,
    "/help": Wish.HELP,
    "/madad": Wish.HELP,
    "/pause": Wish.PAUSE,
}


def wish_in(text: str, tokens: Sequence[Token]) -> Wish | None:
    if text.startswith("/"):
        return _COMMANDS.get(text.split()[0].split("@")[0].lower())
    present = present_in(tokens)
    if present & ideas("HELP", "RESCUE") and _for_help(tokens, present):
        return Wish.HELP
    if _wants_pause(tokens, present):
        return Wish.PAUSE
    return Wish.STOP if _wants_stop(tokens, present) else None


def _for_help(tokens: Sequence[Token], present: int) -> bool:
    """Whether help is asked for; not in "it helped me" or "no help needed"."""
    if present & ideas("NOT NEVER_DO PAST GOT_NOT"):
        return False
    return bool(_size(tokens) <= 4 or present & ideas("RESCUE WANTED DO_ORDER PLEA"))


def _size(tokens: Sequence[Token]) -> int:
    polite = ideas("FILLER PLEA IS DO_ORDER")
    return sum(1 for token in tokens if token.is_word and not token.ideas & polite)


def _wants_pause(tokens: Sequence[Token], present: int) -> bool:
    refuses = present & ideas("NEVER_DO", "STOP_WISH")
    messages = present & ideas("MESSAGE", "SEND_ORDER")
    a_while = present & ideas("SOME_DAYS", "LATER") or (
        present & ideas("WEEK", "MONTH", "DAY", "TODAY")
        and present & ideas("NEVER_DO", "STOP_WISH")
    )
    if messages and refuses and a_while:
        return True
    later = any(
        one.ideas & ideas("LATER") and two.ideas & ideas("IN") for one, two in pairwise(tokens)
    )
    if later and _size(tokens) <= 3 and not present & ideas("EAT", "PILL", "MED"):
        return not any(token.is_number for token in tokens)
    return (
        bool(present & ideas("WAIT"))
        and _size(tokens) <= 2
        and not present & ideas("PAIN", "BREATH", "NOT")
    )


def _wants_stop(tokens: Sequence[Token], present: int) -> bool:
    messages = present & ideas("MESSAGE", "GROUP")
    if present & ideas("MED", "PILL", "BLOOD", "BREATH", "SPEAK", "PAIN", "ALCOHOL", "INJECTION"):
        return False
    if (
        present & ideas("NEVER_DO")
        and present & ideas("SEND_ORDER")
        and not present & ideas("GROUP")
    ):
        return True
    if messages and present & ideas("STOP_WISH", "QUIT") and not present & ideas("NOT"):
        return True
    if present & ideas("STOP_WISH") and not present & ideas("NOT", "NEVER_DO", "GONE", "HAPPEN"):
        ordered = present & ideas("DO_ORDER") and _size(tokens) <= 2
        alone = _size(tokens) == 1 and sum(token.is_word for token in tokens) <= 2
        return bool(ordered) or alone
    wants_out = present & ideas("QUIT") and (
        present & ideas("IS", "WANT", "MY") or len(tokens) <= 2
    )
    return bool(wants_out) and _size(tokens) <= 3 and not present & ideas("LIFE", "LIVE")
