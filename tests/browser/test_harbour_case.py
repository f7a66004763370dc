"""Cases in the demo's harbours, worked from the map by the keyboard alone.

In short: `test_unit_card` has the card and the measuring, `test_story` the asking.
"""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from sar.geo.position import LatLon
from sar.scenarios import scenario_file
from sar.scenarios.scenario_file import Scenario
from tests.browser.conftest import Screen, Screens, person
from tests.browser.keyboard import tab_to, write
from tests.browser.readable import faults_of_axe
from tests.browser.test_harbours import still
from tests.clients import Clients
from tests.conftest import NewDatabase
from tests.demos import loaded, opened, world_of
from tests.given.assets import fix
from tests.given.requests import offered
from tests.running import Server, running, working
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

AT_THE_MOLE = "35 29.7N 012 36.4E"
"""Inside Lampedusa's harbour, some two cables from the berth of the boats of the coast guard."""
ZOOMED_IN = 3
"""Steps from where a case is fitted to where a harbour fills the map."""
HARBOUR_SCALE = "1 nm"
SIGN_PX = 16
"""Half of a case's sign."""

LAUNCH, LAUNCHS_REFERENCE = "Harbour launch capsized off Fort St Angelo", "MLT-2026-0001"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The central Mediterranean, as the demo plays it."""
    return scenario_file.load("A")


@pytest.fixture(scope="module")
def server(new_database: NewDatabase, scenario: Scenario) -> Iterator[Server]:
    """A server with the demo's world as it is before the story."""
    url = new_database("harbour_case")
    credentials = asyncio.run(loaded(url, scenario))
    with running(url, world_of(scenario, credentials)) as started:
        asyncio.run(opened(scenario, credentials, started.base_url))
        yield started


async def opened_as_in_the_story(client_of: Clients, scenario: Scenario) -> None:
    """Malta's watch opens the case of Grand Harbour with the words of the demo's story."""
    acts = [act for stage in scenario.story for act in stage.acts]
    act = next(act for act in acts if act.body and act.body.get("title") == LAUNCH)
    answer = await client_of(act.party, act.role).post(act.path, json=act.body)
    assert answer.status_code == 201, answer.text


async def lies_in_harbour(client_of: Clients, scenario: Scenario, name: str) -> None:
    """The boat's own transponder has told ten minutes ago where it lies."""
    berth: LatLon = scenario.places["Lampedusa port"]
    told = fix(berth.lon, berth.lat, START - timedelta(minutes=10), speed_kn=0)
    path = f"/api/assets/{scenario.id_of('asset', name)}/fixes"
    answer = await client_of("ITA", "registrar").post(path, json=told)
    assert answer.status_code == 200, answer.text


def who_could_come(rome: Screen) -> Locator:
    """The list of those who could come."""
    return rome.page.get_by_role("region", name="Who could come")


async def opens_it(rome: Screen) -> None:
    await rome.say("n")
    await expect(rome.page.get_by_label("What happened")).to_be_focused()
    await rome.type("Fishing boat on fire in Lampedusa harbour")
    await write(rome, "Position", AT_THE_MOLE)
    await expect(rome.page.get_by_text("read as 35°29.7′N 012°36.4′E")).to_be_visible()
    await write(rome, "Reported by", "harbour master")
    await write(rome, "POB at most", "4")
    await rome.say("Enter")
    await expect(rome.page.get_by_role("heading", name="Fishing boat on fire")).to_be_visible()
    await expect(who_could_come(rome).get_by_role("listitem").first).to_contain_text("expected")


async def comes_to(rome: Screen, name: str) -> Locator:
    """Goes with Tab through what is near until the focus is on this unit; its card."""
    await rome.say("m")
    await expect(rome.page.locator(".map canvas")).to_be_focused()
    near = rome.page.get_by_role("list", name="Near the middle of the map")
    await expect(near.get_by_role("button", name=name)).to_be_attached()
    await tab_to(rome, name, most=15)
    card = rome.page.get_by_role("region", name=f"Unit on the map: {name[4:]}")
    await expect(card).to_be_visible()
    return card


async def zooms_in(officer: Screen) -> None:
    """Zooms in from where a case is fitted to where its harbour fills the map."""
    scale = officer.page.locator(".map-scale")
    await officer.say("m")
    await expect(officer.page.locator(".map canvas")).to_be_focused()
    for _ in range(ZOOMED_IN):
        before = await scale.inner_text()
        await officer.say("+")
        await expect(scale).not_to_have_text(before)
    await expect(scale).to_have_text(HARBOUR_SCALE)


async def looks_around_the_harbour(rome: Screen) -> None:
    """Zooms in, and reads from the map what lies there."""
    page = rome.page
    await zooms_in(rome)
    card = await comes_to(rome, "ITA CP 318")
    for text in ("35°29.9′N 012°36.3′E", "10 min old"):
        await expect(card).to_contain_text(text)
    await still(page)
    await rome.shot("harbour-case-unit-night")


async def measures_from_the_boat(rome: Screen) -> None:
    """Course and distance from the case to the helicopter ashore, and on to the map's middle."""
    page = rome.page
    await rome.say("z")
    panel = page.get_by_role("region", name="Course and distance")
    corners = panel.get_by_role("listitem")
    await expect(page.locator(".map canvas")).to_be_focused()
    await tab_to(rome, "ITA-2026-0001", most=15)
    await rome.say("Enter")
    await expect(corners).to_have_text(["35°29.7′N 012°36.4′E"])
    await tab_to(rome, "ITA Nemo 11-03", most=15)
    await rome.say("Enter")
    await expect(corners.nth(1)).to_contain_text(re.compile(r"0[67]\d° 0\.6 nm"))
    await rome.shot("harbour-case-measured-night")
    await rome.say("m", "ArrowUp")
    await still(page)
    await rome.say("Enter")
    await expect(corners.nth(2)).to_contain_text(re.compile(r"° \d\.\d nm"))
    await expect(panel.get_by_text("in all")).to_be_visible()
    await rome.say("Escape")
    await expect(panel).to_have_count(0)


async def asks_malta(rome: Screen) -> None:
    """Sees who could come, and asks Malta for one of them."""
    page = rome.page
    await rome.say("Enter")
    await expect(page.get_by_role("heading", name="Ask for help")).to_be_visible()
    await expect(who_could_come(rome).get_by_text("Bies 3")).to_be_visible()
    await tab_to(rome, "MLT RCC Malta")
    await rome.say("Space")
    await rome.shot("harbour-case-ask-night")
    await rome.say("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await rome.say("Enter")
    await expect(page.get_by_text("sent", exact=False).first).to_be_visible()


async def malta_offers(client_of: Clients, scenario: Scenario, name: str) -> None:
    """Malta's watch answers elsewhere, by the API."""
    held = await client_of("MLT", "observer").get("/api/requests")
    (request,) = held.json()["items"]
    unit = str(scenario.id_of("asset", name))
    await offered(client_of, "MLT", f"requests/{request['id']}", unit)


async def accepts(rome: Screen, name: str) -> None:
    page = rome.page
    await expect(page.get_by_role("link", name="help offered: decide")).to_be_visible()
    await rome.say("3")
    await expect(page.get_by_role("article", name="Offer of MLT")).to_be_visible()
    await rome.say("Enter")
    await expect(page.get_by_role("button", name=f"Accept {name}")).to_be_focused()
    await rome.say("Enter")
    await expect(page.get_by_role("article", name=name)).to_be_focused()
    await expect(page.get_by_role("region", name="Who arrives when")).to_contain_text(name)
    await still(page)


@pytest.mark.long
@pytest.mark.usefixtures("time")
async def test_an_officer_works_a_case_in_harbour_from_the_map_by_keyboard(
    server: Server, screens: Screens, client_of: Clients, scenario: Scenario
) -> None:
    await server.set_clock(at=START)
    await lies_in_harbour(client_of, scenario, "CP 318")
    login = await person(client_of, server, "ITA", "ita.mole", "coordinator", "watch_officer")
    rome = await screens.sign_in(login)
    with working(server):
        await opens_it(rome)
        await looks_around_the_harbour(rome)
        await measures_from_the_boat(rome)
        await asks_malta(rome)
        await malta_offers(client_of, scenario, "Bies 3")
        await accepts(rome, "Bies 3")
        await rome.say("f")
        await still(rome.page)
        card = await comes_to(rome, "MLT Bies 3")
        await expect(card).to_contain_text("committed")
        await expect(card).to_contain_text(re.compile(r"expected \d\d:\d\dZ"))
    await rome.shot("harbour-case-expected-night")
    assert await faults_of_axe(rome.page) == []
    await rome.say("Enter", "d")
    await still(rome.page)
    await rome.shot("harbour-case-expected-day")
    assert await faults_of_axe(rome.page) == []


async def comes_to_the_launch(malta: Screen) -> None:
    """Opens the case from the map."""
    page = malta.page
    await expect(page.locator(".map canvas")).to_be_visible()
    await malta.say("m")
    await expect(page.locator(".map canvas")).to_be_focused()
    near = page.get_by_role("list", name="Near the middle of the map")
    await expect(near.get_by_role("button", name=LAUNCHS_REFERENCE)).to_be_attached()
    await tab_to(malta, LAUNCHS_REFERENCE, most=3)
    await malta.say("Enter")


async def finds_the_launch(malta: Screen) -> None:
    """Reads where it is, what happened and who could come."""
    page = malta.page
    await comes_to_the_launch(malta)
    await expect(page.get_by_role("heading", name=LAUNCH)).to_be_visible()
    first = who_could_come(malta).get_by_role("listitem").first
    await expect(first).to_contain_text("Melita 4")
    for text in ("35°53.7′N 014°31.0′E", "Four hold on to the hull"):
        await expect(page.get_by_text(text).first).to_be_visible()


async def reads_a_card_in_the_harbour(malta: Screen) -> None:
    """The list of what is near hides neither the case nor its harbour, however long it is."""
    await zooms_in(malta)
    card = await comes_to(malta, "MLT Melita 4")
    for text in ("Salvamar 21 m", "35°54.0′N 014°31.8′E"):
        await expect(card).to_contain_text(text)
    near = await malta.page.get_by_role("list", name="Near the middle of the map").bounding_box()
    canvas = await malta.page.locator(".map canvas").bounding_box()
    assert near
    assert canvas
    assert near["y"] + near["height"] < canvas["y"] + canvas["height"] / 2 - SIGN_PX
    await malta.shot("grand-harbour-unit-night")
    assert await faults_of_axe(malta.page) == []


async def sends_its_own(malta: Screen) -> None:
    """From the map Enter asks for help, as beside it; the boat in harbour goes at once."""
    page = malta.page
    await malta.say("m", "Enter")
    await expect(page.get_by_role("heading", name="Ask for help")).to_be_visible()
    await expect(who_could_come(malta).get_by_text("Melita 4")).to_be_visible()
    await malta.shot("grand-harbour-ask-night")
    await tab_to(malta, "Send it")
    await malta.say("Enter")
    await expect(page.get_by_role("region", name="Who arrives when")).to_contain_text("Melita 4")


async def opens_form(malta: Screen, name: str) -> None:
    """Goes to a button with Tab and opens its form."""
    await tab_to(malta, name)
    await malta.say("Enter")
    await expect(malta.page.get_by_role("dialog")).to_be_visible()


async def sends_form(malta: Screen) -> None:
    """The feed may tell what was sent before the form has its answer and closes."""
    await malta.say("Control+Enter")
    await expect(malta.page.get_by_role("dialog")).to_have_count(0)


async def follows(malta: Screen) -> None:
    """Comes back to the case and to its unit by the map, and writes down what the crew reports."""
    page = malta.page
    work = page.get_by_role("main")
    await comes_to_the_launch(malta)
    await malta.say("f")
    card = await comes_to(malta, "MLT Melita 4")
    for text in ("committed", "for MLT-2026-0001"):
        await expect(card).to_contain_text(text)
    await expect(card).to_contain_text(re.compile(r"expected \d\d:\d\dZ"))
    await malta.shot("grand-harbour-follow-night")
    await malta.say("3")
    for button, state in (("Departed", "under way"), ("Arrived", "on scene")):
        await tab_to(malta, button)
        await malta.say("Enter")
        await expect(work.get_by_text(state, exact=True)).to_be_visible()
    await opens_form(malta, "Took aboard")
    await write(malta, "How many persons", "6")
    await sends_form(malta)
    await expect(work.get_by_text("6 aboard", exact=False).first).to_be_visible()
    await opens_form(malta, "Delivered")
    await write(malta, "Where (place of safety)", "Valletta")
    await sends_form(malta)
    await expect(work.get_by_text("delivered", exact=True)).to_be_visible()
    await malta.shot("grand-harbour-delivered-night")
    await opens_form(malta, "Release")
    await sends_form(malta)
    await expect(work.get_by_text("released", exact=True)).to_be_visible()


async def closes(malta: Screen) -> None:
    page = malta.page
    await malta.say("1")
    await expect(page.get_by_role("button", name="Close", exact=True)).to_be_attached()
    await opens_form(malta, "Close")
    await malta.type("All six are ashore at Valletta.")
    await malta.say("Control+Enter")
    await expect(page.get_by_text("This case is over.", exact=False)).to_be_visible()
    await malta.shot("grand-harbour-closed-night")


@pytest.mark.long
@pytest.mark.usefixtures("time")
async def test_the_demos_case_in_grand_harbour_is_worked_from_the_map_to_its_end(
    server: Server, screens: Screens, client_of: Clients, scenario: Scenario
) -> None:
    await server.set_clock(at=START)
    await opened_as_in_the_story(client_of, scenario)
    login = await person(client_of, server, "MLT", "mlt.quay", "coordinator", "watch_officer")
    malta = await screens.sign_in(login)
    with working(server):
        await finds_the_launch(malta)
        await reads_a_card_in_the_harbour(malta)
        await sends_its_own(malta)
        await follows(malta)
        await closes(malta)
