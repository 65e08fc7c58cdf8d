"""/stock: staff mark a medicine as out of stock, or as in stock again."""

from dataclasses import dataclass

from bot.context import StaffMember, Turn
from bot.handlers.access.staff import medicine_of_staff, staff
from bot.handlers.router import Router
from bot.keyboards.stock import ChooseStockMedicine, MarkStock, StartStock
from bot.services.dialogs import Dialog
from bot.services.stock import mark_in_stock, mark_out_of_stock
from bot.texts import stock as texts
from bot.texts.stock import StockedMedicine
from db.models import Medicine
from db.queries.stock import medicines_of_clinic, medicines_out_of_stock

MAX_MEDICINES_SHOWN = 12

router = Router(__name__)


@dataclass(frozen=True)
class StockDialog(Dialog, flow="stock"):
    """A part of a medicine's name may be typed."""


@router.command("stock", button=StartStock, access=staff)
async def start_stock(turn: Turn, staff: StaffMember) -> None:
    turn.wait(StockDialog())
    return await _show_medicines(turn, staff, "")


@router.dialog(StockDialog, access=staff)
async def filter_medicines(turn: Turn, _dialog: StockDialog, staff: StaffMember) -> None:
    """A typed part of a name narrows the list."""
    return await _show_medicines(turn, staff, " ".join(turn.text.split()))


async def _show_medicines(turn: Turn, staff: StaffMember, like: str) -> None:
    out_of_stock = await medicines_out_of_stock(turn.session, staff.clinic_id)
    shown = [
        StockedMedicine(m.id, m.name, m.id in out_of_stock)
        for m in await medicines_of_clinic(turn.session, staff.clinic_id)
        if like.casefold() in m.name.casefold()
    ]
    shown.sort(key=lambda one: not one.out_of_stock)
    if not shown:
        return turn.say(texts.no_such_medicine() if like else texts.no_medicines())
    more = len(shown) > MAX_MEDICINES_SHOWN
    return turn.say(texts.choose_medicine(medicines=shown[:MAX_MEDICINES_SHOWN], more=more))


@router.button(ChooseStockMedicine, access=medicine_of_staff)
async def choose_medicine(turn: Turn, _press: ChooseStockMedicine, medicine: Medicine) -> None:
    is_out = medicine.id in await medicines_out_of_stock(turn.session, medicine.clinic_id)
    return turn.rewrite(
        texts.ask_in_stock(id=medicine.id, medicine=medicine.name, out_of_stock=is_out)
    )


@router.button(MarkStock, access=medicine_of_staff)
async def mark_stock(turn: Turn, press: MarkStock, medicine: Medicine) -> None:
    """Idempotent: each button carries the new state, not a switch."""
    out = press.state == "out"
    mark = mark_out_of_stock if out else mark_in_stock
    await mark(turn.session, medicine, actor=turn.actor, now=turn.now)
    turn.stop_waiting()
    noted = texts.out_of_stock if out else texts.in_stock
    return turn.rewrite(noted(medicine=medicine.name))
