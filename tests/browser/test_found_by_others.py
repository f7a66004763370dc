"""A morning on a beach: nobody was tasked, and all who were found are counted all the same."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_the_lead_counts_whom_others_found_and_corrects_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 180, "max": 180, "source": "A survivor"})
    lead = await person(client_of, server, "ITA", "ita.shore", "coordinator", "watch_officer")
    at = f"/incidents/{case['id']}"
    italy = await screens.sign_in(lead, at=at, width=1280, height=900)
    page, dialog = italy.page, italy.page.get_by_role("dialog")
    await page.get_by_role("button", name="Found by others").click()
    await dialog.get_by_label("By whom").fill("On shore")
    await dialog.get_by_label("Found alive").fill("80")
    await dialog.get_by_label("Found dead").fill("33")
    await dialog.get_by_label("Where they were landed or found").fill("Steccato")
    await dialog.get_by_label("Source").fill("Coast guard, by telephone")
    await italy.shot("found-by-others-form-night-1280")
    await dialog.get_by_role("button", name="Found by others").click()
    await expect(dialog).to_have_count(0)
    told = page.get_by_role("region", name="Found by others than our units")
    await expect(told.get_by_text("On shore: 80 alive, 33 dead, Steccato")).to_be_visible()

    await page.get_by_role("button", name="Found by others").click()
    await dialog.get_by_label("What is told").select_option(index=1)
    await dialog.get_by_role("button", name="Fill in what was told").click()
    await expect(dialog.get_by_label("Found alive")).to_have_value("80")
    await dialog.get_by_label("Found dead").fill("32")
    await dialog.get_by_label("Why").fill("One was counted twice.")
    await italy.shot("found-by-others-correction-night-1280")
    await dialog.get_by_role("button", name="Found by others").click()
    await expect(dialog).to_have_count(0)
    await expect(told.get_by_text("On shore: 80 alive, 32 dead, Steccato")).to_be_visible()
    await told.scroll_into_view_if_needed()
    await italy.shot("found-by-others-night-1280")
    phone = await screens.sign_in(lead, at=at, palette="day", width=390, height=844)
    seen = phone.page.get_by_role("region", name="Found by others than our units")
    await expect(seen.get_by_text("32 dead")).to_be_visible()
    await seen.scroll_into_view_if_needed()
    await phone.shot("found-by-others-day-390")


@pytest.mark.long
async def test_another_party_involved_corrects_it_on_its_screen(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 10, "max": 10, "source": "caller"})
    told = {"by": "Navy", "dead": 3, "place": "Gozo", "source": "Navy, by radio"}
    where = f"/api/incidents/{case['id']}/found-by-others"
    first = await client_of("ITA", "watch_officer").post(where, json=told)
    assert first.status_code == 200, first.text
    officer = await person(client_of, server, "MLT", "mlt.shore", "watch_officer")
    at = f"/incidents/{case['id']}"
    malta = await screens.sign_in(officer, at=at, width=1280, height=900)
    page, dialog = malta.page, malta.page.get_by_role("dialog")
    seen = page.get_by_role("region", name="Found by others than our units")
    await expect(seen.get_by_text("Navy: 3 dead, Gozo")).to_be_visible()
    await page.get_by_role("button", name="Found by others").click()
    await dialog.get_by_label("What is told").select_option(index=1)
    await dialog.get_by_role("button", name="Fill in what was told").click()
    await expect(dialog.get_by_label("Found dead")).to_have_value("3")
    await dialog.get_by_label("Found dead").fill("2")
    await dialog.get_by_label("Why").fill("One was counted twice.")
    await malta.shot("found-by-others-another-party-night-1280")
    await dialog.get_by_role("button", name="Found by others").click()
    await expect(dialog).to_have_count(0)
    await expect(seen.get_by_text("Navy: 2 dead, Gozo")).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 844})
    await seen.scroll_into_view_if_needed()
    await malta.shot("found-by-others-another-party-night-390")
