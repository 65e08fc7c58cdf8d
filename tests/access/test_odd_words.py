"""Whatever is typed or pressed, no update becomes a dead letter: bad input is answered."""

import random
from dataclasses import replace

from bot.keyboards.press import PRESSES
from tests.access.attempts import Trying, all_rows
from tests.access.forms import forms
from tests.access.full_village import full_village
from tests.village import Village

ODD = (
    "²", "½²", "٣", "९" * 40, "9" * 40, "1e999", "-5", "0x1F", "1" * 400, "3/0", "१/०", "0.0.0",
    "31.02.", "99:99", "24 goli\x00", "\x00", "💊" * 50, "/" + "x" * 300,
    "nan", "inf", "٢٤ گولی", "1\u200d2", "\u202e24", "二十四", "Ⅷ", "1,2,3,4,5,6,7,8,9", "१२३" * 30,
)  # fmt: skip
PEOPLE = ("sukhmati", "phool", "anita", "budhram")


async def test_no_odd_words_are_too_much_for_any_dialogue(village: Village) -> None:
    full = await full_village(village)
    before = await all_rows(full)
    trying, failed = Trying(full, before), set[str]()
    chance = random.Random(14)
    with trying.noting_writes():
        for form in forms(full):
            if form.dialog is None or form.text is None or form.edited:
                continue
            for text in chance.sample(ODD, 4 if form.main else 1):
                for person in chance.sample(PEOPLE, 2):
                    attempt = await trying.attempt(full.people[person], replace(form, text=text))
                    if attempt.failure:
                        failed.add(f"{form.title}: {text[:20]!r}: {attempt.failure[:160]}")
    assert not failed, "\n".join(sorted(failed))


async def test_no_odd_data_is_too_much_for_any_button(village: Village) -> None:
    full = await full_village(village)
    before = await all_rows(full)
    trying, failed = Trying(full, before), set[str]()
    chance = random.Random(41)
    some = next(form for form in forms(full) if form.press is not None)
    with trying.noting_writes():
        for verb in PRESSES:
            for _ in range(6):
                parts = [chance.choice(ODD)[:12] for _ in range(chance.randrange(5))]
                data = ":".join((verb, *parts))[:60]
                form = replace(some, press=data, title=repr(data))
                attempt = await trying.attempt(full.people[chance.choice(PEOPLE)], form)
                if attempt.failure:
                    failed.add(f"{data!r}: {attempt.failure[:160]}")
    assert not failed, "\n".join(sorted(failed))
