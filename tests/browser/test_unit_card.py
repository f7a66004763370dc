"""The card of a unit on the map: pointed at, chosen, closed; by pointer and by keyboard."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.keyboard import tab_to
from tests.browser.map_points import beside_the_case
from tests.browser.readable import faults_of_axe, in_turn
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.requests import accepted, asked, offered
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
NORTH_NM = 6.0


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_unit_tells_what_it_is_when_pointed_at_and_stays_when_chosen(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.card", "watch_officer")
    lon, lat = IN_MALTAS_REGION
    unit = await registered(
        client_of, "ITA", helicopter(name="Nemo card", callsign="IRESC11", base=None)
    )
    heard = fix(
        lon, lat + NORTH_NM / 60, START - timedelta(minutes=12), course_deg=40, speed_kn=120
    )
    await delivered(client_of, "ITA", unit["id"], heard)
    case = await opened(client_of, "ITA", title="Seen beside the case")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("heading", name="Seen beside the case")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    card = page.get_by_role("region", name="Unit on the map: Nemo card")
    await page.mouse.move(*await beside_the_case(page, NORTH_NM))
    await expect(card).to_be_visible()
    for text in (
        "ITA",
        "AW139 SAR helicopter · Call sign IRESC11",
        "34°26.0′N 012°42.0′E",
        "34°26′00″N",
        "34.4333",
        "12 min old",
        "040°, 120.0 kn",
        "takes 8, at most 15 by type",
        "cruises at 145 kn, radius 150 nm, range 490 nm, stays out 4 h by type",
        "Fuel aboard not known: full tank assumed.",
    ):
        await expect(card).to_contain_text(text)
    await page.mouse.move(5, 5)
    await expect(card).to_have_count(0)
    await page.mouse.click(*await beside_the_case(page, NORTH_NM))
    await expect(card.get_by_role("link", name="Its page")).to_be_visible()
    await screen.shot("unit-card-night")
    await screen.say("d")
    await screen.shot("unit-card-day")
    await page.mouse.move(5, 5)
    await expect(card).to_be_visible()
    await screen.say("Escape")
    await expect(card).to_have_count(0)
    await screen.say("m", "Tab")
    near = page.get_by_role("list", name="Near the middle of the map")
    await near.get_by_role("button", name="Nemo card").focus()
    await expect(card).to_be_visible()
    await screen.say("Enter")
    await card.get_by_role("button", name="Close").focus()
    await screen.say("Enter")
    await expect(card).to_have_count(0)
    await expect(page.locator(".map canvas")).to_be_focused()
    await near.get_by_role("button", name="Nemo card").focus()
    await screen.say("Enter")
    await card.get_by_role("link", name="Its page").click()
    await expect(page).to_have_url(re.compile(f"/assets/{unit['id']}"))
    await expect(card).to_have_count(0)


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_unit_of_another_party_tells_the_article_its_task_and_the_promised_time(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term("Art. 7", visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="CARD", parties=("ITA", "MLT")))
    login = await person(client_of, server, "ITA", "ita.other", "watch_officer")
    lon, lat = IN_MALTAS_REGION
    unit = await registered(client_of, "MLT", helicopter(name="Angel card", base=None))
    await delivered(client_of, "MLT", unit["id"], fix(lon, lat + NORTH_NM / 60))
    case = await opened(client_of, "ITA", title="Helped from the north")
    request = await asked(client_of, server.world, "MLT", incident=case)
    promised = {"asset_id": unit["id"], "promised_at": (START + timedelta(minutes=90)).isoformat()}
    where = f"requests/{request['id']}"
    made = await offered(client_of, "MLT", where, unit["id"], items=[promised])
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("heading", name="Helped from the north")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await screen.say("m")
    near = page.get_by_role("list", name="Near the middle of the map")
    await near.get_by_role("button", name="Angel card").focus()
    await screen.say("Enter")
    card = page.get_by_role("region", name="Unit on the map: Angel card")
    for text in ("MLT", "AW139 SAR helicopter", "You see it under Art. 7, CARD."):
        await expect(card).to_contain_text(text)
    await accepted(client_of, "ITA", made)
    for text in (
        f"committedfor {case['reference']}",
        f"promised {START + timedelta(minutes=90):%H:%MZ}",
        "You see it because it is deployed in a case of yours.",
    ):
        await expect(card).to_contain_text(text)


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_ring_shows_how_far_a_unit_sees_and_from_a_place_that_is_measured(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.sight", "watch_officer")
    lon, lat = IN_MALTAS_REGION
    unit = await registered(client_of, "ITA", helicopter(name="Nemo looks", base=None))
    heard = fix(lon, lat + NORTH_NM / 60, START - timedelta(minutes=12))
    await delivered(client_of, "ITA", unit["id"], heard)
    case = await opened(client_of, "ITA", title="Looked for")
    for palette, width, height in in_turn(("night", 1280, 800), ("day", 390, 844)):
        window = f"{palette}-{width}"
        at = f"/incidents/{case['id']}"
        screen = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        page = screen.page
        await expect(page.get_by_role("heading", name="Looked for")).to_be_visible()
        await expect(page.locator(".map canvas")).to_be_visible()
        await page.wait_for_load_state("networkidle")
        await screen.say("m")
        near = page.get_by_role("list", name="Near the middle of the map")
        await near.get_by_role("button", name="Nemo looks").focus()
        await screen.say("Enter")
        card = page.get_by_role("region", name="Unit on the map: Nemo looks")
        await card.get_by_role("button", name="Ring of sight").click()
        panel = page.get_by_role("region", name="Ring of sight")
        await expect(panel).to_contain_text("Nemo looks · 34°26.0′N 012°42.0′E")
        await expect(card).to_have_count(0)
        await expect(panel.get_by_label("Eye height")).to_have_value("150")
        told = panel.locator("[aria-live]")
        await expect(told).to_have_text("horizon 25 nm")
        await expect(panel).to_contain_text("In clear weather, without land between: 2.08 ×")
        await panel.get_by_label("Object height").fill("4")
        await expect(told).to_have_text("horizon 25 nm · 4 m high: 30 nm")
        await panel.get_by_label("Eye height").fill("high")
        await expect(panel.get_by_text("Metres, up to 20,000.")).to_be_visible()
        await expect(told).to_have_text("horizon 25 nm · 4 m high: 30 nm")
        await panel.get_by_label("Eye height").fill("150")
        assert await faults_of_axe(page, ".map") == []
        await page.wait_for_load_state("networkidle")
        await screen.shot(f"sight-{window}")
        await panel.get_by_label("Seen by").select_option("radar")
        await expect(told).to_have_text("horizon 27 nm · 4 m high: 32 nm")
        await panel.get_by_label("Eye height").press("Escape")
        await expect(panel).to_have_count(0)
        await expect(page.locator(".map canvas")).to_be_focused()
        await screen.say("z")
        measures = page.get_by_role("region", name="Course and distance")
        await measures.get_by_role("button", name="Ring of sight").click()
        await expect(measures).to_have_count(0)
        await expect(panel.get_by_label("Eye height")).to_be_focused()
        await expect(told).to_have_text("horizon 2.9 nm")
        await screen.say("Escape")
        await expect(panel).to_have_count(0)


@pytest.mark.long
async def test_the_signs_are_explained_beside_the_layers(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.signs", "watch_officer")
    screen = await screens.sign_in(login)
    await expect(screen.page.locator(".map canvas")).to_be_visible()
    await screen.say("l")
    await screen.page.get_by_text("Signs", exact=True).click()
    await expect(screen.page.get_by_text("search suspended")).to_be_visible()
    await screen.shot("signs-night")
    await screen.say("d")
    await screen.shot("signs-day")


@pytest.mark.long
async def test_courses_and_distances_are_measured_by_keyboard_and_pointer(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.measure", "watch_officer")
    case = await opened(client_of, "ITA", title="Measured from here")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("heading", name="Measured from here")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await screen.say("z")
    panel = page.get_by_role("region", name="Course and distance")
    await expect(panel).to_be_visible()
    await page.mouse.click(*await beside_the_case(page, 0.0))
    await expect(panel.get_by_role("listitem")).to_have_text(["34°20.0′N 012°42.0′E"])
    await page.mouse.click(*await beside_the_case(page, -10.0))
    await expect(panel.get_by_role("listitem").nth(1)).to_contain_text(
        re.compile(r"(179|180|181)° (9\.[5-9]|10) nm")
    )
    await screen.say("Enter")
    await expect(panel.get_by_role("listitem")).to_have_count(3)
    await screen.shot("measure-night")
    await screen.say("Backspace")
    await expect(panel.get_by_role("listitem")).to_have_count(2)
    await tab_to(screen, case["reference"], most=12)
    await screen.say("Enter")
    await expect(panel.get_by_role("listitem").nth(2)).to_contain_text(
        re.compile(r"(359|000|001)° (9\.[5-9]|10) nm · 34°20.0′N 012°42.0′E")
    )
    await screen.say("Escape")
    await expect(panel).to_have_count(0)
    await screen.say("z")
    await panel.get_by_role("button", name="Close").click()
    await expect(panel).to_have_count(0)
    await expect(page.locator(".map canvas")).to_be_focused()
