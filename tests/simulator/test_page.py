"""The page in a real browser: several phones, live, in Devanagari, at two widths."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import telegram
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from tests.simulator.conftest import TOKEN, Village

pytestmark = pytest.mark.browser

DESK, HAND = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
NAMES = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    missing = f"no browser found: install one of {', '.join(NAMES)}"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = browser_path()
    async with async_playwright() as driver:
        opened = await driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()


@pytest.fixture
async def echo(url: str, village: Village) -> AsyncIterator[telegram.Bot]:
    """A bot that repeats a message, asks whether that was right, and confirms the press."""
    village.gothiya.privacy = False
    bot = telegram.Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot:
        running = asyncio.create_task(repeat_messages(bot))
        yield bot
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def repeat_messages(bot: telegram.Bot) -> None:
    offset = 0
    right = InlineKeyboardMarkup([[InlineKeyboardButton("✓ सही है", callback_data="right")]])
    while True:
        for update in await bot.get_updates(offset=offset, timeout=20):
            offset = update.update_id + 1
            if update.callback_query and isinstance(
                update.callback_query.message, telegram.Message
            ):
                await update.callback_query.answer("लिख लिया")
                await update.callback_query.message.edit_text("<b>पक्का</b>", parse_mode="HTML")
            elif update.message and update.message.text:
                text = f"आपने कहा: {update.message.text}"
                await bot.send_message(update.message.chat.id, text, reply_markup=right)


@pytest.fixture
async def desk(browser: Browser, url: str) -> Page:
    page = await browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    await page.goto(url)
    await page.wait_for_selector("body[data-ready]")
    return page


def phone(page: Page, who: int) -> Locator:
    return page.locator(f'[data-phone="{who}"]')


async def write(on: Locator, text: str) -> None:
    await on.locator("textarea").fill(text)
    await on.locator("textarea").press("Enter")


async def test_what_one_phone_says_another_sees_with_the_bots_answer(
    desk: Page, echo: telegram.Bot, village: Village
) -> None:
    hers, leaders = phone(desk, village.sukhmati.id), phone(desk, village.lata.id)
    await write(hers, "दो गोली <b>खाई</b>")
    await expect(leaders.locator(".text", has_text="दो गोली <b>खाई</b>").first).to_be_visible()
    await expect(leaders.get_by_text("आपने कहा: दो गोली <b>खाई</b>")).to_be_visible()
    await leaders.get_by_role("button", name="सही है").click()
    await expect(leaders.locator(".toast")).to_have_text("लिख लिया")
    await expect(hers.locator("strong", has_text="पक्का")).to_be_visible()
    await expect(hers.get_by_role("button", name="सही है")).to_have_count(0)
    await expect(desk.get_by_role("note")).to_contain_text("अभ्यास")


async def test_start_reply_keys_block_and_unblock(
    desk: Page, echo: telegram.Bot, village: Village
) -> None:
    his = phone(desk, village.stranger.id)
    await his.get_by_role("button", name="START").click()
    await expect(his.get_by_text("आपने कहा: /start")).to_be_visible()
    keys = ReplyKeyboardMarkup([["गोली"], ["कहानी"]])
    await echo.send_message(village.stranger.id, "चुनें", reply_markup=keys)
    await his.locator(".keys").get_by_role("button", name="गोली").click()
    await expect(his.get_by_text("आपने कहा: गोली")).to_be_visible()
    await his.locator(".chat-menu summary").click()
    await his.get_by_role("button", name="Block the bot").click()
    await his.get_by_role("button", name="UNBLOCK").click()
    await write(his, "फिर से")
    await expect(his.get_by_text("आपने कहा: फिर से")).to_be_visible()


async def test_voice_photo_contact_and_links(
    desk: Page, echo: telegram.Bot, village: Village
) -> None:
    hers = phone(desk, village.sukhmati.id)
    await hers.get_by_role("button", name="Send a voice message").click()
    await expect(hers.locator("audio")).to_be_visible()
    await hers.get_by_role("button", name="Send a photo").click()
    await expect(hers.locator("img.picture")).to_be_visible()
    assert await hers.locator("img.picture").evaluate("image => image.decode().then(() => true)")
    await echo.send_contact(village.group.id, "+919812345678", "Anita")
    await expect(hers.locator('a[href="tel:+919812345678"]')).to_be_visible()
    await echo.send_message(village.group.id, "आओ https://t.me/gothiya_bot?start=p_1")
    await hers.get_by_role("link", name="t.me/gothiya_bot").click()
    await expect(hers.get_by_text("आपने कहा: /start p_1")).to_be_visible()
    assert village.sukhmati.sees(village.gothiya)[0].text == "/start p_1"


async def test_leaving_joining_and_moving_the_clock(desk: Page, village: Village) -> None:
    hers, before = phone(desk, village.sukhmati.id), village.telegram.clock.now()
    await hers.locator(".chat-menu summary").click()
    await hers.get_by_role("button", name="Leave the group").click()
    await hers.get_by_role("button", name="JOIN").click()
    await expect(hers.locator(".service", has_text="Sukhmati joined")).to_be_visible()
    await expect(desk.locator("#time")).to_have_text("10:00 am")
    await desk.get_by_role("button", name="+1 h").click()
    await expect(desk.locator("#time")).to_have_text("11:00 am")
    assert (village.telegram.clock.now() - before).total_seconds() == 3600


async def test_a_new_phone_comes_from_the_page(desk: Page, village: Village) -> None:
    await desk.get_by_role("button", name="+ phone").click()
    await desk.get_by_label("Name").fill("कमला")
    await desk.get_by_role("button", name="OK").click()
    await expect(desk.get_by_role("heading", name="कमला")).to_be_visible()
    assert village.telegram.people[-1].name == "कमला"


async def test_at_phone_width_one_phone_shows_at_a_time(
    browser: Browser, url: str, village: Village
) -> None:
    page = await browser.new_page(viewport=HAND)  # type: ignore[arg-type]
    await page.goto(url)
    await page.wait_for_selector("body[data-ready]")
    await expect(page.locator(".phone:visible")).to_have_count(1)
    await page.locator("#switcher").get_by_role("button", name="Sukhmati").click()
    await expect(phone(page, village.sukhmati.id)).to_be_visible()
    await expect(page.locator(".phone:visible")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= HAND["width"]
    small = await page.evaluate(
        """[...document.querySelectorAll('.phone.shown button, .phone.shown summary')]
        .filter(b => b.offsetParent && b.offsetHeight < 40).map(b => b.outerHTML)"""
    )
    assert small == []


async def test_every_control_has_a_name(desk: Page) -> None:
    nameless = await desk.evaluate(
        """[...document.querySelectorAll('button, summary, textarea, input, [role]')]
        .filter(e => e.offsetParent && !(e.ariaLabel || e.textContent.trim() || e.role === 'log'))
        .map(e => e.outerHTML)"""
    )
    assert nameless == []
