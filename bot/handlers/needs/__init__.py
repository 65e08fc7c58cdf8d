"""/jarurat: what is missing, said by one, by many, carried on, answered."""

from bot.handlers.needs import carrying, leading, listing, raising

COMMANDS = {"jarurat": listing.show, "need": listing.show}
FLOWS = {"need": raising.hear, "need_sentence": leading.sentence, "need_words": carrying.words}
PRESSES = {
    "need": listing.show,
    "need_one": listing.one,
    "need_say": raising.begin,
    "need_group": raising.group_chosen,
    "need_about": raising.topic_chosen,
    "need_me": listing.me_too,
    "need_word": leading.word,
    "need_as_said": leading.as_said,
    "need_same": leading.same,
    "need_into": leading.into,
    "need_aside": leading.aside,
    "need_send": carrying.send,
    "need_by_hand": carrying.by_hand,
    "need_answer": carrying.answer,
    "need_promise": carrying.promise,
    "need_solve": carrying.solve,
    "need_reopen": carrying.reopen,
}
