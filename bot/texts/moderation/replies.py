"""Replies to members: to those who report, and to the writer of a reported message."""

from bot.i18n import Translator, fill
from bot.keyboards import Button, Rows, column
from bot.keyboards.moderation import ObjectTo, ReportForward
from bot.texts.moderation.rules import reason
from bot.texts.sentences import sentence
from bot.texts.speech import Speech
from db.enums import ModerationRule


@sentence
def how_to_report(t: Translator) -> Speech:
    return Speech(
        t("Hold the message, tap Reply, and write /batao.")
        + "\n"
        + t("Or forward it to me here. Nobody learns that it was you.")
    )


@sentence
def how_to_hide(t: Translator) -> Speech:
    return Speech(t("Hold the message, tap Reply, and write /hatao."))


@sentence
def reported(t: Translator) -> Speech:
    return Speech(t("🙏 Thank you. A leader looks at it. Nobody learns that it was you."))


@sentence
def too_many_reports(t: Translator) -> Speech:
    return Speech(t("That was a lot for one hour. Please tell the leader yourself."))


@sentence
def ask_report(t: Translator) -> Speech:
    return Speech(
        t("Shall I show this message to the group's leader?"),
        column(
            Button(t("⚠️ Yes, show it"), ReportForward("yes")),
            Button(t("↩️ No, leave it"), ReportForward("no")),
        ),
    )


@sentence
def not_reported(t: Translator) -> Speech:
    return Speech(t("All right, I told nobody."))


@sentence
def hidden(
    t: Translator, *, case: int, group: str, rule: ModerationRule | None, body: str
) -> Speech:
    """To the writer: why the message was hidden, and how to object."""
    return Speech(
        t("🙈 I took your message out of “{group}”.", group=group)
        + fill("\n💬 {body}\n", body=body)
        + reason(t, rule)
        + "\n"
        + t("You are still welcome. If that was wrong, tap below."),
        _object_to(t, case),
        protect=True,
    )


def _object_to(t: Translator, case: int) -> Rows:
    return column(Button(t("🙋 That was not right"), ObjectTo(case)))


@sentence
def objection_noted(t: Translator) -> Speech:
    return Speech(t("🙏 The leader and the clinic look at it again."))


@sentence
def already_undone(t: Translator) -> Speech:
    """To an objection against what was already undone."""
    return Speech(t("🙏 It is put right already. Nothing stands against you."))


@sentence
def restored_message(
    t: Translator, *, name: str | None, body: str, voice: str | None, photo: str | None
) -> Speech:
    """To the group: a hidden message is posted again."""
    who = f"{name}: " if name else ""
    head = t("↩️ Shown again:")
    return Speech(
        fill("{head}\n{who}{body}", head=head, who=who, body=body), voice=voice, photo=photo
    )


@sentence
def your_message_restored(t: Translator, *, group: str) -> Speech:
    return Speech(t("🙏 Your message stands in “{group}” again.", group=group))


@sentence
def private_word(t: Translator, *, group: str, rule: ModerationRule | None) -> Speech:
    return Speech(
        t("🌿 A quiet word about your message in “{group}”.", group=group)
        + "\n"
        + reason(t, rule)
        + "\n"
        + t("We are glad that you are with us.")
    )


@sentence
def muted(t: Translator, *, case: int, group: str, rule: ModerationRule | None) -> Speech:
    return Speech(
        t("🔇 For one day you cannot write in “{group}”.", group=group)
        + "\n"
        + reason(t, rule)
        + "\n"
        + t("You can always write to me. In danger call 108."),
        _object_to(t, case),
    )


@sentence
def unmuted(t: Translator, *, group: str) -> Speech:
    return Speech(t("🔊 You can write in “{group}” again.", group=group))


@sentence
def removed(t: Translator, *, case: int, group: str, phone: str) -> Speech:
    """In private, and without blame: what goes on as before, and where to ask."""
    return Speech(
        t("🌿 You are no longer in “{group}”.", group=group)
        + "\n"
        + t("Your own care goes on as before. You can always write to me.")
        + "\n"
        + t("Ask the clinic about it: {phone}. In danger call 108.", phone=phone),
        _object_to(t, case),
    )


@sentence
def may_return(t: Translator, *, group: str) -> Speech:
    return Speech(
        t("🌿 “{group}” is open to you again.", group=group)
        + "\n"
        + t("Ask the group's leader for the link.")
    )
