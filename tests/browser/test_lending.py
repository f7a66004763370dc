"""Before units are offered: what stays at home and by which terms; and help offered unasked."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe, in_every_window
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.places import point
from tests.given.requests import asked, id_of, opened
from tests.running import Server

pytestmark = pytest.mark.anyio

VALLETTA = point(14.52, 35.9)
EAST = {"point": point(15.8, 36.9), "error_nm": 1.0}
"""In Italy's region alone: no other party takes part."""


async def _at_valletta(client_of: Clients) -> None:
    """Two boats and a helicopter of Malta's."""
    for name in ("Melita", "Sliema"):
        boat = {"id": id_of(), "name": name, "type": "S1", "base_name": "Valletta"}
        await registered(client_of, "MLT", {**boat, "base": VALLETTA})
    rescue = helicopter(name="Rescue 1", base=VALLETTA, base_name="Valletta")
    await registered(client_of, "MLT", rescue)


@pytest.mark.long
async def test_the_offer_tells_what_stays_at_home_and_what_it_costs(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term("Art. 4", visibility="position", incident_awareness="full", may_request=True)
    billed = {"rule": "marginal", "currency": "EUR", "rate_per_hour": 4500, "free_hours": 8}
    body = agreement(shared, term("Art. 9", costs=billed), reference="LEND-1")
    await concluded(client_of, body)
    await _at_valletta(client_of)
    incident = await opened(client_of, "ITA", title="Many in the water")
    request = await asked(client_of, server.world, "MLT", incident=incident)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.lends", "watch_officer"),
        at=f"/requests/{request['id']}",
    )
    page = malta.page
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    await expect(page.get_by_role("button", name="Send the offer")).to_be_focused()
    home = page.get_by_role("region", name="What stays at home")
    await expect(home.get_by_text("At Valletta")).to_be_visible()
    rows = home.get_by_role("row")
    await expect(rows.nth(1)).to_contain_text("within 1 h")
    await expect(rows.nth(1)).to_contain_text("2 vessels · 1 helicopter (1 for what is asked)")
    await expect(rows.nth(1)).to_contain_text("2 vessels (0 for what is asked)")
    await expect(rows.nth(2)).to_contain_text("within 2 h")
    await expect(home.get_by_text("As of")).to_be_visible()
    await expect(home.get_by_text("without weather")).to_be_visible()
    terms = page.get_by_role("region", name="By which terms")
    await expect(terms).to_contain_text("Art. 9 of LEND-1, version 1:")
    await expect(terms).to_contain_text("Your answer is due by")
    await expect(terms).to_contain_text("12 h at work: 18000.00 EUR")
    await expect(terms).to_contain_text("8 hours are free")
    await malta.shot("lending-night-1280")
    assert await faults_of_axe(page) == []
    await page.get_by_text("not suit it or cannot go now").click()
    await page.get_by_role("checkbox", name="Melita").check()
    await expect(rows.nth(1)).to_contain_text("1 vessel (0 for what is asked)")
    await page.set_viewport_size({"width": 390, "height": 844})
    await malta.say("d")
    await home.scroll_into_view_if_needed()
    assert await fits(page)
    assert await faults_of_axe(page) == []
    await malta.shot("lending-day-390")


@pytest.mark.long
async def test_what_is_not_known_is_told_so(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await _at_valletta(client_of)
    incident = await opened(client_of, "ITA", title="Nothing is known")
    request = await asked(client_of, server.world, "MLT", incident=incident)
    login = await person(client_of, server, "MLT", "mlt.unknown", "watch_officer")
    malta = await screens.sign_in(login, at=f"/requests/{request['id']}")
    page = malta.page
    for path in ("**/api/home-cover**", "**/offer-terms**"):
        await page.route(path, lambda route: route.abort())
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    await expect(page.get_by_text("What stays at home is not known now.")).to_be_visible()
    await expect(page.get_by_text("The terms are not known now")).to_be_visible()
    await malta.say("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    malta.forget("Failed to load resource")


@pytest.mark.long
async def test_a_party_that_is_told_of_a_case_offers_unasked_by_keyboard(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    aware = term(incident_awareness="full")
    await concluded(client_of, agreement(aware, reference="UNASKED-1"))
    await _at_valletta(client_of)
    incident = await opened(client_of, "ITA", title="Ship on fire", position=EAST)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.unasked", "watch_officer"),
        at=f"/incidents/{incident['id']}",
    )
    page = malta.page
    button = page.get_by_role("button", name="Offer help unasked")
    await expect(button).to_be_visible()
    await malta.shot("unasked-night-1280")
    assert await faults_of_axe(page) == []
    await malta.say("u")
    heading = page.get_by_role("heading", name=f"Offer unasked for {incident['reference']}")
    await expect(heading).to_be_visible()
    going = page.get_by_role("list", name="What is offered")
    await expect(going).to_contain_text("Rescue 1")
    await expect(going).to_contain_text("expected")
    await expect(page.get_by_role("region", name="What stays at home")).to_be_visible()
    assert await in_every_window(malta, "unasked-form") == []
    await malta.say("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    offer = page.get_by_role("region", name="Help offered unasked").get_by_role("article")
    await expect(offer).to_contain_text("Rescue 1")
    await expect(button).to_be_focused()
    await malta.shot("unasked-made-night-1280")
    made = (
        await client_of("ITA", "observer").get(f"/api/incidents/{incident['id']}/offers")
    ).json()
    assert [(one["party"], one["request_id"]) for one in made] == [("MLT", None)]


@pytest.mark.long
async def test_who_sees_it_coarsely_offers_without_being_told_where_it_is(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    coarse = term(incident_awareness="coarse")
    await concluded(client_of, agreement(coarse, reference="UNASKED-2", parties=("ITA", "TUN")))
    boat = {"id": id_of(), "name": "Ras Jebel", "type": "S1", "base_name": "Bizerte"}
    await registered(client_of, "TUN", {**boat, "base": point(9.9, 37.28)})
    incident = await opened(client_of, "ITA", title="Far away", position=EAST)
    login = await person(client_of, server, "TUN", "tun.coarsely", "watch_officer")
    tunis = await screens.sign_in(login, at=f"/incidents/{incident['id']}", palette="day")
    page: Page = tunis.page
    await expect(page.get_by_role("button", name="Offer help unasked")).to_be_visible()
    await tunis.say("u")
    await expect(page.get_by_text("You see this case coarsely: when a unit")).to_be_visible()
    await page.get_by_role("checkbox", name="Ras Jebel").check()
    going = page.get_by_role("list", name="What is offered")
    await expect(going).to_contain_text("no time known, no time promised")
    await expect(page.get_by_text("At Bizerte")).to_be_visible()
    await tunis.shot("unasked-coarse-day-1280")
    assert await faults_of_axe(page) == []
    await page.get_by_role("button", name="Send the offer").press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    offer = page.get_by_role("region", name="Help offered unasked").get_by_role("article")
    await expect(offer).to_contain_text("Ras Jebel")
    await tunis.shot("unasked-coarse-made-day-1280")

    reader = await person(client_of, server, "TUN", "tun.reads", "observer")
    seen = await screens.sign_in(reader, at=f"/incidents/{incident['id']}")
    await expect(seen.page.get_by_role("article").get_by_text("Ras Jebel")).to_be_visible()
    await expect(seen.page.get_by_role("button", name="Offer help unasked")).to_have_count(0)
