"""A search is suspended by two persons' word, shows why, and is looked at again."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server

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
    await dialog.get_by_label("Why now").select_option("darkness")
    await dialog.get_by_label("Why", exact=True).fill("Night falls.")
    await dialog.get_by_label("Who was told").fill("Malta, the families' line")
    await italy.shot("suspend-form-night-1440")
    await dialog.get_by_role("button", name="Suspend").click()
    await expect(page.get_by_text("the wish lapses at 12:56Z")).to_be_visible()
    await italy.shot("suspend-waits-night-1440")
    await page.get_by_role("button", name="Heard by voice").click()
    await dialog.get_by_label("Function of the second person").fill("Head of operations")
    await dialog.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Search suspended: darkness.")).to_be_visible()
    for palette, width, height in (("day", 1440, 900), ("night", 390, 844)):
        other = await screens.sign_in(one, at=at, palette=palette, width=width, height=height)
        await expect(other.page.get_by_text("Search suspended: darkness.")).to_be_visible()
        await other.shot(f"suspended-{palette}-{width}")
    await page.get_by_role("button", name="Looked again").click()
    await dialog.get_by_label("Why", exact=True).fill("Still dark.")
    await dialog.get_by_label("Look again by").fill("+60")
    await dialog.get_by_role("button", name="Looked again").click()
    await expect(page.get_by_text("To be looked at again by 13:26Z.")).to_be_visible()
