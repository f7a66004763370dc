"""Every screen, by night and by day, from a phone to a wall: readable, without a fault of axe."""

from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.full_picture import Filled, filled
from tests.browser.readable import HEIGHT_OF, USUAL, WINDOWS, faults_of_axe, unreadable
from tests.clients import Clients
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

ROLES = ("coordinator", "registrar", "negotiator", "admin")


def every_screen(ids: Filled) -> list[tuple[str, str, str]]:
    """Address, name, and words that are there once it is shown."""
    incident = f"/incidents/{ids.incident}"
    return [
        ("/", "home", "Wooden boat"),
        (incident, "situation", "What you can do"),
        (f"{incident}/needs", "needs", "accepted"),
        (f"{incident}/answers", "answers", "Offers to decide"),
        (f"{incident}/log", "log", "was opened"),
        (f"{incident}/replay", "replay", "Who was told what, when"),
        (f"{incident}/ask", "ask", "AS1428"),
        ("/incidents/new", "new", "Reported by"),
        (f"/requests/{ids.request}", "request", "Call script"),
        ("/requests", "requests", "You are asked"),
        ("/requests/new", "request-new", "What it is about"),
        (f"/clearances/{ids.clearance}", "clearance", "may AS1630 enter Libya"),
        ("/assets", "assets", "CP 305"),
        (f"/assets/{ids.asset}", "asset", "IRESC11"),
        ("/assets/new", "asset-new", "Register it"),
        ("/assets/import", "import", "An empty list"),
        ("/fuel-points", "fuel-points", "Rig Alpha"),
        ("/feeds", "feeds", "Lampedusa"),
        ("/fuel-points/new", "fuel-point-new", "Hours, in UTC"),
        ("/assets/types", "asset-types", "Add a type"),
        ("/assets/types/new", "asset-type-new", "Source of the figures"),
        ("/agreements", "agreements", "confirmed by all"),
        (f"/agreements/{ids.agreement}", "agreement", "What it says"),
        (f"/agreements/{ids.agreement}/arrangement", "arrangement", "The edited text"),
        ("/agreements/new", "agreement-new", "Keep the draft"),
        ("/people", "people", "Make a key"),
        ("/contacts", "contacts", "RCC Malta"),
        ("/limits", "limits", "Your party has declared nothing"),
        ("/limits/new", "limit-new", "Declare a limit"),
        ("/quiet", "quiet", "None is due"),
        ("/relief", "relief", "The watch"),
        ("/past", "past", "Flare off Linosa"),
        ("/password", "password", "12 characters at least"),
        (f"/incidents/{ids.closed}", "closed-case", "Flare off Linosa"),
        (f"/incidents/{ids.closed}/log", "closed-log", "was closed"),
        (f"/incidents/{ids.closed}/replay", "closed-replay", "Who was told what, when"),
        ("/search", "search", "was opened"),
        (f"/paper/{ids.incident}", "paper", "All times UTC"),
        ("/nothing-here", "nowhere", "nothing at this address"),
    ]


@pytest.mark.parametrize(
    ("palette", "width"),
    [
        pytest.param(
            palette,
            width,
            marks=() if (palette, width) == USUAL else pytest.mark.long,
            id=f"{palette}-{width}",
        )
        for palette, width in WINDOWS
    ],
)
async def test_every_screen_can_be_read_by_night_and_by_day_from_a_phone_to_a_wall(
    server: Server, screens: Screens, client_of: Clients, palette: str, width: int
) -> None:
    window = f"{palette}-{width}"
    ids = await filled(client_of, server)
    italy = await person(client_of, server, "ITA", f"ita.{window}", *ROLES)
    malta = await person(client_of, server, "MLT", f"mlt.{window}", "watch_officer")
    size: dict[str, Any] = {"palette": palette, "width": width, "height": HEIGHT_OF[width]}
    screen = await screens.open(**size)
    await screen.page.goto("/")
    await expect(screen.page.get_by_label("Password")).to_be_visible()
    faults = await unreadable(screen, "sign-in", window)
    await screens.signs_in(screen, italy)
    await expect(screen.page.locator("html")).to_have_attribute("data-palette", palette)
    await expect(screen.page.locator(".map canvas")).to_be_attached()
    for path, name, ready in every_screen(ids):
        await screen.go(path)
        await expect(screen.page.get_by_text(ready).first).to_be_visible()
        faults += await unreadable(screen, name, window)
    faults += await faults_after_a_file(screen, window)
    await screen.page.get_by_role("link", name="SAR Assist").focus()
    await screen.say("g")
    await expect(screen.page.get_by_role("list", name="Registers")).to_be_visible()
    faults += await unreadable(screen, "letters", window)
    await screen.say("Escape")
    other = await screens.sign_in(malta, at=f"/requests/{ids.request}", **size)
    await expect(other.page.get_by_text("Your answer")).to_be_visible()
    faults += await unreadable(other, "answering", window)
    await other.say("o")
    await expect(other.page.get_by_role("button", name="Send the offer")).to_be_visible()
    faults += await unreadable(other, "offering", window)
    assert faults == []


FAULTY = b"name,type,mmsi,centre\nListed 1,H1,12,\nListed 2,NONE,,\nListed 3,H1,,MRCC Roma\n"
DOUBTED = b"name,type,base_lat,base_lon\nSwapped,S5,12.6,35.5\n"
PLAIN = b"name,type,base_lat,base_lon\nTwin 1,S5,35.5,12.6\nTwin 2,S5,35.5,12.6\n"


async def faults_after_a_file(screen: Screen, window: str) -> list[str]:
    """The faults of the import once a list was refused by its rows, once one was imported of
    which a row is doubted, and once one was of which none is."""
    page = screen.page
    faults: list[str] = []
    await screen.go("/assets/import")
    for name, listed, told in (
        ("import-refused", FAULTY, "row 3, type"),
        ("import-doubted", DOUBTED, "may be exchanged"),
        ("import-done", PLAIN, "2 assets were registered."),
    ):
        await page.get_by_label("The list").set_input_files(
            {"name": "fleet.csv", "mimeType": "text/csv", "buffer": listed}
        )
        await page.get_by_role("button", name="Import", exact=True).click()
        await expect(page.get_by_text(told).first).to_be_visible()
        await page.get_by_text(told).first.scroll_into_view_if_needed()
        faults += await unreadable(screen, name, window)
    return faults


@pytest.mark.long
async def test_every_screen_comes_by_its_address_and_can_be_read_before_the_map_is_there(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    ids = await filled(client_of, server)
    login = await person(client_of, server, "ITA", "ita.comes", *ROLES)
    screen = await screens.open(palette="day", width=1680, height=1000)
    await without_the_map(screen.page)
    await screens.signs_in(screen, login)
    faults: list[str] = []
    for path, name, ready in every_screen(ids):
        await screen.page.goto(path)
        await expect(screen.page.get_by_text(ready).first).to_be_visible()
        faults += await unreadable(screen, name, "day-1680")
    assert faults == []


async def without_the_map(page: Page) -> list[Route]:
    """The map stays on its way; the requests for it, to be gone on with."""
    held: list[Route] = []
    await page.route("**/assets/map-*", lambda route: held.append(route))
    return held


async def test_the_screen_can_be_read_while_the_map_is_on_its_way(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.waits", "observer")
    screen = await screens.open()
    held = await without_the_map(screen.page)
    await screen.page.reload()  # a quick machine has fetched the map ahead by now
    await screens.signs_in(screen, login)
    await expect(screen.page.get_by_text("Loading…").last).to_be_visible()
    assert await faults_of_axe(screen.page) == []
    for route in held:
        await route.continue_()
