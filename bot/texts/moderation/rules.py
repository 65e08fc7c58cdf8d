"""The rules of a group, the reasons they give, and answers to false claims."""

from bot.domain.moderation.claims import claim_answer
from bot.i18n import Translator, _, fill, village_language
from bot.keyboards import Button, Rows, column
from bot.keyboards.moderation import Rules
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import ModerationRule

STANDARD_RULES = (
    _("🌿 We listen to each other. Nobody laughs at anybody."),
    _("🤫 What is told here stays here."),
    _("📵 No phone numbers and no clinic numbers here."),
    _("💊 Nobody tells others how much medicine to take."),
    _("🛑 No selling, no links, no quarrels."),
    _("⚠️ If a message hurts, answer it with /batao."),
)
WHY_IT_READS = _("🤖 I read here to notice danger and to keep these rules.")
REASONS = {
    ModerationRule.PERSONAL: _("Numbers of people do not belong in a group."),
    ModerationRule.DOSE_ADVICE: _("Only the clinic changes medicine."),
    ModerationRule.CURE_SALE: _("Cures are not sold here."),
    ModerationRule.LINK: _("Links from outside do not belong here."),
    ModerationRule.FORWARDED: _("Forwarded messages are often not true."),
    ModerationRule.FLOOD: _("Too many messages came at once."),
    ModerationRule.ABUSE: _("Such words hurt others."),
    ModerationRule.MONEY: _("Money is not asked for here."),
}
BY_PEOPLE = _("It does not fit the group's rules.")


def reason(t: Translator, rule: ModerationRule | None) -> str:
    return t(REASONS[rule]) if rule else t(BY_PEOPLE)


@sentence
def rules(t: Translator, *, text: str | None, group: int | None = None) -> Speech:
    """`text`: None for the standard rules. `group`: given if the reader may change the rules."""
    head = "<b>" + t("📜 Our rules") + "</b>"
    rules_text = fill("{text}", text=text) if text else "\n".join(map(t, STANDARD_RULES))
    buttons: Rows = ()
    if group is not None:
        buttons = column(Button(t("✏️ Change the rules"), Rules(group, "edit")))
    return Speech("\n".join((head, rules_text, t(WHY_IT_READS))), buttons)


@sentence
def ask_rules(t: Translator, *, group: int) -> Speech:
    return Speech(
        t("Write your rules in one message, in your own words."),
        column(Button(t("↩️ The standard rules"), Rules(group, "standard"))),
    )


@sentence
def rules_saved(t: Translator) -> Speech:
    return Speech(t("✅ The new rules stand in the group now."))


@sentence
def no_group(t: Translator) -> Speech:
    return Speech(t("You are in no group yet."))


@sentence
def hidden_in_group(t: Translator, *, rule: ModerationRule | None, link: str) -> Speech:
    return Speech(
        t("🙈 I took a message away.") + " " + reason(t, rule),
        column(Button(t("👉 Open the private chat"), url=link)),
    )


@sentence
def slow_down(t: Translator) -> Speech:
    return Speech(t("🌿 Slowly, please: others want to be heard too."))


@sentence
def answer_to_claim(t: Translator, *, answer: str) -> Speech:
    """The clinic's answer to a false claim, in the group's language.

    `answer`: its key in bot/domain/moderation/claim_answers.toml.
    """
    found = claim_answer(answer)
    if found is None:
        raise LookupError(answer)
    return Speech(found.words[village_language(t)] + "\n" + t("So says the clinic."))


@sentence
def no_text(_t: Translator) -> Speech:
    """For outbox rows that act in a group without a text: delete, mute, pin …"""
    return Speech("")
