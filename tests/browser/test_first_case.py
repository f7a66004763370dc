"""The most urgent case is told where none is chosen, but on a phone, which has the list."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.test_case_facts import shots
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.incidents import opened
from tests.running import Server

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]


async def test_who_only_observes_is_told_it_too(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    urgent = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.looks", "observer")
    italy = await screens.sign_in(login)
    summary = italy.page.get_by_role("article", name="Most urgent now")
    await expect(summary.get_by_role("heading", name=urgent["title"])).to_be_visible()


async def test_the_most_urgent_case_is_told_at_first_and_one_key_opens_it(
    server: Server, screens: Screens, client_of: Clients, time: ExerciseTime
) -> None:
    few = {"min": 3, "max": 3, "source": "caller"}
    await opened(client_of, title="Yacht overdue", phase="uncertainty", pob=few)
    urgent = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.first", "watch_officer")
    italy = await screens.sign_in(login)
    page = italy.page
    summary = page.get_by_role("article", name="Most urgent now")
    await expect(summary.get_by_role("heading", name=urgent["title"])).to_be_visible()
    await expect(summary).to_contain_text("POB 250–400, 60 children")
    time.advance(minutes=10)
    await server.set_clock(at=time.now, paused=True)
    waits = summary.get_by_role("list", name="It waits for")
    await expect(waits).to_contain_text("no able unit tasked")
    lanes = page.get_by_role("region", name="Who arrives when")
    await expect(lanes).to_contain_text(urgent["reference"])
    await shots(italy, "first-case")
    await expect(summary).to_be_visible()
    await italy.say("Enter")
    await expect(page.get_by_role("article", name=urgent["reference"])).to_be_visible()
    assert page.url.endswith(f"/incidents/{urgent['id']}")

    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.go("/")
    await expect(page.get_by_role("heading", name="Choose an incident.")).to_be_visible()
