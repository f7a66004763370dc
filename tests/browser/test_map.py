"""The map: drawn from our own files, reached with its key, giving a position to a form."""

import pytest
from playwright.async_api import expect

from sar.http.pages import BUILT
from tests.browser.conftest import Screens, person
from tests.browser.keyboard import tab_to
from tests.browser.readable import faults_of_axe, in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.coasts import WORLD, bytes_by_zoom
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


@pytest.mark.long
async def test_the_keyboard_goes_through_what_is_near_and_opens_a_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.map", "watch_officer")
    await registered(client_of, "ITA", helicopter(name="Nemo near"))
    case = await opened(client_of, "ITA", title="Seen on the map")
    screen = await screens.sign_in(login)
    page = screen.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await screen.say("m")
    await expect(page.locator(".map canvas")).to_be_focused()
    near = page.get_by_role("list", name="Near the middle of the map")
    await expect(near.get_by_role("button", name=case["reference"])).to_be_attached()
    await screen.say("Tab")
    await expect(near.locator("button:focus")).to_have_count(1)
    await near.get_by_role("button", name=case["reference"]).focus()
    await screen.say("Enter")
    await expect(page.get_by_role("heading", name="Seen on the map")).to_be_visible()
    await screen.shot("map-night")
    await screen.say("d")
    await screen.shot("map-day")


@pytest.mark.long
async def test_the_map_gives_its_middle_to_the_form_that_waits_for_a_position(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.pick", "watch_officer")
    screen = await screens.sign_in(login)
    page = screen.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await screen.say("n")
    await page.get_by_role("button", name="On the map").click()
    await expect(page.get_by_text("Click where it is", exact=False)).to_be_visible()
    await expect(page.locator(".map canvas")).to_be_focused()
    await screen.say("Enter")
    await expect(page.get_by_label("Position", exact=True)).not_to_have_value("")


async def test_keys_pressed_for_the_map_before_it_is_there_are_not_lost(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.early", "watch_officer")
    case = await opened(client_of, "ITA", title="Read before the map")
    screen = await screens.open()
    page, comes = screen.page, await screen.hold_back("**/assets/map-*")
    await screens.signs_in(screen, login, at=f"/incidents/{case['id']}")
    await expect(page.locator(".centre-map").get_by_text("Loading")).to_be_visible()
    await page.evaluate("const now = Date.now(); Date.now = () => now;")
    relay = page.get_by_role("button", name="MAYDAY RELAY")
    await expect(relay).to_be_visible()
    await screen.say("b", "m")
    await expect(relay, "a key that the screen has asked for is its own").to_have_attribute(
        "aria-pressed", "true"
    )
    await screen.say("m", "d", "z")
    await expect(page.locator("html")).to_have_attribute("data-palette", "day")
    comes.set()
    await expect(page.get_by_role("region", name="Course and distance")).to_be_visible()
    await expect(page.locator(".map canvas")).to_be_focused()


@pytest.mark.long
async def test_an_area_to_be_searched_is_given_by_corners_on_the_map(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.corners", "watch_officer")
    case = await opened(client_of, "ITA", title="Given by corners")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("heading", name="Given by corners")).to_be_visible()
    canvas = page.locator(".map canvas")
    await expect(canvas).to_be_visible()
    await page.get_by_role("button", name="Search area").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("Shape").select_option("corners")
    await sheet.get_by_role("button", name="Add corners from the map").press("Enter")
    giving = page.get_by_role("region", name="Add corners from the map")
    await expect(giving.get_by_role("status")).to_contain_text("Corner 1")
    await expect(canvas).to_be_focused()
    box = await canvas.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for number, (east, south) in enumerate(((-80, -60), (90, -40), (20, 90)), start=2):
        await page.mouse.click(middle[0] + east, middle[1] + south)
        await expect(giving.get_by_role("status")).to_contain_text(f"Corner {number}")
    await screen.say("Enter")
    await expect(giving.get_by_role("status")).to_contain_text("Corner 5")
    await screen.shot("corners-night")
    await screen.say("Backspace")
    await expect(giving.get_by_role("status")).to_contain_text("Corner 4")
    await screen.say("ArrowLeft", "Enter")
    await expect(giving.get_by_role("status")).to_contain_text("Corner 5")
    await giving.get_by_role("button", name="Take the last back").click()
    await expect(giving.get_by_role("status")).to_contain_text("Corner 4")
    await giving.get_by_role("button", name="Another area").click()
    await expect(giving.get_by_role("status")).to_contain_text("Corner 1 of area 2")
    await expect(canvas).to_be_focused()
    await expect(giving.get_by_role("button", name="Another area")).to_be_disabled()
    for number, (east, south) in enumerate(((-250, 60), (-210, 60), (-230, 100)), start=2):
        await page.mouse.click(middle[0] + east, middle[1] + south)
        await expect(giving.get_by_role("status")).to_contain_text(f"Corner {number} of area 2")
    await screen.shot("corners-another-area-night")
    await screen.say("Escape")
    await expect(sheet.get_by_role("button", name="Add corners from the map")).to_be_focused()
    await expect(sheet).to_contain_text("3 corners and 3 corners")
    await screen.shot("corners-form-night")
    await sheet.get_by_role("button", name="Give the area").click()
    await expect(sheet).to_have_count(0)
    kept = (await client_of("ITA", "watch_officer").get(f"/api/incidents/{case['id']}")).json()
    ((ring,), (other,)) = kept["search_areas"][0]["area"]["coordinates"]
    assert len(ring) == len(other) == 4, "three corners, and the first again"


def test_the_map_and_its_land_stay_within_their_weight() -> None:
    assert 0 < _kb("map-*.br") + _kb("maplibre-gl-worker*.br") <= 430
    assert 0 < _kb("land-world-*.pmtiles") <= 1_500
    assert 0 < _kb("land-waters-*.pmtiles") <= 1_000
    assert sum(bytes_by_zoom(WORLD)[zoom] for zoom in (0, 1, 2)) <= 40_000


def _kb(pattern: str) -> float:
    return sum(path.stat().st_size for path in (BUILT / "assets").glob(pattern)) / 1000


@pytest.mark.long
async def test_the_layer_list_says_how_a_chart_is_added_where_there_is_none(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.chartless", "admin")
    for palette, width, height in in_turn(("night", 1280, 800), ("day", 390, 844)):
        screen = await screens.sign_in(login, palette=palette, width=width, height=height)
        await expect(screen.page.locator(".map canvas")).to_be_visible()
        await screen.page.get_by_role("button", name="Layers").click()
        told = screen.page.get_by_role("group").get_by_text("No nautical chart lies under the map")
        await expect(told).to_contain_text("An administrator of the installation can add one")
        assert await fits(screen.page)
        assert await faults_of_axe(screen.page) == []
        await screen.shot(f"layers-without-chart-{palette}-{width}")


@pytest.mark.long
async def test_the_layer_list_shows_how_far_out_the_case_is_reached_in_time(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.layers", "watch_officer")
    conditions = {"water_c": 14.0, "wind_kn": 10.0, "wind_from_deg": 300.0, "sea_state": 5}
    case = await opened(client_of, "ITA", title="Raft in cold water", conditions=conditions)
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await screen.say("l")
    await expect(page.get_by_label("Search and rescue regions")).to_be_focused()
    await tab_to(screen, "Reached in time by", most=8)
    await expect(page.get_by_label("Reached in time by")).to_be_focused()
    await page.keyboard.type("patrol")
    legend = page.get_by_text("in sea state 5 (25 kn in a calm)")
    await expect(legend).to_be_visible(timeout=180_000)
    await page.get_by_role("button", name="Layers").focus()
    await screen.say("Enter")
    await expect(page.get_by_label("Reached in time by")).to_have_count(0)
    await page.wait_for_load_state("networkidle")
    await screen.shot("reach-night")
    await screen.say("d")
    await screen.shot("reach-day")
    await page.reload()
    await expect(legend).to_be_visible()
    await screen.say("l")
    await page.get_by_label("Reached in time by").select_option("helicopter")
    await expect(page.get_by_text("Cut at 150 nm")).to_be_visible()
    await screen.shot("reach-cut")


@pytest.mark.long
async def test_a_narrow_screen_shows_the_map_while_a_position_is_asked_of_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.narrow", "watch_officer")
    case = await opened(client_of, "ITA", title="Asked of the map")
    screen = await screens.sign_in(login, width=1024, height=768)
    page = screen.page
    canvas = page.locator(".map canvas")
    pick = page.get_by_role("button", name="On the map")
    await expect(canvas).to_be_attached()
    await screen.say("n")
    await expect(canvas).not_to_be_visible()
    await pick.click()
    await expect(canvas).to_be_focused()
    await screen.shot("pick-narrow-night")
    await screen.say("Enter")
    await expect(page.get_by_label("Position", exact=True)).not_to_have_value("")
    await expect(pick).to_be_focused()
    await expect(canvas).not_to_be_visible()
    await page.goto(f"/incidents/{case['id']}")
    await expect(canvas).to_be_attached()
    await screen.say("r")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await pick.click()
    await expect(canvas).to_be_focused()
    await screen.say("Escape")
    await expect(pick).to_be_focused()
    await pick.click()
    await expect(canvas).to_be_focused()
    await screen.say("Enter")
    await expect(dialog.get_by_label("Position", exact=True)).not_to_have_value("")
    await screen.say("Escape")
    await expect(dialog).to_have_count(0)
