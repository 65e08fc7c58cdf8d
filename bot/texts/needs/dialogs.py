"""Questions about a need, and replies to the answers."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech, Translate
from bot.texts.stories.phrases import help_button

REFUSALS = {
    "unknown": _("I cannot find that need any more."),
    "changed_since": _("Somebody was faster. Open it again: /jarurat"),
    "not_now": _("That cannot be done with it now. Open it again: /jarurat"),
    "not_yours": _("Only the leader or the clinic can do that."),
}
UNFIT = {
    "empty": _("Please write the sentence. Like: No bus on clinic day."),
    "long": _("That is too long. One short sentence is enough."),
    "name": _("A name of the group stands in it. Please tell it without names."),
    "personal": _("There is a number or a link in it. Please leave it out."),
}
TOPICS = {
    "medicine": _("💊 No medicine"),
    "transport": _("🚌 No bus, no road"),
    "other": _("📄 Papers or something else"),
}


def ask_group(t: Translate, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(f"👥 {title}", data("need_group", id_)) for id_, title in p["groups"]]
    return Speech(t(_("Which group do you speak for?")), column(*buttons))


def ask_topic(t: Translate, _p: Mapping[str, Any]) -> Speech:
    topics = [Button(t(label), data("need_about", topic)) for topic, label in TOPICS.items()]
    return Speech(t(_("📢 What is missing?")), column(*topics, help_button(t)))


def ask_words(t: Translate, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(TOPICS[p["topic"]]),
        t(_("Please say it in words or with your voice.")),
        t(_("Your name is told to nobody.")),
    ]
    return Speech("\n".join(lines))


def ask_words_again(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Please say it in a few words, or with your voice.")))


def raised(t: Translate, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("🙏 Thank you for speaking up!")),
        t(_("The leader puts it into one sentence for the group.")),
        t(_("Your name is told to nobody.")),
    ]
    return Speech("\n".join(lines))


def no_group(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("You are in no group yet. Ask the clinic for the group's link.")))


def ask_sentence(t: Translate, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t(_("Please write one sentence. The group will read it.")),
        t(_("Name nobody. Like: No bus on clinic day.")),
    ]
    return Speech("\n".join(lines))


def sentence_unfit(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(t(UNFIT[p["why"]]))


def ask_which_same(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["need"], p["version"])
    buttons = [
        Button(_short(sentence), data("need_into", *ids, other)) for other, sentence in p["others"]
    ]
    return Speech(t(_("Which one says the same?")), column(*buttons))


def no_other_need(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("There is no other need like it now.")))


def need_joined(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🔗 Joined. All voices count together.")))


def need_set_aside(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Set aside. The group hears nothing of it.")))


def ask_recipient(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["need"], p["version"])
    return Speech(
        t(_("Who can help with it?")),
        column(
            Button(t(_("🏥 Send it to the clinic")), data("need_send", *ids, "clinic")),
            Button(t(_("🤝 I tell somebody myself")), data("need_by_hand", *ids)),
        ),
    )


def ask_recipient_name(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Whom do you tell? Like: the sarpanch")))


def ask_answer(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("What is the answer? The group will read it.")))


def ask_until(t: Translate, p: Mapping[str, Any]) -> Speech:
    ids = (p["need"], p["version"])
    spans = {7: t(_("In a week")), 14: t(_("In two weeks")), 30: t(_("In a month"))}
    buttons = [Button(spans[d], data("need_promise", *ids, d)) for d in p["choices"]]
    return Speech(t(_("🤝 Until when is it promised?")), column(*buttons))


def voice_counted(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙋 Counted. Your name is told to nobody.")))


def voice_counted_before(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙋 You are counted already.")))


def join_first(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Please join first: open the private chat with me.")))


def need_settled(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("That need is settled already. 🙏")))


def refused(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(t(REFUSALS[p["why"]]))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 40 else sentence[:38].rstrip() + " …"


SAYS: tuple[Renderer, ...] = (
    ask_group,
    ask_topic,
    ask_words,
    ask_words_again,
    raised,
    no_group,
    ask_sentence,
    sentence_unfit,
    ask_which_same,
    no_other_need,
    need_joined,
    need_set_aside,
    ask_recipient,
    ask_recipient_name,
    ask_answer,
    ask_until,
    voice_counted,
    voice_counted_before,
    join_first,
    need_settled,
    refused,
)
