"""Needs: what a group lacks. Members raise and join needs, leaders word and forward them."""

from bot.handlers.needs import forward, overview, report, wording

COMMANDS = {"jarurat": overview.list_needs, "need": overview.list_needs}
FLOWS = {
    "need": report.take_need_words,
    "need_sentence": wording.take_sentence,
    "need_words": forward.take_recipient_or_answer,
}
PRESSES = {
    "need": overview.list_needs,
    "need_one": overview.open_need,
    "need_say": report.start_need,
    "need_group": report.choose_need_group,
    "need_about": report.choose_need_topic,
    "need_me": overview.join_need,
    "need_word": wording.start_sentence,
    "need_as_said": wording.share_first_words,
    "need_same": wording.choose_same_need,
    "need_into": wording.merge_into_need,
    "need_aside": wording.put_need_aside,
    "need_send": forward.choose_recipient,
    "need_by_hand": forward.start_recipient_name,
    "need_answer": forward.start_answer,
    "need_promise": forward.choose_promise,
    "need_solve": forward.solve_need,
    "need_reopen": forward.reopen_need,
}
