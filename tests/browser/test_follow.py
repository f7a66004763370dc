"""Following what was promised, from the keyboard: windows, survivors handed over, needs amended."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, offered, opened
from tests.running import Server

pytestmark = pytest.mark.anyio


async def stepped(client_of: Clients, work: dict[str, Any], action: str, **body: Any) -> None:
    answer = await client_of("MLT", "watch_officer").post(
        f"/api/deployments/{work['id']}/{action}", json=body
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.long
async def test_an_owner_binds_for_longer_and_hands_survivors_over(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="FOLLOW", parties=("ITA", "MLT")))
    await server.set_clock(paused=False)
    first, second = [
        await registered(client_of, "MLT", helicopter(name=name)) for name in ("AS1630", "AS1428")
    ]
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, server.world, "MLT", incident=incident)
    for asset in (first, second):
        taken = await offered(client_of, "MLT", f"requests/{request['id']}", asset["id"])
        await accepted(client_of, "ITA", taken)
    listed = await client_of("MLT", "observer").get("/api/deployments")
    works = {one["name"]: one for one in listed.json()["items"]}
    for work in works.values():
        await stepped(client_of, work, "depart")
        await stepped(client_of, work, "arrive")
    await stepped(client_of, works["AS1630"], "load", persons=8)

    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.follow", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
    )
    page = malta.page
    card = page.get_by_role("article", name="AS1630")
    await card.get_by_role("button", name="Hand over").focus()
    await malta.say("Enter")
    await expect(page.get_by_label("How many persons")).to_have_value("8")
    await page.get_by_label("How many persons").fill("5")
    await malta.shot("transfer-night")
    await malta.say("Control+Enter")
    await expect(card.get_by_text("3 aboard", exact=False)).to_be_visible()
    other = page.get_by_role("article", name="AS1428")
    await expect(other.get_by_text("5 aboard", exact=False)).to_be_visible()

    await other.get_by_role("button", name="Bound until").focus()
    await malta.say("Enter")
    await expect(page.get_by_label("Bound until (UTC)")).to_be_focused()
    await malta.say("Control+a")
    await page.keyboard.type("2359")
    await malta.say("Control+Enter")
    await expect(other.get_by_text("bound until 23:59Z")).to_be_visible()
    await malta.shot("follow-night")

    await other.get_by_role("button", name="Hand over").click()
    await page.get_by_label("How many persons").fill("7")
    await page.get_by_label("That is more than are aboard AS1428 (5). It is so.").check()
    await malta.shot("transfer-doubt-night")
    await malta.say("Control+Enter")
    contradicts = "CONTRADICTS: Hand over 7, and 5 were known to be aboard. Count anew."
    await expect(other.get_by_text(contradicts)).to_be_visible()
    await malta.shot("transfer-contradicts-night")
    day = await screens.sign_in(
        "MLT/mlt.follow",
        at=f"/incidents/{incident['id']}/answers",
        palette="day",
        width=390,
        height=844,
    )
    await expect(day.page.get_by_text(contradicts)).to_be_visible()
    await day.page.get_by_text(contradicts).scroll_into_view_if_needed()
    await day.shot("transfer-contradicts-day-390")


@pytest.mark.long
async def test_what_is_asked_is_changed_and_those_asked_see_it(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, server.world, "MLT", incident=incident)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.amend", "watch_officer"),
        at=f"/incidents/{incident['id']}/needs",
        palette="day",
    )
    page = italy.page
    await page.get_by_role("button", name="Change what is asked").focus()
    await italy.say("Enter")
    one = page.get_by_role("region", name="Need 1")
    await one.get_by_label("How many").fill("3")
    await italy.say("Control+Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Why: is needed")
    await page.get_by_label("Why", exact=True).fill("More people than was said")
    await italy.shot("amend-day")
    await italy.say("Control+Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    seen = await client_of("MLT", "observer").get(f"/api/requests/{request['id']}")
    assert [need["quantity"] for need in seen.json()["needs"]] == [3]
