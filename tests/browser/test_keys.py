"""Keys held, and keys pressed before the screen is there: neither does an act unseen."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Screen, Screens, person
from tests.given.requests import asked, opened
from tests.running import Clients, Server

pytestmark = pytest.mark.anyio


async def hold(screen: Screen, key: str, *, times: int = 4) -> None:
    """Hold a key down until it has repeated so often."""
    for _ in range(times):
        await screen.page.keyboard.down(key)
        await screen.page.wait_for_timeout(250)
    await screen.page.keyboard.up(key)


async def test_a_held_a_opens_the_request_and_acknowledges_nothing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Held keys")
    await asked(client_of, server.world, "MLT", incident=case)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.held", "watch_officer")
    )
    await expect(malta.page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await hold(malta, "a")
    await expect(malta.page.get_by_role("heading", name="asks for help")).to_be_visible()
    await expect(malta.page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await malta.say("a")
    await expect(malta.page.get_by_role("link", name="1 to acknowledge")).to_have_count(0)


async def test_a_held_enter_shows_what_goes_out_and_sends_nothing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Held enter")
    italy = await screens.sign_in(await person(client_of, server, "ITA", "ita.held", "coordinator"))
    page = italy.page
    await page.goto(f"/incidents/{case['id']}/ask")
    await page.get_by_label("aircraft", exact=True).check()
    await page.get_by_label("MLT Rcc Malta").check()
    await hold(italy, "Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.wait_for_timeout(500)
    await expect(page.get_by_role("dialog")).to_be_visible()
    held = await client_of("ITA", "observer").get("/api/requests")
    assert [one for one in held.json()["items"] if one["incident_id"] == case["id"]] == []
    await italy.say("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_letters_typed_before_the_form_is_there_do_nothing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.blind", "watch_officer")
    screen = await screens.open(palette="night")
    page = screen.page

    async def slowly(route: Route) -> None:
        await asyncio.sleep(1.5)
        await route.continue_()

    await page.route("**/new-incident-*.js", slowly)
    await screens.signs_in(screen, login)
    await screen.say("n", "d", "?")
    await expect(page.get_by_label("What happened")).to_be_focused()
    await expect(page.locator("html")).to_have_attribute("data-palette", "night")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_empty_request_is_not_sent_and_says_what_is_missing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Asked for nothing")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.empty", "watch_officer"), palette="day"
    )
    page = italy.page
    await page.goto(f"/incidents/{case['id']}/ask")
    await page.get_by_label("MLT Rcc Malta").check()
    await italy.say("Enter")
    await expect(page.get_by_label("What for")).to_be_focused()
    await expect(page.get_by_text("Say what kind of help above")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await italy.shot("ask-empty-day")
    await page.keyboard.type("A tow to port")
    await italy.say("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
