"""/stock: staff mark a medicine as out of stock, or as in stock again."""

from bot.context import Turn
from bot.handlers.preferences.language import show_start
from bot.handlers.treatments.steps import new_tag
from bot.services.stock import mark_in_stock, mark_out_of_stock
from db.models import Medicine
from db.queries.stock import medicine_of_clinic, medicines_of_clinic, medicines_out_of_stock

FLOW = "stock"
MAX_MEDICINES_SHOWN = 12


async def start_stock(turn: Turn) -> None:
    if turn.me.staff is None:
        return await show_start(turn)
    turn.wait(FLOW, "medicine", tag=new_tag(turn))
    return await _show_medicines(turn, "")


async def filter_medicines(turn: Turn) -> None:
    """A typed part of a name narrows the list."""
    if turn.me.staff is None:
        return turn.say("menu.old_button")
    return await _show_medicines(turn, " ".join(turn.text.split()))


async def _show_medicines(turn: Turn, like: str) -> None:
    assert turn.me.staff is not None
    out_of_stock = await medicines_out_of_stock(turn.session, turn.me.staff.clinic_id)
    shown = [
        [m.id, m.name, m.id in out_of_stock]
        for m in await medicines_of_clinic(turn.session, turn.me.staff.clinic_id)
        if like.casefold() in m.name.casefold()
    ]
    shown.sort(key=lambda row: not row[2])
    if not shown:
        return turn.say("stock.no_such_medicine" if like else "stock.no_medicines")
    return turn.say(
        "stock.choose_medicine",
        medicines=shown[:MAX_MEDICINES_SHOWN],
        more=len(shown) > MAX_MEDICINES_SHOWN,
    )


async def choose_medicine(turn: Turn) -> None:
    medicine = await _pressed_medicine(turn)
    if medicine is None:
        return turn.say("stock.question_over")
    is_out = medicine.id in await medicines_out_of_stock(turn.session, medicine.clinic_id)
    return turn.rewrite(
        "stock.ask_in_stock", id=medicine.id, medicine=medicine.name, lacking=is_out
    )


async def mark_stock(turn: Turn) -> None:
    """Idempotent: each button carries the new state, not a switch."""
    medicine, staff = await _pressed_medicine(turn), turn.me.staff
    if medicine is None or staff is None or len(turn.pressed) != 2:
        return turn.say("stock.question_over")
    out = turn.pressed[1] == "out"
    mark = mark_out_of_stock if out else mark_in_stock
    await mark(turn.session, medicine, staff_id=staff.id, now=turn.now)
    turn.stop_waiting()
    template = "stock.out_of_stock" if out else "stock.in_stock"
    return turn.rewrite(template, medicine=medicine.name)


async def _pressed_medicine(turn: Turn) -> Medicine | None:
    """None if the pressed medicine is not of the staff member's own clinic."""
    if turn.me.staff is None or not turn.pressed:
        return None
    number = turn.pressed_number()
    return await medicine_of_clinic(turn.session, turn.me.staff.clinic_id, number)


COMMANDS = {"stock": start_stock}
FLOWS = {FLOW: filter_medicines}
PRESSES = {"stock": start_stock, "stock_of": choose_medicine, "stock_is": mark_stock}
