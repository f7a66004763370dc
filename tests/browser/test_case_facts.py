"""Facts of a case that the lead tells in its forms, and reads on it and on paper."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.incidents import case_seen
from tests.given.requests import hailed, opened, plain, work_seen
from tests.running import Server

pytestmark = pytest.mark.anyio


async def shots(screen: Screen, name: str) -> None:
    """Pictures by night and day, of a desk and of a phone."""
    for palette in in_turn("day", "night"):
        await screen.page.evaluate(
            "palette => { document.documentElement.dataset.palette = palette; }", palette
        )
        for width, height in ((390, 844), (1280, 800)):
            await screen.page.set_viewport_size({"width": width, "height": height})
            await screen.shot(f"{name}-{palette}-{width}", whole=True)


@pytest.mark.long
async def test_a_new_case_has_its_conditions_with_current_and_ice(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.new", "watch_officer")
    italy = await screens.sign_in(login, at="/incidents/new")
    page = italy.page
    await italy.fill("What happened", "Trawler iced up")
    await expect(page.get_by_label("Current (kn)")).to_be_hidden()
    await page.get_by_text("Conditions", exact=True).click()
    await italy.fill("Current to (°)", "90")
    await italy.fill("Current (kn)", "1.5")
    await page.get_by_label("Icing").check()
    await page.get_by_label("Ice in the water").check()
    await italy.shot("new-case-conditions-night-1280", whole=True)
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("new-case-conditions-night-390", whole=True)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_text("current 1.5 kn E · icing · ice").first).to_be_visible()
    id_ = page.url.rsplit("/", 1)[-1]
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{id_}"))
    told = case["conditions"]
    assert (told["current_to_deg"], told["icing"], told["ice"]) == (90, True, True)
    assert told["at"] == "2026-10-11T12:26:00Z", "an empty time is now, as the form says"
    await shots(italy, "case-conditions")


async def test_what_is_sent_again_after_a_lost_answer_says_the_same_time(
    server: Server, screens: Screens, client_of: Clients, time: ExerciseTime
) -> None:
    """So that it is known for the same: it is done once, and not refused."""
    case = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.again", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page, sheet, answered = italy.page, italy.page.get_by_role("dialog"), list[int]()
    down = asyncio.Event()

    async def lose(route: Route) -> None:
        answer = await route.fetch()
        if route.request.method == "PATCH":
            answered.append(answer.status)
        await (route.abort() if down.is_set() else route.fulfill(response=answer))

    down.set()

    await page.route(f"**/api/incidents/{case['id']}", lose)
    await page.get_by_role("button", name="Conditions 7").click()
    await sheet.get_by_label("Wind (kn)").fill("25")
    send = sheet.locator("button.main")
    await send.click()
    await expect(sheet.get_by_role("alert")).to_be_visible()
    italy.forget("net::ERR_FAILED")
    down.clear()
    time.advance(minutes=2)
    await server.set_clock(at=time.now, paused=True)
    await expect(page.get_by_text("12:28:00Z")).to_be_visible()
    await send.click()
    await expect(sheet).to_be_hidden()
    assert set(answered) == {200}
    kept = await case_seen(client_of, case)
    assert kept["conditions"]["at"] == "2026-10-11T12:26:00Z"


@pytest.mark.long
async def test_a_ship_that_proceeds_promises_another_arrival(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    login = await person(client_of, server, "ITA", "ita.promise", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}/answers")
    page, sheet = italy.page, italy.page.get_by_role("dialog")
    card = page.get_by_role("article", name="Exercise Star")
    await card.get_by_role("button", name="With its time").click()
    await expect(sheet.get_by_label("What it did")).to_have_value("proceed")
    await sheet.get_by_label("Promised at the scene (UTC)").fill("+120")
    await expect(sheet.get_by_text("read as 14:26Z")).to_be_visible()
    await italy.shot("step-promised-night-1280")
    await page.set_viewport_size({"width": 390, "height": 844})
    await italy.shot("step-promised-night-390")
    await sheet.get_by_role("combobox").select_option("arrive")
    await expect(sheet.get_by_label("Promised at the scene (UTC)")).to_have_count(0)
    await sheet.get_by_role("combobox").select_option("proceed")
    await sheet.get_by_role("button", name="Send").click()
    await expect(sheet).to_be_hidden()
    await expect(card).to_contain_text("promised 14:26Z")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await italy.say("d")
    await italy.shot("step-promised-told-day-1280")
    read = await work_seen(client_of, ship)
    assert read["deployment"]["promised_at"] == "2026-10-11T14:26:00Z"


@pytest.mark.long
async def test_the_lead_names_who_coordinates_on_scene_and_the_channels(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    login = await person(client_of, server, "ITA", "ita.scene", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page, sheet = italy.page, italy.page.get_by_role("dialog")
    await page.get_by_role("button", name="OSC and ACO").click()
    await sheet.get_by_label("On-scene coordinator (OSC)").select_option(label="Exercise Star")
    await sheet.get_by_label("Channel").first.fill("VHF 16")
    await sheet.get_by_label("Aircraft coordinator (ACO)").select_option("other")
    await sheet.get_by_label("Name of that unit").fill("Osprey 3")
    await shots(italy, "offices-on-scene")
    await sheet.get_by_role("button", name="OSC and ACO").click()
    await expect(sheet).to_be_hidden()
    facts = page.locator(".facts")
    await expect(facts).to_contain_text("Exercise Star, VHF 16, since 12:26Z")
    await expect(facts).to_contain_text("Osprey 3, since 12:26Z")

    await page.get_by_role("button", name="Channels, heights").click()
    await sheet.get_by_label("Purpose").fill("on scene")
    await sheet.get_by_label("Channel").first.fill("VHF 10")
    await expect(sheet.get_by_label("Purpose")).to_have_count(2)
    await sheet.get_by_label("Heights kept for").first.fill("Osprey 3")
    await sheet.get_by_label("From (ft)").first.fill("500")
    await sheet.get_by_label("To (ft)").first.fill("1500")
    await shots(italy, "channels-on-scene")
    await sheet.get_by_role("button", name="Channels, heights").click()
    await expect(sheet).to_be_hidden()
    await expect(facts).to_contain_text("on scene VHF 10")
    await expect(facts).to_contain_text("Osprey 3 500–1500 ft")
    await shots(italy, "case-on-scene")
    kept = await case_seen(client_of, case)
    assert (kept["osc"]["ship_id"], kept["aco"]["ship_id"]) == (ship["ship_id"], None)

    await italy.say("p")
    await expect(page.get_by_text("Exercise Star, VHF 16, since 11 Oct 12:26Z")).to_be_visible()
    await expect(page.get_by_text("Osprey 3 500–1500 ft")).to_be_visible()
    await italy.shot("paper-on-scene-day-1280", whole=True)


@pytest.mark.long
async def test_phase_persons_and_conditions_have_a_key_each(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    login = await person(client_of, server, "ITA", "ita.keys", "watch_officer")
    italy = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page, sheet = italy.page, italy.page.get_by_role("dialog")
    await expect(page.get_by_role("button", name="Persons on board 6")).to_be_visible()
    for key, name in (("5", "Change the phase"), ("6", "Persons on board"), ("7", "Conditions")):
        await italy.say(key)
        await expect(sheet.get_by_role("heading", name=name)).to_be_visible()
        await italy.say("Escape")
        await expect(sheet).to_be_hidden()
    await italy.say("?")
    await expect(sheet).to_contain_text("5–7 in a case one leads: change the phase")
    await italy.shot("keys-of-facts-night-1280")

    malta = await person(client_of, server, "MLT", "mlt.keys", "watch_officer")
    other = await screens.sign_in(malta, at=f"/incidents/{case['id']}")
    await expect(other.page.get_by_role("button", name="Report a position R")).to_be_visible()
    await other.say("5", "6", "7")
    await expect(other.page.get_by_role("dialog")).to_have_count(0)
