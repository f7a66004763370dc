"""A position that was heard by voice is written down from the map, for an own unit and a ship."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.requests import ship_of_opportunity
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]
MAP_IS_DRAWN = True

LON, LAT = IN_MALTAS_REGION
BUTTON = "Position heard…"


async def chosen_on_the_map(page: Page, name: str) -> None:
    """Its card, by keyboard."""
    await expect(page.locator(".map canvas")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await page.keyboard.press("m")
    near = page.get_by_role("list", name="Near the middle of the map")
    await near.get_by_role("button", name=name).focus()
    await page.keyboard.press("Enter")


@pytest.mark.long
async def test_the_watch_writes_down_where_an_own_unit_is(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    unit = await registered(client_of, "ITA", helicopter(name="Nemo on map", base=None))
    before = fix(LON, LAT + 0.1, START - timedelta(minutes=30))
    await delivered(client_of, "ITA", unit["id"], before)
    case = await opened(client_of, "ITA", title="It flies to this")
    login = await person(client_of, server, "ITA", "ita.hears", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    sheet = page.get_by_role("dialog", name="Position heard of Nemo on map")
    await expect(page.get_by_role("heading", name="It flies to this")).to_be_visible()
    await chosen_on_the_map(page, "Nemo on map")
    card = page.get_by_role("region", name="Unit on the map: Nemo on map")
    await expect(card).to_contain_text("30 min old")
    await card.get_by_role("button", name=BUTTON).click()
    await sheet.get_by_label("Position", exact=True).fill("34 20.0N 012 42.0E")
    await sheet.get_by_label("Heard by").fill("VHF 16")
    await sheet.get_by_role("button", name="Write it down").click()
    await expect(sheet).to_have_count(0)
    await expect(card).to_contain_text("34°20.0′N 012°42.0′E")
    await expect(card).to_contain_text("of 12:26Z, 0 s old")
    await expect(card).to_contain_text("VHF 16")


@pytest.mark.long
async def test_the_watch_writes_down_where_a_ship_is_and_nobody_else_is_asked_to(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    ago = START - timedelta(minutes=40)
    where = {"type": "Point", "coordinates": [LON, LAT + 0.1]}
    await ship_of_opportunity(client_of, name="MV Heard", at=ago.isoformat(), point=where)
    unit = await registered(client_of, "ITA", helicopter(name="Nemo unheard", base=None))
    await delivered(client_of, "ITA", unit["id"], fix(LON, LAT - 0.1, ago))
    case = await opened(client_of, "ITA", title="It steams to this")
    at = f"/incidents/{case['id']}"
    watch = await person(client_of, server, "ITA", "ita.radio", "watch_officer")
    screen = await screens.sign_in(watch, at=at, palette="day", width=390, height=844)
    page = screen.page
    await expect(page.get_by_role("heading", name="It steams to this")).to_be_visible()
    await chosen_on_the_map(page, "Nemo unheard")
    unheard = page.get_by_role("region", name="Unit on the map: Nemo unheard")
    await expect(unheard.get_by_role("link", name="Its page")).to_be_visible()
    await expect(unheard.get_by_role("button", name=BUTTON)).to_be_visible()
    await chosen_on_the_map(page, "MV Heard")
    card = page.get_by_role("region", name="Unit on the map: MV Heard")
    await expect(card).to_contain_text("40 min old")
    await card.scroll_into_view_if_needed()
    await screen.shot("ship-card-day-390")
    await card.get_by_role("button", name=BUTTON).click()
    sheet = page.get_by_role("dialog", name="Position heard of MV Heard")
    await sheet.get_by_label("Position", exact=True).fill("34 22.0N 012 42.0E")
    await expect(sheet.get_by_text("nm from ")).to_be_visible()
    assert await fits(page)
    assert await faults_of_axe(page, "dialog[open]") == []
    await screen.shot("ship-heard-day-390")
    await sheet.get_by_role("button", name="Write it down").click()
    await expect(sheet).to_have_count(0)
    await expect(card).to_contain_text("34°22.0′N 012°42.0′E")
    await expect(card).to_contain_text("of 12:26Z, 0 s old")

    other = await person(client_of, server, "MLT", "mlt.radio", "watch_officer")
    malta = await screens.sign_in(other, at=at)
    await expect(malta.page.get_by_role("heading", name="It steams to this")).to_be_visible()
    await chosen_on_the_map(malta.page, "MV Heard")
    await malta.page.get_by_role("button", name=BUTTON).click()
    theirs = malta.page.get_by_role("dialog", name="Position heard of MV Heard")
    await expect(theirs).to_contain_text("Italy reported this ship: the map goes on")
    await theirs.get_by_label("Position", exact=True).fill("34 21.0N 012 42.0E")
    await theirs.get_by_role("button", name="Write it down").click()
    told = theirs.get_by_role("alert")
    await expect(told).to_contain_text("your party's word beside what Italy says")
    await expect(theirs).to_contain_text("Shown now: 34°22.0′N 012°42.0′E")
    await malta.shot("ship-heard-beside-night-1280")
    read = await person(client_of, server, "ITA", "ita.listens", "observer")
    observer = await screens.sign_in(read, at=at)
    await expect(observer.page.get_by_role("heading", name="It steams to this")).to_be_visible()
    await chosen_on_the_map(observer.page, "MV Heard")
    seen = observer.page.get_by_role("region", name="Unit on the map: MV Heard")
    await expect(seen).to_contain_text("34°22.0′N 012°42.0′E")
    await expect(seen.get_by_role("button", name=BUTTON)).to_have_count(0)
