"""What belongs into the private chat is no use in a group: a toast, and nothing else."""

from bot.handlers.access.places import Place
from bot.handlers.routes import ROUTES
from tests.access.attempts import Trying, all_rows
from tests.access.forms import forms
from tests.access.full_village import full_village
from tests.village import Village

TRACES = {"account", "audit", "dialog"}
"""What a refusal writes, what this test itself waits for, and when somebody was last heard."""
ENTITLED = ("sukhmati", "phool", "anita")
"""A patient, her leader and her nurse: in private they may."""


async def test_no_private_button_does_or_says_anything_in_a_group(village: Village) -> None:
    full = await full_village(village)
    before = await all_rows(full)
    trying, wrong = Trying(full, before), set[str]()
    with trying.noting_writes():
        for place, chat in ((Place.GROUP, full.group), (Place.STAFF_CHAT, full.staff_chat)):
            for form in forms(full):
                if form.press is None or not form.main or place in form.route.place:
                    continue
                for person in ENTITLED:
                    attempt = await trying.attempt(full.people[person], form, chat.chat)
                    changed = {t for t, rows in attempt.rows.items() if rows != before[t]} - TRACES
                    if changed or attempt.failure or not attempt.toast:
                        wrong.add(f"{form.title} by {person}: {sorted(changed)} {attempt.failure}")
    assert not wrong, "\n".join(sorted(wrong))


def test_only_these_buttons_work_in_a_peer_group() -> None:
    """Each of them says nothing there of one person; a new one needs that thought."""
    in_group = {
        kind.__name__ for kind, route in ROUTES.buttons.items() if Place.GROUP in route.place
    }
    assert in_group == {"AnswerRsvp", "JoinNeed", "MarkHelped", "SetGroupLanguage"}
