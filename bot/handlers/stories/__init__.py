"""/kahani and the book key: telling a story, reading others', taking one back."""

from bot.handlers.stories import choosing, menu, reviewing, taking_back, telling

COMMANDS = {"kahani": menu.show, "story": menu.show}
KEYS = {"story": menu.show}
PRESSES = {
    "story": menu.show,
    "story_mine": menu.mine,
    "story_one": menu.one,
    "story_inbox": menu.inbox,
    "story_tell": telling.begin,
    "story_group": telling.group_chosen,
    "story_done": telling.that_was_all,
    "story_leave": telling.leave,
    "story_again": telling.again,
    "story_name": choosing.name,
    "story_for": choosing.audience,
    "story_edit": choosing.edit,
    "story_share": choosing.share,
    "story_ok": reviewing.approve,
    "story_ask": reviewing.ask_change,
    "story_no": reviewing.decline,
    "story_why": reviewing.reason,
    "story_back": taking_back.take_back,
}
FLOWS = {"story": telling.hear, "story_review": reviewing.own_reason}
EDITS = {"story": telling.hear}
