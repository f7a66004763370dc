"""Harbours on the map: near by, some waters have a finer coast than the world's."""

import base64
from collections import Counter

import pytest
from playwright.async_api import FloatRect, Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import at_every_width
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.places import point
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
MAP_IS_LOOKED_AT = True

GRAND_HARBOUR, LAMPEDUSA = (14.516, 35.894), (12.604, 35.493)
AT_SEA = (-30.0, 40.0)
FINER = "**/assets/land-waters-*"
FIT_ZOOM, HARBOUR_ZOOM = 9, 12
COARSER = "Ways by sea go by a coarser coast"

SHADES = """async (picture) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const shades = [];
  for (let at = 0; at < data.length; at += 4)
    shades.push((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  return shades;
}"""
"""Each pixel of a picture as one number."""


async def harbour(clients: Clients, name: str, at: tuple[float, float]) -> str:
    """The address of a case at a place."""
    place = {"point": point(*at), "error_nm": 0.1}
    case = await opened(clients, "ITA", title=f"Tug adrift off {name}", position=place)
    return f"/incidents/{case['id']}"


async def still(page: Page) -> list[int]:
    """The middle of the map, pixel by pixel, once it stands still."""
    before: list[int] = []
    while True:
        found = await shades(page)
        if found == before:
            return found
        before = found
        await page.wait_for_timeout(500)


async def comes_near(page: Page) -> None:
    """Zooms from where a case is fitted to where a harbour fills the map."""
    await expect(page.locator(".map canvas")).to_be_visible()
    for _ in range(HARBOUR_ZOOM - FIT_ZOOM):
        await page.get_by_role("button", name="Nearer").click()
        await still(page)


async def shades(page: Page) -> list[int]:
    """The middle of the map as it is now."""
    box = await page.locator(".map canvas").bounding_box()
    assert box
    clip: FloatRect = {
        "x": box["x"] + 60,
        "y": box["y"] + 60,
        "width": min(500, box["width"] - 110),
        "height": min(500, box["height"] - 110),
    }
    picture = await page.screenshot(clip=clip)
    found: list[int] = await page.evaluate(SHADES, base64.b64encode(picture).decode())
    return found


@pytest.mark.long
async def test_near_valletta_there_is_water_where_the_world_has_only_land(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.harbour", "watch_officer")
    case = await harbour(client_of, "Valletta", GRAND_HARBOUR)
    screen = await screens.open()
    comes = await screen.hold_back(FINER)
    await screens.signs_in(screen, login, at=case)
    page = screen.page
    await comes_near(page)
    coarse = await still(page)
    await screen.shot("harbour-of-the-world-night")
    async with page.expect_response(FINER) as answer:
        comes.set()
    assert (await (await answer.value).all_headers())["cache-control"].endswith("immutable")
    await expect(page.get_by_text(COARSER)).to_be_visible()
    fine = await still(page)
    while fine == coarse:
        fine = await still(page)
    await screen.shot("harbour-night")
    shore = {shade for shade, _ in Counter(fine).most_common(2)}
    turned = sum({before, now} == shore for before, now in zip(coarse, fine, strict=True))
    assert turned > 5_000, turned
    await screen.say("d")
    await still(page)
    await screen.shot("harbour-day")
    widths = (390, 1440, 3840)
    assert await at_every_width(screen, "harbour", "day", widths, within=".map") == []


@pytest.mark.long
async def test_the_finer_coast_is_asked_for_only_near_its_waters(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.ocean", "watch_officer")
    case = await harbour(client_of, "nowhere", AT_SEA)
    screen = await screens.open()
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    await screens.signs_in(screen, login, at=case)
    await comes_near(screen.page)
    assert [url for url in asked if "land-world" in url]
    assert [url for url in asked if "land-waters" in url] == []
    await expect(screen.page.get_by_text(COARSER)).to_have_count(0)


@pytest.mark.long
async def test_a_phone_shows_lampedusas_harbour_below_the_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.phone", "watch_officer")
    case = await harbour(client_of, "Lampedusa", LAMPEDUSA)
    phone = await screens.open(width=390, height=844)
    await screens.signs_in(phone, login, at=case)
    page = phone.page
    await page.locator(".map canvas").scroll_into_view_if_needed()
    await comes_near(page)
    await expect(page.get_by_text(COARSER)).to_be_visible()
    await phone.shot("harbour-phone-night")
    await phone.say("d")
    await still(page)
    await phone.shot("harbour-phone-day")
