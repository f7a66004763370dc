"""A registrar keeps fuel points; a neighbour's stands on the map, and on the candidate's card."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.fuel_points import fuel_point
from tests.given.incidents import opened
from tests.given.places import point
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

SIZES = (("night", 1280, 800), ("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


async def kept(client_of: Clients, party: str, lon: float, lat: float, **fields: object) -> None:
    body = fuel_point(lon, lat) | fields
    answer = await client_of(party, "registrar").post("/api/fuel-points", json=body)
    assert answer.status_code == 201, answer.text


async def opens(client_of: Clients, reference: str) -> None:
    clause = term("Art. 11", grantor="MLT", fuel_points=True)
    await concluded(client_of, agreement(clause, reference=reference, parties=("ITA", "MLT")))


@pytest.mark.long
async def test_a_registrar_adds_changes_and_withdraws_a_fuel_point(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await kept(client_of, "MLT", 13.6, 33.6, name="Rig Alpha", hours_utc="22:00-04:00")
    await opens(client_of, "FUEL-1")
    login = await person(client_of, server, "ITA", "ita.fuel", "registrar")
    italy = await screens.sign_in(login, at="/fuel-points", width=1280, height=800)
    page = italy.page
    await expect(page.get_by_text("Your party has no fuel point")).to_be_visible()
    other = page.get_by_role("region", name="Of Malta")
    await expect(other.get_by_text("22:00-04:00 UTC, shut now")).to_be_visible()
    await expect(other.get_by_text("opened by Art. 11 of FUEL-1")).to_be_visible()
    await page.get_by_role("link", name="Add a fuel point").click()
    await page.get_by_label("Name", exact=True).fill("Lampedusa")
    await page.get_by_label("Where", exact=True).fill("35 30 N 012 36 E")
    await page.get_by_label("aeroplanes").check()
    await page.get_by_label("Hours, in UTC").fill("six to six")
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(
        page.get_by_text("Write hours like 06:00-18:00, or leave it empty.")
    ).to_be_visible()
    await page.get_by_label("Hours, in UTC").fill("06:00-18:00")
    await italy.shot("fuel-points-new-night-1280")
    await page.get_by_role("button", name="Add", exact=True).click()
    own = page.get_by_role("region", name="Of Italy, your party")
    await expect(own.get_by_text("06:00-18:00 UTC, open now")).to_be_visible()
    await expect(own.get_by_text("Jet A-1 · helicopters, aeroplanes")).to_be_visible()
    for palette, width, height in in_turn(*SIZES):
        other_size = await screens.sign_in(
            login, at="/fuel-points", palette=palette, width=width, height=height
        )
        await expect(other_size.page.get_by_text("Lampedusa").first).to_be_visible()
        assert await fits(other_size.page)
        await other_size.shot(f"fuel-points-{palette}-{width}")
    phone = await screens.sign_in(
        login, at="/fuel-points/new", palette="day", width=390, height=844
    )
    await expect(phone.page.get_by_label("Where", exact=True)).to_be_visible()
    assert await fits(phone.page)
    await phone.shot("fuel-points-new-day-390")
    await own.get_by_role("button", name="Change Lampedusa").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Hours, in UTC").fill("")
    await sheet.get_by_role("button", name="Save").click()
    await expect(own.get_by_text("at every hour")).to_be_visible()
    await own.get_by_role("button", name="Withdraw Lampedusa").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Why").fill("The pump is broken.")
    await sheet.get_by_role("button", name="Withdraw").click()
    await expect(own.get_by_text("Lampedusa")).to_have_count(0)


@pytest.mark.long
async def test_a_neighbours_point_stands_on_the_map_and_on_the_candidates_card(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "ITA", helicopter(name="Nemo 21"))
    await kept(client_of, "MLT", 13.6, 33.6, name="Rig Bravo")
    await opens(client_of, "FUEL-2")
    far = {"point": point(14.0, 32.8), "error_nm": 1.0}
    case = await opened(client_of, title="Far off", position=far)
    login = await person(client_of, server, "ITA", "ita.reach", "watch_officer")
    at = f"/incidents/{case['id']}/ask"
    for palette, width, height in in_turn(*SIZES):
        italy = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        page = italy.page
        card = page.get_by_role("listitem").filter(has_text="Nemo 21").first
        await expect(card.get_by_text("takes fuel", exact=True)).to_be_visible()
        await expect(card.get_by_text("it refuels at Rig Bravo of Malta")).to_be_visible()
        await expect(card.get_by_text("(Art. 11 FUEL-")).to_be_visible()
        if width > 600:
            await expect(page.locator(".map canvas")).to_be_visible()
        await card.hover()
        assert await fits(page)
        await italy.shot(f"fuel-stop-{palette}-{width}")
