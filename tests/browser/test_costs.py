"""The costs of a unit's work by its terms, opened at its card by the two sides."""

from datetime import timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import text

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, deployed, offered, opened, stepped
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_who_gave_a_unit_reads_what_is_owed_for_it_and_how_long_it_is_claimed(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    shared = term("Art. 4", visibility="position", incident_awareness="full", may_request=True)
    billed = {"rule": "marginal", "currency": "EUR", "rate_per_hour": 4500, "claim_days": 5}
    body = agreement(shared, term("Art. 9", costs=billed), reference="COSTS-7")
    await concluded(client_of, body)
    rescue = await registered(client_of, "MLT", helicopter(name="AS1640"))
    incident = await opened(client_of, "ITA")
    request = await asked(client_of, server.world, "MLT", incident=incident)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    await stepped(client_of, "MLT", work, "depart")
    await stepped(client_of, "MLT", work, "arrive")
    await server.set_clock(at=START + timedelta(minutes=90))
    malta = await screens.sign_in(
        await person(client_of, server, "MLT", "mlt.costs", "watch_officer"),
        at=f"/incidents/{incident['id']}",
    )
    page = malta.page
    await expect(page.get_by_text(incident["reference"]).first).to_be_visible()
    await malta.say("3")
    card = page.get_by_role("article", name="AS1640")
    await card.get_by_text("Costs by the terms").focus()
    await malta.say("Enter")
    await expect(card).to_contain_text(
        "Art. 9 of COSTS-7, version 1: Malta is reimbursed its additional costs by Italy at"
        " 4,500 EUR per hour, claimed within 5 days."
    )
    await expect(card).to_contain_text("estimate until now")
    await expect(card).to_contain_text("Italy owes Malta 9000.00 EUR: 2 × 4500.00 EUR.")
    await expect(card.get_by_text("To be claimed until")).to_have_count(0)
    await malta.shot("costs-night")

    await stepped(client_of, "ITA", work, "release")
    await expect(card).to_contain_text("at its end")
    await expect(card.get_by_text("To be claimed until")).to_be_visible()
    await expect(card).to_contain_text("5 days are left to claim.")
    await malta.say("d")
    await page.set_viewport_size({"width": 390, "height": 844})
    await card.get_by_text("5 days are left to claim.").scroll_into_view_if_needed()
    await malta.shot("costs-day-390")

    # Who asked for the unit pays for it, also once another leads and it is seen in brief.
    async with server.db() as db:
        await db.execute(text("UPDATE deployment SET lead_party = 'GRC'"))
        await db.commit()
    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.costs", "watch_officer"),
        at=f"/incidents/{incident['id']}/answers",
    )
    card = italy.page.get_by_role("article", name="AS1640")
    await card.get_by_text("Costs by the terms").click()
    await expect(card).to_contain_text("Italy owes Malta 9000.00 EUR")
    await expect(card.get_by_text("left to claim")).to_have_count(0)
    await italy.shot("costs-payer-night")
