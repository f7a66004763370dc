"""A unit that was sent is told with the stop for fuel on its way."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_acting import fits
from tests.browser.test_fuel_points import kept, opens
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.requests import offered
from tests.running import Server, working

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_its_stop_stands_on_its_card_and_in_its_lane(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    unit = await registered(client_of, "ITA", helicopter(name="Nemo 22"))
    await kept(client_of, "MLT", 13.6, 33.6, name="Rig Delta")
    await opens(client_of, "FUEL-3")
    far = {"point": point(14.0, 32.8), "error_nm": 1.0}
    case = await opened(client_of, title="Farther off", position=far)
    await offered(client_of, "ITA", f"incidents/{case['id']}", unit["id"], accept=True)
    login = await person(client_of, server, "ITA", "ita.sent", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    with working(server):
        italy = await screens.sign_in(login, at=at, width=1280, height=800)
        page = italy.page
        told = page.get_by_text(re.compile(r"takes fuel at Rig Delta from \d\d:\d\dZ, 30 min"))
        await expect(told.first).to_be_visible()
        await expect(page.locator(".lanes-drawing .fuel")).to_have_count(1)
        await italy.shot("fuel-stop-sent-night-1280")
        phone = await screens.sign_in(login, at=at, palette="day", width=390, height=844)
        await expect(phone.page.get_by_text("takes fuel at Rig Delta").first).to_be_visible()
        assert await fits(phone.page)
        await phone.shot("fuel-stop-sent-day-390")
