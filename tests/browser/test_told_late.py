"""A unit's steps are told with their time, and bodies are told of a unit still on its way."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import case_seen
from tests.given.requests import Plain, hailed, opened, stepped, work_seen
from tests.running import Server

pytestmark = [pytest.mark.anyio, pytest.mark.long]


async def test_an_arrival_has_its_own_time_and_bodies_are_told_before_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 250, "max": 400, "source": "caller"})
    ship = await hailed(client_of, case)
    began = datetime.fromisoformat(ship["from_at"])
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.late", "coordinator", "watch_officer"),
        at=f"/incidents/{case['id']}/answers",
        width=1440,
        height=900,
    )
    page, sheet = italy.page, italy.page.get_by_role("dialog")
    card = page.get_by_role("article", name="Exercise Star")
    await expect(card.get_by_role("button", name="Count anew")).to_be_visible()
    await card.get_by_role("button", name="Died, born, in water").click()
    await sheet.get_by_role("combobox").select_option("found-dead")
    await sheet.get_by_role("button", name="Send").click()
    await expect(sheet).to_be_hidden()
    await stepped(client_of, "ITA", ship, "proceed")
    early = began - timedelta(minutes=20)
    await card.get_by_role("button", name="With its time").click()
    await sheet.get_by_label("When (UTC)").fill(f"{early:%d%H%M}Z")
    await italy.shot("told-late")
    await sheet.get_by_role("button", name="Send").click()
    await expect(sheet).to_be_hidden()
    read: Plain = await work_seen(client_of, ship)
    last = read["steps"][-1]
    assert (last["action"], datetime.fromisoformat(last["at"])) == (
        "arrive",
        early.replace(second=0, microsecond=0),
    )
    assert [one["code"] for one in read["deployment"]["doubts"]] == ["out_of_order"]
    assert read["deployment"]["dead"] == 1


async def test_another_number_has_another_source_and_no_condition_is_lost(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(
        client_of,
        pob={"min": 250, "max": 400, "source": "caller"},
        conditions={"current_to_deg": 90.0, "current_kn": 1.5, "icing": True, "wind_kn": 20.0},
    )
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.facts", "coordinator", "watch_officer"),
        at=f"/incidents/{case['id']}",
        width=1440,
        height=900,
    )
    page, sheet = italy.page, italy.page.get_by_role("dialog")

    async def seen() -> Plain:
        return await case_seen(client_of, case)

    await page.get_by_role("button", name="Persons on board").click()
    await sheet.get_by_label("POB at most").fill("500")
    await sheet.get_by_role("button", name="Persons on board").click()
    await expect(sheet).to_be_hidden()
    pob = (await seen())["pob"]
    assert (pob["max"], pob["source"]) == (500, ""), "the caller has not said 500"
    await page.get_by_role("button", name="Conditions 7").click()
    await sheet.get_by_label("Wind (kn)").fill("25")
    await italy.shot("conditions-with-current")
    await sheet.get_by_role("button", name="Conditions").click()
    await expect(sheet).to_be_hidden()
    conditions = (await seen())["conditions"]
    assert (conditions["wind_kn"], conditions["current_kn"], conditions["icing"]) == (25, 1.5, True)
