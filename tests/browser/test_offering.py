"""Making an offer: what goes out is in view, and what was written survives a reload."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.assets import helicopter, pumps, registered
from tests.given.requests import asked, later, need, opened
from tests.running import Server

pytestmark = pytest.mark.anyio


async def test_what_is_sent_is_in_view_and_survives_a_reload(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "MLT", pumps())
    for number in range(10):
        await registered(client_of, "MLT", helicopter(name=f"Rescue {number}"))
    case = await opened(client_of, "ITA", title="Many could go")
    wanted = [need(kinds=[], what="Anything that floats or flies")]
    request = await asked(client_of, server.world, "MLT", incident=case, needs=wanted)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.offers", "watch_officer"),
        at=f"/requests/{request['id']}",
        palette="day",
    )
    page = malta.page
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    send = page.get_by_role("button", name="Send the offer")
    await expect(send).to_be_focused()
    going = page.get_by_role("list", name="What is offered").get_by_role("listitem")
    await expect(going).to_have_count(1)
    await expect(going).to_contain_text("no time promised")
    for seen in (going, send, page.get_by_role("heading", name="Offer for")):
        await expect(seen).to_be_in_viewport(ratio=1)
    await malta.shot("offer-many-day")
    await expect(page.get_by_text("9 more of yours that could go")).to_be_visible()
    await page.get_by_text("1 that does not suit it").click()
    pumps_card = page.locator(".card").filter(has_text="Portable salvage pump")
    await expect(pumps_card).to_contain_text("not asked for by name")
    await expect(pumps_card.get_by_text("allowed")).to_have_count(0)
    await page.get_by_text("9 more of yours that could go").click()
    await page.get_by_role("checkbox", name="Rescue 7").check()
    await malta.fill("Conditions", "only until dusk")
    await page.reload()
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    await expect(send).to_be_focused()
    await expect(page.get_by_label("Conditions")).to_have_value("")
    await expect(going.filter(has_text="Rescue 7")).to_have_count(0)
    await page.get_by_role("button", name="Use it").press("Enter")
    await expect(page.get_by_label("Conditions")).to_have_value("only until dusk")
    await expect(going.filter(has_text="Rescue 7")).to_have_count(1)
    await malta.say("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    made = await client_of("MLT", "observer").get(f"/api/requests/{request['id']}/offers")
    assert made.json()[0]["conditions"] == "only until dusk"
    assert len(made.json()[0]["items"]) == 2
    await malta.say("o")
    await expect(page.get_by_label("Conditions")).to_have_value("")


async def test_what_comes_too_late_or_cannot_go_is_said_beside_what_is_sent(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await registered(client_of, "MLT", helicopter(name="Late 1"))
    await registered(client_of, "MLT", pumps(name="Pumps 1"))
    case = await opened(client_of, "ITA", title="Soon or never")
    wanted = [need(what="Lift them off", by_at=later(minutes=5))]
    request = await asked(client_of, server.world, "MLT", incident=case, needs=wanted)
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.late", "watch_officer"),
        at=f"/requests/{request['id']}",
    )
    page = malta.page
    await expect(page.get_by_text("Your answer")).to_be_visible()
    await malta.say("o")
    going = page.get_by_role("list", name="What is offered").get_by_role("listitem")
    none = re.compile(r"None of yours would be there in time: .+ least late, by \d+ min")
    await expect(going).to_contain_text(none)
    late = page.get_by_role("checkbox", name="Late 1")
    await expect(late).not_to_be_checked()
    await malta.shot("offer-none-in-time-night")
    await malta.say("Enter")
    complaint = page.get_by_role("dialog").get_by_role("alert")
    await expect(complaint).to_have_text("Choose at least one asset.")
    made = await client_of("MLT", "observer").get(f"/api/requests/{request['id']}/offers")
    assert made.json() == []
    await late.check()
    await expect(going).to_contain_text("LATE by")
    await page.get_by_text("not suit it or cannot go now").click()
    await page.get_by_role("checkbox", name="Pumps 1").check()
    await expect(going.filter(has_text="Pumps 1")).to_contain_text("not suited")
    await malta.shot("offer-too-late-night")
