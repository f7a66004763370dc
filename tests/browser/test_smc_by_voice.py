"""A listed centre leads by voice: written down, shown to all involved, rung when it is silent."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_who_leads_by_voice_is_written_seen_and_rung_for(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    at = f"/incidents/{case['id']}"
    watch = await person(client_of, server, "ITA", "ita.voice", "watch_officer")
    italy = await screens.sign_in(watch, at=at, width=1440, height=900)
    page = italy.page
    await page.get_by_role("button", name="SMC by voice").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Centre that took over").select_option(label="JRCC Tripoli (LBY)")
    await dialog.get_by_label("Function").fill("Duty officer")
    await dialog.get_by_label("What was said").fill("We take it, a boat leaves now.")
    await dialog.get_by_label("Channel").fill("telephone")
    await italy.shot("voice-form-night-1440")
    await dialog.get_by_role("button", name="SMC by voice").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text("JRCC Tripoli is SAR mission coordinator")).to_be_visible()
    await expect(page.get_by_text("MRCC Roma keeps the case here")).to_be_visible()
    malta = await person(client_of, server, "MLT", "mlt.voice", "watch_officer")
    for palette, width, height in in_turn(("day", 1440, 900), ("night", 390, 844)):
        other = await screens.sign_in(malta, at=at, palette=palette, width=width, height=height)
        shown = other.page.get_by_text("JRCC Tripoli is SAR mission coordinator")
        await expect(shown).to_be_visible()
        await other.shot(f"voice-{palette}-{width}")

    sheet = page.get_by_role("region", name="Handover")
    await expect(sheet.get_by_role("listitem")).to_have_count(12)
    await sheet.get_by_role("button", name="Confirmed").first.click()
    await expect(sheet.get_by_role("listitem")).to_have_count(11)
    for palette, width, height in in_turn(("day", 1440, 900), ("night", 390, 844)):
        other = await screens.sign_in(watch, at=at, palette=palette, width=width, height=height)
        shown = other.page.get_by_role("region", name="Handover")
        await expect(shown.get_by_role("listitem")).to_have_count(11)
        await other.shot(f"handover-{palette}-{width}")
    await server.set_clock(at=START + timedelta(minutes=4))
    call = page.get_by_text("NOT CONFIRMED IN TIME: call JRCC Tripoli.")
    await expect(call).to_be_visible()
    for who, palette, width, height in (
        (watch, "day", 1280, 900),
        (watch, "night", 390, 844),
        (malta, "night", 1280, 900),
    ):
        other = await screens.sign_in(who, at=at, palette=palette, width=width, height=height)
        said = "call JRCC Tripoli." if who is watch else "MRCC Roma calls."
        late = other.page.get_by_text(f"NOT CONFIRMED IN TIME: {said}")
        await expect(late).to_be_visible()
        await late.scroll_into_view_if_needed()
        await other.shot(f"handover-late-{who[:3].lower()}-{palette}-{width}")
    await sheet.get_by_role("button", name="All 11 confirmed").click()
    await expect(sheet).to_have_count(0)
    await page.get_by_role("button", name="Lead again").click()
    await dialog.get_by_label("Why").fill("It cannot be reached.")
    await dialog.get_by_role("button", name="Lead again").click()
    await expect(page.get_by_text("JRCC Tripoli is SAR mission coordinator")).to_have_count(0)
