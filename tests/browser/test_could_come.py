"""Candidates stand under the facts of a new case, and one key leads to asking them."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import ARE_WANTED, Screens, person
from tests.browser.readable import faults_of_axe, in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.requests import hailed, ship_of_opportunity, stepped
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = ARE_WANTED
"""Its pictures show it; `test_could_come_map` asks for it."""

TWO = {"min": 2, "max": 2}
SIZES = (("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


async def fleet(client_of: Clients, reference: str) -> None:
    """A near helicopter of Malta's, three of Italy's at their base, and a ship."""
    shared = term(visibility="position", may_request=True)
    await concluded(client_of, agreement(shared, reference=reference))
    await registered(client_of, "MLT", helicopter(name="Rescue 1", base=point(12.9, 34.6)))
    for number in range(3):
        await registered(client_of, "ITA", helicopter(name=f"Nemo {number}"))
    await ship_of_opportunity(client_of, name="Passing Star")


async def test_a_new_case_names_who_could_come_and_one_key_asks_with_its_need(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await fleet(client_of, "COME-1")
    login = await person(client_of, server, "ITA", "ita.could", "watch_officer")
    italy = await screens.sign_in(login, at="/incidents/new")
    page = italy.page
    await italy.fill("What happened", "Rubber boat, deflating")
    await italy.fill("Position", "34 20N 012 42E")
    await italy.fill("POB at most", "12")
    await page.get_by_role("button", name="Open the incident").click()
    region = page.get_by_role("region", name="Who could come")
    lines = region.get_by_role("listitem")
    await expect(lines).to_have_count(5)
    await expect(lines.first).to_contain_text("Rescue 1")
    await expect(lines.first).to_contain_text("expected")
    await expect(lines.first.get_by_title("10 to 90 of 100")).to_contain_text("–")
    await expect(region.get_by_text("For: Take people aboard: 12 people.")).to_be_visible()
    await expect(region.get_by_text("As of")).to_be_visible()
    await italy.shot("could-come-night-1280")
    await italy.say("Enter")
    await expect(page.get_by_label("What for", exact=True)).to_have_value("Take people aboard")
    await expect(page.get_by_label("How many")).to_have_value("12")
    await expect(page.get_by_label("Counted in")).to_have_value("persons")
    await expect(region.get_by_text("Rescue 1", exact=True)).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await italy.shot("could-come-ask-night-1280")


@pytest.mark.long
async def test_it_is_told_in_every_phase_and_folds_once_help_is_enough(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await fleet(client_of, "COME-2")
    login = await person(client_of, server, "ITA", "ita.folds", "watch_officer")
    alert = await opened(client_of, title="Yacht overdue", phase="alert", pob=TWO)
    unplaced = await opened(client_of, title="Somewhere south", position=None)
    italy = await screens.sign_in(login, at=f"/incidents/{unplaced['id']}")
    page = italy.page
    region = page.get_by_role("region", name="Who could come")
    await expect(region.get_by_text("A position is wanted")).to_be_visible()
    await italy.shot("could-come-unplaced-night-1280")
    await italy.go(f"/incidents/{alert['id']}")
    await expect(region.get_by_role("listitem")).to_have_count(5)
    await expect(region.get_by_text("For: Find out and search: 1")).to_be_visible()
    await expect(region.get_by_text("Then: Take people aboard: 2 people.")).to_be_visible()
    await italy.shot("could-come-alert-night-1280")
    await italy.say("Enter")
    await expect(page.get_by_label("What for", exact=True)).to_have_value("Find out and search")
    await expect(page.get_by_label("Counted in")).to_have_value("assets")
    least = await opened(client_of, title="Nine at least", pob={"min": 9})
    await italy.go(f"/incidents/{least['id']}")
    told = region.get_by_text("For: Take people aboard: at least 9 people.")
    await expect(told).to_be_visible()
    await italy.go(f"/incidents/{alert['id']}")
    for palette, width, height in in_turn(*SIZES):
        other = await screens.sign_in(
            login, at=f"/incidents/{alert['id']}", palette=palette, width=width, height=height
        )
        seen = other.page.get_by_role("region", name="Who could come")
        await expect(seen.get_by_role("listitem")).to_have_count(5)
        await seen.scroll_into_view_if_needed()
        assert await fits(other.page)
        assert await faults_of_axe(other.page) == []
        await other.shot(f"could-come-{palette}-{width}")
    await stepped(client_of, "ITA", await hailed(client_of, alert), "proceed")
    await expect(
        region.get_by_text("Covered: 1 unit has room for 50; wanted: 2 people.")
    ).to_be_visible()
    await expect(region.get_by_role("listitem")).to_have_count(0)
    await italy.shot("could-come-folded-night-1280")
    await region.get_by_role("button", name="Who else").click()
    await expect(region.get_by_role("listitem")).to_have_count(5)


@pytest.mark.long
async def test_the_object_chooses_what_is_needed_and_that_is_told(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await fleet(client_of, "COME-4")
    await ship_of_opportunity(client_of, name="Near Star", point=point(12.7, 34.3))
    login = await person(client_of, server, "ITA", "ita.object", "watch_officer")
    raft = await opened(client_of, title="Raft", phase="alert", pob=TWO, object_class="Life-raft")
    adrift = await opened(client_of, title="Yacht", phase="alert", pob=TWO, object_class="Yacht")
    yes = {"answers": [{"criterion": "adrift", "answer": "yes", "source": "master"}]}
    path = f"/api/incidents/{adrift['id']}/assessment"
    assert (await client_of("ITA", "watch_officer").post(path, json=yes)).is_success
    for palette, width, height in in_turn(("night", 1280, 800), *SIZES[1:2]):
        italy = await screens.sign_in(
            login, at=f"/incidents/{raft['id']}", palette=palette, width=width, height=height
        )
        region = italy.page.get_by_role("region", name="Who could come")
        need = "For: Take people aboard: 2 people · aircraft or vessel."
        await expect(region.get_by_text(need)).to_be_visible()
        await expect(region.get_by_text("It is a life-raft or lifeboat")).to_be_visible()
        ship = region.get_by_role("listitem").filter(has_text="Near Star").first
        await expect(ship.get_by_text("no means known to lift out of the water")).to_be_visible()
        await region.scroll_into_view_if_needed()
        assert await fits(italy.page)
        assert await faults_of_axe(italy.page) == []
        await italy.shot(f"could-come-raft-{palette}-{width}")
    await italy.go(f"/incidents/{adrift['id']}")
    await expect(region.get_by_text("For: Stand by, and tow: 1")).to_be_visible()
    await expect(region.get_by_text("It is adrift, as its sheet says")).to_be_visible()
    candidates = region.get_by_role("listitem")
    await expect(candidates.filter(has_text="Near Star")).to_be_visible()
    await expect(candidates.filter(has_text="helicopter")).to_have_count(0)
    await expect(region.get_by_text("Then: Take people aboard: 2 people.")).to_be_visible()
    await region.scroll_into_view_if_needed()
    await italy.shot("could-come-adrift-night-390")
