"""Drafts belong to one person of one party, and nothing old is filled in unasked."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Screens, person
from tests.clients import Clients
from tests.given.incidents import opened
from tests.running import Server
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio

KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('sar.draft.'))"


def title(page: Page) -> Locator:
    return page.get_by_label("What happened")


def position(page: Page) -> Locator:
    return page.get_by_label("Position", exact=True)


@pytest.mark.long
async def test_an_earlier_draft_is_offered_and_never_filled_in(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    login = await person(client_of, server, "ITA", "ita.earlier", "watch_officer")
    screen = await screens.sign_in(login, at="/incidents/new")
    page = screen.page
    await screen.fill("What happened", "The first call")
    await position(page).fill("34 20.0N 012 42.0E")
    await page.get_by_role("button", name="Cancel").click()

    await screen.say("n")
    await expect(title(page)).to_be_focused()
    await expect(page.get_by_text("There is a draft of 12:26Z.")).to_be_visible()
    await expect(title(page)).to_have_value("")
    await expect(position(page)).to_have_value("")
    await screen.shot("draft-offered-night")
    await page.keyboard.type("Another call")
    await page.get_by_role("button", name="Use it").click()
    await expect(title(page)).to_have_value("The first call")
    await expect(position(page)).to_have_value("34 20.0N 012 42.0E")
    await page.get_by_role("button", name="Use it").click()
    await expect(title(page)).to_have_value("Another call")
    await expect(position(page)).to_have_value("")

    await page.reload()
    await expect(page.get_by_text("This is your draft of 12:26Z")).to_be_visible()
    await expect(title(page)).to_have_value("Another call")
    await screen.shot("draft-goes-on-night")
    await page.get_by_role("button", name="Discard").click()
    await expect(title(page)).to_have_value("")
    await expect(page.get_by_text("draft of")).to_have_count(0)
    assert await page.evaluate(KEPT) == []


async def test_no_draft_passes_to_another_person_or_state(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    # The same login in two parties, as duty accounts have it.
    italian = await person(client_of, server, "ITA", "duty", "watch_officer")
    maltese = await person(client_of, server, "MLT", "duty", "watch_officer")
    screen = await screens.sign_in(italian, at="/incidents/new")
    page = screen.page
    other = await page.context.new_page()
    await other.goto("/incidents/new")
    await expect(other.get_by_text("LIVE", exact=True)).to_be_visible()
    await screen.fill("What happened", "For Italian eyes")
    assert len(await page.evaluate(KEPT)) == 1

    await page.get_by_role("button", name="Who you act for").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_label("Login", exact=True)).to_be_visible()
    await expect(other.get_by_label("Login", exact=True)).to_be_visible()
    assert await page.evaluate(KEPT) == []

    await screen.fill("Login", maltese)
    await screen.fill("Password", PASSWORD)
    await screen.say("Enter")
    await expect(page.get_by_text("LIVE", exact=True)).to_be_visible()
    await screen.say("n")
    await expect(title(page)).to_have_value("")
    await expect(page.get_by_text("draft of")).to_have_count(0)


async def test_a_position_that_is_filled_in_says_so(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Filled in")
    login = await person(client_of, server, "ITA", "ita.filled", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await page.get_by_role("button", name="Set the datum").click()
    await expect(position(page)).to_have_value("34°20.0′N 012°42.0′E")
    word = page.get_by_text("filled in from what is known here")
    await expect(word).to_be_visible()
    await position(page).fill("34 21.0N 012 42.0E")
    await expect(word).to_have_count(0)


@pytest.mark.long
async def test_the_need_on_the_page_that_asks_survives_a_reload(
    server: Server, screens: Screens, client_of: Clients
) -> None:
    case = await opened(client_of, "ITA", title="Asked about", pob={"min": 3, "max": 3})
    login = await person(client_of, server, "ITA", "ita.asks.on", "watch_officer")
    screen = await screens.sign_in(login, at=f"/incidents/{case['id']}")
    page = screen.page
    await expect(page.get_by_role("button", name="Ask for help")).to_be_visible()
    await screen.say("Enter")
    what = page.get_by_label("What for", exact=True)
    await expect(what).to_have_value("Take people aboard")
    await page.reload()
    await expect(what).to_have_value("Take people aboard")
    await expect(page.get_by_label("How many")).to_have_value("3")
    await what.fill("Three to be taken off")
    await page.get_by_role("checkbox", name="vessel", exact=True).check()
    await page.reload()
    await expect(page.get_by_text("This is your draft of 12:26Z")).to_be_visible()
    await expect(what).to_have_value("Three to be taken off")
    await expect(page.get_by_role("checkbox", name="vessel", exact=True)).to_be_checked()
    await screen.shot("ask-draft-goes-on-night")
    await page.get_by_role("button", name="Discard").click()
    await expect(what).not_to_have_value("Three to be taken off")
    kept = await page.evaluate(KEPT)
    assert [place for place in kept if ".ask." in place] == []
