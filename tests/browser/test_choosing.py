"""Choosing and pointing: one thing is the same in cards, lanes and map, and the case stays open."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, offered, opened
from tests.running import Server

pytestmark = pytest.mark.anyio
MAP_IS_DRAWN = True


@pytest.mark.long
async def test_a_unit_is_pointed_at_and_chosen_while_its_case_stays_open(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term(visibility="position", incident_awareness="full", may_request=True)
    await concluded(client_of, agreement(shared, reference="CHOOSE", parties=("ITA", "MLT")))
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    case = await opened(client_of, "ITA", title="Stays open")
    request = await asked(client_of, server.world, "MLT", incident=case)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.choose", "coordinator"),
        at=f"/incidents/{case['id']}/answers",
    )
    page = italy.page
    lane = page.locator(".lanes-names li").filter(has_text="AS1630")
    card = page.get_by_role("article", name="AS1630")
    await card.hover()
    await expect(lane).to_have_class("deployment on")
    await lane.get_by_role("button").hover()
    await expect(card).to_have_class("card pointed")
    await lane.get_by_role("button").click()
    await page.mouse.move(5, 5)
    await expect(lane).to_have_class("deployment on")
    current = page.locator(".situation .case[aria-current=page]")
    await expect(current.get_by_text("Stays open")).to_be_visible()
    await italy.say("m", "ArrowLeft", "f")
    await expect(lane).to_be_visible()
