"""A unit at work that falls silent: it rings, its cards say since when, and a word by voice ends
it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.deployments.silence_round import one_round
from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe, in_turn
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix
from tests.given.incidents import IN_MALTAS_REGION, opened
from tests.given.requests import rescue_on_scene
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
SIZES = (("night", 1280, 800), ("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))


async def later_by(server: Server, time: ExerciseTime, minutes: float) -> None:
    """Set the clock forward, and let the worker's round look."""
    time.advance(minutes=minutes)
    await server.set_clock(at=time.now, paused=True)

    @asynccontextmanager
    async def transaction() -> AsyncIterator[AsyncSession]:
        async with server.db() as db:
            yield db
            await db.commit()

    await one_round(transaction, now=time.now)


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_silent_unit_rings_its_cards_say_so_and_a_word_ends_it(
    server: Server, screens: Screens, client_of: Clients, time: ExerciseTime
) -> None:
    case = await opened(client_of, title="Lost from sight")
    work = await rescue_on_scene(client_of, server.world, case)
    login = await person(client_of, server, "ITA", "ita.hears.units", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    italy = await screens.sign_in(login, at=at, width=1280, height=800)
    page = italy.page
    card = page.get_by_role("article", name="Rescue 1")
    await expect(card).to_contain_text("Last word 12:26Z.")
    await expect(card).to_contain_text("A position is due each 10 min, without them a word each")
    await later_by(server, time, 5)
    lon, lat = IN_MALTAS_REGION
    for minutes in (1, 0):
        heard = fix(lon, lat + 0.1, time.now - timedelta(minutes=minutes), speed_kn=0)
        await delivered(client_of, "MLT", work["asset_id"], heard)
    await later_by(server, time, 9)
    chip = page.get_by_role("link", name="unit silent: Rescue 1")
    await expect(chip).to_have_count(0)
    await later_by(server, time, 1)
    await expect(chip).to_be_visible()
    await expect(card).to_contain_text(
        "SILENT: no position since 12:31Z, no word since 12:26Z. Call it."
    )
    await later_by(server, time, 2)
    await italy.say("m", "Tab")
    near = page.get_by_role("list", name="Near the middle of the map")
    await near.get_by_role("button", name="Rescue 1").first.focus()
    await italy.say("Enter")
    on_map = page.get_by_role("region", name="Unit on the map: Rescue 1")
    await expect(on_map).to_contain_text("SILENT: no position since 12:31Z")
    # It hovered; since ten minutes after its last position it may make the speed of its type.
    await expect(on_map).to_contain_text("within 4.9 nm now")
    assert await faults_of_axe(page, ".map-card") == []
    for palette, width, height in in_turn(*SIZES):
        window = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        there = window.page.get_by_role("article", name="Rescue 1")
        await expect(there).to_contain_text("SILENT")
        await there.scroll_into_view_if_needed()
        assert await faults_of_axe(window.page, "article") == []
        await window.page.wait_for_timeout(1_500)
        await window.shot(f"unit-silent-{palette}-{width}")
        await there.get_by_role("button", name="Heard from").click()
        await expect(window.page.get_by_role("dialog", name="Heard from Rescue 1")).to_be_visible()
        assert await faults_of_axe(window.page, "dialog[open]") == []
        await window.shot(f"unit-heard-{palette}-{width}")
    await italy.shot("unit-silent-map-night-1280")
    await italy.say("Escape")
    await card.get_by_role("button", name="Heard from").click()
    sheet = page.get_by_role("dialog", name="Heard from Rescue 1")
    await sheet.get_by_label("Who spoke").fill("its pilot, by Lampedusa radio")
    await sheet.get_by_label("Endurance (min)").fill("70")
    await sheet.get_by_label("To be heard each (min)").fill("15")
    await sheet.get_by_role("button", name="It was heard").click()
    await expect(sheet).to_have_count(0)
    await expect(card).to_contain_text("Last word 12:43Z. It is to be heard each 15 min.")
    await expect(card).not_to_contain_text("SILENT")
    await expect(card).to_contain_text("its crew: fuel for 1 h 10 min at 12:43Z")
    await expect(chip).to_have_count(0)
    await italy.shot("unit-heard-again-night-1280")
    await later_by(server, time, 15)
    await expect(chip).to_be_visible()
    await expect(card).to_contain_text(
        "SILENT: no position since 12:31Z, no word since 12:43Z. Call it."
    )
    # The case as it was before tells nothing of it: it was heard then.
    await italy.go(f"/incidents/{case['id']}/replay/2026-10-11T12:32:00Z")
    then = page.get_by_role("main").locator("section").filter(has_text="Units at work").last
    await expect(then).to_contain_text("of 12:31Z, 60 s before")
    for saying in ("SILENT", "NOT HEARD"):
        await expect(then).not_to_contain_text(saying)


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_unit_that_must_leave_for_its_fuel_rings_in_time(
    server: Server, screens: Screens, client_of: Clients, time: ExerciseTime
) -> None:
    case = await opened(client_of, title="Short of fuel")
    work = await rescue_on_scene(client_of, server.world, case)
    answer = await client_of("MLT", "watch_officer").post(
        f"/api/deployments/{work['id']}/heard", json={"endurance_minutes": 75}
    )
    assert answer.status_code == 200, answer.text
    fuel = answer.json()["deployment"]["fuel"]
    stays = 75 - fuel["home_minutes"]
    login = await person(client_of, server, "MLT", "mlt.fuel", "watch_officer")
    at = f"/incidents/{case['id']}/answers"
    malta = await screens.sign_in(login, at=at, width=1280, height=800)
    page = malta.page
    card = page.get_by_role("article", name="Rescue 1")
    await expect(card).to_contain_text("Must leave the scene by")
    await expect(card).to_contain_text("in hand)")
    await later_by(server, time, stays - 16)
    chip = page.get_by_role("link", name="to leave for fuel: Rescue 1")
    await expect(chip).to_have_count(0)
    await later_by(server, time, 1)
    await expect(chip).to_be_visible()
    await malta.shot("unit-fuel-night-1280")
    await later_by(server, time, 19)
    await expect(page.get_by_role("link", name="1 not heard: Rescue 1")).to_be_visible()
    await expect(card).to_contain_text("NOT HEARD since 12:26Z. Call it.")
    await malta.shot("unit-not-heard-night-1280")
