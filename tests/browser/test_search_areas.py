"""Areas to be searched: given in words, seen on the map, read by who is involved, taken back."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import ARE_WANTED, Screens, person
from tests.browser.keyboard import tab_to, write
from tests.clients import Clients
from tests.given.incidents import case_changed, case_seen, opened
from tests.running import Server
from tests.world import box

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = ARE_WANTED
"""Its pictures show it; nothing else here asks for it."""


@pytest.mark.long
async def test_the_lead_gives_areas_that_others_see_and_takes_one_back(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.search", "watch_officer")
    case = await opened(client_of, "ITA", title="To be searched")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    areas = page.get_by_role("region", name="Search areas")
    await areas.get_by_role("button", name="Search area").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Name of the area")).to_have_value("A1")
    await dialog.get_by_label("Length, nm").fill("12")
    await dialog.get_by_label("Width, nm").fill("8")
    await dialog.get_by_label("Along, ° true").fill("60")
    await dialog.get_by_label("Searched by").fill("Nemo 11")
    await expect(dialog).to_contain_text("Nemo 11 is not tasked to this case")
    await dialog.get_by_label("Pattern").select_option("parallel sweep (PS)")
    await screen.shot("search-area-form-night")
    await dialog.get_by_role("button", name="Give the area").click()
    await expect(dialog).to_have_count(0)
    await expect(areas).to_contain_text("searched by Nemo 11 · not tasked to this case")
    await expect(areas).to_contain_text("box 12 × 8 nm along 060° about 34°20.0′N 012°42.0′E")
    await areas.get_by_role("button", name="Search area").click()
    await dialog.get_by_label("Shape").select_option("ring")
    await dialog.get_by_label("From, nm").fill("15")
    await dialog.get_by_role("button", name="Give the area").click()
    await expect(dialog).to_contain_text("These figures make no area")
    await dialog.get_by_label("To, nm").fill("20")
    await dialog.get_by_role("button", name="Give the area").click()
    await expect(areas).to_contain_text("ring from 15 to 20 nm")
    await screen.shot("search-areas-night")
    await screen.say("d")
    await screen.shot("search-areas-day")
    kept = (await client_of("ITA", "watch_officer").get(f"/api/incidents/{case['id']}")).json()
    assert [one["name"] for one in kept["search_areas"]] == ["A1", "A2"]
    assert len(kept["search_areas"][1]["area"]["coordinates"][0]) == 2, "a ring has a hole"
    await areas.get_by_role("button", name="Search area").click()
    await dialog.get_by_label("Shape").select_option("sector")
    await dialog.get_by_label("Radius, nm").fill("7")
    await dialog.get_by_label("From bearing, ° true").fill("350")
    await dialog.get_by_label("To bearing, ° true").fill("20")
    await dialog.get_by_role("button", name="Give the area").click()
    await expect(areas).to_contain_text("sector of 7 nm from 350° to 020°")
    await areas.get_by_role("button", name="Change A1").click()
    await expect(dialog.get_by_label("Searched by")).to_have_value("Nemo 11")
    await dialog.get_by_label("Searched by").fill("Manta 10")
    await dialog.get_by_label("Note").fill("box as before; begin in the south")
    await screen.shot("search-area-change-night")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    await expect(areas).to_contain_text("searched by Manta 10")
    kept = (await client_of("ITA", "watch_officer").get(f"/api/incidents/{case['id']}")).json()
    first = kept["search_areas"][0]
    assert (first["pattern"], first["note"]) == (
        "parallel sweep (PS)",
        "box as before; begin in the south",
    )
    await areas.get_by_role("button", name="Take back A1").click()
    await dialog.get_by_role("button", name="Take back").click()
    await expect(dialog).to_have_count(0)
    await expect(areas).not_to_contain_text("Manta 10")
    await expect(areas).to_contain_text("A2")


@pytest.mark.long
async def test_an_area_is_changed_and_taken_back_by_keys_alone(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.search.keys", "watch_officer")
    case = await opened(client_of, "ITA", title="Searched by keys")
    given = [
        {"name": name, "area": box(12.5, 34.1, 12.9, 34.5), "assigned_to": "Nemo 11"}
        for name in ("A1", "A2")
    ]
    await case_changed(client_of, case, search_areas=given)
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    areas = screen.page.get_by_role("region", name="Search areas")
    dialog = screen.page.get_by_role("dialog")
    change = areas.get_by_role("button", name="Change A1")
    await change.focus()
    await screen.say("Enter")
    await write(screen, "Searched by", "Manta 10")
    await screen.say("Enter")
    await expect(dialog).to_have_count(0)
    await expect(areas).to_contain_text("A1 · searched by Manta 10")
    await expect(change).to_be_focused()
    await tab_to(screen, "Take back A1")
    await screen.say("Enter")
    await expect(dialog).to_contain_text("Take back search area A1? Call whoever searches it.")
    await tab_to(screen, "Take back")
    await screen.say("Enter")
    await expect(dialog).to_have_count(0)
    await expect(areas.get_by_role("listitem")).to_have_count(1)
    kept = (await case_seen(client_of, case))["search_areas"]
    assert [(one["name"], one["assigned_to"]) for one in kept] == [("A2", "Nemo 11")]
    assert kept[0]["area"]["coordinates"] == [box(12.5, 34.1, 12.9, 34.5)["coordinates"]]
