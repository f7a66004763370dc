"""Sending the last able unit away, the first able unit, and the quiet cases on one page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.browser.test_acting import fits
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.requests import asked, hailed, need, stepped
from tests.running import Server
from tests.world import World

pytestmark = pytest.mark.anyio

SIZES = (("day", 1440, 900), ("night", 390, 844), ("day", 390, 844))


@pytest.mark.long
async def test_the_last_able_unit_goes_by_a_second_persons_word(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Last ship", pob={"min": 400, "max": 400})
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    first = await person(client_of, server, "ITA", "ita.away", "coordinator", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    italy = await screens.sign_in(first, at=at, width=1440, height=900)
    page = italy.page
    for palette, width, height in in_turn(*SIZES):
        other = await screens.sign_in(first, at=at, palette=palette, width=width, height=height)
        await other.page.get_by_role("button", name="Release").click()
        await expect(other.page.get_by_text("After this 0 of 400")).to_be_visible()
        assert await fits(other.page)
        await other.shot(f"send-away-{palette}-{width}")
    await page.get_by_role("button", name="Release").click()
    sheet = page.get_by_role("dialog")
    await expect(sheet.get_by_text("After this 0 of 400 can be taken aboard")).to_be_visible()
    await sheet.get_by_label("Why it goes").select_option("fuel")
    await italy.shot("send-away-night-1440")
    await sheet.get_by_role("button", name="Ask for a second person").click()
    await page.goto(f"/incidents/{case['id']}")
    card = page.get_by_role("region", name="One person's word")
    await expect(card.get_by_text("EXERCISE STAR STAYS until a second person")).to_be_visible()
    second = await person(client_of, server, "ITA", "ita.away2", "watch_officer")
    officer = await screens.sign_in(second, at=f"/incidents/{case['id']}", width=390, height=844)
    second_key = officer.page.get_by_role("button", name="I am the second")
    await second_key.scroll_into_view_if_needed()
    assert await fits(officer.page)
    await officer.shot("one-word-waits-night-390")
    await second_key.click()
    await expect(officer.page.get_by_role("region", name="One person's word")).to_have_count(0)
    await expect(card).to_have_count(0)


@pytest.mark.long
async def test_the_first_able_unit_is_named_and_those_shown_are_asked_by_one_key(
    server: Server, world: World, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", may_request=True)
    await concluded(client_of, agreement(shared, reference="NEAR"))
    near = helicopter(name="Rescue 1", base=point(12.9, 34.6))
    await registered(client_of, "MLT", near)
    case = await opened(client_of, title="Nobody tasked")
    modeller = need(kinds=["expertise"], what="A drift modeller")
    other_help = await asked(client_of, world, "TUN", incident=case, needs=[modeller])
    login = await person(client_of, server, "ITA", "ita.first", "watch_officer")
    at = f"/incidents/{case['id']}"
    italy = await screens.sign_in(login, at=at, width=1440, height=900)
    page = italy.page
    card = page.get_by_role("region", name="First able unit")
    await expect(card.get_by_text("Rescue 1 (MLT), in").first).to_be_visible()
    await italy.shot("first-unit-night-1440")
    for palette, width, height in in_turn(*SIZES):
        other = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        region = other.page.get_by_role("region", name="First able unit")
        await expect(region.get_by_text("Rescue 1 (MLT), in").first).to_be_visible()
        assert await fits(other.page)
        await other.shot(f"first-unit-{palette}-{width}")
    await page.keyboard.press("q")
    await expect(card.get_by_text("Could be sooner")).to_have_count(0)
    requests = (await client_of("MLT", "observer").get("/api/requests")).json()["items"]
    (boats,) = [one for one in requests if one["incident_id"] == case["id"]]
    assert boats["id"] != other_help["id"], "whoever has boats is asked for no drift modeller"
    assert [one["takes_people"] for one in boats["needs"]] == [True]
    await card.get_by_role("button", name="No able unit…").click()
    await page.get_by_role("dialog").get_by_label("Why").fill("Fog at all bases.")
    await page.keyboard.press("Control+Enter")
    await expect(card.get_by_text("“No able unit: Fog at all bases.”")).to_be_visible()


@pytest.mark.long
async def test_quiet_cases_are_assessed_on_one_page_by_a_key_each(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = client_of("ITA", "watch_officer")
    cases = []
    for number, phase in enumerate(("uncertainty", "alert", "uncertainty")):
        case = await opened(client_of, title=f"Quiet {number}", phase=phase)
        position = {"point": point(12.7, 34.4), "source": "aircraft"}
        await watch.post(f"/api/incidents/{case['id']}/positions", json=position)
        cases.append(case)
    login = await person(client_of, server, "ITA", "ita.quiet", "watch_officer")
    italy = await screens.sign_in(login, at="/quiet", width=1440, height=900)
    page = italy.page
    await expect(page.get_by_role("heading", name="Quiet cases:")).to_be_visible()
    await italy.shot("quiet-night-1440")
    for palette, width, height in in_turn(*SIZES):
        other = await screens.sign_in(
            login, at="/quiet", palette=palette, width=width, height=height
        )
        await expect(other.page.locator(".quiet-case", has_text="Quiet 1")).to_be_visible()
        assert await fits(other.page)
        await other.shot(f"quiet-{palette}-{width}")
    line = page.locator(".quiet-case", has_text=cases[0]["reference"])
    await line.locator(".line").focus()
    await page.keyboard.press("u")
    await expect(line).to_have_count(0)
    await page.keyboard.press("e")
    await expect(page.get_by_text("None is due.")).to_be_visible()
    for case in cases:
        seen = (await watch.get(f"/api/incidents/{case['id']}")).json()
        assert seen["assessment"]["source"] == "satellite phone from on board"
