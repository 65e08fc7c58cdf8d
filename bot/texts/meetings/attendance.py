"""Attendance on the phone of a leader or the clinic: who is here, and how many pills are left."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator, _, fill
from bot.i18n.words import day_words, number
from bot.keyboards import Button, Rows, column, data
from bot.texts.reminders.pauses import pairs
from bot.texts.speech import Renderer, Speech

NAME = 26
"""Characters of a name on a button that shares its row."""
NOTES = {
    "theirs": _("They have counted themselves since. Theirs stays."),
    "noted": _("🙏 It is noted."),
    "nobody": _("First tap the names of those who are here."),
    "dropped": _("All right, I noted nothing."),
}
DOUBTS = {
    "impossible": _("That cannot be the number of pills."),
    "doubted": _("That is more than there were. Did you count well?"),
}


def attendance_which_group(t: Translator, p: Mapping[str, Any]) -> Speech:
    buttons = [Button(title, data("attendance", id_)) for id_, title in p["groups"]]
    return Speech(t("The meeting of which group?"), column(*buttons))


def attendance_not_yours(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Only the leader of this group or the clinic can do this."))


def no_meeting_today(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`day` is today, so that an old button starts nothing."""
    return Speech(
        fill("<b>{title}</b>", title=p["title"]) + "\n" + t("No meeting is planned for today."),
        column(
            Button(t("▶️ We are meeting now"), data("attendance_start", p["group"], p["day"])),
            Button(t("📅 Plan a meeting"), data("meet", p["group"])),
        ),
    )


def too_late(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("This meeting is over. Nothing more can be entered. Again: /sabha"))


def attendance_list(t: Translator, p: Mapping[str, Any]) -> Speech:
    """`people`: [id, name, mark, counted] of one page; an odd mark means "here".

    `next`: [id, name] of the person to count next. `closed`: the meeting is over, but still takes
    late entries.
    """
    lines = [
        fill("📋 <b>{title}</b>", title=p["title"]),
        t("{day} · here: {here} of {all}", day=day_words(p["day"], t), **_here(p)),
        t("Tap a name: here. Tap again: count the pills."),
    ]
    if p.get("note"):
        lines.insert(0, t(NOTES[p["note"]]))
    return Speech("\n".join(lines), _rows(t, p), protect=True)


def _here(p: Mapping[str, Any]) -> dict[str, int]:
    return {"here": p["here"], "all": p["all"]}


def _rows(t: Translator, p: Mapping[str, Any]) -> Rows:
    meeting, page = p["meeting"], p["page"]
    rows: Rows = ()
    if p.get("next"):
        patient, name = p["next"]
        label = fill("➡️ 💊 {name}", name=name)[:NAME]
        rows = ((Button(label, data("attendance_count", meeting, patient, page)),),)
    rows += pairs([_name_button(p, *one) for one in p["people"]])
    if p["pages"] > 1:
        rows += (_page_buttons(p),)
    end = _("🗣 What we talked about") if p["closed"] else _("🏁 The meeting is over")
    new = Button(t("➕ Somebody new"), data("attendance_new", meeting))
    return (*rows, (new,), (Button(t(end), data("attendance_end", meeting)),))


def _name_button(p: Mapping[str, Any], patient: int, name: str, mark: int, counted: bool) -> Button:
    meeting, page = p["meeting"], p["page"]
    if mark % 2 == 0:
        return Button(name[:NAME], data("attendance_mark", meeting, patient, mark + 1, page))
    sign = "✅💊" if counted else "✅"
    return Button(f"{sign} {name}"[:NAME], data("attendance_count", meeting, patient, page))


def _page_buttons(p: Mapping[str, Any]) -> tuple[Button, ...]:
    meeting, page, pages = p["meeting"], p["page"], p["pages"]
    before, after = (page - 1) % pages, (page + 1) % pages
    return (
        Button("◀️", data("attendance_page", meeting, before)),
        Button(f"{page + 1}/{pages}", data("attendance_page", meeting, page)),
        Button("▶️", data("attendance_page", meeting, after)),
    )


def attendance_person(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A member who is present, but whose pills this person may not count."""
    lines = [fill("✅ <b>{person}</b>", person=p["person"])]
    lines.append(t("Here. The pills they count themselves."))
    return Speech("\n".join(lines), _way_back(t, p))


def _way_back(t: Translator, p: Mapping[str, Any]) -> Rows:
    meeting, page = p["meeting"], p["page"]
    absent = data("attendance_mark", meeting, p["patient"], p["present"] + 1, page)
    return (
        (
            Button(t("↩️ Not here"), absent),
            Button(t("📋 The list"), data("attendance_page", meeting, page)),
        ),
    )


def count_pad(t: Translator, p: Mapping[str, Any]) -> Speech:
    """Each key carries the whole new state. `mark` belongs to the state that is shown now."""
    question = t(
        "{person}: how many pills of <b>{medicine}</b> are left?",
        person=p["person"],
        medicine=p["medicine"],
    )
    lines = [question]
    if p.get("doubt"):
        lines.append(t(DOUBTS[p["doubt"]]))
    if p["entered"]:
        lines.append(f"👉 <b>{number(p['entered'])}</b>")
    else:
        lines.append(t("Tap the number, or write it."))
    if p.get("doubt") == "doubted":
        return Speech("\n".join(lines), _doubtful(t, p), protect=True)
    return Speech("\n".join(lines), _keys(t, p), protect=True)


def _keys(t: Translator, p: Mapping[str, Any]) -> Rows:
    entered = p["entered"] if p["entered"].isdecimal() else ""

    def key(label: str, then: str) -> Button:
        where = (p["meeting"], p["treatment"], p["mark"] + 1, p["page"])
        return Button(label, data("attendance_pad", *where, then))

    def digit(one: str) -> Button:
        return key(one, (entered + one)[-3:].lstrip("0") or "0")

    done = _enter_button(p, "✅", p["entered"]) if p["entered"] else key("✅", "")
    return (
        *(tuple(map(digit, line)) for line in ("123", "456", "789")),
        (key("⌫", entered[:-1]), digit("0"), done),
        (_enter_button(p, t("Finished, none left"), "0"),),
        *_way_back(t, p),
    )


def _enter_button(p: Mapping[str, Any], label: str, pills: str, *sure: str) -> Button:
    where = (p["meeting"], p["treatment"], p["mark"], p["page"])
    return Button(label, data("attendance_enter", *where, pills, *sure))


def _doubtful(t: Translator, p: Mapping[str, Any]) -> Rows:
    again = ("attendance_pad", p["meeting"], p["treatment"], p["mark"] + 1, p["page"], "")
    return column(
        _enter_button(p, t("✅ The number is right"), p["entered"], "sure"),
        Button(t("🔁 Count again"), data(*again)),
        Button(t("📋 The list"), data("attendance_page", p["meeting"], p["page"])),
    )


def count_receipt(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the patient alone: what was counted for them, with a button to correct it."""
    told = t("🌳 At the meeting {by} noted for {person}:", by=p["by"], person=p["person"])
    left = t("{medicine}: <b>{count}</b> left.", medicine=p["medicine"], count=number(p["count"]))
    fix = Button(t("✏️ Correct"), data("count_fix", p["treatment"]))
    return Speech(f"{told}\n{left}", column(fix))


def newcomer_link(t: Translator, p: Mapping[str, Any]) -> Speech:
    return Speech(
        t("Send them this link. They tap it and say yes themselves:")
        + fill("\n{link}", link=p["link"])
    )


LINE_STATES = {
    "here": _("here"),
    "locked": _("here; the pills they count themselves"),
    "unknown": _("I do not know this name"),
    "several": _("several have this name"),
    "which": _("which medicine?"),
    "unclear": _("how many pills?"),
}


def register_lines(t: Translator, p: Mapping[str, Any]) -> Speech:
    """A typed register, read back. `read`: [name, medicine, pills or None, key of LINE_STATES]."""
    head = [t("I read:")]
    for name, medicine, pills, why in p["read"]:
        said = f"{medicine}: <b>{number(pills)}</b>" if pills else t(LINE_STATES[why])
        sign = "✅" if pills or why in ("here", "locked") else "❓"
        head.append(fill(f"{sign} {{name}} · ", name=name) + said)
    if not p["stamp"]:
        head.append(t("Write it like this: name, then the number."))
        return Speech("\n".join(head), protect=True)
    head.append(t("Shall I note what has ✅?"))
    where = (p["meeting"], p["stamp"])
    return Speech(
        "\n".join(head),
        column(
            Button(t("✅ Yes, note it"), data("attendance_lines", *where, "yes")),
            Button(t("❌ No, drop it"), data("attendance_lines", *where, "no")),
        ),
        protect=True,
    )


def attendance_unclear(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("Tap the names, or write a name and the number of pills."))


def register_photo_sent(t: Translator, _p: Mapping[str, Any]) -> Speech:
    return Speech(t("🙏 I sent the photo to the clinic. They enter it."))


def register_photo(t: Translator, p: Mapping[str, Any]) -> Speech:
    """To the clinic: a leader's paper register."""
    told = t(
        "📋 {by} sent the register of the meeting: {title}, {day}.",
        by=p["by"],
        title=p["title"],
        day=day_words(p["day"], t),
    )
    enter = Button(t("📋 Enter it"), data("attendance_page", p["meeting"], 0))
    return Speech(told, column(enter), photo=p["photo"], protect=True)


SAYS: tuple[Renderer, ...] = (
    attendance_which_group,
    attendance_not_yours,
    no_meeting_today,
    too_late,
    attendance_list,
    attendance_person,
    count_pad,
    count_receipt,
    newcomer_link,
    register_lines,
    attendance_unclear,
    register_photo_sent,
    register_photo,
)
