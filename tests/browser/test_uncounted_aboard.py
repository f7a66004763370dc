"""A ship with people aboard whom nobody has counted is told so without a number, and stands red."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.requests import asked, hailed, need, opened, stepped
from tests.running import Server
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_people_aboard_are_told_without_a_number_and_stand_red_until_they_are_counted(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 10, "max": 30})
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.uncounted", "watch_officer"),
        at=f"/incidents/{case['id']}/answers",
        width=1280,
        height=900,
    )
    page = italy.page
    card = page.get_by_role("article", name="Exercise Star")
    await card.get_by_role("button", name="Embarked").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_contain_text("nobody has counted them")
    await italy.shot("uncounted-form-night")
    await sheet.get_by_role("button", name="Embarked").click()
    await expect(sheet).to_have_count(0)
    red = card.get_by_text("PEOPLE ABOARD, NOT COUNTED.")
    await expect(red).to_be_visible()
    await expect(card).not_to_contain_text("0 aboard")
    await italy.shot("uncounted-night")
    await italy.go(f"/incidents/{case['id']}")
    await expect(page.get_by_text("PEOPLE ABOARD, NOT COUNTED: Exercise Star")).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("uncounted-case-narrow")
    by_day = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.by.day", "observer"),
        at=f"/incidents/{case['id']}/answers",
        palette="day",
        height=900,
    )
    seen = by_day.page.get_by_role("article", name="Exercise Star")
    await expect(seen).to_contain_text("PEOPLE ABOARD, NOT COUNTED.")
    await by_day.shot("uncounted-day")
    await italy.go(f"/incidents/{case['id']}/answers")
    await card.get_by_role("button", name="Count anew").click()
    await expect(sheet.get_by_label("Living: aboard now")).to_have_value("")
    await sheet.get_by_label("Living: aboard now").fill("9")
    await sheet.get_by_label("Source").fill("the master")
    await sheet.get_by_label("Why").fill("Counted at the ladder.")
    await italy.shot("uncounted-counted-narrow")
    await sheet.get_by_role("button", name="Count anew").click()
    await expect(sheet).to_have_count(0)
    await expect(red).to_have_count(0)
    await expect(card).to_contain_text("9 aboard")


@pytest.mark.long
async def test_a_crew_lands_all_without_a_number_and_whoever_counts_later_corrects_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 10, "max": 30})
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive", "embark")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.landed", "watch_officer"),
        at=f"/incidents/{case['id']}/answers",
        width=1280,
        height=900,
    )
    page = italy.page
    card = page.get_by_role("article", name="Exercise Star")
    await card.get_by_role("button", name="Delivered").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("All living were landed, and nobody has counted them").check()
    await sheet.get_by_label("Where (place of safety)").fill("Catania")
    await italy.shot("landed-uncounted-form-night-1280")
    await sheet.get_by_role("button", name="Delivered").click()
    await expect(sheet).to_have_count(0)
    red = card.get_by_text("PEOPLE LANDED, NOT COUNTED.")
    await expect(red).to_be_visible()
    await expect(card).not_to_contain_text("0 delivered")
    await italy.shot("landed-uncounted-night-1280")
    await italy.go(f"/incidents/{case['id']}")
    told = page.get_by_text("PEOPLE LANDED, NOT COUNTED: Catania (Exercise Star)")
    await expect(told).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("landed-uncounted-case-night-390")
    await italy.go(f"/incidents/{case['id']}/answers")
    await card.get_by_role("button", name="Count anew").click()
    landed = sheet.get_by_label("Living: delivered so far")
    await expect(landed).to_have_value("")
    await landed.fill("27")
    await sheet.get_by_label("Source").fill("Red Cross")
    await sheet.get_by_label("Why").fill("Counted on the quay.")
    await italy.shot("landed-counted-form-night-390")
    await sheet.get_by_role("button", name="Count anew").click()
    await expect(sheet).to_have_count(0)
    await expect(red).to_have_count(0)
    await expect(card).to_contain_text("27 delivered")


@pytest.mark.long
async def test_of_a_unit_with_people_not_counted_no_room_is_told(
    server: Server, screens: Screens, client_of: Clients, world: World
) -> None:
    case = await opened(client_of, pob={"min": 10, "max": 30})
    sent = await asked(
        client_of, world, "MLT", incident=case, needs=[need(unit="persons", quantity=30)]
    )
    where = sent["needs"][0]["id"]
    ship = await hailed(client_of, case, need_id=where)
    await stepped(client_of, "ITA", ship, "proceed", "arrive", "embark")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.room", "watch_officer"),
        at=f"/incidents/{case['id']}/needs",
        width=1280,
        height=900,
    )
    page = italy.page
    said = page.get_by_text("ROOM NOT KNOWN: Exercise Star.")
    await expect(said.first).to_be_visible()
    await expect(page.get_by_text("? of 30").first).to_be_visible()
    await expect(page.get_by_text("Recovered: not counted, room not known").first).to_be_visible()
    await italy.shot("room-not-known-night-1280")
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("room-not-known-night-390")
