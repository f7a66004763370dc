"""A doubted position on the map: its sign's card tells the doubt, and the watch rules on it."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_doubted_positions import LAT, LON, a_ship, pictures, ruled
from tests.browser.test_position_heard_on_map import chosen_on_the_map
from tests.clients import Clients
from tests.given.assets import delivered, fix
from tests.given.incidents import opened
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]
MAP_IS_DRAWN = True
FROZEN = "Position suspect: the same to the last digit although it moves."


async def frozen(client_of: Clients, name: str) -> str:
    """A ship that tells eighteen knots and stays where it is."""
    unit = await a_ship(client_of, name)
    moved = [fix(LON + 0.2, LAT - 0.01, START - timedelta(minutes=9))]
    stuck = [
        fix(LON + 0.2, LAT, START - timedelta(minutes=one), speed_kn=18.0)
        for one in (8, 7, 6, 5, 4)
    ]
    await delivered(client_of, "ITA", unit, *moved, *stuck)
    return unit


@pytest.mark.long
async def test_a_suspect_place_is_disbelieved_on_the_map(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await frozen(client_of, "Diciotti frozen")
    case = await opened(client_of, "ITA", title="She is near this")
    login = await person(client_of, server, "ITA", "ita.doubts", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    await expect(screen.page.get_by_role("heading", name="She is near this")).to_be_visible()
    await chosen_on_the_map(screen.page, "Diciotti frozen")
    card = screen.page.get_by_role("region", name="Unit on the map: Diciotti frozen")
    await expect(card).to_contain_text(FROZEN)
    await expect(card.get_by_role("button", name="Believe it as shown")).to_be_visible()
    await pictures(screen, "suspect-card", card)
    await ruled(screen, "x", "Do not believe it", "Diciotti frozen")
    await expect(card).to_contain_text(
        "Position of 12:22Z doubted: the same to the last digit although it moves."
    )
    await screen.shot("disbelieved-card-night-1280")
