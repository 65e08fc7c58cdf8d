"""/bati: at the meeting a leader reports refills of members who allowed it."""

from bot.context import Turn
from bot.handlers.access.refills import helped_member
from bot.handlers.access.rules import anyone
from bot.handlers.preferences.language import show_start
from bot.handlers.refills.dialog import RefillChoice, RefillChoiceDialog
from bot.handlers.refills.report import which_medicine
from bot.handlers.router import Router
from bot.keyboards.refills import ChooseRefillMember, StartLeaderReport
from bot.texts.refills import by_leader as texts
from bot.texts.refills.by_leader import HelpedMember
from db.models import Patient
from db.queries.leaders import leads_a_group, patients_helped_by

router = Router(__name__)


@router.command("bati", button=StartLeaderReport, access=anyone)
async def start_leader_report(turn: Turn) -> None:
    if not await leads_a_group(turn.session, turn.me.account_id):
        return turn.say(texts.not_leader()) if turn.me.language else await show_start(turn)
    helped = await patients_helped_by(turn.session, turn.me.account_id)
    if not helped:
        return turn.say(texts.nobody_allows())
    turn.wait(RefillChoiceDialog(RefillChoice.MEMBER, leader=True))
    members = [HelpedMember(p.id, p.name, p.village) for p in helped]
    return turn.say(texts.choose_member(members=members))


@router.button(ChooseRefillMember, access=helped_member)
async def choose_member(turn: Turn, _press: ChooseRefillMember, member: Patient) -> None:
    """The leader sees what the member calls each medicine, but no dose."""
    courses = [course for course in await turn.courses.of(member.id) if course.countable]
    if not courses:
        turn.stop_waiting()
        return turn.rewrite(texts.nothing_to_count())
    turn.wait(RefillChoiceDialog(RefillChoice.MEDICINE, leader=True))
    return turn.rewrite(which_medicine(courses))
