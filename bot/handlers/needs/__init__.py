"""/jarurat: what is missing, said by one, by many, carried on, answered."""

from bot.handlers.needs import forward, overview, report, wording

COMMANDS = {"jarurat": overview.show, "need": overview.show}
FLOWS = {"need": report.hear, "need_sentence": wording.sentence, "need_words": forward.words}
PRESSES = {
    "need": overview.show,
    "need_one": overview.one,
    "need_say": report.begin,
    "need_group": report.group_chosen,
    "need_about": report.topic_chosen,
    "need_me": overview.me_too,
    "need_word": wording.word,
    "need_as_said": wording.as_said,
    "need_same": wording.same,
    "need_into": wording.into,
    "need_aside": wording.aside,
    "need_send": forward.send,
    "need_by_hand": forward.by_hand,
    "need_answer": forward.answer,
    "need_promise": forward.promise,
    "need_solve": forward.solve,
    "need_reopen": forward.reopen,
}
