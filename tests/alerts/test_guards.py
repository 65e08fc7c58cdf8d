"""Guards that stand behind others: each holds by itself."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select, update

from bot.domain.treatments.prescription import Prescription
from bot.services.alerts.actions import ActionRefused
from bot.services.alerts.cards import send_card
from bot.services.alerts.escalation import handle_failed_page
from bot.services.alerts.handover import can_take_over
from bot.services.alerts.visibility import CARD, View, card_as_now
from bot.services.treatments import start_treatment
from db.enums import AlertAction, MemberRole, OutboxStatus, StaffRole
from db.models import Account, Alert, Clinic, Consent, Membership, Outbox, PillCount, Staff
from db.queries.alerts.cards import last_counts
from db.queries.oncall import staff_by_name
from db.session import begin
from tests.alerts.conftest import Ganiyari


@pytest.fixture
async def bharti(ganiyari: Ganiyari) -> int:
    """A nurse of another clinic, with a phone; she is called Anita as well."""
    async with begin(ganiyari.sessions) as session:
        kota = Clinic(name="Kota", phone="1", created_at=ganiyari.clock())
        account = Account(telegram_id=77, created_at=ganiyari.clock())
        session.add_all([kota, account])
        await session.flush()
        nurse = Staff(clinic_id=kota.id, account_id=account.id, name="Anita", role=StaffRole.NURSE)
        session.add(nurse)
        await session.flush()
        return nurse.id


async def test_nobody_of_another_clinic_is_asked_to_take_over(
    ganiyari: Ganiyari, bharti: int
) -> None:
    alert = (await ganiyari.calls_for_help()).alert
    async with begin(ganiyari.sessions) as session:
        fresh = await session.get_one(Alert, alert.id)
        assert not await can_take_over(session, fresh, bharti)
        assert await can_take_over(session, fresh, ganiyari.staff["Meena"])
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    with pytest.raises(ActionRefused):
        await ganiyari.does("Anita", alert.id, AlertAction.HAND_OVER, colleague_id=bharti)


async def test_a_name_is_looked_for_in_one_clinic_alone(ganiyari: Ganiyari, bharti: int) -> None:
    async with begin(ganiyari.sessions) as session:
        found = await staff_by_name(session, ganiyari.clinic, "Anita")
    assert [one.id for one in found] == [ganiyari.staff["Anita"]]


async def test_thoughts_of_dying_stay_out_of_a_staff_chat_with_details(
    ganiyari: Ganiyari,
) -> None:
    async with begin(ganiyari.sessions) as session:
        await session.execute(update(Clinic).values(details_in_chat=True))
    dying = (await ganiyari.calls_for_help("marna chahti hun", signs=("suicide",))).alert
    pain = (
        await ganiyari.calls_for_help("chhati ma pira", patient_id=None, signs=("chest_pain",))
    ).alert
    async with begin(ganiyari.sessions) as session:
        shown = {
            alert.id: (
                await card_as_now(
                    session, await session.get_one(Alert, alert.id), View(CARD, "group")
                )
            ).params["details"]
            for alert in (dying, pain)
        }
    assert shown[dying.id] is None
    assert shown[pain.id] is not None


async def test_a_card_shows_no_count_of_who_withdrew(ganiyari: Ganiyari) -> None:
    now = ganiyari.clock()
    async with begin(ganiyari.sessions) as session:
        treatment = await start_treatment(
            session,
            clinic_id=ganiyari.clinic,
            patient_id=ganiyari.patient,
            medicine="Metformin",
            strip_size=10,
            prescribed=Prescription(Fraction(1)),
            dispensed=Fraction(60),
            now=now,
        )
        session.add(
            PillCount(
                treatment_id=treatment.id,
                account_id=ganiyari.accounts["Sukhmati"],
                remaining=Fraction(26),
                counted_at=now,
                counted_on=now.date(),
                source="self",
                doubtful=False,
            )
        )
        session.add(
            Consent(
                account_id=ganiyari.accounts["Sukhmati"],
                patient_id=ganiyari.patient,
                scope="care",
                version=1,
                language="hi",
                given_at=now,
            )
        )
    async with begin(ganiyari.sessions) as session:
        assert len(await last_counts(session, ganiyari.patient)) == 1
        await session.execute(update(Consent).values(withdrawn_at=now))
        assert await last_counts(session, ganiyari.patient) == []


async def test_a_leader_in_danger_is_not_paged_about_themselves(ganiyari: Ganiyari) -> None:
    phool = ganiyari.accounts["Phool"]
    alert = (await ganiyari.calls_for_help(account_id=phool, patient_id=None)).alert
    for _ in range(6):
        await ganiyari.later(minutes=10)
    to_phool = select(Outbox.id).where(Outbox.alert_id == alert.id, Outbox.dest_id == phool)
    assert await ganiyari.rows(to_phool.where(Outbox.episode.is_not(None))) == []


async def test_after_everybody_was_paged_a_failed_page_restarts_nothing(
    ganiyari: Ganiyari,
) -> None:
    alert = (await ganiyari.calls_for_help()).alert
    for _ in range(5):
        await ganiyari.later(minutes=10)
    before = await ganiyari.alert(alert.id)
    assert before.nags > 0
    async with begin(ganiyari.sessions) as session:
        await session.execute(
            update(Outbox).where(Outbox.alert_id == alert.id).values(status=OutboxStatus.FAILED)
        )
        await handle_failed_page(session, alert.id, ganiyari.clock())
    after = await ganiyari.alert(alert.id)
    assert (after.step, after.version, after.next_action_at) == (
        before.step,
        before.version,
        before.next_action_at,
    )


async def test_nothing_happened_in_the_future_or_before_the_alert(ganiyari: Ganiyari) -> None:
    alert = (await ganiyari.calls_for_help()).alert
    await ganiyari.does("Anita", alert.id, AlertAction.ACK)
    for hours in (1, -1):
        at = ganiyari.clock() + timedelta(hours=hours)
        with pytest.raises(ActionRefused):
            await ganiyari.does("Anita", alert.id, AlertAction.REACHED, happened_at=at)


async def test_the_card_of_an_alert_goes_to_staff_as_staff(ganiyari: Ganiyari) -> None:
    """So that who leaves before it is sent does not get it."""
    alert = (await ganiyari.calls_for_help()).alert
    async with begin(ganiyari.sessions) as session:
        fresh = await session.get_one(Alert, alert.id)
        await send_card(session, fresh, ganiyari.accounts["Meena"], now=ganiyari.clock())
    shown = select(Outbox.for_clinic).where(
        Outbox.alert_id == alert.id, Outbox.dest_kind == "account", Outbox.template == CARD
    )
    assert set(await ganiyari.rows(shown)) == {ganiyari.clinic}
    leads = select(Membership.role).where(Membership.account_id == ganiyari.accounts["Phool"])
    assert await ganiyari.rows(leads) == [MemberRole.LEADER]
