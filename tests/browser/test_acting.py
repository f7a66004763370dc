"""A lone watch officer acts as coordinator; coordinators hear of it until one looks."""

import pytest
from playwright.async_api import Page, Request, expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.incidents import Plain
from tests.given.requests import asked, offered, opened
from tests.running import Server

pytestmark = pytest.mark.anyio

ACTS = "No coordinator of {} is present: you act as coordinator; it is marked."
DECIDES = "A coordinator of your centre decides: call one."


async def waiting(
    server: Server, client_of: Clients, title: str, party: str = "ITA", **fields: object
) -> Plain:
    """A case of the party's for which an offer of Malta's waits."""
    case = await opened(client_of, party, title=title, **fields)
    request = await asked(client_of, server.world, "MLT", party=party, incident=case)
    unit = await registered(client_of, "MLT", helicopter(name=f"AS {title}"))
    await offered(client_of, "MLT", f"requests/{request['id']}", unit["id"])
    return case


async def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    wide: bool = await page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.long
async def test_a_lone_watch_officer_accepts_and_a_coordinator_looks_at_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    acts = ACTS.format("MRCC Roma")
    case = await waiting(server, client_of, "Alone")
    calm = await waiting(server, client_of, "Calm", phase="alert")
    login = await person(client_of, server, "ITA", "ita.alone", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    italy = await screens.sign_in(login, at=at, width=1440, height=900)
    page = italy.page
    await expect(page.get_by_text(acts)).to_be_visible()
    await expect(page.get_by_text(DECIDES)).to_have_count(0)
    await italy.shot("acting-night-1440")
    for palette, width, height in in_turn(
        ("day", 1440, 900), ("night", 390, 844), ("day", 390, 844)
    ):
        other = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_text(acts)).to_be_visible()
        assert await fits(other.page)
        await other.page.get_by_text(acts).scroll_into_view_if_needed()
        await other.shot(f"acting-{palette}-{width}")
    await italy.say("Enter", "Enter")
    await expect(page.get_by_text("AS Alone").first).to_be_visible()
    await expect(page.get_by_text("No offer waits for a decision.")).to_be_visible()
    await italy.go(f"/incidents/{case['id']}")
    await expect(page.get_by_text("a coordinator of your party is to look at it")).to_be_visible()
    await italy.shot("acted-night-1440")
    await italy.go(f"/incidents/{calm['id']}/answers")
    await expect(page.get_by_text(acts)).to_be_visible()
    await expect(page.get_by_text(DECIDES)).to_have_count(0)
    await italy.go(f"/incidents/{calm['id']}")
    close = page.get_by_role("button", name="Close", exact=True)
    await close.scroll_into_view_if_needed()
    await italy.shot("acting-close-night-1440")
    await close.click()
    await page.get_by_label("Outcome").fill("The search is over.")
    despite = page.get_by_label("Not everybody is safe: why it ends all the same")
    await despite.fill("Searched for ten days.")
    await italy.shot("acting-closes-night-1440")

    boss = await person(client_of, server, "ITA", "ita.boss", "coordinator")
    for palette, width, height in in_turn(("day", 390, 844), ("night", 1440, 900)):
        coordinator = await screens.sign_in(boss, palette=palette, width=width, height=height)
        chip = coordinator.page.get_by_role("link", name="watch acted as coordinator")
        await expect(chip.first).to_be_visible()
        await chip.first.click()
        look = coordinator.page.get_by_role("button", name="I have looked at it")
        await expect(look).to_be_visible()
        await coordinator.shot(f"acted-look-{palette}-{width}")
    await coordinator.say("v")
    await expect(look).to_have_count(0)
    await expect(chip).to_have_count(0)


@pytest.mark.long
async def test_once_a_coordinator_signs_in_the_buttons_are_the_coordinators(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    acts = ACTS.format("JRCC Piraeus")
    case = await waiting(server, client_of, "Relieved", "GRC")
    boss = await screens.sign_in(await person(client_of, server, "GRC", "grc.chief", "coordinator"))
    login = await person(client_of, server, "GRC", "grc.relieved", "watch_officer")
    greece = await screens.sign_in(login, at=f"/incidents/{case['id']}/answers")
    await expect(greece.page.get_by_text(DECIDES)).to_be_visible()
    await expect(greece.page.get_by_text(acts)).to_have_count(0)
    await boss.page.get_by_role("button", name="Who you act for").click()
    await boss.page.get_by_role("button", name="Sign out").click()
    await expect(greece.page.get_by_text(acts)).to_be_visible()


@pytest.mark.long
async def test_an_admin_keeps_it_to_coordinators(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.admin", "admin")
    for palette, width, height in in_turn(("night", 1440, 900), ("day", 390, 844)):
        admin = await screens.sign_in(
            login, at="/people", palette=palette, width=width, height=height
        )
        button = admin.page.get_by_role("button", name="Keep it to coordinators")
        await expect(button).to_be_visible()
        assert await fits(admin.page)
        await button.scroll_into_view_if_needed()
        await admin.shot(f"watch-acts-{palette}-{width}")
    await button.click()
    await expect(admin.page.get_by_text("offers wait for one")).to_be_visible()
    set_to = await client_of("ITA", "observer").get("/api/watch-acts")
    assert not set_to.json()["allowed"]


@pytest.mark.long
async def test_a_page_tells_when_it_is_touched_and_how_long_it_was_not(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.tab", "coordinator")
    desk = await screens.sign_in(login)
    page = desk.page
    sent: list[tuple[str, str | None]] = []

    def keep(one: Request) -> None:
        if one.resource_type == "document":
            sent.clear()  # what the page before it asked is another matter
        sent.append((one.url, one.headers.get("sar-idle-seconds")))

    page.on("request", keep)
    async with page.expect_request(lambda one: one.url.endswith("/api/me")) as told:
        await page.keyboard.press("Shift")
    assert int((await told.value).headers["sar-idle-seconds"]) < 60
    await page.reload()
    await expect(page.get_by_role("main")).to_be_visible()
    untouched = {idle for url, idle in sent if "/api/" in url}
    assert untouched == {"999999"}, "what a page asks by itself tells that nobody has touched it"
