"""Every screen, by night and by day, wide and on a phone: readable, and without a fault of axe."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, deployed, id_of, offered, opened, post
from tests.running import ROOT, Server

pytestmark = pytest.mark.anyio

AXE = (Path(ROOT) / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
WINDOWS = {
    "night-1280": {"palette": "night", "width": 1280, "height": 800},
    "day-phone": {"palette": "day", "width": 390, "height": 844},
    "day-1680": {"palette": "day", "width": 1680, "height": 1000},
}
SHORT = [*list(WINDOWS)[:2], pytest.param("day-1680", marks=pytest.mark.long)]
"""Both palettes, wide and narrow; the third is these two crossed."""
ROLES = ("coordinator", "registrar", "negotiator", "admin")


async def faults_of_axe(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong on the page as it stands."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        {"id": fault["id"], "where": [node["html"][:160] for node in fault["nodes"]][:3]}
        for fault in found["violations"]
    ]


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


@pytest.mark.parametrize("window", SHORT)
async def test_every_screen_can_be_read(
    server: Server, screens: Screens, client_of: Clients, window: str
) -> None:
    ids = await a_case(client_of, server)
    name = window.replace("-", ".")
    italy = await person(client_of, server, "ITA", f"ita.{name}", *ROLES)
    screen = await screens.sign_in(italy, **WINDOWS[window])
    incident = f"/incidents/{ids['incident']}"
    faults = {}
    for path, name, ready in (
        ("/", "home", "Wooden boat"),
        (incident, "situation", "What you can do"),
        (f"{incident}/needs", "needs", "promised"),
        (f"{incident}/answers", "answers", "Offers to decide"),
        (f"{incident}/log", "log", "was opened"),
        (f"{incident}/ask", "ask", "AS1428"),
        ("/incidents/new", "new", "Reported by"),
        (f"/requests/{ids['request']}", "request", "Call script"),
        (f"/clearances/{ids['clearance']}", "clearance", "may AS1630 enter Libya"),
        ("/assets", "assets", "Import a list"),
        ("/assets/new", "asset-new", "Register it"),
        ("/assets/import", "import", "An empty list"),
        ("/agreements", "agreements", "signed by all"),
        (f"/agreements/{ids['agreement']}", "agreement", "What it says"),
        ("/agreements/new", "agreement-new", "Keep the draft"),
        ("/people", "people", "Make a key"),
        ("/password", "password", "12 characters at least"),
        ("/search", "search", "was opened"),
        (f"/paper/{ids['incident']}", "paper", "All times UTC"),
        ("/nothing-here", "nowhere", "nothing at this address"),
    ):
        await screen.page.goto(path)
        await expect(screen.page.get_by_text(ready).first).to_be_visible()
        await screen.shot(f"{name}-{window}")
        faults[name] = await faults_of_axe(screen.page)
        wide = await screen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is wider than the {window} window by {wide} px"
    malta = await person(client_of, server, "MLT", f"mlt.{window}", "watch_officer")
    other = await screens.sign_in(malta, **WINDOWS[window])
    await other.page.goto(f"/requests/{ids['request']}")
    await expect(other.page.get_by_text("Your answer")).to_be_visible()
    await other.shot(f"answering-{window}")
    faults["answering"] = await faults_of_axe(other.page)
    await other.say("o")
    await expect(other.page.get_by_role("button", name="Send the offer")).to_be_visible()
    await other.shot(f"offering-{window}")
    faults["offering"] = await faults_of_axe(other.page)
    said = [f"{name}: {fault['id']} {fault['where']}" for name in faults for fault in faults[name]]
    assert not said, "\n".join(said)


async def test_the_screen_can_be_read_while_the_map_is_on_its_way(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.waits", "observer")
    screen = await screens.open()
    held: list[Route] = []
    await screen.page.route("**/assets/map-*", lambda route: held.append(route))
    await screen.page.reload()  # a quick machine has fetched the map ahead by now
    await screens.signs_in(screen, login)
    await expect(screen.page.get_by_text("Loading…").last).to_be_visible()
    assert await faults_of_axe(screen.page) == []
    for route in held:
        await route.continue_()
