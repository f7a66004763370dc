"""A ship of opportunity says whose word it is; others doubt it, and its reporter takes it back."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.requests import opened, ship_of_opportunity
from tests.running import Server

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_ship_is_doubted_by_others_and_withdrawn_by_its_reporter(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await ship_of_opportunity(client_of, name="MV Sincere")
    await ship_of_opportunity(client_of, name="MV Spectre")
    case = await opened(client_of, "MLT", title="A boat adrift")
    at = f"/incidents/{case['id']}/ask"
    watch = await person(client_of, server, "MLT", "mlt.doubts", "watch_officer")
    malta = await screens.sign_in(watch, at=at, width=1440, height=900)
    could_come = malta.page.get_by_role("region", name="Who could come")
    row = could_come.get_by_role("listitem").filter(has_text="MV Spectre")
    await expect(could_come).to_contain_text("Italy vouches for it: it reported it.")
    await expect(row.get_by_role("button", name="Withdraw")).to_have_count(0)
    await row.get_by_role("button", name="Doubt").click()
    await malta.page.get_by_label("Why").fill("No echo where it should be")
    await malta.shot("ship-doubting-night-1440")
    await malta.page.get_by_role("dialog").get_by_role("button", name="Doubt").click()
    await expect(malta.page.get_by_role("dialog")).to_have_count(0)
    doubted = (await client_of("GRC", "observer").get("/api/ships")).json()["items"]
    assert sorted(len(ship["doubts"]) for ship in doubted) == [0, 1]
    await row.get_by_role("button", name="No longer doubt").click()
    await malta.shot("ship-believing-night-1440")
    await malta.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    own = await opened(client_of, "ITA", title="Another boat")
    reporter = await person(client_of, server, "ITA", "ita.vouches", "watch_officer")
    at = f"/incidents/{own['id']}/ask"
    for palette, width, height in in_turn(
        ("day", 1440, 900), ("night", 390, 844), ("day", 390, 844)
    ):
        other = await screens.sign_in(reporter, at=at, palette=palette, width=width, height=height)
        row = (
            other.page.get_by_role("region", name="Who could come")
            .get_by_role("listitem")
            .filter(has_text="MV Spectre")
        )
        await expect(row).to_contain_text("It is doubted. Malta: No echo where it should be")
        await row.scroll_into_view_if_needed()
        await other.shot(f"ship-doubted-{palette}-{width}")
    italy = await screens.sign_in(reporter, at=at, width=1440, height=900)
    row = (
        italy.page.get_by_role("region", name="Who could come")
        .get_by_role("listitem")
        .filter(has_text="MV Spectre")
    )
    await row.get_by_role("button", name="Withdraw").click()
    await italy.page.get_by_label("Why").fill("Reported by mistake")
    await italy.shot("ship-withdrawing-night-1440")
    await italy.page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    await expect(italy.page.get_by_role("dialog")).to_have_count(0)
    found = await client_of("GRC", "observer").get("/api/ships")
    assert [ship["name"] for ship in found.json()["items"]] == ["MV Sincere"]
