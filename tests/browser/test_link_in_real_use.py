"""A link in real use: its page is English alone where nobody has reviewed another language."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens
from tests.browser.test_answer_link import PHONE, fits, in_arabic, link_of
from tests.browser.test_calling_away import made_real
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_real_case_is_english_alone_where_nobody_has_reviewed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await made_real(server)
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "LBY", incident=case, message="Any hull.")
    link = await link_of(server, client_of, sent["id"])
    phone = await in_arabic(screens, palette="day", **PHONE)
    page = phone.page
    await page.goto(link["url"])
    await page.get_by_label("Six-digit code").fill("1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_have_text("Type the six digits.")
    await page.get_by_label("Six-digit code").fill(link["code"])
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("DISTRESS (DETRESFA)")).to_be_visible()
    assert await page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        "en",
        "ltr",
    ]
    arabic = re.compile("[\u0600-\u06ff]")
    assert not arabic.search(await page.inner_text("body")), "nobody has reviewed a word of it"
    await expect(page.locator("#language")).to_have_count(0)
    await fits(phone, "answer-page-real-arabic-browser-day-390")
