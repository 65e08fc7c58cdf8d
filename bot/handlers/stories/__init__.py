"""/kahani and the book key: telling a story, hearing others', reading for a group, taking back."""

from bot.handlers.stories import (
    choices,
    library,
    menu,
    mine,
    retelling,
    review,
    submission,
    withdrawal,
)

COMMANDS = {"kahani": menu.show, "story": menu.show}
KEYS = {"story": menu.show}
PRESSES = {
    "story": menu.show,
    "story_inbox": menu.inbox,
    "story_mine": mine.mine,
    "story_one": mine.one,
    "story_tell": submission.begin,
    "story_on": submission.go_on_telling,
    "story_group": submission.group_chosen,
    "story_start": submission.prompt_chosen,
    "story_more": submission.more_prompts,
    "story_done": submission.that_was_all,
    "story_leave": submission.leave,
    "story_again": submission.again,
    "story_name": choices.name,
    "story_layer": choices.layer,
    "story_layers": choices.layers_chosen,
    "story_voice": choices.voice,
    "story_edit": choices.edit,
    "story_share": choices.share,
    "story_read": review.read,
    "story_ok": review.approve,
    "story_ask": review.ask_change,
    "story_no": review.decline,
    "story_why": review.reason,
    "story_retell": retelling.begin,
    "story_told": retelling.judge,
    "story_shelf": library.shelf,
    "story_hear": library.hear,
    "story_helped": library.helped_me,
    "story_yes": mine.renewed,
    "story_less": withdrawal.fewer,
    "story_back": withdrawal.take_back,
}
FLOWS = {
    "story": submission.hear,
    "story_review": review.own_reason,
    "story_retell": retelling.hear,
}
EDITS = {"story": submission.hear}
