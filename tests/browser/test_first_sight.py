"""While the picture is on its way nothing is said that is not known."""

import asyncio
import json
import re

import pytest
from playwright.async_api import Route, expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True

PATIENCE_MS = 300_000
SATELLITE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 64_000 / 8,
    "uploadThroughput": 64_000 / 8,
}
FIRST_VIEW_BYTES = 130_000
"""Of all that has come when the list of cases stands: 16 s of such a line."""
CALM = ["No incident is open", "There is no such incident"]
REMEMBER_WORDS = """wanted => {
  window.seen = [];
  const look = () => {
    const text = document.body?.innerText ?? '';
    window.seen.push(...wanted.filter((words) => text.includes(words)));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}"""


@pytest.mark.long
async def test_nothing_is_called_empty_or_real_before_it_is_known(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Comes with the picture")
    login = await person(client_of, server, "ITA", "ita.thin", "watch_officer")
    screen = await screens.open()
    page = screen.page
    picture, coast = asyncio.Event(), asyncio.Event()

    async def wait(route: Route, until: asyncio.Event) -> None:
        await until.wait()
        await route.continue_()

    await page.route("**/api/snapshot*", lambda route: wait(route, picture))
    await page.route("**/assets/land-*", lambda route: wait(route, coast))
    await page.goto(f"/incidents/{case['id']}/needs")
    await screen.fill("Login", login)
    await screen.fill("Password", PASSWORD)
    await screen.say("Enter")
    await expect(page.get_by_text("CATCHING UP")).to_be_visible()
    nav = page.get_by_role("navigation", name="Incidents")
    await expect(nav.get_by_text("Loading…")).to_be_visible()
    await expect(page.get_by_text("No incident is open")).to_have_count(0)
    await expect(page.get_by_text("There is no such incident")).to_have_count(0)
    await expect(page.get_by_role("complementary", name="EXERCISE")).to_be_visible()
    await expect(page.locator("time.clock")).to_have_text(re.compile("^12:26:"))
    await screen.shot("loading-night")

    picture.set()
    await expect(nav.get_by_text("Comes with the picture")).to_be_visible()
    await expect(page.get_by_text("Nobody has been asked yet.")).to_be_visible()
    bare = page.get_by_text("what looks like sea may be land")
    await expect(bare).to_be_visible()
    await screen.shot("no-coast-night")
    coast.set()
    await expect(bare).to_have_count(0)


@pytest.mark.long
async def test_over_64_kbit_the_cases_are_shown_and_no_calm_before_them(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    titles = ("Dinghy adrift", "Ferry on fire", "Yacht dismasted")
    for title in titles:
        await opened(client_of, "ITA", title=title)
    login = await person(client_of, server, "ITA", "ita.satellite", "watch_officer")
    screen = await screens.open()
    page = screen.page
    await page.add_init_script(f"({REMEMBER_WORDS})({json.dumps([*CALM, titles[0]])})")
    line = await page.context.new_cdp_session(page)
    came: list[float] = []
    line.on("Network.loadingFinished", lambda done: came.append(done["encodedDataLength"]))
    await line.send("Network.enable")
    await line.send("Network.emulateNetworkConditions", SATELLITE)
    await page.goto("/", wait_until="commit", timeout=PATIENCE_MS)
    await page.get_by_label("Login", exact=True).fill(login, timeout=PATIENCE_MS)
    await screen.fill("Password", PASSWORD)
    await screen.say("Enter")
    nav = page.get_by_role("navigation", name="Incidents")
    await expect(nav.get_by_text("Loading…")).to_be_visible(timeout=PATIENCE_MS)
    await screen.shot("satellite-loading-night")
    for title in titles:
        await expect(nav.get_by_text(title)).to_be_visible(timeout=PATIENCE_MS)
    bytes_ = sum(came)
    await screen.shot("satellite-night")
    assert set(await page.evaluate("seen")) == {titles[0]}
    assert 50_000 < bytes_ < FIRST_VIEW_BYTES
