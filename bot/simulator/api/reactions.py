"""The bot's reactions to messages."""

from bot.simulator.api.call import MethodCall, method
from bot.simulator.errors import bad_request

EMOJI = frozenset(
    ("👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "😢", "🎉", "🤩", "🙏", "👌",
     "🕊", "🥱", "😍", "❤\u200d🔥", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "😈",
     "😴", "😭", "🤓", "👀", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🗿", "🆒", "💘", "🦄", "😘",
     "💊", "😎", "🤷", "😡")
)  # fmt: skip


@method("setMessageReaction")
def set_message_reaction(call: MethodCall) -> bool:
    call.writable_chat()
    message = call.message("to react")
    chosen = call.structure("reaction") or []
    if len(chosen) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for each in chosen:
        if each.get("type") != "emoji" or each.get("emoji", "").rstrip("\ufe0f") not in EMOJI:
            raise bad_request("REACTION_INVALID")
    message.reactions[call.bot.id] = chosen
    call.world.changed()
    return True
