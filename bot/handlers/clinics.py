"""The first screen of staff, and for which clinic somebody works who serves several."""

from bot.context import StaffMember, Turn
from bot.handlers.access.rules import Refused, old_button
from bot.handlers.router import Router
from bot.keyboards.staff import ChooseWorkplace
from bot.services.clinics.staff import choose_workplace
from bot.texts import staff as texts
from db.queries.alerts.lookup import open_alert_count
from db.queries.clinics import clinic_by_id

router = Router(__name__)


async def show_staff_home(turn: Turn, *, with_alerts: bool = False) -> None:
    """`with_alerts`: also how many are open, at all the clinics that they serve."""
    count = None
    if with_alerts:
        places = turn.me.works_for
        count = sum([await open_alert_count(turn.session, one.clinic_id) for one in places])
    turn.say(texts.home(open_alerts=count, workplaces=await workplaces(turn)))


async def workplaces(turn: Turn) -> list[texts.Workplace]:
    """Empty for those who serve one clinic alone: they need not choose."""
    places = turn.me.works_for
    if len(places) < 2:
        return []
    return [
        texts.Workplace(one.id, (await clinic_by_id(turn.session, one.clinic_id)).name)
        for one in places
    ]


async def own_place_on_staff(turn: Turn, press: ChooseWorkplace) -> StaffMember | Refused:
    """Who is on the staff of that clinic."""
    found = next((one for one in turn.me.works_for if one.id == press.staff), None)
    return found or old_button("staff", press.staff)


@router.button(ChooseWorkplace, access=own_place_on_staff)
async def choose_clinic(turn: Turn, _press: ChooseWorkplace, place: StaffMember) -> None:
    await choose_workplace(turn.session, place.id, now=turn.now)
    others = tuple(one for one in turn.me.works_for if one.id != place.id)
    turn.me.works_for = (place, *others)
    turn.me.act_for(place.clinic_id)
    turn.stop_waiting()
    turn.rewrite(texts.home(workplaces=await workplaces(turn)))
