"""The live line in few bytes: asked for where the link is thin, and told on the screen."""

import json
import re
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import Locator, Page, WebSocket, expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import at_every_width, in_turn
from tests.browser.test_bad_line import REMEMBER_SOCKETS
from tests.clients import Clients
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]

TOLD_OF_ITS_LINE = """Object.defineProperty(navigator, "connection", {
  value: { saveData: %s, effectiveType: "%s" },
});"""
THIN = re.compile("^thin line: positions up to 5 s late$")
TO_THIN, TO_FULL = "Use the thin line, for few bytes", "Use the full line"

PAINTED = "palette => { document.documentElement.dataset.palette = palette; }"
SHOWN = ".top > .pill"
"""The part of the screen whose faults are asked for: the list in the menu is not of here."""

Frames = dict[str, list[dict[str, Any]]]


def frames_of(page: Page) -> Frames:
    """The frames that the page is sent and sends from now on, by type."""
    found: Frames = defaultdict(list)

    def note(text: str | bytes) -> None:
        frame = json.loads(text)
        found[frame["type"]].append(frame)

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", note)
        socket.on("framereceived", note)

    page.on("websocket", opened)
    return found


def live(page: Page) -> Locator:
    return page.get_by_role("status").get_by_text("LIVE", exact=True)


async def choose(screen: Screen, button: str) -> None:
    """Press a button of the account's menu, and close that."""
    menu = screen.page.locator(".top .menu > button")
    await menu.click()
    await screen.page.get_by_role("button", name=button).click()
    await menu.click()


@pytest.mark.parametrize(
    ("saves", "kind"), [("true", "4g"), pytest.param("false", "slow-2g", marks=pytest.mark.long)]
)
async def test_a_browser_on_a_line_of_few_bytes_asks_for_the_thin_one_and_stays_live(
    server: Server, screens: Screens, client_of: Clients, saves: str, kind: str
) -> None:
    login = await person(client_of, server, "ITA", f"ita.thin.{kind}", "watch_officer")
    screen = await screens.open()
    page = screen.page
    await page.add_init_script(TOLD_OF_ITS_LINE % (saves, kind))
    frames = frames_of(page)
    await screens.signs_in(screen, login)
    await expect(page.get_by_text(THIN)).to_be_visible()
    assert [start["format"] for start in frames["start"]] == ["thin"]

    while len(frames["pulse"]) < 3:
        await page.wait_for_timeout(1_000)
        await expect(live(page)).to_be_visible(timeout=1_000)
    told = [
        {key: beat[key] for key in ("clock", "alerts", "watched")} for beat in frames["heartbeat"]
    ]
    assert all(now != before for before, now in pairwise(told)), "nothing new was told whole"

    later = START + timedelta(hours=2)
    await server.set_clock(at=later, paused=True)
    await expect(page.locator(".top .clock")).to_contain_text(later.strftime("%H:%M"))
    await page.locator(".top .menu > button").click()
    about = page.get_by_text("a position may be up to 5 s late. This browser")
    await expect(about).to_be_visible()
    if saves == "true":
        for palette in in_turn("night", "day"):
            await page.evaluate(PAINTED, palette)
            assert await at_every_width(screen, "thin-line", palette, [1280, 390], SHOWN) == []


async def test_the_form_of_the_line_is_chosen_by_hand_and_kept_in_this_browser(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.line", "watch_officer")
    screen = await screens.open()
    page = screen.page
    frames = frames_of(page)
    await screens.signs_in(screen, login)
    await expect(page.get_by_text(THIN)).to_have_count(0)
    await choose(screen, TO_THIN)
    await expect(page.get_by_text(THIN)).to_be_visible()
    await expect(live(page)).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(THIN)).to_be_visible()
    await choose(screen, TO_FULL)
    await expect(page.get_by_text(THIN)).to_have_count(0)
    await page.reload()
    await expect(live(page)).to_be_visible()
    await expect(page.get_by_text(THIN)).to_have_count(0)
    asked = [start.get("format") for start in frames["start"]]
    assert asked == [None, "thin", "thin", None, None]


async def test_a_line_taken_up_again_says_the_time_that_was_told_and_none_that_passed_unheard(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.as.of", "watch_officer")
    screen = await screens.open()
    page = screen.page
    await page.add_init_script(REMEMBER_SOCKETS)
    frames = frames_of(page)
    await screens.signs_in(screen, login)
    await server.set_clock(at=START + timedelta(hours=3), rate=60, paused=False)
    while not any(beat["clock"]["rate"] == 60 for beat in frames["heartbeat"]):
        await page.wait_for_timeout(100)
    await page.wait_for_timeout(1_000)
    before = len(frames["start"])
    told = [frame["clock"]["now"] for kind in ("ready", "heartbeat") for frame in frames[kind]]
    await page.evaluate("window.__sockets.forEach(socket => socket.close())")
    while len(frames["start"]) == before:
        await page.wait_for_timeout(100)
    as_of = datetime.fromisoformat(frames["start"][-1]["as_of"])
    assert as_of <= max(map(datetime.fromisoformat, told))
