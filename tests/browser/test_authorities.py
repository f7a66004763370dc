"""Other authorities that have a case: a line each, one key to write what is heard, a duty each."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from sar import clock
from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.requests import opened
from tests.running import Server

pytestmark = pytest.mark.anyio

SILENT = "NO NEWS SINCE"
NOT_CONFIRMED = "NOT CONFIRMED BY CONTACT"


@pytest.mark.long
async def test_each_authority_has_its_line_and_its_duty_and_one_key_writes_what_one_says(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Two are thought to have it", phase="distress")
    path = f"/api/incidents/{case['id']}/other-authority"
    watch = client_of("ITA", "watch_officer")
    heard_at = (clock.now() - timedelta(minutes=40)).isoformat()
    for has in (
        {"name": "Customs", "function": "duty officer", "unit": "boat V 6006",
         "contact_at": heard_at, "heard": "It sails."},
        {"name": "Navy", "source": "Master of Exercise Star", "heard": "A frigate was seen."},
        {"name": "Coast police", "function": "operations"},
        {"name": "Coast police", "over": True, "heard": "They never sailed."},
    ):  # fmt: skip
        assert (await watch.post(path, json=has)).is_success
    login = await person(client_of, server, "ITA", "ita.several", "watch_officer")
    for palette, width, height in in_turn(
        ("day", 390, 844), ("night", 390, 844), ("day", 1280, 800), ("night", 1280, 800),
    ):  # fmt: skip
        at = f"/incidents/{case['id']}"
        italy = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        page = italy.page
        customs = page.get_by_role("paragraph").filter(has_text="Customs has it")
        navy = page.get_by_role("paragraph").filter(has_text="Navy has it")
        await expect(customs).to_contain_text(SILENT)
        await expect(customs).to_contain_text("Nobody's units may be coming.")
        await expect(navy).to_contain_text(NOT_CONFIRMED)
        await expect(navy).not_to_contain_text(SILENT)
        await expect(page.get_by_text("Coast police has it no more")).to_be_visible()
        await customs.scroll_into_view_if_needed()
        assert await fits(page)
        await italy.shot(f"authorities-{palette}-{width}")
        await page.keyboard.press("o")
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_label("Which authority")).to_have_value("Customs")
        assert await fits(page)
        await italy.shot(f"authorities-form-{palette}-{width}")
    await dialog.get_by_label("Function of who spoke for it").fill("duty officer")
    await dialog.get_by_label("What was heard").fill("Alongside in twenty minutes.")
    await dialog.get_by_role("button", name="Another authority has it").click()
    await expect(customs).to_contain_text("Alongside in twenty minutes.")
    await expect(customs).not_to_contain_text(SILENT)
    await expect(navy).to_contain_text("A frigate was seen.")
    await expect(dialog).to_have_count(0)
    await page.keyboard.press("o")
    which = dialog.get_by_label("Which authority")
    await which.select_option("Navy")
    await dialog.get_by_role("checkbox", name="It has it no more").check()
    await dialog.get_by_label("What was heard").fill("It was another boat.")
    await dialog.get_by_role("button", name="Another authority has it").click()
    await expect(page.get_by_text("Navy has it no more")).to_be_visible()
    await expect(customs).to_contain_text("Alongside in twenty minutes.")
    await expect(dialog).to_have_count(0)
    await page.keyboard.press("o")
    await which.select_option("One more authority")
    await dialog.get_by_label("Authority (police, customs, navy)").fill("Port police")
    await dialog.get_by_label("Another source").fill("A yacht")
    await dialog.get_by_role("button", name="Another authority has it").click()
    await expect(page.get_by_text("Port police has it.")).to_be_visible()
    await italy.shot("authorities-after-night-1280")
    await page.goto("/relief")
    await expect(page.get_by_text("Customs has it")).to_be_visible()
    await italy.shot("authorities-relief-night-1280")
