"""/kahani and the book key: tell a story, hear others', review for a group, withdraw."""

from bot.handlers.stories import (
    choices,
    library,
    menu,
    my_stories,
    retelling,
    review,
    submission,
    withdrawal,
)

COMMANDS = {"kahani": menu.show_story_menu, "story": menu.show_story_menu}
KEYS = {"story": menu.show_story_menu}
PRESSES = {
    "story": menu.show_story_menu,
    "story_inbox": menu.show_inbox,
    "story_mine": my_stories.list_my_stories,
    "story_show": my_stories.show_my_story,
    "story_new": submission.start_story,
    "story_resume": submission.resume_story,
    "story_group": submission.choose_group,
    "story_prompt": submission.choose_prompt,
    "story_prompts": submission.show_more_prompts,
    "story_done": submission.finish_story,
    "story_discard": submission.discard_story,
    "story_rewrite": submission.rewrite_story,
    "story_name": choices.choose_name,
    "story_layer": choices.toggle_audience,
    "story_layers_done": choices.confirm_audience,
    "story_voice": choices.choose_voice,
    "story_edit": choices.edit_draft,
    "story_share": choices.submit_draft,
    "story_read": review.open_for_review,
    "story_approve": review.approve_story,
    "story_change": review.ask_for_change,
    "story_decline": review.decline_story,
    "story_reason": review.choose_reason,
    "story_retell": retelling.start_retelling,
    "story_retold": retelling.answer_retelling,
    "story_shelf": library.choose_shelf,
    "story_hear": library.play_from_library,
    "story_helped": library.mark_helped,
    "story_renew": my_stories.renew_story,
    "story_narrow": withdrawal.narrow_audience,
    "story_withdraw": withdrawal.withdraw,
}
FLOWS = {
    "story": submission.take_story_message,
    "story_review": review.take_own_reason,
    "story_retelling": retelling.take_retelling,
}
EDITS = {"story": submission.take_story_message}
