"""The cards of centres and fuel points on the map, by pointer and by keyboard."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.map_points import beside_the_case
from tests.browser.readable import faults_of_axe, in_turn
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.fuel_points import fuel_point
from tests.given.incidents import opened
from tests.given.places import point
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
NM = 6.0
LON, LAT = 14.48, 35.86
"""The place of the Maltese centre."""


async def malta_gives_fuel(client_of: Clients, reference: str) -> None:
    """Malta's point south of the case, which an article opens to Italy's units."""
    body = fuel_point(LON, LAT - 2 * NM / 60, name="Rig Alpha", hours_utc="22:00-04:00")
    answer = await client_of("MLT", "registrar").post("/api/fuel-points", json=body)
    assert answer.status_code == 201, answer.text
    clause = term("Art. 11", grantor="MLT", fuel_points=True)
    await concluded(client_of, agreement(clause, reference=reference, parties=("ITA", "MLT")))


async def between_both(server: Server, screens: Screens, client_of: Clients, login: str) -> Screen:
    """The window with a case that lies between the centre and the fuel point."""
    middle = {"point": point(LON, LAT - NM / 60), "error_nm": 0.5}
    case = await opened(client_of, title="Between both", position=middle)
    person_id = await person(client_of, server, "ITA", login, "watch_officer")
    screen = await screens.sign_in(person_id, at=f"/incidents/{case['id']}")
    await expect(screen.page.get_by_role("heading", name="Between both")).to_be_visible()
    await screen.page.wait_for_load_state("networkidle")
    return screen


def card_of(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_centres_and_fuel_points_tell_what_they_are_by_pointer_and_by_keyboard(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await malta_gives_fuel(client_of, reference="FUEL-9")
    screen = await between_both(server, screens, client_of, "ita.places")
    page = screen.page
    fuel = card_of(page, "Fuel point on the map: Rig Alpha")
    await page.mouse.move(*await beside_the_case(page, -NM))
    for text in ("Fuel point of Malta", "35°39.6′N 014°28.8′E", "35°39′36″N", "35.6600 14.4800"):
        await expect(fuel).to_contain_text(text)
    await expect(fuel).to_contain_text(re.compile(r"22:00-04:00 UTC, shut now \(\d\d:\d\dZ\)"))
    for text in ("Jet A-1", "helicopters"):
        await expect(fuel).to_contain_text(text)
    await page.mouse.move(5, 5)
    await expect(fuel).to_have_count(0)
    await page.mouse.click(*await beside_the_case(page, -NM))
    await expect(fuel.get_by_role("link", name="opened by Art. 11 of FUEL-9")).to_be_visible()
    await screen.shot("fuel-card-night-1280")

    centre = card_of(page, "Centre on the map: RCC Malta")
    await page.mouse.click(*await beside_the_case(page, NM))
    for text in ("coordination centre of Malta", "35°51.6′N 014°28.8′E", "SRR RCC Malta"):
        await expect(centre).to_contain_text(text)
    await expect(fuel).to_have_count(0)
    await expect(centre.get_by_role("link", name="All contacts")).to_be_visible()
    await screen.shot("centre-card-night-1280")
    await page.mouse.move(5, 5)
    await screen.say("Escape")
    await expect(centre).to_have_count(0)

    await screen.say("m", "Tab")
    near = page.get_by_role("list", name="Near the middle of the map")
    await near.get_by_role("button", name="MLT RCC Malta, centre").focus()
    await expect(centre).to_be_visible()
    await near.get_by_role("button", name="MLT Rig Alpha, fuel point").focus()
    await expect(fuel).to_be_visible()
    await screen.say("Enter")
    await screen.shot("fuel-card-by-key-night-1280")
    await fuel.get_by_role("link", name="All fuel points").click()
    await expect(page.get_by_role("heading", name="Fuel points")).to_be_visible()
    await expect(fuel).to_have_count(0)


@pytest.mark.long
async def test_the_cards_can_be_read_at_every_width(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await malta_gives_fuel(client_of, reference="FUEL-10")
    screen = await between_both(server, screens, client_of, "ita.places.wide")
    page = screen.page
    await screen.say("m")
    near = page.get_by_role("list", name="Near the middle of the map")
    for width, height in ((1280, 800), (3840, 2160), (390, 844)):
        await page.set_viewport_size({"width": width, "height": height})
        for name, what in (("fuel", "fuel point"), ("centre", "centre")):
            card = page.get_by_role("region", name=f"{what.capitalize()} on the map")
            await screen.say("m")
            await near.get_by_role("button", name=f", {what}").first.focus()
            await screen.say("Enter", "m")
            await expect(card).to_be_visible()
            for palette in in_turn("night", "day"):
                await expect(page.locator("html")).to_have_attribute("data-palette", palette)
                await screen.shot(f"{name}-card-{palette}-{width}")
                assert await faults_of_axe(page, within=".map") == []
                await screen.say("d")
            await screen.say("Escape")
