"""Wiring: the only module that knows every part."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.clockwork import Clockwork, Tick
from bot.context import Clock, Press
from bot.delivery.pacing import Pace
from bot.delivery.relay import Courier
from bot.delivery.request import AioRequest
from bot.handlers.routes import handle
from bot.instance import is_dead, new_instance
from bot.intake.batch import Batch
from bot.intake.outage_reply import Lifeline
from bot.intake.polling import ALLOWED, Polling
from bot.intake.webhook import Webhook
from bot.jobs.alerts.commands import apply_commands
from bot.jobs.alerts.escalation import escalate
from bot.jobs.alerts.morning_report import greet_the_day
from bot.jobs.groups import check_rights
from bot.jobs.housekeeping import tidy
from bot.jobs.menus import show_menus
from bot.jobs.moderation import compare_with_telegram, hear_deeds
from bot.jobs.needs import ask_after_promises
from bot.jobs.pill_counts import remind, watch
from bot.jobs.reminders import check_in, gather, hear_silence
from bot.jobs.starters import keep_order, look_after_leaders, start_talks
from bot.jobs.stories import ask_about, publish_due, tell_groups
from bot.services.alerts import page_failed
from bot.services.heartbeats import bury_the_dead, note_beats
from bot.settings import Settings, async_url
from bot.texts import render
from bot.watchdog import Beats, Watchdog
from db.queries.leases import release_lease, take_lease
from db.session import begin, make_engine, make_sessions

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
RENEW_SECONDS = 10.0
FRESH = timedelta(seconds=60)


def utcnow() -> datetime:
    return datetime.now(UTC)


class Gothiya:
    """The bot: its way in, its way out, its clock, over one database and one Telegram."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock = utcnow,
        engine: AsyncEngine | None = None,
        request: Callable[[], BaseRequest] = AioRequest,
        shared: bool = False,
    ) -> None:
        """`request` makes a door to Telegram; tests hand in the practice one."""
        self.clock = clock
        self.engine = engine or make_engine(async_url(settings.database_url))
        self.sessions = make_sessions(self.engine)
        self.instance = new_instance()
        self.beats = Beats()
        root = settings.api_url.rstrip("/")
        self.bot = Bot(
            settings.token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=request(),
            get_updates_request=request(),
        )
        self.courier = Courier(
            self.sessions,
            self.bot,
            render,
            clock=clock,
            pace=Pace(rate=settings.send_rate or None),
            instance=self.instance,
            on_page_failed=page_failed,
        )
        self.batch = Batch(self.sessions, handle, clock, lambda: self.bot.username, shared=shared)
        self.lifeline = Lifeline(self.bot)
        self.polling = Polling(
            self.bot,
            self.batch,
            beat=self._may_poll,
            after=self.after_commit,
            lifeline=self.lifeline.throw,
        )
        self.clockwork = Clockwork(self.ticks(), self.beats)
        self._renewed = float("-inf")
        self._answering: set[asyncio.Task[None]] = set()

    def ticks(self) -> tuple[Tick, ...]:
        """What the clock does, and how often it looks whether something is due."""
        sessions, clock = self.sessions, self.clock

        async def due(*jobs: Callable[..., Awaitable[object]]) -> None:
            for job in jobs:
                await job(sessions, clock)
            self.courier.wake()

        return (
            Tick("alerts", 1.0, lambda: due(escalate, apply_commands)),
            Tick("meetings", 60.0, lambda: due(gather)),
            Tick("calendar", 2.0, lambda: due(remind, check_in, publish_due)),
            Tick("silence", 60.0, lambda: due(hear_silence)),
            Tick("stories", 30.0, lambda: due(tell_groups, ask_about)),
            Tick("supplies", 60.0, lambda: due(watch, ask_after_promises)),
            Tick("week", 60.0, lambda: due(start_talks, look_after_leaders)),
            Tick("order", 60.0, lambda: due(keep_order)),
            Tick("kind", 3.0, lambda: due(hear_deeds)),
            Tick("drift", 600.0, lambda: compare_with_telegram(sessions, self.bot, clock)),
            Tick("rights", 10.0, lambda: check_rights(sessions, self.bot, clock)),
            Tick("morning", 30.0, lambda: greet_the_day(sessions, self.bot, clock)),
            Tick("menus", 10.0, lambda: show_menus(sessions, self.bot)),
            Tick("beats", 15.0, self._note_beats),
            Tick("tidy", 3600.0, lambda: due(tidy)),
        )

    async def start(self) -> None:
        """Take over from a dead predecessor and ask Telegram who we are. Raises InvalidToken."""
        async with begin(self.sessions) as session:
            await bury_the_dead(session, is_dead, now=self.clock())
        await self.bot.initialize()

    async def close(self) -> None:
        async with begin(self.sessions) as session:
            for name in ("poller", "sender"):
                await release_lease(session, name, self.instance)
        await asyncio.gather(*self._answering, return_exceptions=True)
        await self.bot.shutdown()
        await self.engine.dispose()

    async def run(self, stopping: asyncio.Event, *, webhook: Webhook | None = None) -> None:
        """Until asked to stop, or until a part ends that should not: then that part's error."""
        if webhook is None:
            await self.bot.delete_webhook()
        watchdog = Watchdog(self.beats)
        watchdog.start()
        intake = webhook.run(stopping) if webhook else self.polling.run(stopping)
        parts = [
            asyncio.create_task(intake, name="intake"),
            asyncio.create_task(self.courier.run(), name="courier"),
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
            await self.courier.stop()
            for task in parts:
                task.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            watchdog.stop()

    def webhook(self, secret: str) -> Webhook:
        return Webhook(
            self.bot,
            self.batch,
            secret,
            beat=lambda: self.beats.beat("intake"),
            after=self.after_commit,
            lifeline=self.lifeline.throw,
        )

    async def announce_webhook(self, url: str, secret: str) -> None:
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED)

    def after_commit(self, presses: Sequence[Press]) -> None:
        """What may be said only now: messages out, spinners off."""
        self.courier.wake()
        for press in presses:
            task = asyncio.create_task(self._acknowledge(press))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _acknowledge(self, press: Press) -> None:
        try:
            await self.bot.answer_callback_query(press.callback_id, press.text)
        except TelegramError as error:
            # Late or repeated: the spinner ends by itself, and nothing hangs on it.
            log.info("a button was not acknowledged: %s", type(error).__name__)

    async def _may_poll(self) -> bool:
        """Whether this process holds the poller's lease; others stand by."""
        self.beats.beat("intake")
        now = asyncio.get_running_loop().time()
        if now - self._renewed < RENEW_SECONDS:
            return True
        async with begin(self.sessions) as session:
            held = await take_lease(session, "poller", self.instance, now=self.clock(), ttl=LEASE)
        self._renewed = now if held else float("-inf")
        return held

    async def _note_beats(self) -> None:
        seen = self.courier.alive_at
        if seen is not None and self.clock() - seen < FRESH:
            self.beats.beat("courier")
        async with begin(self.sessions) as session:
            await note_beats(session, self.instance, self.beats.parts(), now=self.clock())
