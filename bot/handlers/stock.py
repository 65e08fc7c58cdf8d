"""/stock: staff mark a medicine as out of stock, or as in stock again."""

from bot.context import Turn
from bot.handlers.preferences.language import show_start
from bot.handlers.router import Router
from bot.handlers.treatments.steps import new_tag
from bot.keyboards.stock import ChooseStockMedicine, MarkStock, StartStock
from bot.services.stock import mark_in_stock, mark_out_of_stock
from bot.texts import menu as menu_texts
from bot.texts import stock as texts
from bot.texts.stock import StockedMedicine
from db.models import Medicine
from db.queries.stock import medicine_of_clinic, medicines_of_clinic, medicines_out_of_stock

FLOW = "stock"
MAX_MEDICINES_SHOWN = 12

router = Router(__name__)


@router.button(StartStock)
@router.command("stock")
async def start_stock(turn: Turn, _press: StartStock | None = None) -> None:
    if turn.me.staff is None:
        return await show_start(turn)
    turn.wait(FLOW, "medicine", tag=new_tag(turn))
    return await _show_medicines(turn, "")


@router.flow(FLOW)
async def filter_medicines(turn: Turn) -> None:
    """A typed part of a name narrows the list."""
    if turn.me.staff is None:
        return turn.say(menu_texts.old_button())
    return await _show_medicines(turn, " ".join(turn.text.split()))


async def _show_medicines(turn: Turn, like: str) -> None:
    assert turn.me.staff is not None
    out_of_stock = await medicines_out_of_stock(turn.session, turn.me.staff.clinic_id)
    shown = [
        StockedMedicine(m.id, m.name, m.id in out_of_stock)
        for m in await medicines_of_clinic(turn.session, turn.me.staff.clinic_id)
        if like.casefold() in m.name.casefold()
    ]
    shown.sort(key=lambda one: not one.out_of_stock)
    if not shown:
        return turn.say(texts.no_such_medicine() if like else texts.no_medicines())
    more = len(shown) > MAX_MEDICINES_SHOWN
    return turn.say(texts.choose_medicine(medicines=shown[:MAX_MEDICINES_SHOWN], more=more))


@router.button(ChooseStockMedicine)
async def choose_medicine(turn: Turn, press: ChooseStockMedicine) -> None:
    medicine = await _medicine_of_own_clinic(turn, press.medicine)
    if medicine is None:
        return turn.say(texts.question_over())
    is_out = medicine.id in await medicines_out_of_stock(turn.session, medicine.clinic_id)
    return turn.rewrite(
        texts.ask_in_stock(id=medicine.id, medicine=medicine.name, out_of_stock=is_out)
    )


@router.button(MarkStock)
async def mark_stock(turn: Turn, press: MarkStock) -> None:
    """Idempotent: each button carries the new state, not a switch."""
    medicine, staff = await _medicine_of_own_clinic(turn, press.medicine), turn.me.staff
    if medicine is None or staff is None:
        return turn.say(texts.question_over())
    out = press.state == "out"
    mark = mark_out_of_stock if out else mark_in_stock
    await mark(turn.session, medicine, staff_id=staff.id, now=turn.now)
    turn.stop_waiting()
    noted = texts.out_of_stock if out else texts.in_stock
    return turn.rewrite(noted(medicine=medicine.name))


async def _medicine_of_own_clinic(turn: Turn, medicine_id: int) -> Medicine | None:
    if turn.me.staff is None:
        return None
    return await medicine_of_clinic(turn.session, turn.me.staff.clinic_id, medicine_id)
