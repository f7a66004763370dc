"""A position that was heard by voice is written down on the page of an own unit."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]

LON, LAT = IN_MALTAS_REGION
BUTTON = "Position heard…"


@pytest.mark.long
async def test_the_watch_writes_down_where_an_own_unit_is_and_reads_what_is_not_believed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    unit = await registered(client_of, "ITA", helicopter(name="Nemo heard", base=None))
    before = fix(LON, LAT + 0.1, START - timedelta(minutes=30))
    await delivered(client_of, "ITA", unit["id"], before)
    login = await person(client_of, server, "ITA", "ita.hears", "watch_officer")
    screen = await screens.sign_in(login, at=f"/assets/{unit['id']}")
    page = screen.page
    about = page.get_by_role("region", name="Nemo heard")
    await expect(about).to_contain_text("34°26.0′N 012°42.0′E at 11:56Z, 30 min old")
    await about.get_by_role("button", name=BUTTON).click()
    sheet = page.get_by_role("dialog", name="Position heard of Nemo heard")
    await expect(sheet).to_contain_text("Shown now: 34°26.0′N 012°42.0′E of 11:56Z, 30 min old.")
    await sheet.get_by_label("Position", exact=True).fill("34 30.0N 012 42.0E")
    await sheet.get_by_label("When it was there").fill("1216")
    await sheet.get_by_label("Heard by").fill("VHF 16")
    await sheet.get_by_label("Course").fill("180")
    await sheet.get_by_label("Speed").fill("90")
    await expect(sheet.get_by_text("nm from ")).to_be_visible()
    assert await faults_of_axe(page, "dialog[open]") == []
    await screen.shot("position-heard-night-1280")
    await sheet.get_by_role("button", name="Write it down").click()
    await expect(sheet).to_have_count(0)
    await expect(about).to_contain_text("34°30.0′N 012°42.0′E at 12:16Z, 10 min old")

    await about.get_by_role("button", name=BUTTON).click()
    await sheet.get_by_label("Position", exact=True).fill("44 30.0N 012 42.0E")
    await sheet.get_by_label("When it was there").fill("1220")
    await sheet.get_by_role("button", name="Write it down").click()
    told = sheet.get_by_role("alert")
    await expect(told).to_contain_text("It was kept; the map still shows another position")
    await expect(told).to_contain_text("Nemo heard would have been faster than its type can be")
    await expect(sheet).to_contain_text("Shown now: 34°30.0′N 012°42.0′E of 12:16Z")
    await expect(sheet.get_by_role("button", name="Close")).to_be_focused()
    await screen.shot("position-not-believed-night-1280")
    await screen.say("Enter")
    await expect(sheet).to_have_count(0)
    await expect(about).to_contain_text("34°30.0′N 012°42.0′E at 12:16Z")

    await expect(about.get_by_text("Where it has been (6 h) · 3 positions")).to_be_visible()
