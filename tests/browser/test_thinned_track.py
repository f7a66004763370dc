"""Positions that are no longer all kept: the screens that show them say from when on they are."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from sar.assets.day_bounds import midnight
from sar.assets.track_days import cut_ahead, drop_those_over, spans, thin
from tests.browser.conftest import Screens, person
from tests.browser.readable import at_every_width, in_turn
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import opened
from tests.running import Server
from tests.world import START

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("clock_at_start")]

DAY = timedelta(days=1)
TODAY = midnight(START.date())
EVENING = TODAY + timedelta(hours=22)
PAINTED = "palette => { document.documentElement.dataset.palette = palette; }"


async def until(server: Server, time: ExerciseTime, at: datetime) -> None:
    """Let time pass, on the server as well."""
    time.now = at
    await server.set_clock(at=at, paused=True)


async def test_the_sheet_of_an_asset_and_a_case_watched_again_say_what_is_not_kept(
    server: Server, screens: Screens, client_of: Clients, time: ExerciseTime
) -> None:
    login = await person(client_of, server, "ITA", "ita.thinned", "observer")
    async with server.db() as db:
        await cut_ahead(db, TODAY.date())
        await cut_ahead(db, (TODAY + DAY).date())
        await db.commit()
    asset = await registered(client_of, "ITA", helicopter(name="Thinned"))
    case = await opened(client_of, "ITA", title="Long ago")
    await until(server, time, EVENING)
    fixes = [fix(12 + n / 100, 35.5, EVENING + timedelta(minutes=n)) for n in range(-20, 0)]
    await delivered(client_of, "ITA", asset["id"], *fixes)
    await until(server, time, TODAY + DAY + timedelta(hours=2))
    async with server.db() as db:
        (today,) = [one for one in await spans(db) if one.from_at == TODAY]
        assert await thin(db, today, []) == (20, 3)
        await db.commit()

    screen = await screens.sign_in(login, at=f"/assets/{asset['id']}")
    page = screen.page
    await page.get_by_text("Where it has been (6 h)").click()
    line = page.get_by_text("Whole from")
    await expect(line).to_contain_text(f"{TODAY + DAY:%H:%M}")
    await expect(page.get_by_text("3 positions")).to_be_visible()
    for palette in in_turn("night", "day"):
        await page.evaluate(PAINTED, palette)
        assert await at_every_width(screen, "thinned-track", palette, [1280, 390], "main") == []

    again = f"/incidents/{case['id']}/replay/{EVENING:%Y-%m-%dT%H:%M:%SZ}"
    await screen.go(again)
    await expect(page.get_by_role("heading", name="Units at work")).to_be_visible()
    said = page.get_by_text("are no longer all kept")
    await expect(said).to_have_count(0)
    async with server.db() as db:
        await drop_those_over(db, [], now=TODAY + 20 * DAY, kept_days=14)
        await db.commit()
    await page.reload()
    await expect(said).to_contain_text(f"{TODAY + DAY:%-d %b %Y}")
    await said.scroll_into_view_if_needed()
    for palette in in_turn("night", "day"):
        await page.evaluate(PAINTED, palette)
        assert await at_every_width(screen, "thinned-replay", palette, [1280, 390], "main") == []
