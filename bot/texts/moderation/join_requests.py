"""Requests to join a group: to the person, and to those who decide."""

from bot.i18n import Translator
from bot.keyboards import Button, column
from bot.keyboards.moderation import AnswerJoinRequest
from bot.texts.sentences import sentence
from bot.texts.speech import Speech


@sentence
def join_request_waiting(t: Translator, *, group: str, code: bool) -> Speech:
    """`code`: whether the clinic gives out an entry code for this group."""
    lines = [
        t("🙏 You asked to join “{group}”.", group=group),
        t("A leader of the group will answer."),
    ]
    if code:
        lines.append(t("Did the clinic give you a code? Write it here."))
    return Speech("\n".join(lines))


@sentence
def wrong_code(t: Translator, *, again: bool) -> Speech:
    if again:
        return Speech(t("That is not the code. It has six digits, like 123456."))
    return Speech(t("The code does not fit. The leader will answer you."))


@sentence
def join_request(t: Translator, *, request: int, name: str, group: str) -> Speech:
    return Speech(
        t("🚪 {name} asks to join “{group}”.", name=name, group=group)
        + "\n"
        + t("Do you know this person?"),
        column(
            Button(t("✅ Let them in"), AnswerJoinRequest(request, "yes")),
            Button(t("❌ Not now"), AnswerJoinRequest(request, "no")),
        ),
        protect=True,
    )


@sentence
def join_request_answered(t: Translator, *, let_in: bool) -> Speech:
    return Speech(t("✅ They are in.") if let_in else t("All right, not now."))


@sentence
def admitted(t: Translator, *, group: str) -> Speech:
    return Speech(t("🌿 Welcome to “{group}”!", group=group))


@sentence
def turned_away(t: Translator, *, group: str) -> Speech:
    return Speech(
        t("“{group}” cannot take you in now.", group=group)
        + "\n"
        + t("The clinic can help you. In danger call 108.")
    )
