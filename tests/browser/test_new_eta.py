"""A duty officer promises another arrival of a unit that is under way."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    Plain,
    asked,
    later,
    opened,
    stepped,
    work_of,
    work_seen,
)
from tests.running import Server, working

pytestmark = pytest.mark.anyio


async def under_way(client_of: Clients, server: Server) -> Plain:
    """The work of Malta's helicopter, promised sooner than it can be there."""
    case = await opened(client_of)
    sent = await asked(client_of, server.world, "MLT", incident=case)
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    work = await work_of(client_of, sent, rescue, promised_at=later(minutes=10))
    return await stepped(client_of, "MLT", work, "depart")


@pytest.mark.long
async def test_its_owner_gives_a_late_unit_a_new_eta_by_keys_and_it_is_in_time(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    work = await under_way(client_of, server)
    with working(server):
        malta = await screens.sign_in(
            await person(client_of, server, "MLT", "mlt.eta", "watch_officer"),
            at=f"/incidents/{work['incident_id']}/answers",
        )
        page, sheet = malta.page, malta.page.get_by_role("dialog")
        card = page.get_by_role("article", name="AS1630")
        await expect(card.get_by_text("LATE", exact=True)).to_be_visible()
        await card.get_by_role("button", name="New ETA").focus()
        await malta.say("Enter")
        field = sheet.get_by_label("Promised at the scene (UTC)")
        await expect(field).to_be_focused()
        await expect(sheet).to_contain_text("promised 12:36Z")
        await malta.say("Control+Enter")
        await expect(sheet.get_by_text("is needed")).to_be_visible()
        await malta.type("+120")
        await expect(sheet.get_by_text("read as 14:26Z")).to_be_visible()
        for palette in in_turn("day", "night"):
            await page.evaluate(
                "palette => { document.documentElement.dataset.palette = palette; }", palette
            )
            for width, height in ((390, 844), (1280, 800)):
                await page.set_viewport_size({"width": width, "height": height})
                await malta.shot(f"new-eta-{palette}-{width}")
        await malta.say("Control+Enter")
        await expect(sheet).to_be_hidden()
        await expect(card).to_contain_text("promised 14:26Z")
        await expect(card.get_by_text("LATE", exact=True)).to_have_count(0)
        await malta.shot("new-eta-told-night-1280")
    read = await work_seen(client_of, work)
    assert (read["deployment"]["state"], read["steps"][-1]["action"]) == ("underway", "promise")
    assert read["deployment"]["promised_at"] == "2026-10-11T14:26:00Z"
