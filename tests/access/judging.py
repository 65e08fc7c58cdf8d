"""Whether an attempt reached somebody else's things: a row, a message, a word."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Table

from bot.texts import render
from db.base import Base
from db.enums import GroupKind, MemberRole
from tests.access.attempts import TABLES, Attempt, Row, Rows
from tests.access.forms import Form, rule_name
from tests.access.full_village import PHONES
from tests.village import PeerGroup, Villager

SECRET = re.compile(rf"Zq\w+|AgAD[\w-]+|{'|'.join(PHONES)}")
"""Names and words of the village, its voice messages, its phone numbers."""
SAID_IN_DIALOGS = {"Zqsukhmati"}
"""Whoever is still in a dialogue about a patient knows the name, and hears whose access ended."""
SHARED = {"clinic", "peer_group"}
"""What belongs to many: rows about it are not theirs."""
WRITTEN_BY_REFUSAL = {"account", "audit", "dialog", "outbox"}
WITHOUT_FOREIGN_KEY = {
    "alert": {"offered_to": "staff"},
    "dialog": {"account_id": "account"},
    "outbox": {"alert_id": "alert", "story_id": "story", "patient_id": "patient"},
    "story_draft": {"account_id": "account"},
    "story_helped": {"account_id": "account", "story_id": "story"},
}
"""Columns that hold the id of a row all the same."""
Ids = dict[str, set[int]]
OF_THE_CLINIC = frozenset({"Zqganiyari", PHONES[0]})
"""Whoever asks for help is told whom to call."""


@dataclass
class WrongPerson:
    kind: str
    """Like `a member of another group`."""
    villager: Villager
    knows: frozenset[str] = frozenset()
    """Protected words that they may read, as they are of their own group or clinic."""
    may: frozenset[str] = frozenset()
    """Routes that are not refused, although they name things of the full village."""
    chats: tuple[PeerGroup, ...] = ()
    """Groups in whose chats they are."""
    had_access: bool = False
    """They may still be in a dialogue about a thing that is no longer theirs."""
    own: Ids = field(default_factory=dict)
    reach: Ids = field(default_factory=dict)
    """Accounts and groups to which a message because of them may go."""

    def within(self, place: PeerGroup | None, before: dict[str, Rows]) -> "WrongPerson":
        """In a group's chat people speak about the group, and to its leaders and clinic."""
        own, knows = own_things(self, before), self.knows
        if place is not None:
            own["peer_group"].add(place.id)
            own["clinic"].add(before["peer_group"][place.id,]["clinic_id"])
            knows |= OF_THE_CLINIC
        return replace(self, own=own, knows=knows, reach=reachable(own, before))


def own_things(who: WrongPerson, before: dict[str, Rows]) -> Ids:
    """The ids of what belongs to them, by table."""
    account, own = who.villager.account_id, defaultdict[str, set[int]](set)
    own["account"] = {account}

    def mine(table: str, **wanted: Any) -> list[Row]:
        rows = before[table].values()
        return [r for r in rows if r["account_id"] == account and wanted.items() <= r.items()]

    own["staff"] = {row["id"] for row in mine("staff", left_at=None)}
    own["patient"] = {row["patient_id"] for row in mine("holder", ended_at=None)}
    for table in TABLES:
        if table.name not in ("account", "staff", "patient"):
            rows = before[table.name].values()
            own[table.name] |= {r["id"] for r in rows if "id" in r and _is_own(table.name, r, own)}
    groups = {row["group_id"] for row in mine("membership", left_at=None)}
    clinics = {before["peer_group"][one,]["clinic_id"] for one in groups}
    clinics |= {before["patient"][one,]["clinic_id"] for one in own["patient"]}
    clinics |= {before["staff"][one,]["clinic_id"] for one in own["staff"]}
    return own | {"peer_group": groups, "clinic": clinics}


def reachable(own: Ids, before: dict[str, Rows]) -> Ids:
    """Their clinic's staff and its chat, their groups with the leaders, and whoever speaks for the
    same patients."""
    staff = {r["account_id"] for r in before["staff"].values() if r["clinic_id"] in own["clinic"]}
    leaders = {
        row["account_id"]
        for row in before["membership"].values()
        if row["group_id"] in own["peer_group"] and row["role"] == MemberRole.LEADER
    }
    holders = {
        r["account_id"] for r in before["holder"].values() if r["patient_id"] in own["patient"]
    }
    rooms = {
        row["id"]
        for row in before["peer_group"].values()
        if row["clinic_id"] in own["clinic"] and row["kind"] == GroupKind.STAFF
    }
    accounts = staff | leaders | holders | own["account"]
    return {"account": accounts, "group": own["peer_group"] | rooms}


def references(table: Table) -> dict[str, str]:
    """The tables to which the columns of a table refer."""
    keys = {c.name: key.column.table.name for c in table.columns for key in c.foreign_keys}
    return keys | WITHOUT_FOREIGN_KEY.get(table.name, {})


def offences(
    who: WrongPerson, form: Form, attempt: Attempt, before: dict[str, Rows]
) -> Iterator[str]:
    """What was wrong, in words; nothing if all was as it should be."""
    if attempt.failure is not None:
        yield f"failed ({attempt.failure})"
        return
    refused = is_refused(form, attempt, before)
    if must_be_refused(who, form, attempt) and not refused:
        yield "was not refused"
    who = replace(who, own=who.own | {"account": _accounts(who, attempt, before)})
    for table, rows in attempt.rows.items():
        for key in before[table].keys() | rows.keys():
            was, is_now = before[table].get(key), rows.get(key)
            if was == is_now:
                continue
            if refused and table not in WRITTEN_BY_REFUSAL:
                yield f"a row of {table} changed although it was refused"
            elif was is not None and not _is_own(table, was, who.own):
                yield f"row {table} {', '.join(map(str, key))} changed"
            elif was is None and is_now is not None and form.route.name not in who.may:
                yield from _about_others(table, is_now, who.own, before)
    yield from _wrong_messages(who, attempt, before, refused=refused)
    yield from _leaks(who, form, attempt, before)


def is_refused(form: Form, attempt: Attempt, before: dict[str, Rows]) -> bool:
    return any(
        (row["action"], row["detail"]) == ("refused", form.route.name[:40])
        for row in attempt.new("audit", before)
    )


def must_be_refused(who: WrongPerson, form: Form, attempt: Attempt) -> bool:
    """Strangers in a group are turned away before any route."""
    rule = rule_name(form.route)
    if rule == "anyone" or not attempt.known:
        return False
    if rule.startswith("in_dialog") and form.dialog is None:
        return True
    if re.fullmatch(r"in_dialog\(\w+\)", rule):
        return False  # nobody but the dialogue is asked; what it then reaches is looked at
    if form.names_things:
        return form.route.name not in who.may
    return rule == "staff" and not who.own["staff"]


def _accounts(who: WrongPerson, attempt: Attempt, before: dict[str, Rows]) -> set[int]:
    """Their account, which may be a new one."""
    new = attempt.new("account", before)
    person = who.villager.person.id
    return who.own["account"] | {row["id"] for row in new if row["telegram_id"] == person}


def _is_own(table: str, row: Row, own: Ids) -> bool:
    """Whether the row is about them: their account, patient, medicine, place on the staff."""
    held = references(Base.metadata.tables[table])
    about = {target: row[column] for column, target in held.items() if target not in SHARED}
    ours = any(number in own.get(target, ()) for target, number in about.items())
    return ours or row.get("id") in own.get(table, ())


def _about_others(table: str, row: Row, own: Ids, before: dict[str, Rows]) -> Iterator[str]:
    """What a new row refers to that existed before and is not theirs."""
    if table in ("audit", "outbox"):
        return
    for column, target in references(Base.metadata.tables[table]).items():
        number = row[column]
        if (number,) in before[target] and number not in own.get(target, ()):
            yield f"a new row of {table} is about {target} {number}"


def _wrong_messages(
    who: WrongPerson, attempt: Attempt, before: dict[str, Rows], *, refused: bool
) -> Iterator[str]:
    for row in attempt.new("outbox", before):
        to, number = row["dest_kind"], row["dest_id"]
        if to == "account" and number in who.own["account"]:
            continue
        if refused or number not in who.reach[to]:
            yield f"{row['template']} was sent to {to} {number}"


def _leaks(
    who: WrongPerson, form: Form, attempt: Attempt, before: dict[str, Rows]
) -> Iterator[str]:
    """Protected words in what they read: messages with their buttons, edits, and the toast."""
    read = [attempt.toast]
    for row in attempt.new("outbox", before):
        mine = row["dest_kind"] == "account" and row["dest_id"] in who.own["account"]
        if mine and row["method"] in ("send", "edit"):
            speech = render(row["template"], row["params"] or {}, who.villager.language)
            read += [repr(speech), json.dumps(row["params"], ensure_ascii=False)]
    known = who.knows | (SAID_IN_DIALOGS if form.dialog is not None else set())
    if words := set(SECRET.findall(" ".join(read))) - known:
        yield f"they read {', '.join(sorted(words))}"
