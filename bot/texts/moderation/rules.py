"""The rules of a group, the reasons they give, and answers to false claims."""

from collections.abc import Mapping
from typing import Any

from bot.domain.moderation.claims import claim_answer
from bot.i18n import Translator, _, fill, village_language
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech
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


def reason(t: Translator, rule: str | None) -> str:
    return t(REASONS[ModerationRule(rule)]) if rule else t(BY_PEOPLE)


def rules(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`text`: None for the standard rules. `group`: given if the reader may change the rules."""
    head = "<b>" + t("📜 Our rules") + "</b>"
    rules_text = fill("{text}", text=p["text"]) if p["text"] else "\n".join(map(t, STANDARD_RULES))
    buttons: Rows = ()
    if p.get("group"):
        buttons = column(Button(t("✏️ Change the rules"), data("rules", p["group"], "edit")))
    return Speech("\n".join((head, rules_text, t(WHY_IT_READS))), buttons)


def ask_rules(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Write your rules in one message, in your own words."),
        column(Button(t("↩️ The standard rules"), data("rules", p["group"], "standard"))),
    )


def rules_saved(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("✅ The new rules stand in the group now."))


def no_group(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("You are in no group yet."))


def hidden_in_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🙈 I took a message away.") + " " + reason(t, p["rule"]),
        column(Button(t("👉 Open the private chat"), url=p["link"])),
    )


def slow_down(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🌿 Slowly, please: others want to be heard too."))


def answer_to_claim(t: Translator, p: Mapping[str, Any]) -> Speech:
    """The clinic's answer to a false claim, in the group's language."""
    found = claim_answer(p["answer"])
    if found is None:
        raise LookupError(p["answer"])
    return Speech(found.words[village_language(t)] + "\n" + t("So says the clinic."))


def no_text(_t: Translator, _p: Mapping[str, Any]) -> Speech:
    """For outbox rows that act in a group without a text: delete, mute, pin …"""
    return Speech("")


SAYS: tuple[Renderer, ...] = (
    rules,
    ask_rules,
    rules_saved,
    no_group,
    hidden_in_group,
    slow_down,
    answer_to_claim,
    no_text,
)
