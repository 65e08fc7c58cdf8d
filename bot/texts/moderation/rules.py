"""The rules of a group, the reasons they give, and answers to false claims."""

from collections.abc import Mapping
from typing import Any

from bot.domain.moderation.claims import claim_answer
from bot.i18n import _, village_language
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill
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


def reason(t: Translate, rule: str | None) -> str:
    return t(REASONS[ModerationRule(rule)]) if rule else t(BY_PEOPLE)


def rules(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`text`: None for the standard rules. `group`: given if the reader may change the rules."""
    head = "<b>" + t(_("📜 Our rules")) + "</b>"
    rules_text = fill("{text}", text=p["text"]) if p["text"] else "\n".join(map(t, STANDARD_RULES))
    buttons: Rows = ()
    if p.get("group"):
        buttons = column(Button(t(_("✏️ Change the rules")), data("rules", p["group"], "edit")))
    return Speech("\n".join((head, rules_text, t(WHY_IT_READS))), buttons)


def ask_rules(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Write your rules in one message, in your own words.")),
        column(Button(t(_("↩️ The standard rules")), data("rules", p["group"], "standard"))),
    )


def rules_saved(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("✅ The new rules stand in the group now.")))


def no_group(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("You are in no group yet.")))


def hidden_in_group(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("🙈 I took a message away.")) + " " + reason(t, p["rule"]),
        column(Button(t(_("👉 Open the private chat")), url=p["link"])),
    )


def slow_down(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🌿 Slowly, please: others want to be heard too.")))


def answer_to_claim(t: Translate, p: Mapping[str, Any]) -> Speech:
    """The clinic's answer to a false claim, in the group's language."""
    found = claim_answer(p["answer"])
    if found is None:
        raise LookupError(p["answer"])
    return Speech(found.words[village_language(t)] + "\n" + t(_("So says the clinic.")))


def no_text(_t: Translate, _p: Mapping[str, Any]) -> Speech:
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
