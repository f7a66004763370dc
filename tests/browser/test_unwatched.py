"""An alarm is heard by whoever of the party is signed in, where nobody who watches has a page."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screen, Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import asked
from tests.running import Server

pytestmark = pytest.mark.anyio

COUNTS_TONES = """
    window.tones = 0;
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...when) {
        window.tones += 1;
        return start.apply(this, when);
    };
"""
UNWATCHED = "Nobody on watch: fetch them."
AWAY_MS = 15_000
"""A page that is closed may be loaded anew, and each page is told within the next beat."""


async def tones(screen: Screen) -> int:
    found: int = await screen.page.evaluate("window.tones")
    return found


@pytest.mark.long
async def test_the_room_hears_it_once_the_watch_has_left_and_until_it_is_back(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    watch = await person(client_of, server, "MLT", "mlt.leaves", "watch_officer")
    reader = await person(client_of, server, "MLT", "mlt.stays", "observer")
    officer = await screens.sign_in(watch)
    room = await screens.open()
    await room.page.add_init_script(COUNTS_TONES)
    await screens.signs_in(room, reader)
    case = await opened(client_of, "ITA", title="Unwatched")
    await asked(client_of, server.world, "MLT", incident=case)
    for one in (officer, room):
        await expect(one.page.get_by_role("link", name="to acknowledge")).to_be_visible()
    await expect(officer.page.get_by_role("button", name="Silence here")).to_be_visible()
    silence = room.page.get_by_role("button", name="Silence here")
    await room.page.wait_for_timeout(6_000)  # a beat at least
    await expect(silence).to_have_count(0)
    assert await tones(room) == 0

    await officer.page.close()
    await expect(room.page.get_by_text(UNWATCHED)).to_be_visible(timeout=AWAY_MS)
    await expect(silence).to_be_visible()
    await room.page.wait_for_function("window.tones > 0")
    await room.shot("unwatched-night-1280")
    await room.say("s")
    await expect(room.page.get_by_text("silenced here")).to_be_visible()
    for palette, width, height in in_turn(("night", 390, 844), ("day", 1280, 800)):
        seen = await screens.sign_in(reader, palette=palette, width=width, height=height)
        await expect(seen.page.get_by_text(UNWATCHED)).to_be_visible(timeout=AWAY_MS)
        await seen.shot(f"unwatched-{palette}-{width}")

    back = await screens.sign_in(watch)
    await expect(back.page.get_by_role("button", name="Silence here")).to_be_visible()
    await expect(room.page.get_by_text(UNWATCHED)).to_have_count(0, timeout=AWAY_MS)
    await expect(room.page.get_by_text("silenced here")).to_have_count(0)
