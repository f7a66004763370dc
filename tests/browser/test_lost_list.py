"""A closed case with people missing stays in its lead's list until an authority has the list, and
its ship lands the dead meanwhile."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import hailed, post, stepped
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio

OFFICE = "Commissioner for missing persons"


@pytest.mark.long
async def test_who_took_the_list_is_written_of_a_closed_case(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, pob={"min": 5, "max": 5, "source": "caller"})
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    lives = f"deployments/{ship['id']}/lives"
    await post(client_of, "ITA", lives, fact="found-dead", persons=1)
    at = f"/incidents/{case['id']}"
    admin = await person(client_of, server, "ITA", "ita.admin", "admin")
    office = await screens.sign_in(admin, at="/people", width=1280, height=900)
    of_the_missing = office.page.get_by_role("region", name="Focal point for the missing")
    await of_the_missing.get_by_role("button", name="Name it").click()
    form = office.page.get_by_role("dialog")
    await form.get_by_label("Office").fill(OFFICE)
    await form.get_by_label("How it is reached").fill("+39 06 0000")
    await form.get_by_role("button", name="Name it").click()
    await expect(office.page.get_by_text(f"{OFFICE}: +39 06 0000")).to_be_visible()
    await office.page.get_by_role("region", name="Focal point").scroll_into_view_if_needed()
    await office.shot("focal-point-night-1280")

    lead = await person(client_of, server, "ITA", "ita.lost", "coordinator", "watch_officer")
    italy = await screens.sign_in(lead, at=at, width=1280, height=900)
    page = italy.page
    await page.get_by_role("button", name="Close", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Outcome").fill("Nobody is found.")
    await dialog.get_by_label("Not everybody is safe").fill("No hope is left.")
    await expect(dialog.get_by_text("Exercise Star has 1 dead aboard")).to_be_visible()
    await dialog.get_by_label("Second person").fill("Head of operations")
    await dialog.get_by_role("button", name="Close", exact=True).click()
    await expect(dialog).to_have_count(0)
    owed = page.get_by_role("list", name="Ended, with something left to do")
    await expect(owed.get_by_text("list of missing and dead")).to_be_visible()
    await expect(page.get_by_text("4 missing, 1 dead")).to_be_visible()
    await expect(page.get_by_text("The search ended with 4 missing.")).to_be_visible()
    await italy.shot("lost-list-owed-night-1280")
    star = page.get_by_role("article", name="Exercise Star")
    await star.get_by_role("button", name="Delivered").click()
    await expect(dialog.get_by_label("Dead landed")).to_have_value("1")
    await dialog.get_by_label("Where they are landed").fill("Lampedusa port")
    await italy.shot("dead-landed-night-1280")
    await dialog.get_by_role("button", name="Delivered").click()
    await expect(star).to_have_count(0)
    await expect(page.get_by_text("1 dead (1 landed at Lampedusa port)")).to_be_visible()
    await server.set_clock(at=START + timedelta(hours=6, minutes=1))
    over = "NO AUTHORITY HAS TAKEN THE LIST: it was due at 18:26Z."
    for palette, width, height in in_turn(("day", 1280, 900), ("night", 390, 844)):
        other = await screens.sign_in(lead, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_text(over)).to_be_visible()
        await expect(other.page.get_by_text(f"Call {OFFICE}: +39 06 0000.")).to_be_visible()
        await other.shot(f"lost-list-over-{palette}-{width}")

    malta = await person(client_of, server, "MLT", "mlt.lost", "watch_officer")
    others = await screens.sign_in(malta, at=at, width=1280, height=900)
    await expect(others.page.get_by_text("This case is over.")).to_be_visible()
    await expect(others.page.get_by_text("Ended, with something left to do")).to_have_count(0)

    await page.get_by_role("button", name="List taken").click()
    await dialog.get_by_label("Which authority").fill(OFFICE)
    await dialog.get_by_label("Who spoke").fill("Duty officer")
    await dialog.get_by_label("By which channel").fill("telephone")
    await italy.shot("lost-list-form-night-1280")
    await dialog.get_by_role("button", name="List taken").click()
    await expect(dialog).to_have_count(0)
    await expect(owed).to_have_count(0)
    await expect(page.get_by_text(f"{OFFICE} (Duty officer) took the list")).to_be_visible()
