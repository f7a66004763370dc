"""Keys held, and keys pressed before the screen is there: none does an act unseen, none is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Screen, Screens, person
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    asked,
    id_of,
    opened,
    post,
    work_of,
)
from tests.running import Server

pytestmark = pytest.mark.anyio


async def hold(screen: Screen, key: str, *, times: int = 4) -> None:
    """Hold a key down until it has repeated so often."""
    for _ in range(times):
        await screen.page.keyboard.down(key)
        await screen.page.wait_for_timeout(250)
    await screen.page.keyboard.up(key)


async def slowly(route: Route) -> None:
    """A part of the screens that takes its time to come."""
    await asyncio.sleep(1.5)
    await route.continue_()


@pytest.mark.long
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


@pytest.mark.long
async def test_a_held_enter_shows_what_goes_out_and_sends_nothing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Held enter")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.held", "coordinator"),
        at=f"/incidents/{case['id']}/ask",
    )
    page = italy.page
    await page.get_by_label("aircraft", exact=True).check()
    await page.get_by_label("MLT RCC Malta").check()
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
    await page.route("**/new-incident-*.js", slowly)
    await screens.signs_in(screen, login)
    await screen.say("n", "d", "?")
    await expect(page.get_by_label("What happened")).to_be_focused()
    await expect(page.locator("html")).to_have_attribute("data-palette", "night")
    await expect(page.get_by_role("dialog")).to_have_count(0)


# A key in the very commit that shows the words, before the browser has painted them.
AT_ONCE = """([key, selector, words]) => {
  const watch = new MutationObserver(() => {
    if (!document.querySelector(selector)?.textContent.includes(words)) return;
    watch.disconnect();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
}"""


Asks = Callable[[str], Awaitable[str]]


@pytest.fixture
async def asks(server: Server, client_of: Clients) -> AsyncIterator[Asks]:
    """Malta asks that Tunisia clears a unit of this call sign; the id of what is asked."""
    made: list[str] = []

    async def asks_for(callsign: str) -> str:
        case = await opened(client_of, "ITA", title=callsign)
        unit = await registered(client_of, "MLT", helicopter(name=callsign, callsign=callsign))
        request = await asked(client_of, server.world, "MLT", incident=case)
        work = await work_of(client_of, request, unit)
        body = {"id": id_of(), "territory": "TUN"}
        answer = await post(client_of, "MLT", f"deployments/{work['id']}/clearances", **body)
        assert answer.status_code == 201, answer.text
        made.append(body["id"])
        return body["id"]

    yield asks_for
    for id_ in made:
        await post(client_of, "MLT", f"clearances/{id_}/withdraw")


@pytest.mark.long
async def test_a_key_pressed_in_the_moment_a_page_opens_is_done_there(
    server: Server, screens: Screens, client_of: Clients, asks: Asks
) -> None:
    await asks("MOMENT1")
    tunis = await screens.sign_in(
        await person(client_of, server, "TUN", "tun.moment", "watch_officer")
    )
    page = tunis.page
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await page.evaluate(AT_ONCE, ["a", "h1", "may MOMENT1 enter"])
    await tunis.say("a")
    await expect(page.get_by_text("acknowledged · answer in", exact=False)).to_be_visible()


async def loading(screens: Screens, login: str, waiting: str) -> tuple[Screen, asyncio.Event]:
    """A window whose `A` opens a page that comes when the event is set; its time stands still."""
    screen = await screens.open()
    page, comes = screen.page, await screen.hold_back("**/clea-*.js")
    await screens.signs_in(screen, login)
    await expect(page.get_by_role("link", name=waiting)).to_be_visible()
    await page.evaluate("const now = Date.now(); Date.now = () => now;")
    await screen.say("a")
    await expect(page.get_by_role("main").get_by_text("Loading")).to_be_visible()
    return screen, comes


async def test_a_key_pressed_while_a_page_loads_is_done_there_once_it_is_shown(
    server: Server, screens: Screens, client_of: Clients, asks: Asks
) -> None:
    await asks("LOADS1")
    login = await person(client_of, server, "TUN", "tun.loads", "watch_officer")
    screen, comes = await loading(screens, login, "1 to acknowledge")
    await screen.say("a")
    comes.set()
    await expect(screen.page.get_by_text("acknowledged · answer in", exact=False)).to_be_visible()


async def test_a_key_meant_for_one_page_never_acts_on_another(
    server: Server, screens: Screens, client_of: Clients, asks: Asks
) -> None:
    ids = {await asks("WRONG1"), await asks("WRONG2")}
    login = await person(client_of, server, "TUN", "tun.wrong", "watch_officer")
    screen, comes = await loading(screens, login, "2 to acknowledge")
    page = screen.page
    first = page.url.rpartition("/")[2]
    [second] = ids - {first}
    await post(client_of, "TUN", f"clearances/{first}/acknowledge")
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    # Nobody there takes the first any more: what follows was meant for after it.
    await screen.say("a", "o")
    comes.set()
    await expect(page.get_by_role("heading", name="enter Tunisia?")).to_be_visible()
    await page.wait_for_timeout(500)
    assert page.url.endswith(first)
    await expect(page.get_by_role("dialog")).to_have_count(0)
    held = await client_of("TUN", "observer").get(f"/api/clearances/{second}")
    assert held.json()["state"] == "asked"


@pytest.mark.long
async def test_a_key_pressed_for_a_page_is_dropped_when_another_is_opened_meanwhile(
    server: Server, screens: Screens, client_of: Clients, asks: Asks
) -> None:
    await asks("LEFT1")
    await opened(client_of, "TUN", title="Opened meanwhile")
    login = await person(client_of, server, "TUN", "tun.left", "watch_officer")
    screen, comes = await loading(screens, login, "1 to acknowledge")
    await screen.say("r")
    await screen.page.get_by_role("link", name="Opened meanwhile").click()
    await expect(screen.page.get_by_role("button", name="Report a position")).to_be_visible()
    comes.set()
    await screen.page.wait_for_timeout(500)
    await expect(screen.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.long
async def test_letters_typed_right_after_the_key_that_opens_a_form_stand_in_it(
    server: Server, screens: Screens, client_of: Clients, asks: Asks
) -> None:
    await asks("QUICK1")
    tunis = await screens.sign_in(
        await person(client_of, server, "TUN", "tun.quick", "watch_officer")
    )
    page = tunis.page
    await expect(page.get_by_role("link", name="1 to acknowledge")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await tunis.say("a")
    await expect(page.get_by_role("heading", name="may QUICK1 enter")).to_be_visible()
    await tunis.say("o", *"low")
    await expect(page.get_by_label("Conditions")).to_have_value("low")


@pytest.mark.long
async def test_an_empty_request_is_not_sent_and_says_what_is_missing(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Asked for nothing")
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.empty", "watch_officer"),
        at=f"/incidents/{case['id']}/ask",
        palette="day",
    )
    page = italy.page
    await page.get_by_label("MLT RCC Malta").check()
    await italy.say("Enter")
    await expect(page.get_by_label("What for")).to_be_focused()
    await expect(page.get_by_text("Say what kind of help above")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await italy.shot("ask-empty-day")
    await page.keyboard.type("A tow to port")
    await italy.say("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_g_shows_the_letters_and_focus_goes_where_they_lead(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Read by letters")
    login = await person(client_of, server, "ITA", "ita.letters", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    main = page.get_by_role("main")
    await main.get_by_role("button", name="Report a position").focus()
    await screen.say("4")
    await expect(page.get_by_label("Write into the log")).to_be_visible()
    assert await page.evaluate("document.activeElement !== document.body")
    await page.get_by_role("link", name="SAR Assist").focus()
    await screen.say("g")
    letters = page.get_by_role("list", name="Registers")
    await expect(letters).to_contain_text("A Assets")
    await screen.shot("letters-night")
    await screen.say("a")
    await expect(letters).to_have_count(0)
    await expect(page.get_by_label("Look for")).to_be_visible()
    assert await page.evaluate("document.activeElement.closest('main') !== null")
