"""Wiring: the one module that imports every part and connects them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.clockwork import Clockwork, Tick
from bot.context import CallbackAnswer, Clock
from bot.delivery.pacing import Pace
from bot.delivery.relay import Relay
from bot.delivery.request import AioRequest
from bot.handlers.routes import route_update
from bot.instance import is_dead, new_instance
from bot.intake.batch import Batch
from bot.intake.dead_letters import DeadLetters
from bot.intake.lease import PollerLease
from bot.intake.outage_reply import OutageReply
from bot.intake.polling import ALLOWED_UPDATES, Polling
from bot.intake.webhook import Webhook
from bot.jobs.adherence import check_supplies
from bot.jobs.alerts import apply_commands, escalate, send_morning_report
from bot.jobs.groups import check_rights, reconcile_members, settle_claims
from bot.jobs.heartbeats import store_heartbeats
from bot.jobs.housekeeping import delete_old_rows
from bot.jobs.leaders import run_weekly_screen
from bot.jobs.meetings import run_meeting_schedule
from bot.jobs.menus import show_menus
from bot.jobs.moderation import apply_group_rules, process_outcomes, reconcile_with_telegram
from bot.jobs.needs import follow_up_promises
from bot.jobs.reminders import ask_checkins, ask_for_counts, count_unanswered
from bot.jobs.starters import run_starters
from bot.jobs.stories import follow_up_stories, post_stories, publish_stories
from bot.services.alerts.escalation import handle_failed_page
from bot.services.heartbeats import release_leases_of_dead_processes
from bot.settings import Settings, async_url
from bot.texts import render
from bot.watchdog import Heartbeats, Watchdog
from db.session import Sessions, begin, make_engine, make_sessions

log = logging.getLogger(__name__)

CLOSE_SECONDS = 2.0
RELAY_FRESH = timedelta(seconds=60)
"""The relay counts as alive for so long after its last success in the database."""


def utcnow() -> datetime:
    return datetime.now(UTC)


class Gothiya:
    """The bot: intake, relay and clock, on one database and one Telegram."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock = utcnow,
        engine: AsyncEngine | None = None,
        request: Callable[[], BaseRequest] = AioRequest,
        shared: bool = False,
    ) -> None:
        """`request` makes the HTTP client for Telegram; tests pass the simulator's."""
        self.clock = clock
        self.engine = engine or make_engine(async_url(settings.database_url))
        self.sessions = make_sessions(self.engine)
        self.instance = new_instance()
        self.beats = Heartbeats()
        root = settings.api_url.rstrip("/")
        self.bot = Bot(
            settings.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=request(),
            get_updates_request=request(),
        )
        self.relay = Relay(
            self.sessions,
            self.bot,
            render,
            clock=clock,
            pace=Pace(rate=settings.send_rate or None),
            instance=self.instance,
            on_page_failed=handle_failed_page,
            turning=lambda: self.beats.turn("relay"),
        )
        self.outage_reply = OutageReply(self.bot)
        dead_letters = DeadLetters(
            self.sessions,
            clock,
            answer=self.outage_reply.answer_failed,
            on_lost=lambda: self.beats.note("update_lost"),
        )
        self.batch = Batch(
            self.sessions,
            route_update,
            clock,
            lambda: self.bot.username,
            dead_letters,
            shared=shared,
        )
        self.lease = PollerLease(self.sessions, clock, self.instance)
        self.polling = Polling(
            self.bot,
            self.batch,
            may_poll=self.lease.may_poll,
            beats=self.beats,
            after_commit=self.after_commit,
            answer_outage=self.outage_reply.answer,
        )
        self.clockwork = Clockwork(self.ticks(), self.beats)
        self._answering: set[asyncio.Task[None]] = set()

    def ticks(self) -> tuple[Tick, ...]:
        """What the clock does, and how many seconds apart.

        The order matters to Clockwork.once(): what is planned first is asked or posted next.
        """
        sessions, clock = self.sessions, self.clock

        async def run(*jobs: Callable[[Sessions, Clock], Awaitable[object]]) -> None:
            for job in jobs:
                await job(sessions, clock)
            self.relay.wake()

        async def ask(job: Callable[[Sessions, Bot, Clock], Awaitable[object]]) -> None:
            await job(sessions, self.bot, clock)
            self.relay.wake()

        return (
            Tick("alerts.escalate", 1.0, lambda: run(escalate, apply_commands)),
            Tick("meetings.schedule", 60.0, lambda: run(run_meeting_schedule)),
            Tick("reminders.ask", 2.0, lambda: run(ask_for_counts, ask_checkins)),
            Tick("stories.publish", 2.0, lambda: run(publish_stories)),
            Tick("reminders.count_unanswered", 60.0, lambda: run(count_unanswered)),
            Tick("stories.post", 30.0, lambda: run(post_stories, follow_up_stories)),
            Tick("adherence.check_supplies", 60.0, lambda: run(check_supplies)),
            Tick("needs.follow_up_promises", 60.0, lambda: run(follow_up_promises)),
            Tick("starters.post", 60.0, lambda: run(run_starters)),
            Tick("leaders.weekly_screen", 60.0, lambda: run(run_weekly_screen)),
            Tick("moderation.rules", 60.0, lambda: run(apply_group_rules)),
            Tick("moderation.outcomes", 3.0, lambda: run(process_outcomes)),
            Tick("moderation.reconcile", 600.0, lambda: ask(reconcile_with_telegram)),
            Tick("groups.settle_claims", 2.0, lambda: ask(settle_claims)),
            Tick("groups.check_rights", 10.0, lambda: ask(check_rights)),
            Tick("groups.reconcile_members", 30.0, lambda: ask(reconcile_members)),
            Tick("alerts.morning_report", 30.0, lambda: ask(send_morning_report)),
            Tick("menus.show", 10.0, lambda: show_menus(sessions, self.bot)),
            Tick("heartbeats.store", 15.0, self._store_heartbeats),
            Tick("housekeeping.delete_old_rows", 3600.0, lambda: run(delete_old_rows)),
        )

    async def start(self) -> None:
        await self.bot.initialize()
        await self.take_over()

    async def take_over(self) -> None:
        """Release the leases of dead processes, instead of waiting until they end."""
        async with begin(self.sessions) as session:
            await release_leases_of_dead_processes(session, is_dead, now=self.clock())

    async def close(self) -> None:
        """Never fails: what cannot be closed ends with the process, and leases by themselves."""
        await asyncio.gather(*self._answering, return_exceptions=True)
        for part in (self.lease.close, self.bot.shutdown, self.engine.dispose):
            try:
                async with asyncio.timeout(CLOSE_SECONDS):
                    await part()
            except Exception as error:
                log.warning("closing: %s in %s", type(error).__name__, part.__qualname__)

    async def run(self, stopping: asyncio.Event, *, webhook: Webhook | None = None) -> None:
        """Run until `stopping` is set. If a part fails before, its error is raised."""
        watchdog = Watchdog(self.beats)
        watchdog.start()
        intake = webhook.run(stopping) if webhook else self.polling.run(stopping)
        parts = [
            asyncio.create_task(intake, name="intake"),
            asyncio.create_task(self.relay.run(), name="relay"),
            asyncio.create_task(stopping.wait(), name="stop"),
        ]
        self.clockwork.start()
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            stopping.set()
            self.clockwork.stop()
            await self.relay.stop()
            for task in parts:
                task.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            watchdog.stop()

    def webhook(self, secret: str) -> Webhook:
        return Webhook(
            self.bot,
            self.batch,
            secret,
            beats=self.beats,
            after_commit=self.after_commit,
            answer_outage=self.outage_reply.answer,
        )

    async def announce_webhook(self, url: str, secret: str) -> None:
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)

    def after_commit(self, presses: Sequence[CallbackAnswer]) -> None:
        """Send the committed messages, and end the spinners of pressed buttons."""
        self.relay.wake()
        for press in presses:
            task = asyncio.create_task(self._acknowledge(press))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _acknowledge(self, press: CallbackAnswer) -> None:
        try:
            await self.bot.answer_callback_query(press.callback_id, press.text)
        except TelegramError as error:
            # Too late, or answered before: the spinner ends by itself, and nothing depends on it.
            log.info("a button was not acknowledged: %s", type(error).__name__)

    async def _store_heartbeats(self) -> None:
        alive_at = self.relay.alive_at
        if alive_at is not None and self.clock() - alive_at < RELAY_FRESH:
            self.beats.beat("relay")
        await store_heartbeats(self.sessions, self.instance, self.beats, self.clock)
