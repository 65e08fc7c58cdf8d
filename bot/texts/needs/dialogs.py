"""Questions about a need, and replies to the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.needs import NeedRefusal
from bot.i18n import Translator, _
from bot.keyboards import Button, column
from bot.keyboards.needs import (
    ChooseNeedGroup,
    ChooseNeedTopic,
    MergeNeed,
    PromiseNeed,
    SendNeed,
    SendNeedByHand,
)
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from bot.texts.stories.phrases import help_button
from db.enums import NeedTopic

Unfit = Literal["empty", "long", "name", "personal"]
"""Why words cannot be posted in the group."""

REFUSALS: dict[NeedRefusal, str] = {
    "unknown": _("I cannot find that need any more."),
    "changed_since": _("Somebody was faster. Open it again: /jarurat"),
    "not_now": _("That cannot be done with it now. Open it again: /jarurat"),
    "not_yours": _("Only the leader or the clinic can do that."),
}
UNFIT: dict[Unfit, str] = {
    "empty": _("Please write the sentence. Like: No bus on clinic day."),
    "long": _("That is too long. One short sentence is enough."),
    "name": _("A name of the group stands in it. Please tell it without names."),
    "personal": _("There is a number or a link in it. Please leave it out."),
}
TOPICS = {
    NeedTopic.MEDICINE: _("💊 No medicine"),
    NeedTopic.TRANSPORT: _("🚌 No bus, no road"),
    NeedTopic.OTHER: _("📄 Papers or something else"),
}

PROMISED_FOR: dict[Literal[7, 14, 30], str] = {
    7: _("In a week"),
    14: _("In two weeks"),
    30: _("In a month"),
}
"""Days that can be promised by one tap."""


@dataclass(frozen=True, slots=True)
class OwnGroup:
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class OtherNeed:
    id: int
    sentence: str


@sentence
def ask_group(t: Translator, *, groups: Sequence[OwnGroup]) -> Speech:
    buttons = [Button(f"👥 {one.title}", ChooseNeedGroup(one.id)) for one in groups]
    return Speech(t("Which group do you speak for?"), column(*buttons))


@sentence
def ask_topic(t: Translator) -> Speech:
    topics = [Button(t(label), ChooseNeedTopic(topic)) for topic, label in TOPICS.items()]
    return Speech(t("📢 What is missing?"), column(*topics, help_button(t)))


@sentence
def ask_words(t: Translator, *, topic: NeedTopic) -> Speech:
    lines = [
        t(TOPICS[topic]),
        t("Please say it in words or with your voice."),
        t("Your name is told to nobody."),
    ]
    return Speech("\n".join(lines))


@sentence
def ask_words_again(t: Translator) -> Speech:
    return Speech(t("Please say it in a few words, or with your voice."))


@sentence
def raised(t: Translator) -> Speech:
    lines = [
        t("🙏 Thank you for speaking up!"),
        t("The leader puts it into one sentence for the group."),
        t("Your name is told to nobody."),
    ]
    return Speech("\n".join(lines))


@sentence
def no_group(t: Translator) -> Speech:
    return Speech(t("You are in no group yet. Ask the clinic for the group's link."))


@sentence
def ask_sentence(t: Translator) -> Speech:
    lines = [
        t("Please write one sentence. The group will read it."),
        t("Name nobody. Like: No bus on clinic day."),
    ]
    return Speech("\n".join(lines))


@sentence
def sentence_unfit(t: Translator, *, why: Unfit) -> Speech:
    return Speech(t(UNFIT[why]))


@sentence
def ask_which_same(
    t: Translator, *, need: int, version: int, others: Sequence[OtherNeed]
) -> Speech:
    buttons = [Button(_short(one.sentence), MergeNeed(need, version, one.id)) for one in others]
    return Speech(t("Which one says the same?"), column(*buttons))


@sentence
def no_other_need(t: Translator) -> Speech:
    return Speech(t("There is no other need like it now."))


@sentence
def need_joined(t: Translator) -> Speech:
    return Speech(t("🔗 Joined. All voices count together."))


@sentence
def need_set_aside(t: Translator) -> Speech:
    return Speech(t("Set aside. The group hears nothing of it."))


@sentence
def ask_recipient(t: Translator, *, need: int, version: int) -> Speech:
    return Speech(
        t("Who can help with it?"),
        column(
            Button(t("🏥 Send it to the clinic"), SendNeed(need, version, "clinic")),
            Button(t("🤝 I tell somebody myself"), SendNeedByHand(need, version)),
        ),
    )


@sentence
def ask_recipient_name(t: Translator) -> Speech:
    return Speech(t("Whom do you tell? Like: the sarpanch"))


@sentence
def ask_answer(t: Translator) -> Speech:
    return Speech(t("What is the answer? The group will read it."))


@sentence
def ask_until(t: Translator, *, need: int, version: int) -> Speech:
    buttons = [
        Button(t(label), PromiseNeed(need, version, days)) for days, label in PROMISED_FOR.items()
    ]
    return Speech(t("🤝 Until when is it promised?"), column(*buttons))


@sentence
def voice_counted(t: Translator) -> Speech:
    return Speech(t("🙋 Counted. Your name is told to nobody."))


@sentence
def voice_counted_before(t: Translator) -> Speech:
    return Speech(t("🙋 You are counted already."))


@sentence
def join_first(t: Translator) -> Speech:
    return Speech(t("Please join first: open the private chat with me."))


@sentence
def need_settled(t: Translator) -> Speech:
    return Speech(t("That need is settled already. 🙏"))


@sentence
def refused(t: Translator, *, why: NeedRefusal) -> Speech:
    return Speech(t(REFUSALS[why]))


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:38].rstrip() + " …"
