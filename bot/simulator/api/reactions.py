"""The bot puts a reaction under a message."""

from bot.simulator.api.ask import Ask, method
from bot.simulator.errors import bad

EMOJI = frozenset(
    ("👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "😢", "🎉", "🤩", "🙏", "👌",
     "🕊", "🥱", "😍", "❤\u200d🔥", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "😈",
     "😴", "😭", "🤓", "👀", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🗿", "🆒", "💘", "🦄", "😘",
     "💊", "😎", "🤷", "😡")
)  # fmt: skip


@method("setMessageReaction")
def set_message_reaction(ask: Ask) -> bool:
    ask.writable()
    message = ask.message("to react")
    chosen = ask.structure("reaction") or []
    if len(chosen) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for each in chosen:
        if each.get("type") != "emoji" or each.get("emoji", "").rstrip("\ufe0f") not in EMOJI:
            raise bad("REACTION_INVALID")
    message.reactions[ask.bot.id] = chosen
    ask.world.changed()
    return True
