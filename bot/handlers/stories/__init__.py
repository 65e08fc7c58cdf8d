"""/kahani and the book key: telling a story, hearing others', reading for a group, taking back."""

from bot.handlers.stories import (
    choosing,
    listening,
    menu,
    mine,
    retelling,
    reviewing,
    taking_back,
    telling,
)

COMMANDS = {"kahani": menu.show, "story": menu.show}
KEYS = {"story": menu.show}
PRESSES = {
    "story": menu.show,
    "story_inbox": menu.inbox,
    "story_mine": mine.mine,
    "story_one": mine.one,
    "story_tell": telling.begin,
    "story_on": telling.go_on_telling,
    "story_group": telling.group_chosen,
    "story_start": telling.prompt_chosen,
    "story_more": telling.more_prompts,
    "story_done": telling.that_was_all,
    "story_leave": telling.leave,
    "story_again": telling.again,
    "story_name": choosing.name,
    "story_layer": choosing.layer,
    "story_layers": choosing.layers_chosen,
    "story_voice": choosing.voice,
    "story_edit": choosing.edit,
    "story_share": choosing.share,
    "story_read": reviewing.read,
    "story_ok": reviewing.approve,
    "story_ask": reviewing.ask_change,
    "story_no": reviewing.decline,
    "story_why": reviewing.reason,
    "story_retell": retelling.begin,
    "story_told": retelling.judge,
    "story_shelf": listening.shelf,
    "story_hear": listening.hear,
    "story_helped": listening.helped_me,
    "story_yes": mine.renewed,
    "story_less": taking_back.fewer,
    "story_back": taking_back.take_back,
}
FLOWS = {
    "story": telling.hear,
    "story_review": reviewing.own_reason,
    "story_retell": retelling.hear,
}
EDITS = {"story": telling.hear}
