"""Real life goes first: a unit of an exercise is called away to a real case."""

from datetime import timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import text

from sar import clock
from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.assets import helicopter, registered
from tests.given.requests import accepted, asked, offered, opened
from tests.running import Server

pytestmark = pytest.mark.anyio


async def made_real(server: Server) -> None:
    """From now on the installation is a real one, at the real time."""
    async with server.db() as db:
        await db.execute(
            text("UPDATE installation SET exercise = false, anchor_at = NULL, anchor_real = NULL")
        )
        await db.execute(text("NOTIFY sar_clock"))
        await db.commit()


@pytest.mark.long
async def test_a_unit_is_called_away_from_an_exercise_and_accepted_for_a_real_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    await made_real(server)
    till = {"valid_until": (clock.real_now() + timedelta(hours=2)).isoformat()}
    rescue = await registered(client_of, "MLT", helicopter(name="AS1630"))
    played = await opened(client_of, "ITA", exercise=True)
    request = await asked(client_of, server.world, "MLT", incident=played)
    taken = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"], **till)
    await accepted(client_of, "ITA", taken)
    real = await opened(client_of, "ITA", title="Ferry on fire")
    wanted = await asked(client_of, server.world, "MLT", incident=real)
    await offered(client_of, "MLT", f"requests/{wanted['id']}", rescue["id"], **till)

    italy = await screens.sign_in(
        await person(client_of, server, "ITA", "ita.real", "coordinator", "watch_officer"),
        at=f"/incidents/{real['id']}/answers",
    )
    page = italy.page
    accept = page.get_by_role("button", name="Accept")
    ribbon = page.get_by_role("complementary", name="EXERCISE")
    cases = page.get_by_role("navigation", name="Incidents")
    await expect(accept).to_be_visible()
    await expect(ribbon).to_have_count(0)
    await expect(cases.get_by_text("EXERCISE", exact=True)).to_have_count(1)
    await accept.focus()
    await italy.say("Enter")
    hint = page.get_by_text("real work goes first", exact=False)
    await expect(hint).to_be_visible()
    await italy.shot("bound-in-an-exercise-night")

    await italy.go(f"/incidents/{played['id']}/answers")
    card = page.get_by_role("article", name="AS1630")
    await expect(ribbon).to_be_visible()
    await card.get_by_role("button", name="Call away").focus()
    await italy.say("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await italy.shot("call-away-night")
    await italy.say("Control+Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_text("Those that are over").click()
    await expect(card.get_by_text("Called away to real work.")).to_be_visible()

    await italy.go(f"/incidents/{real['id']}/answers")
    await accept.focus()
    await italy.say("Enter")
    await expect(
        page.get_by_role("article", name="AS1630").get_by_text("committed")
    ).to_be_visible()
    await expect(page.get_by_role("button", name="Call away")).to_have_count(0)
    await italy.shot("called-away-night")
