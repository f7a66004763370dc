"""Vessels off the air on the map: chosen in its layers, of when they are, by number where many."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from sar.assets.vessel_ingest import keep_vessels
from sar.assets.words import NavigationStatus
from tests.browser.conftest import Screens, person
from tests.browser.readable import faults_of_axe, in_turn
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, suspended_whole, term
from tests.given.incidents import opened
from tests.given.places import point
from tests.given.vessels import at_place, heard
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True
LON, LAT = 12.7, 34.1
SIZES = (("night", 1280, 800), ("day", 1280, 800), ("night", 390, 844), ("day", 390, 844))
LAYER = "Vessels off the air (AIS)"


async def traffic(server: Server, party: str = "ITA") -> None:
    """A trawler with a track, and vessels of every kind about it, of which some are old."""
    async with server.db() as db:
        for minutes in (40, 30, 20, 10, 1):
            at = START - timedelta(minutes=minutes)
            place = (LON + 0.05 - minutes / 400, LAT + 0.05)
            await heard(db, "247320160", *place, at, party=party, status=NavigationStatus.FISHING)
        others: list[tuple[str, int | None, dict[str, Any]]] = [
            ("MAERSK EXERCISE", 70, {}),
            ("STENA EXERCISE", 80, {"status": NavigationStatus.AT_ANCHOR}),
            ("TIRRENIA", 60, {}),
            ("SVITZER", 52, {}),
            ("ALBATROS", 36, {}),
            ("GUARDIA", 55, {}),
            ("NO TYPE", None, {}),
            ("LONG AGO", 70, {"at": START - timedelta(minutes=95)}),
        ]
        for n, (name, ship_type, more) in enumerate(others):
            place = (LON + 0.25 * (n % 4) - 0.3, LAT + 0.14 * (n // 4) - 0.12)
            fields: dict[str, Any] = {"at": START - timedelta(minutes=3), "length_m": 120} | more
            number = f"24732100{n}"
            await heard(db, number, *place, party=party, name=name, ship_type=ship_type, **fields)


async def chooses_vessels(page: Page) -> None:
    """Choose the layer by its list."""
    await page.get_by_role("button", name="Layers").click()
    await page.get_by_label(LAYER).check()
    await page.keyboard.press("Escape")


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_they_appear_when_chosen_and_tell_what_they_are_by_keyboard(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await traffic(server)
    middle = {"point": point(LON, LAT), "error_nm": 0.5}
    case = await opened(client_of, title="Among vessels", position=middle)
    login = await person(client_of, server, "ITA", "ita.vessels", "watch_officer")
    at = f"/incidents/{case['id']}"
    screen = await screens.sign_in(login, at=at, width=1280, height=800)
    page = screen.page
    line = page.locator(".map-vessels")
    await expect(page.get_by_role("button", name="Layers")).to_be_visible()
    await expect(line).to_have_count(0)
    await chooses_vessels(page)
    await expect(line).to_contain_text("9 vessels off the air in view, heard up to 12:25Z.")
    await expect(line).to_contain_text("Read 12:26:00Z, every 15 s.")
    async with server.db() as db:
        await heard(db, "247320999", LON + 0.1, LAT - 0.02, name="NEWCOMER")
    await expect(line).to_contain_text("10 vessels off the air in view", timeout=30_000)
    await page.keyboard.press("m")
    near = page.get_by_role("list", name="Near the middle").get_by_role("button")
    trawler = near.filter(has_text="AIS SANTA RITA · fishing")
    await trawler.focus()
    card = page.get_by_role("region", name="Vessel off the air: SANTA RITA")
    await expect(card).to_contain_text("nobody vouches for it")
    await page.keyboard.press("Enter")
    for text in (
        "247320160",
        "28 m long, 7 m broad",
        "3.4 m",
        "fishing vessel",
        "090°",
        "8.0 kn",
        "of 12:25Z, 60 s old",
        "Italy, feed lampedusa",
        "by its own word of 12:25Z",
    ):
        await expect(card).to_contain_text(text)
    await expect(card).not_to_contain_text("estination")
    await card.get_by_role("button", name="Track").press("Enter")
    await expect(card).to_contain_text("Track from 11:46Z to 12:25Z")
    assert await faults_of_axe(page, ".map") == []
    await screen.shot("vessels-card-night-1280")
    await page.keyboard.press("Escape")
    await expect(card).to_have_count(0)
    for palette, width, height in in_turn(*SIZES):
        window = await screens.sign_in(login, palette=palette, width=width, height=height, at=at)
        await chooses_vessels(window.page)
        await expect(window.page.locator(".map-vessels")).to_contain_text("off the air in view")
        await window.page.wait_for_timeout(2_000)
        await window.shot(f"vessels-map-{palette}-{width}")
        assert await faults_of_axe(window.page, ".map") == []


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_very_many_are_numbers_and_what_cannot_be_read_is_told(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    async with server.db() as db:
        rows = [
            at_place(f"2{n:08d}", LON - 0.6 + n % 60 / 50, LAT - 0.4 + n // 60 / 50)
            for n in range(2_400)
        ]
        await keep_vessels(db, "ITA", "lampedusa", rows, [])
        await db.commit()
    middle = {"point": point(LON, LAT), "error_nm": 0.5}
    case = await opened(client_of, title="Very many", position=middle)
    login = await person(client_of, server, "ITA", "ita.many", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1280, height=800)
    page = screen.page
    await expect(page.get_by_role("heading", name="Very many")).to_be_visible()
    async with page.expect_response("**/api/vessels/on-map*") as answer:
        await chooses_vessels(page)
    found = await (await answer.value).json()
    assert found["number"] > 1_000
    assert len(found["clusters"]) > 20
    assert len(await (await answer.value).body()) < 50_000
    line = page.locator(".map-vessels")
    await expect(line).to_contain_text(f"{found['number']} vessels off the air in view")
    await page.wait_for_timeout(2_000)
    await screen.shot("vessels-many-night-1280")
    await page.route("**/api/vessels/on-map*", lambda route: route.abort())
    await expect(line).to_contain_text(
        "could not be read since 12:26:00Z: those drawn are of then", timeout=45_000
    )
    await screen.shot("vessels-unread-night-1280")
    await page.unroute("**/api/vessels/on-map*")
    await expect(line).to_contain_text("off the air in view", timeout=45_000)
    screen.forget("Failed to load resource")


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_where_sharing_ends_they_vanish_and_an_open_card_says_so(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    async with server.db() as db:
        await heard(db, "247320160", 20.0, 36.0, feed="kythira", party="GRC")
    shares = term("Art. 19", grantor="GRC", feeds=["kythira"])
    id_ = await concluded(client_of, agreement(shares, reference="AIR-9", parties=("GRC", "MLT")))
    middle = {"point": point(20.0, 36.05), "error_nm": 0.5}
    case = await opened(client_of, "MLT", title="Off Kythira", position=middle)
    login = await person(client_of, server, "MLT", "mlt.vessels", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}", width=1280, height=800)
    page = screen.page
    await expect(page.get_by_role("heading", name="Off Kythira")).to_be_visible()
    await chooses_vessels(page)
    line = page.locator(".map-vessels")
    await expect(line).to_contain_text("1 vessel off the air in view")
    await page.keyboard.press("m")
    await page.get_by_role("button", name="AIS SANTA RITA").press("Enter")
    card = page.get_by_role("region", name="Vessel off the air: SANTA RITA")
    await expect(card).to_contain_text("Greece, feed kythira, shared by Art. 19 of AIR-9")
    async with server.db() as db:
        await suspended_whole(db, id_, by="MLT")
        await db.commit()
    await expect(line).to_contain_text("No vessel off the air in view.", timeout=30_000)
    await expect(page.get_by_text("not heard any more, or not shared")).to_be_visible()


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_candidate_that_was_heard_tells_its_limits_and_is_hailed_from_its_card(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    async with server.db() as db:
        at = START - timedelta(minutes=4)
        fields: dict[str, Any] = {"ship_type": 70, "length_m": 140, "name": "HEARD ONE"}
        still = NavigationStatus.AT_ANCHOR
        await heard(db, "247321500", 25.0, 33.1, at, status=still, **fields)
    middle = {"point": point(25.0, 33.0), "error_nm": 0.5}
    case = await opened(client_of, title="Heard near", position=middle)
    login = await person(client_of, server, "ITA", "ita.hails", "watch_officer")
    where = f"/incidents/{case['id']}/ask"
    for palette, width, height in in_turn(*reversed(SIZES)):
        screen = await screens.sign_in(login, at=where, palette=palette, width=width, height=height)
        page = screen.page
        row = page.get_by_role("listitem").filter(has_text="HEARD ONE").first
        await expect(row).to_contain_text("By its own word at 12:22Z it is at anchor")
        await expect(row).to_contain_text("Nobody has reported it")
        await expect(row).to_contain_text("cargo ship, by its own word")
        for tag in ("AIS only", "at anchor"):
            await expect(row.get_by_text(tag, exact=True)).to_be_visible()
        await row.scroll_into_view_if_needed()
        await screen.shot(f"heard-candidate-{palette}-{width}")
    await chooses_vessels(page)
    await expect(page.locator(".map-vessels")).to_contain_text("off the air in view")
    await page.keyboard.press("m")
    await page.get_by_role("button", name="AIS HEARD ONE").press("Enter")
    card = page.get_by_role("region", name="Vessel off the air: HEARD ONE")
    await expect(card).to_contain_text("without time to get under way")
    await card.get_by_role("button", name="Hail for").press("Enter")
    await expect(card).to_contain_text("It is a ship of opportunity now")


@pytest.mark.long
@pytest.mark.usefixtures("clock_at_start")
async def test_a_vessel_whose_position_is_in_doubt_says_why_on_its_card(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    async with server.db() as db:
        for minutes, lon in ((14, 14.3), (8, 14.31), (2, 14.32), (1, 22.3)):
            at = START - timedelta(minutes=minutes)
            await heard(db, "247321700", lon, 37.5, at, name="SEEMS ASHORE")
    case = await opened(
        client_of, title="Ashore", position={"point": point(14.4, 37.4), "error_nm": 0.5}
    )
    login = await person(client_of, server, "ITA", "ita.ashore", "watch_officer")
    for palette, width, height in reversed(SIZES):
        screen = await screens.sign_in(
            login, at=f"/incidents/{case['id']}", palette=palette, width=width, height=height
        )
        page = screen.page
        await chooses_vessels(page)
        await expect(page.locator(".map-vessels")).to_contain_text("1 vessel off the air in view")
        await page.keyboard.press("m")
        await page.get_by_role("button", name="AIS SEEMS ASHORE").press("Enter")
        card = page.get_by_role("region", name="Vessel off the air: SEEMS ASHORE")
        await expect(card).to_contain_text("Position suspect: on land, of a vessel.")
        await expect(card).not_to_contain_text("until somebody says otherwise")
        await expect(card).to_contain_text("Position of 12:25Z doubted: a jump of 3")
        await card.get_by_role("button", name="Track").press("Enter")
        await expect(card).to_contain_text("3 of its 3 places were suspect: on land, of a vessel.")
        await screen.shot(f"doubted-vessel-{palette}-{width}")
    assert await faults_of_axe(page, ".map") == []
