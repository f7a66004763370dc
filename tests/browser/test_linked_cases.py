"""Linked cases get one coordinator; a case without a position says whom its route tells."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe
from tests.clients import Clients
from tests.given.incidents import act, opened, plain
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_one_key_proposes_one_coordinator_for_the_event(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    ours, theirs = await opened(client_of), await opened(client_of, "MLT", position=None)
    proposed = {"to_centre_id": str(server.world.centres["ITA"]), "office": "aco"}
    await act(client_of, "MLT", "coordinator", f"{theirs['id']}/coordination", **proposed)
    put = await act(client_of, "ITA", "watch_officer", f"{ours['id']}/links", other_id=theirs["id"])
    (link,) = plain(put)["links"]
    accept = f"{theirs['id']}/links/{link['id']}/accept"
    assert (await act(client_of, "MLT", "watch_officer", accept)).is_success

    one = await person(client_of, server, "ITA", "ita.links.cases", "coordinator", "watch_officer")
    italy = await screens.sign_in(one, at=f"/incidents/{ours['id']}", width=1440, height=900)
    page = italy.page
    await expect(page.get_by_text("NOT ONE COORDINATOR YET")).to_be_visible()
    assert await faults_of_axe(page) == []
    await italy.shot("event-split-night-1440")
    await page.get_by_role("button", name="Propose that RCC Malta lead this case too").click()
    await expect(page.get_by_text("RCC Malta is asked to lead this case too")).to_be_visible()
    taken = await act(client_of, "MLT", "coordinator", f"{ours['id']}/coordination/accept")
    assert taken.is_success, taken.text
    await expect(
        page.get_by_text("RCC Malta is mission coordinator of the whole event.")
    ).to_be_visible()
    other = await screens.sign_in(
        one, at=f"/incidents/{theirs['id']}", palette="day", width=390, height=844
    )
    await expect(
        other.page.get_by_text("RCC Malta is mission coordinator of the whole event.")
    ).to_be_visible()
    await other.shot("event-one-day-390")


@pytest.mark.long
async def test_the_route_of_a_case_without_a_position_says_whom_to_tell(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, position=None)
    one = await person(client_of, server, "ITA", "ita.routes", "coordinator", "watch_officer")
    italy = await screens.sign_in(one, at=f"/incidents/{case['id']}", width=1440, height=900)
    page, dialog = italy.page, italy.page.get_by_role("dialog")
    await expect(page.get_by_text("No position is known: tell the intended route")).to_be_visible()
    await page.get_by_role("button", name="Intended route").click()
    await dialog.get_by_label("Last port").fill("Zawiya")
    await dialog.get_by_label("Where that is").first.fill("33-00N 012-42E")
    await dialog.get_by_label("Bound for").fill("Lampedusa")
    await dialog.get_by_label("Where that is").last.fill("34-20N 012-42E")
    await dialog.get_by_label("Source").fill("Their families")
    await italy.shot("route-form-night-1440")
    await dialog.get_by_role("button", name="Intended route").click()
    await expect(page.get_by_text("from Zawiya, bound for Lampedusa")).to_be_visible()
    await expect(page.get_by_text("it left from there")).to_be_visible()
    await expect(page.get_by_text("it was to pass there")).to_be_visible()
    assert await faults_of_axe(page) == []
    await italy.shot("route-told-night-1440")
