"""Questions about a need, and replies to the answers."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _
from bot.keyboards import Button, column, data
from bot.texts.speech import Renderer, Speech
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


def ask_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(f"👥 {title}", data("need_group", id_)) for id_, title in p["groups"]]
    return Speech(t("Which group do you speak for?"), column(*buttons))


def ask_topic(t: Translator, _p: Mapping[str, Any]) -> Speech:
    topics = [Button(t(label), data("need_about", topic)) for topic, label in TOPICS.items()]
    return Speech(t("📢 What is missing?"), column(*topics, help_button(t)))


def ask_words(t: Translator, p: Mapping[str, Any]) -> Speech:
    lines = [
        t(TOPICS[p["topic"]]),
        t("Please say it in words or with your voice."),
        t("Your name is told to nobody."),
    ]
    return Speech("\n".join(lines))


def ask_words_again(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please say it in a few words, or with your voice."))


def raised(t: Translator, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t("🙏 Thank you for speaking up!"),
        t("The leader puts it into one sentence for the group."),
        t("Your name is told to nobody."),
    ]
    return Speech("\n".join(lines))


def no_group(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("You are in no group yet. Ask the clinic for the group's link."))


def ask_sentence(t: Translator, _p: Mapping[str, Any]) -> Speech:
    lines = [
        t("Please write one sentence. The group will read it."),
        t("Name nobody. Like: No bus on clinic day."),
    ]
    return Speech("\n".join(lines))


def sentence_unfit(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t(UNFIT[p["why"]]))


def ask_which_same(t: Translator, p: Mapping[str, Any]) -> Speech:
    ids = (p["need"], p["version"])
    buttons = [
        Button(_short(sentence), data("need_into", *ids, other)) for other, sentence in p["others"]
    ]
    return Speech(t("Which one says the same?"), column(*buttons))


def no_other_need(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("There is no other need like it now."))


def need_joined(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🔗 Joined. All voices count together."))


def need_set_aside(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Set aside. The group hears nothing of it."))


def ask_recipient(t: Translator, p: Mapping[str, Any]) -> Speech:
    ids = (p["need"], p["version"])
    return Speech(
        t("Who can help with it?"),
        column(
            Button(t("🏥 Send it to the clinic"), data("need_send", *ids, "clinic")),
            Button(t("🤝 I tell somebody myself"), data("need_by_hand", *ids)),
        ),
    )


def ask_recipient_name(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Whom do you tell? Like: the sarpanch"))


def ask_answer(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("What is the answer? The group will read it."))


def ask_until(t: Translator, p: Mapping[str, Any]) -> Speech:
    ids = (p["need"], p["version"])
    spans = {7: t("In a week"), 14: t("In two weeks"), 30: t("In a month")}
    buttons = [Button(spans[d], data("need_promise", *ids, d)) for d in p["choices"]]
    return Speech(t("🤝 Until when is it promised?"), column(*buttons))


def voice_counted(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙋 Counted. Your name is told to nobody."))


def voice_counted_before(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙋 You are counted already."))


def join_first(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Please join first: open the private chat with me."))


def need_settled(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That need is settled already. 🙏"))


def refused(t: Translator, p: Mapping[str, Any]) -> Speech:
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
