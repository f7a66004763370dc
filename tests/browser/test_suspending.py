"""A search is suspended by two persons' word, shows why, and is looked at again."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from sar.incidents.assessment.seconding import STAYS_ALONE
from sar.incidents.jobs import note_alone
from tests.browser.conftest import Screens, person
from tests.browser.readable import in_turn
from tests.clients import Clients
from tests.given.incidents import opened
from tests.given.requests import deferred
from tests.running import Server
from tests.world import START

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_a_search_is_suspended_with_its_ground_and_looked_at_again(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of)
    at = f"/incidents/{case['id']}"
    one = await person(client_of, server, "ITA", "ita.suspends", "coordinator", "watch_officer")
    italy = await screens.sign_in(one, at=at, width=1440, height=900)
    page, dialog = italy.page, italy.page.get_by_role("dialog")
    suspend = page.get_by_role("button", name="Suspend")
    await suspend.click()
    await dialog.get_by_label("Ground").select_option("darkness")
    await dialog.get_by_label("Why", exact=True).fill("Night falls.")
    await dialog.get_by_label("Who was told").fill("Malta, the families' line")
    await italy.shot("suspend-form-night-1440")
    await dialog.get_by_role("button", name="Suspend").click()
    await expect(page.get_by_text("the wish lapses at 12:56Z")).to_be_visible()
    await italy.shot("suspend-waits-night-1440")
    await page.get_by_role("button", name="Heard by voice").click()
    await dialog.get_by_label("Function of the second person").fill("Head of operations")
    await dialog.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Search suspended 12:26Z (darkness).")).to_be_visible()
    for palette, width, height in in_turn(("day", 1440, 900), ("night", 390, 844)):
        other = await screens.sign_in(one, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_text("Search suspended 12:26Z (darkness).")).to_be_visible()
        await other.shot(f"suspended-{palette}-{width}")
    await page.get_by_role("button", name="Looked again").click()
    await dialog.get_by_label("Why", exact=True).fill("Still dark.")
    await dialog.get_by_label("Look again by").fill("+60")
    await dialog.get_by_role("button", name="Looked again").click()
    await expect(page.get_by_text("To be looked at again by 13:26Z.")).to_be_visible()


@pytest.mark.long
async def test_a_wish_to_close_that_nobody_seconds_says_so_and_is_asked_again_or_withdrawn(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, title="Searched in vain")
    at = f"/incidents/{case['id']}"
    one = await person(client_of, server, "ITA", "ita.closes", "coordinator", "watch_officer")
    italy = await screens.sign_in(one, at=at, width=1440, height=900)
    page, dialog = italy.page, italy.page.get_by_role("dialog")
    await page.get_by_role("button", name="Close", exact=True).click()
    await dialog.get_by_label("Outcome").fill("Search ended.")
    await dialog.get_by_label("Not everybody is safe").fill("Searched for ten days.")
    await dialog.get_by_role("button", name="Close").click()
    await expect(page.get_by_text("the wish lapses at 12:56Z")).to_be_visible()
    async with server.db() as db:
        waiting = await deferred(db, STAYS_ALONE)
        (job,) = [one for one in waiting if one["incident_id"] == case["id"]]
        await note_alone(db, now=START + timedelta(minutes=30), **job)
        await db.commit()
    lapsed = "NOBODY SECONDED IT by 12:56Z: THE CASE STAYS OPEN."
    await expect(page.get_by_text(lapsed)).to_be_visible()
    await expect(page.get_by_role("button", name="I am the second")).to_have_count(0)
    await expect(
        page.get_by_role("link", name="nobody seconded closing", exact=True)
    ).to_be_visible()
    await italy.shot("close-lapsed-night-1440")
    for palette, width, height in in_turn(
        ("day", 1280, 900), ("night", 390, 844), ("day", 390, 844)
    ):
        other = await screens.sign_in(one, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_text(lapsed)).to_be_visible()
        await other.page.get_by_text(lapsed).scroll_into_view_if_needed()
        await other.shot(f"close-lapsed-{palette}-{width}")
    await page.get_by_role("button", name="Ask for a second again").click()
    await expect(page.get_by_text("THE CASE STAYS OPEN until a second person")).to_be_visible()
    await page.get_by_role("button", name="Withdraw the wish").click()
    await expect(page.get_by_text("THE CASE STAYS OPEN")).to_have_count(0)


@pytest.mark.long
async def test_a_case_is_closed_as_the_same_as_a_linked_one(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    one, other = await opened(client_of, title="Told twice"), await opened(client_of, title="Boat")
    linked = {"other_id": other["id"], "reason": "Same place."}
    watch = client_of("ITA", "watch_officer")
    assert (await watch.post(f"/api/incidents/{one['id']}/links", json=linked)).is_success
    login = await person(client_of, server, "ITA", "ita.same", "coordinator", "watch_officer")
    at = f"/incidents/{one['id']}"
    italy = await screens.sign_in(login, at=at, width=1280, height=900)
    page, dialog = italy.page, italy.page.get_by_role("dialog")
    await page.get_by_role("button", name="Close", exact=True).click()
    await dialog.get_by_label("Outcome").fill("One man called twice.")
    same = dialog.get_by_label("It is the same as a linked case")
    await same.select_option(label=other["reference"])
    await italy.shot("close-same-form-night-1280")
    await dialog.get_by_role("button", name="Close").click()
    await expect(page.get_by_text("Closed as the same as a linked case")).to_be_visible()
    closed = f"{one['reference']} was closed as the same as this case"
    at = f"/incidents/{other['id']}"
    for palette, width, height in in_turn(("night", 1280, 900), ("day", 390, 844)):
        beside = await screens.sign_in(login, at=at, palette=palette, width=width, height=height)
        await expect(beside.page.get_by_text(closed)).to_be_visible()
        await beside.page.get_by_text(closed).scroll_into_view_if_needed()
        await beside.shot(f"closed-as-this-{palette}-{width}")
    second = await person(client_of, server, "ITA", "ita.seconds", "watch_officer")
    seconds = await screens.sign_in(second, at=at)
    await seconds.page.get_by_role("button", name="I am the second").click()
    await expect(seconds.page.get_by_text(closed)).to_have_count(0)
