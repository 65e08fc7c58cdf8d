"""Replies to members: to those who report, and to the writer of a reported message."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import _
from bot.keyboards import Button, column, data
from bot.texts.moderation.rules import reason
from bot.texts.speech import Renderer, Speech, Translate, fill


def how_to_report(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Hold the message, tap Reply, and write /batao."))
        + "\n"
        + t(_("Or forward it to me here. Nobody learns that it was you."))
    )


def how_to_hide(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("Hold the message, tap Reply, and write /hatao.")))


def reported(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 Thank you. A leader looks at it. Nobody learns that it was you.")))


def too_many_reports(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("That was a lot for one hour. Please tell the leader yourself.")))


def ask_report(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(
        t(_("Shall I show this message to the group's leader?")),
        column(
            Button(t(_("⚠️ Yes, show it")), data("report_forward", "yes")),
            Button(t(_("↩️ No, leave it")), data("report_forward", "no")),
        ),
    )


def not_reported(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("All right, I told nobody.")))


def hidden(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the writer: why the message was hidden, and how to object."""
    return Speech(
        fill(t(_("🙈 I took your message out of “{group}”.")), group=p["group"])
        + fill("\n💬 {body}\n", body=p["body"])
        + reason(t, p["rule"])
        + "\n"
        + t(_("You are still welcome. If that was wrong, tap below.")),
        column(Button(t(_("🙋 That was not right")), data("object_to", p["case"]))),
        protect=True,
    )


def objection_noted(t: Translate, _p: Mapping[str, Any]) -> Speech:
    return Speech(t(_("🙏 The leader and the clinic look at it again.")))


def already_undone(t: Translate, _p: Mapping[str, Any]) -> Speech:
    """To an objection against what was already undone."""
    return Speech(t(_("🙏 It is put right already. Nothing stands against you.")))


def restored_message(t: Translate, p: Mapping[str, Any]) -> Speech:
    """To the group: a hidden message is posted again."""
    who = f"{p['name']}: " if p["name"] else ""
    head = t(_("↩️ Shown again:"))
    return Speech(
        fill("{head}\n{who}{body}", head=head, who=who, body=p["body"]),
        voice=p.get("voice"),
        photo=p.get("photo"),
    )


def your_message_restored(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("🙏 Your message stands in “{group}” again.")), group=p["group"]))


def private_word(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🌿 A quiet word about your message in “{group}”.")), group=p["group"])
        + "\n"
        + reason(t, p["rule"])
        + "\n"
        + t(_("We are glad that you are with us."))
    )


def muted(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🔇 For one day you cannot write in “{group}”.")), group=p["group"])
        + "\n"
        + reason(t, p["rule"])
        + "\n"
        + t(_("You can always write to me. In danger call 108.")),
        column(Button(t(_("🙋 That was not right")), data("object_to", p["case"]))),
    )


def unmuted(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(fill(t(_("🔊 You can write in “{group}” again.")), group=p["group"]))


def removed(t: Translate, p: Mapping[str, Any]) -> Speech:
    """In private, and without blame: what goes on as before, and where to ask."""
    return Speech(
        fill(t(_("🌿 You are no longer in “{group}”.")), group=p["group"])
        + "\n"
        + t(_("Your own care goes on as before. You can always write to me."))
        + "\n"
        + fill(t(_("Ask the clinic about it: {phone}. In danger call 108.")), phone=p["phone"]),
        column(Button(t(_("🙋 That was not right")), data("object_to", p["case"]))),
    )


def may_return(t: Translate, p: Mapping[str, Any]) -> Speech:
    return Speech(
        fill(t(_("🌿 “{group}” is open to you again.")), group=p["group"])
        + "\n"
        + t(_("Ask the group's leader for the link."))
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
