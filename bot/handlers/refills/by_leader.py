"""/bati: at the meeting a leader reports refills of members who allowed it."""

from bot.context import Turn
from bot.handlers.preferences.language import show_start
from bot.handlers.refills.access import course_option, reporting_source
from bot.handlers.router import Router
from bot.keyboards.refills import ChooseRefillMember, StartLeaderReport
from bot.texts import menu as menu_texts
from bot.texts.refills import by_leader as texts
from bot.texts.refills import report as report_texts
from bot.texts.refills.by_leader import HelpedMember
from db.queries.leaders import leads_a_group, patients_helped_by

router = Router(__name__)


@router.button(StartLeaderReport)
@router.command("bati")
async def start_leader_report(turn: Turn, _press: StartLeaderReport | None = None) -> None:
    if not await leads_a_group(turn.session, turn.me.account_id):
        return turn.say(texts.not_leader()) if turn.me.language else await show_start(turn)
    helped = await patients_helped_by(turn.session, turn.me.account_id)
    if not helped:
        return turn.say(texts.nobody_allows())
    turn.wait("refill", "member", leader=True)
    members = [HelpedMember(p.id, p.name, p.village) for p in helped]
    return turn.say(texts.choose_member(members=members))


@router.button(ChooseRefillMember)
async def choose_member(turn: Turn, press: ChooseRefillMember) -> None:
    """The leader sees what the member calls each medicine, but no dose."""
    waiting = turn.me.waiting
    if waiting is None or (waiting.flow, waiting.step) != ("refill", "member"):
        return turn.say(menu_texts.old_button())
    if await reporting_source(turn, press.patient, leader=True) is None:
        turn.stop_waiting()
        return turn.say(menu_texts.old_button())
    courses = [c for c in await turn.courses.of(press.patient) if c.countable]
    if not courses:
        turn.stop_waiting()
        return turn.rewrite(texts.nothing_to_count())
    turn.wait("refill", "medicine", leader=True)
    options = [course_option(course) for course in courses]
    return turn.rewrite(report_texts.choose_medicine(options=options))
