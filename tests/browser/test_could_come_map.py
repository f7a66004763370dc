"""The map beside the candidates: it shows them all, and stays where somebody has moved it."""

import base64
import math
import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.map_points import beside_the_case
from tests.browser.readable import faults_of_axe
from tests.browser.test_could_come import TWO, fleet
from tests.browser.test_harbours import COARSER, SHADES
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.places import point
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
MAP_IS_LOOKED_AT = True

AROUND_NM = {"North": (0, 16), "East": (16, 0), "South": (0, -16), "West": (-16, 0)}
"""Four that could come, so far east and north of the case."""
NEAR_NM = {"Slow": (8, 8)}
"""A patrol vessel, nearer and later."""
PATCH_PX = 24


async def patches(page: Page) -> dict[str, list[int]]:
    """The map half way to each of the four, pixel by pixel."""
    found = {}
    for name, (east, north) in AROUND_NM.items():
        x, y = await beside_the_case(page, north / 2, east / 2)
        half = PATCH_PX / 2
        picture = await page.screenshot(
            clip={"x": x - half, "y": y - half, "width": PATCH_PX, "height": PATCH_PX}
        )
        found[name] = await page.evaluate(SHADES, base64.b64encode(picture).decode())
    return found


async def is_off_the_map(page: Page, line: str) -> bool:
    """The line is seen wholly, below what is drawn of the map."""
    shown = await page.locator(".map-canvas").bounding_box()
    foot = await page.locator(".map-foot").bounding_box()
    found = await page.locator(line).bounding_box()
    assert shown
    assert foot
    assert found
    below = shown["y"] + shown["height"] <= found["y"] + 1
    return below and found["y"] + found["height"] <= foot["y"] + foot["height"] + 1


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_of_several_candidates_the_way_of_the_one_that_is_pointed_at_is_drawn(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    lon, lat = IN_MALTAS_REGION
    for name, (east, north) in {**AROUND_NM, **NEAR_NM}.items():
        kind = {"type": "S7"} if name in NEAR_NM else {}
        unit = await registered(client_of, "ITA", helicopter(name=name, base=None, **kind))
        lon_off = east / 60 / math.cos(math.radians(lat))
        heard = fix(lon + lon_off, lat + north / 60, START)
        await delivered(client_of, "ITA", unit["id"], heard)
    case = await opened(client_of, title="Helped from all sides", pob=TWO)
    login = await person(client_of, server, "ITA", "ita.sides", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = italy.page
    region = page.get_by_role("region", name="Who could come")
    await expect(region.get_by_role("listitem").filter(has_text="AW139")).to_have_count(4)
    await page.wait_for_load_state("networkidle")
    for name, (east, north) in AROUND_NM.items():
        await page.mouse.move(*await beside_the_case(page, north, east))
        card = page.get_by_role("region", name=f"Unit on the map: {name}")
        await expect(card).to_be_visible()
    await page.mouse.move(5, 5)
    await expect(page.locator(".map-card")).to_have_count(0)
    await page.wait_for_timeout(500)
    bare = await patches(page)
    for name in AROUND_NM:
        await region.get_by_role("listitem").filter(has_text=name).first.hover()
        await page.wait_for_timeout(500)
        now = await patches(page)
        assert [one for one in AROUND_NM if now[one] != bare[one]] == [name]
        await italy.shot(f"could-come-way-{name.casefold()}-night-1280")
    late = re.compile(r"min later than \w+: ")
    slow = region.get_by_role("listitem").filter(has_text="Slow")
    await expect(slow.get_by_text(late)).to_be_visible()
    await expect(region.get_by_text(late)).to_have_count(1)
    east, north = NEAR_NM["Slow"]
    await page.mouse.move(*await beside_the_case(page, north, east))
    card = page.get_by_role("region", name="Unit on the map: Slow")
    await expect(card.get_by_text(late)).to_be_visible()
    assert await faults_of_axe(page) == []
    await italy.shot("could-come-nearer-later-night-1280")


async def test_the_best_come_into_view_once_help_is_asked_for_and_those_outside_are_told(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    # Malta's, for Italy has nearer ones by now.
    await registered(client_of, "MLT", helicopter(name="Far one", base=point(15.7, 34.3)))
    login = await person(client_of, server, "MLT", "mlt.far", "watch_officer")
    case = await opened(client_of, "MLT", title="Helped from far", pob=TWO)
    malta = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = malta.page
    scale = page.locator(".map-scale")
    await expect(scale).to_have_text("10 nm")
    await malta.say("Enter")
    region = page.get_by_role("region", name="Who could come")
    await expect(region.get_by_role("listitem").filter(has_text="Far one")).to_be_visible()
    await expect(scale).to_have_text("50 nm")
    outside = page.get_by_text("of the five best candidates is outside this map.")
    await expect(outside).to_have_count(0)
    for _ in range(5):
        await page.get_by_role("button", name="Nearer").click()
    await expect(outside).to_be_visible()
    await expect(page.get_by_text(COARSER)).to_be_visible()
    assert await is_off_the_map(page, ".map-finer"), "no label is under it"
    await malta.shot("could-come-nearer-coast-night-1280")
    await page.get_by_role("button", name="Fit").click()
    await expect(outside).to_have_count(0)
    assert await is_off_the_map(page, ".map-foot"), "no label is under it"


@pytest.mark.long
async def test_the_map_stays_where_somebody_has_moved_it_before_the_list_came(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await fleet(client_of, "COME-3")
    login = await person(client_of, server, "ITA", "ita.moves", "watch_officer")
    case = await opened(client_of, title="Looked at closely", pob=TWO)
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = italy.page
    scale = page.locator(".map-scale")
    await expect(scale).to_have_text("10 nm")
    comes = await italy.hold_back("**/api/matches")
    await italy.say("Enter")
    await expect(page.get_by_label("What for", exact=True)).to_be_visible()
    await expect(scale).to_have_text("20 nm")
    await page.get_by_role("button", name="Nearer").click()
    await expect(scale).to_have_text("10 nm")
    comes.set()
    region = page.get_by_role("region", name="Who could come")
    await expect(region.get_by_role("button", name="Ask RCC Malta")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await expect(scale).to_have_text("10 nm")
    await page.get_by_role("button", name="Fit").click()
    await expect(scale).to_have_text("20 nm")
