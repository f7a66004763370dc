"""Promised and expected side by side: an offer accepted late is seen to be late at once."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.requests import asked, deployed, later, need, offered, opened, stepped
from tests.running import Server, working
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_an_offer_accepted_half_an_hour_late_is_late_at_once(
    server: Server, screens: Screens, client_of: Clients, time: ExerciseTime
) -> None:
    sharing = term(visibility="position", grantor="MLT", grantees=["ITA"])
    await concluded(client_of, agreement(sharing, reference="IM", parties=("ITA", "MLT")))
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    await registered(client_of, "MLT", helicopter(name="AS1428", notice_day_minutes=5))
    case = await opened(client_of, "ITA")
    wanted = need(what="Lift them off", by_at=later(minutes=60))
    request = await asked(client_of, server.world, "MLT", incident=case, needs=[wanted])
    items = [{"asset_id": rescue["id"], "promised_at": later(minutes=50)}]
    span = {"valid_until": later(hours=3)}
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items, **span)
    with working(server):
        italy = await screens.sign_in(
            await person(client_of, server, "ITA", "ita.times", "coordinator", "watch_officer"),
            at=f"/incidents/{case['id']}/answers",
            width=1440,
            height=900,
        )
        page = italy.page
        offer = page.get_by_role("article", name="Offer of MLT")
        await expect(offer).to_contain_text("promised 13:16Z")
        await expect(offer).to_contain_text("expected 13:10Z")
        await expect(offer).to_contain_text("in time")
        await italy.shot("offer-in-time-night")
        await server.set_clock(at=START + timedelta(minutes=30))
        await expect(offer).to_contain_text("expected 13:40Z")
        await expect(offer).to_contain_text("late")
        await italy.shot("offer-late-night")
        await offer.get_by_role("button", name="Accept").focus()
        await italy.say("Enter")
        card = page.get_by_role("article", name="AS1630")
        await expect(card.get_by_text("LATE", exact=True)).to_be_visible()
        await expect(card).to_contain_text("expected 13:40Z")
        await expect(card).to_contain_text("promised 13:16Z: 24 min after that")
        await expect(card).to_contain_text("Sooner: AS1428 (MLT) could be there at 13:29Z.")
        await expect(page.locator(".lanes-head")).to_contain_text("14 min too late")
        await italy.shot("accepted-late-night")
        (work,) = await deployed(client_of, "MLT", made)
        await stepped(client_of, "MLT", work, "depart")
        await server.set_clock(at=START + timedelta(minutes=40))
        near = fix(12.85, 34.45, START + timedelta(minutes=40))
        await delivered(client_of, "MLT", work["asset_id"], near)
        await expect(card.get_by_text("LATE", exact=True)).to_have_count(0)
        await italy.shot("in-time-again-night")
        await server.set_clock(at=START + timedelta(minutes=75))
        await expect(card).to_contain_text("OVERDUE: expected")
        await expect(page.locator(".lanes-head")).to_contain_text(
            "1 of 1 accepted, 0 by those shown"
        )
        await italy.shot("overdue-night")
        await stepped(
            client_of, "MLT", work, "arrive", at=(START + timedelta(minutes=74)).isoformat()
        )
        await expect(card).to_contain_text("there since 13:40Z")
        await stepped(client_of, "MLT", work, "refuel")
        await expect(card).to_contain_text("away since 13:41Z")
        await expect(card).not_to_contain_text("there since")
        await italy.shot("away-night")
