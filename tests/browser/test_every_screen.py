"""Every screen, by night and by day, from a phone to a wall: readable, without a fault of axe."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Screen, Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, deployed, id_of, offered, opened, post
from tests.running import ROOT, Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

AXE = (Path(ROOT) / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
WANTED = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""The size of targets (WCAG 2.2, 2.5.8) is asked for beside what axe looks at anyway."""
IS_CUT = "all => all.some(one => one.scrollWidth > one.clientWidth)"
IS_LOW = "all => all.some(one => one.scrollHeight > one.clientHeight)"
ROLES = ("coordinator", "registrar", "negotiator", "admin")
HEIGHT_OF = {390: 844, 1280: 800, 1440: 900, 3840: 2160}
"""The windows: a phone, two desks and a wall of 4K."""
WINDOWS = [(palette, width) for width in HEIGHT_OF for palette in ("night", "day")]
USUAL = ("night", 1280)
"""The window of the usual run; the others are tried when there is time."""


async def faults_of_axe(page: Page, within: str = "html") -> list[dict[str, Any]]:
    """The faults that axe finds on the page as it stands, or in a part of it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    found = await page.evaluate("([part, wanted]) => axe.run(part, wanted)", [within, WANTED])
    return [
        {"id": fault["id"], "where": [node["html"][:160] for node in nodes][:3]}
        for fault in found["violations"]
        if (nodes := [node for node in fault["nodes"] if not is_half_scrolled_in(node)])
    ]


def is_half_scrolled_in(node: dict[str, Any]) -> bool:
    """The line of the main act, which stays in the window, covers it as it is scrolled now."""
    near = [beside["html"] for check in node["any"] for beside in check["relatedNodes"]]
    return any('type="submit" class="main"' in html for html in near)


async def unreadable(screen: Screen, name: str, window: str, within: str = "html") -> list[str]:
    """The faults of the screen as it stands: those of axe, in a part alone where one is named, and
    that it is wider than the window."""
    page = screen.page
    await expect(page.get_by_role("main").get_by_text("Loading…")).to_have_count(0)
    await screen.shot(f"{name}-{window}")
    found = [f"{name}-{window}: {fault}" for fault in await faults_of_axe(page, within)]
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(f"{name}-{window}: {wide} px wider than the window")
    if await page.locator(".map-scale, .map-credit").evaluate_all(IS_CUT):
        found.append(f"{name}-{window}: the scale's length or the map's reservation is cut")
    if await page.locator(".map-foot").evaluate_all(IS_LOW):
        found.append(f"{name}-{window}: a line of the map's reservation is cut")
    return found


async def a_case(client_of: Clients, server: Server) -> dict[str, str]:
    """Italy's case with a request to Malta and Libya, an offer accepted and one to decide."""
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    treaty = await concluded(
        client_of, agreement(shared, reference=f"S-{id_of()[-6:].upper()}", parties=("ITA", "MLT"))
    )
    first, second = [
        await registered(client_of, "MLT", helicopter(name=name)) for name in ("AS1630", "AS1428")
    ]
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, server.world, "MLT", "LBY", incident=incident)
    of = f"requests/{request['id']}"
    taken = await offered(client_of, "MLT", of, first["id"])
    (work,) = await deployed(client_of, "MLT", await accepted(client_of, "ITA", taken))
    await offered(client_of, "MLT", of, second["id"])
    enters = {"id": id_of(), "territory": "LBY", "details": "Fuel at Tripoli."}
    await post(client_of, "MLT", f"deployments/{work['id']}/clearances", **enters)
    return {
        "incident": incident["id"],
        "request": request["id"],
        "agreement": treaty,
        "clearance": enters["id"],
    }


def every_screen(ids: dict[str, str]) -> list[tuple[str, str, str]]:
    """Address, name, and words that are there once it is shown."""
    incident = f"/incidents/{ids['incident']}"
    return [
        ("/", "home", "Wooden boat"),
        (incident, "situation", "What you can do"),
        (f"{incident}/needs", "needs", "accepted"),
        (f"{incident}/answers", "answers", "Offers to decide"),
        (f"{incident}/log", "log", "was opened"),
        (f"{incident}/ask", "ask", "AS1428"),
        ("/incidents/new", "new", "Reported by"),
        (f"/requests/{ids['request']}", "request", "Call script"),
        ("/requests", "requests", "You are asked"),
        ("/requests/new", "request-new", "What it is about"),
        (f"/clearances/{ids['clearance']}", "clearance", "may AS1630 enter Libya"),
        ("/assets", "assets", "Import a list"),
        ("/assets/new", "asset-new", "Register it"),
        ("/assets/import", "import", "An empty list"),
        ("/fuel-points", "fuel-points", "Places where a party gives fuel"),
        ("/fuel-points/new", "fuel-point-new", "Hours, in UTC"),
        ("/assets/types", "asset-types", "Add a type"),
        ("/assets/types/new", "asset-type-new", "Source of the figures"),
        ("/agreements", "agreements", "confirmed by all"),
        (f"/agreements/{ids['agreement']}", "agreement", "What it says"),
        (f"/agreements/{ids['agreement']}/arrangement", "arrangement", "The edited text"),
        ("/agreements/new", "agreement-new", "Keep the draft"),
        ("/people", "people", "Make a key"),
        ("/contacts", "contacts", "RCC Malta"),
        ("/limits", "limits", "Your party has declared nothing"),
        ("/limits/new", "limit-new", "Declare a limit"),
        ("/quiet", "quiet", "None is due"),
        ("/relief", "relief", "The watch"),
        ("/past", "past", "No case that involved your party"),
        ("/password", "password", "12 characters at least"),
        ("/search", "search", "was opened"),
        (f"/paper/{ids['incident']}", "paper", "All times UTC"),
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
    ids = await a_case(client_of, server)
    italy = await person(client_of, server, "ITA", f"ita.{window}", *ROLES)
    malta = await person(client_of, server, "MLT", f"mlt.{window}", "watch_officer")
    size: dict[str, Any] = {"palette": palette, "width": width, "height": HEIGHT_OF[width]}
    screen = await screens.sign_in(italy, **size)
    await expect(screen.page.locator("html")).to_have_attribute("data-palette", palette)
    await expect(screen.page.locator(".map canvas")).to_be_attached()
    faults: list[str] = []
    for path, name, ready in every_screen(ids):
        await screen.go(path)
        await expect(screen.page.get_by_text(ready).first).to_be_visible()
        faults += await unreadable(screen, name, window)
    other = await screens.sign_in(malta, at=f"/requests/{ids['request']}", **size)
    await expect(other.page.get_by_text("Your answer")).to_be_visible()
    faults += await unreadable(other, "answering", window)
    await other.say("o")
    await expect(other.page.get_by_role("button", name="Send the offer")).to_be_visible()
    faults += await unreadable(other, "offering", window)
    assert faults == []


@dataclass(frozen=True)
class BesideMap:
    """Something that is opened beside the map or over it, and closed with Escape."""

    name: str
    button: str
    ready: str
    """Words that are there once it is open."""
    then: tuple[str, str] | None = None
    """A choice in it that shows another part: its label, and what is chosen."""


SHEETS = (
    BesideMap("sheet-search-box", "Search area", "Along, ° true"),
    BesideMap("sheet-search-ring", "Search area", "To, nm", ("Shape", "ring")),
    BesideMap("sheet-search-corners", "Search area", "Add corners", ("Shape", "corners")),
    BesideMap("sheet-osc", "OSC and ACO", "Aircraft coordinator (ACO)"),
    BesideMap("sheet-channels", "Channels", "Purpose"),
    BesideMap("sheet-position", "Report a position", "Position"),
)


async def at_every_width(
    screen: Screen, name: str, palette: str, widths: list[int], within: str = "html"
) -> list[str]:
    """The faults of what is open, in each window in its turn."""
    faults: list[str] = []
    for width in widths:
        await screen.page.set_viewport_size({"width": width, "height": HEIGHT_OF[width]})
        await screen.page.locator(within).scroll_into_view_if_needed()
        faults += await unreadable(screen, name, f"{palette}-{width}", within)
    return faults


async def faults_of_sheets(screen: Screen, palette: str, widths: list[int]) -> list[str]:
    """The faults of all sheets of a case, each opened once, and of what stands on the map."""
    page = screen.page
    faults: list[str] = []
    for sheet in SHEETS:
        await page.get_by_role("main").get_by_role("button", name=sheet.button).first.click()
        dialog = page.get_by_role("dialog")
        if sheet.then:
            await dialog.get_by_label(sheet.then[0], exact=True).select_option(sheet.then[1])
        await expect(dialog.get_by_text(sheet.ready).first).to_be_visible()
        faults += await at_every_width(screen, sheet.name, palette, widths)
        await screen.say("Escape")
        await expect(dialog).to_have_count(0)
    await screen.say("z")
    await expect(page.get_by_role("region", name="Course and distance")).to_be_visible()
    await screen.say("Enter", "ArrowRight", "Enter")
    faults += await at_every_width(screen, "measure", palette, widths, within=".map")
    await screen.say("Escape", "l")
    await page.get_by_text("Signs", exact=True).click()
    await expect(page.get_by_text("search suspended")).to_be_visible()
    faults += await at_every_width(screen, "signs", palette, widths, within=".map")
    await screen.say("l")
    return faults


@pytest.mark.long
@pytest.mark.parametrize(
    "windows",
    [
        pytest.param((USUAL,), id="usual"),
        pytest.param(WINDOWS, id="all"),
    ],
)
async def test_every_sheet_beside_the_map_can_be_read_as_every_screen(
    server: Server,
    screens: Screens,
    client_of: Clients,
    windows: Sequence[tuple[str, int]],
) -> None:
    ids = await a_case(client_of, server)
    login = await person(client_of, server, "ITA", f"ita.sheets.{len(windows)}", "coordinator")
    screen = await screens.sign_in(login, at=f"/incidents/{ids['incident']}")
    await expect(screen.page.locator(".map canvas")).to_be_attached()
    await expect(screen.page.get_by_text("What you can do")).to_be_visible()
    faults: list[str] = []
    for palette in dict.fromkeys(palette for palette, _ in windows):
        if palette == "day":
            await screen.say("d")
        await expect(screen.page.locator("html")).to_have_attribute("data-palette", palette)
        widths = [width for other, width in windows if other == palette]
        faults += await faults_of_sheets(screen, palette, widths)
    assert faults == []


@pytest.mark.long
async def test_every_screen_comes_by_its_address_and_can_be_read_before_the_map_is_there(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    ids = await a_case(client_of, server)
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
