"""Names on the map keep out from under the lines of words that float over it."""

import base64
import math
import re

import pytest
from playwright.async_api import FloatRect, Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.map_points import FITTED_PX
from tests.browser.test_harbours import SHADES
from tests.browser.test_vessels_on_map import chooses_vessels
from tests.clients import Clients
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
MAP_IS_LOOKED_AT = True

SIGN_PX = 40
"""A sign and what stands about it."""
FEW, MANY = 3, 100


async def shades(page: Page, part: FloatRect) -> list[int]:
    """A part of the screen, pixel by pixel."""
    picture = await page.screenshot(clip=part)
    found: list[int] = await page.evaluate(SHADES, base64.b64encode(picture).decode())
    return found


async def differing(page: Page, part: FloatRect, before: list[int]) -> int:
    """The pixels of the part that are others than before."""
    return sum(one != other for one, other in zip(before, await shades(page, part), strict=True))


async def place_at(page: Page, x: float, y: float) -> tuple[float, float]:
    """The place at a point of the screen, by the scale about the case that was fitted."""
    box = await page.locator(".map canvas").bounding_box()
    bar = await page.locator(".map-scale").bounding_box()
    told = re.match(r"([\d.]+)", await page.locator(".map-scale").inner_text())
    assert box
    assert bar
    assert told
    nm = float(told[1]) / bar["width"]
    lon, lat = IN_MALTAS_REGION
    east = (x - box["x"] - box["width"] / 2 - FITTED_PX) * nm
    north = (box["y"] + box["height"] / 2 - y) * nm
    return lon + east / 60 / math.cos(math.radians(lat)), lat + north / 60


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_name_stands_nowhere_under_the_line_about_vessels(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Beside a line")
    login = await person(client_of, server, "ITA", "ita.line", "watch_officer")
    at = f"/incidents/{case['id']}"
    page = (await screens.sign_in(login, at=at, width=1280, height=800)).page
    await expect(page.get_by_role("button", name="Layers")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await chooses_vessels(page)
    line = page.locator(".map-vessels")
    await expect(line).to_contain_text("off the air in view")
    # Seen through, it takes its room as before.
    await line.evaluate("one => { one.style.visibility = 'hidden'; }")
    box = await line.bounding_box()
    assert box
    middle = box["x"] + SIGN_PX, box["y"] + box["height"] / 2
    side = SIGN_PX / 2
    sign: FloatRect = {"x": box["x"] + side, "y": box["y"], "width": SIGN_PX, "height": side}
    beside: FloatRect = {
        "x": middle[0] + side,
        "y": box["y"],
        "width": box["width"] - SIGN_PX - side,
        "height": box["height"],
    }
    await page.wait_for_timeout(3_000)
    no_sign, no_name = await shades(page, sign), await shades(page, beside)
    unit = await registered(client_of, "ITA", helicopter(name="Nemo 11", base=None))
    await delivered(client_of, "ITA", unit["id"], fix(*await place_at(page, *middle), START))
    while await differing(page, sign, no_sign) < MANY:
        await page.wait_for_timeout(500)
    await page.wait_for_timeout(2_000)
    assert await differing(page, beside, no_name) <= FEW
    # Without the line the name stands there, beside its sign.
    await line.evaluate("one => { one.style.display = 'none'; }")
    while await differing(page, beside, no_name) < MANY:
        await page.wait_for_timeout(500)
