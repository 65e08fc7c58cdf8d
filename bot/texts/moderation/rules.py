"""The house rules, the reasons they give, and answers to false claims."""

from collections.abc import Mapping
from typing import Any

from bot.domain.moderation import card
from bot.i18n import _, village_language
from bot.keyboards import Button, Rows, column, data
from bot.texts.speech import Renderer, Speech, Translate, fill
from db.enums import HouseRule

STANDARD = (
    _("🌿 We listen to each other. Nobody laughs at anybody."),
    _("🤫 What is told here stays here."),
    _("📵 No phone numbers and no clinic numbers here."),
    _("💊 Nobody tells others how much medicine to take."),
    _("🛑 No selling, no links, no quarrels."),
    _("⚠️ If a message hurts, answer it with /batao."),
)
WHY_IT_READS = _("🤖 I read here to notice danger and to keep these rules.")
REASONS = {
    HouseRule.PERSONAL: _("Numbers of people do not belong in a group."),
    HouseRule.DOSE_ADVICE: _("Only the clinic changes medicine."),
    HouseRule.CURE_SALE: _("Cures are not sold here."),
    HouseRule.LINK: _("Links from outside do not belong here."),
    HouseRule.FORWARDED: _("Forwarded messages are often not true."),
    HouseRule.FLOOD: _("Too many messages came at once."),
    HouseRule.ABUSE: _("Such words hurt others."),
    HouseRule.MONEY: _("Money is not asked for here."),
}
BY_PEOPLE = _("It does not fit the group's rules.")


def reason(t: Translate, rule: str | None) -> str:
    return t(REASONS[HouseRule(rule)]) if rule else t(BY_PEOPLE)


def rules(t: Translate, p: Mapping[str, Any]) -> Speech:
    """`text` None: the standard ones; `group`: the reader may change them."""
    head = "<b>" + t(_("📜 Our rules")) + "</b>"
    said = fill("{text}", text=p["text"]) if p["text"] else "\n".join(map(t, STANDARD))
    buttons: Rows = ()
    if p.get("group"):
        buttons = column(Button(t(_("✏️ Change the rules")), data("rules", p["group"], "edit")))
    return Speech("\n".join((head, said, t(WHY_IT_READS))), buttons)


def ask_rules(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Write your rules in one message, in your own words.")),
        column(Button(t(_("↩️ The standard rules")), data("rules", p["group"], "standard"))),
    )


def rules_kept(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("✅ The new rules stand in the group now.")))


def no_group(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("You are in no group yet.")))


def hidden_here(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("🙈 I took a message away.")) + " " + reason(t, p["rule"]),
        column(Button(t(_("👉 Open the private chat")), url=p["link"])),
    )


def slow(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🌿 Slowly, please: others want to be heard too.")))


def card_said(t: Translate, p: Mapping[str, Any]) -> Speech:
    """The clinic's words, from the list of cards, in the group's language."""
    found = card(p["card"])
    if found is None:
        raise LookupError(p["card"])
    return Speech(found.words[village_language(t)] + "\n" + t(_("So says the clinic.")))


def deed(_t: Translate, _p: Mapping[str, Any]) -> Speech:
    """Done without words."""
    return Speech("")


SAYS: tuple[Renderer, ...] = (
    rules,
    ask_rules,
    rules_kept,
    no_group,
    hidden_here,
    slow,
    card_said,
    deed,
)
