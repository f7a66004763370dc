"""A listed centre whose region a case touches: called by voice, and written down as told."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe, in_every_window
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
@pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.long)])
async def test_who_was_told_by_voice_is_not_to_be_called_any_more(
    server: Server, screens: Screens, client_of: Clients, everywhere: bool
) -> None:
    login = await person(
        client_of, server, "ITA", f"ita.told.{everywhere}".lower(), "watch_officer"
    )
    case = await opened(client_of, "ITA", drift={"course_deg": 180.0, "speed_kn": 4.0})
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    card = page.get_by_text("Nobody has told JRCC Tripoli")
    await expect(card).to_be_visible()
    await screen.shot("told-by-voice-card-night-1280")
    await page.get_by_role("button", name="Write down that it was told").click()
    sheet = page.get_by_role("dialog", name="JRCC Tripoli was told by voice")
    await sheet.get_by_role("button", name="Write down that it was told").click()
    await expect(sheet.get_by_label("Function")).to_be_focused()
    await screen.type("Duty officer")
    await screen.say("Tab")
    await screen.type("Sends a boat from Zuwara.")
    if everywhere:
        assert await in_every_window(screen, "told-by-voice") == []
    assert await faults_of_axe(page, "dialog[open]") == []
    await sheet.get_by_role("button", name="Write down that it was told").click()
    await expect(sheet).to_have_count(0)
    await expect(card).to_have_count(0)
    await screen.say("4")
    told = "JRCC Tripoli was told of"
    await expect(page.get_by_text(told, exact=False).first).to_contain_text("Sends a boat")
