"""Replies to members: to those who report, and to the writer of a reported message."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, fill
from bot.keyboards import Button, column, data
from bot.texts.moderation.rules import reason
from bot.texts.speech import Renderer, Speech


def how_to_report(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Hold the message, tap Reply, and write /batao.")
        + "\n"
        + t("Or forward it to me here. Nobody learns that it was you.")
    )


def how_to_hide(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Hold the message, tap Reply, and write /hatao."))


def reported(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 Thank you. A leader looks at it. Nobody learns that it was you."))


def too_many_reports(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("That was a lot for one hour. Please tell the leader yourself."))


def ask_report(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Shall I show this message to the group's leader?"),
        column(
            Button(t("⚠️ Yes, show it"), data("report_forward", "yes")),
            Button(t("↩️ No, leave it"), data("report_forward", "no")),
        ),
    )


def not_reported(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("All right, I told nobody."))


def hidden(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the writer: why the message was hidden, and how to object."""
    return Speech(
        t("🙈 I took your message out of “{group}”.", group=p["group"])
        + fill("\n💬 {body}\n", body=p["body"])
        + reason(t, p["rule"])
        + "\n"
        + t("You are still welcome. If that was wrong, tap below."),
        column(Button(t("🙋 That was not right"), data("object_to", p["case"]))),
        protect=True,
    )


def objection_noted(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 The leader and the clinic look at it again."))


def already_undone(t: Translator, _p: Mapping[str, Any]) -> Speech:
    """To an objection against what was already undone."""
    return Speech(t("🙏 It is put right already. Nothing stands against you."))


def restored_message(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the group: a hidden message is posted again."""
    who = f"{p['name']}: " if p["name"] else ""
    head = t("↩️ Shown again:")
    return Speech(
        fill("{head}\n{who}{body}", head=head, who=who, body=p["body"]),
        voice=p.get("voice"),
        photo=p.get("photo"),
    )


def your_message_restored(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 Your message stands in “{group}” again.", group=p["group"]))


def private_word(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🌿 A quiet word about your message in “{group}”.", group=p["group"])
        + "\n"
        + reason(t, p["rule"])
        + "\n"
        + t("We are glad that you are with us.")
    )


def muted(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🔇 For one day you cannot write in “{group}”.", group=p["group"])
        + "\n"
        + reason(t, p["rule"])
        + "\n"
        + t("You can always write to me. In danger call 108."),
        column(Button(t("🙋 That was not right"), data("object_to", p["case"]))),
    )


def unmuted(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(t("🔊 You can write in “{group}” again.", group=p["group"]))


def removed(t: Translator, p: Mapping[str, Any]) -> Speech:
    """In private, and without blame: what goes on as before, and where to ask."""
    return Speech(
        t("🌿 You are no longer in “{group}”.", group=p["group"])
        + "\n"
        + t("Your own care goes on as before. You can always write to me.")
        + "\n"
        + t("Ask the clinic about it: {phone}. In danger call 108.", phone=p["phone"]),
        column(Button(t("🙋 That was not right"), data("object_to", p["case"]))),
    )


def may_return(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("🌿 “{group}” is open to you again.", group=p["group"])
        + "\n"
        + t("Ask the group's leader for the link.")
    )


SAYS: tuple[Renderer, ...] = (
    how_to_report,
    how_to_hide,
    reported,
    too_many_reports,
    ask_report,
    not_reported,
    hidden,
    objection_noted,
    already_undone,
    restored_message,
    your_message_restored,
    private_word,
    muted,
    unmuted,
    removed,
    may_return,
)
