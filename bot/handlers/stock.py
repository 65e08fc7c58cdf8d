"""/stock: a medicine that the clinic has none of, and that it has it again."""

from bot.context import Turn
from bot.handlers.preferences.language import begin_here
from bot.handlers.treatments.steps import new_tag, number_in
from bot.services.stock import mark_in_stock, mark_out_of_stock
from db.models import Medicine
from db.queries.stock import medicine_of_clinic, medicines_lacking, medicines_of

FLOW = "stock"
OFFERED = 12


async def begin(turn: Turn) -> None:
    if turn.me.staff is None:
        return await begin_here(turn)
    turn.wait(FLOW, "medicine", tag=new_tag(turn))
    return await _offer(turn, "")


async def answered(turn: Turn) -> None:
    """A part of a name: fewer medicines to choose from."""
    if turn.me.staff is None:
        return turn.say("menu.old_button")
    return await _offer(turn, " ".join(turn.text.split()))


async def _offer(turn: Turn, like: str) -> None:
    assert turn.me.staff is not None
    lacking = await medicines_lacking(turn.session, turn.me.staff.clinic_id)
    known = [
        [m.id, m.name, m.id in lacking]
        for m in await medicines_of(turn.session, turn.me.staff.clinic_id)
        if like.casefold() in m.name.casefold()
    ]
    known.sort(key=lambda one: not one[2])
    if not known:
        return turn.say("stock.no_such_medicine" if like else "stock.no_medicines")
    return turn.say("stock.stock", medicines=known[:OFFERED], more=len(known) > OFFERED)


async def medicine_chosen(turn: Turn) -> None:
    medicine = await _pressed(turn)
    if medicine is None:
        return turn.say("stock.over_stock")
    lacking = medicine.id in await medicines_lacking(turn.session, medicine.clinic_id)
    return turn.rewrite("stock.stock_of", id=medicine.id, medicine=medicine.name, lacking=lacking)


async def answered_with_button(turn: Turn) -> None:
    """Each button says what is so from now on: pressed twice, it is so once."""
    medicine, staff = await _pressed(turn), turn.me.staff
    if medicine is None or staff is None or len(turn.pressed) != 2:
        return turn.say("stock.over_stock")
    out = turn.pressed[1] == "out"
    mark = mark_out_of_stock if out else mark_in_stock
    await mark(turn.session, medicine, staff_id=staff.id, now=turn.now)
    turn.done_waiting()
    template = "stock.out_of_stock" if out else "stock.in_stock"
    return turn.rewrite(template, medicine=medicine.name)


async def _pressed(turn: Turn) -> Medicine | None:
    """The pressed medicine, if it is of the staff member's own clinic."""
    if turn.me.staff is None or not turn.pressed:
        return None
    number = number_in(turn.pressed[0])
    return await medicine_of_clinic(turn.session, turn.me.staff.clinic_id, number)


COMMANDS = {"stock": begin}
FLOWS = {FLOW: answered}
PRESSES = {"stock": begin, "stock_of": medicine_chosen, "stock_is": answered_with_button}
